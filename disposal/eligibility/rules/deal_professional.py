"""参与资产处置工作的律师、会计师、评估师等中介机构关联人 (also 拍卖人): engaged professionals may not buy.

法发〔2009〕19号第六条第（九）项；the notice's own limb. It applies to firms and people. The list of trades is open
(等), so legal-services workers (基层法律服务工作者) and agents of the deal belong to it, as in the facts of
（2023）最高法执监177号. Barred: a firm or person engaged in this project, and a person with any post in an engaged
firm. Possible: a shareholder of an engaged firm; an entry on a list of intermediaries, because a list does not name
this project; a party engaged at another time, because the work done does not end with the contract.
"""

from disposal.eligibility.facts.project import Engagement
from disposal.eligibility.facts.relations import Relation, RelationKind
from disposal.eligibility.findings.case import Case, LimbRule
from disposal.eligibility.findings.conclusion import conclude
from disposal.eligibility.findings.finding import Finding, Outcome
from disposal.eligibility.findings.ground import Ground, softened
from disposal.eligibility.findings.listed import listed, span
from disposal.eligibility.insiders.insider import dated, examined, holds, none_found
from notices.content.limbs import LimbCode
from notices.content.terms import RestrictionLimb


def grounds(case: Case, limb: RestrictionLimb, key: str) -> tuple[Ground, ...]:
    """Return the engagements of the party, or of firms it belongs to, in this project, and its list entries."""
    found = list(
        softened(
            listed(case, limb.code, key),
            zh="是否参与本项目须核实",
            en="whether engaged in this project must be checked",
        )
    )
    for engagement in sorted(case.facts.project.engaged or (), key=lambda e: (e.party, e.engaged_as, e.source)):
        if engagement.party == key:
            found.append(_engaged(case, engagement, key, (case.name(key), case.name(key)), Outcome.barred))
        for kind, outcome in ((RelationKind.office, Outcome.barred), (RelationKind.ownership, Outcome.possible)):
            for bond in case.relations_from(key, kind):
                if bond.to_party == engagement.party:
                    belongs = dated(case, bond, outcome, *_belongs(case, bond))
                    found.append(_engaged(case, engagement, key, (belongs.zh, belongs.en), belongs.outcome))
    return tuple(found)


def _belongs(case: Case, bond: Relation) -> tuple[str, str]:
    if bond.kind is RelationKind.office:
        return holds(case, bond)
    return (
        f"{case.name(bond.from_party)}系{case.name(bond.to_party)}的出资人",
        f"{case.name(bond.from_party)} owns a share of {case.name(bond.to_party)}",
    )


def _engaged(case: Case, of: Engagement, key: str, who: tuple[str, str], outcome: Outcome) -> Ground:
    firm, as_zh, as_en = case.name(of.party), of.engaged_as.zh, of.engaged_as.en
    zh, en = f"{who[0]}；{firm}受聘为本项目{as_zh}", f"{who[1]}; {firm} is engaged in this project as {as_en}"
    if of.party == key:
        zh, en = f"{firm}受聘为本项目{as_zh}", f"{firm} is engaged in this project as {as_en}"
    if not of.is_in_force(case.on) and outcome is Outcome.barred:
        outcome, days = Outcome.possible, span(of.valid_from, of.valid_until)
        zh, en = f"{zh}，在{case.on}不在聘期内（{days}）", f"{en}, though not on {case.on} ({days})"
    return Ground(outcome=outcome, person=key, zh=zh, en=en)


def examine(case: Case, limb: RestrictionLimb) -> tuple[Finding, ...]:
    """Judge whether the bidder, person or firm, works on this disposal."""
    besides = ("本项目所聘中介机构及其人员", "the professionals engaged in this project and their people")
    return conclude(case, limb, examined(case, limb, grounds), none_found(case, limb, besides))


RULE = LimbRule(
    code=LimbCode.deal_professional, version="2", examine=examine, grounds=grounds,
    rosters=("engaged",),
)  # fmt: skip
