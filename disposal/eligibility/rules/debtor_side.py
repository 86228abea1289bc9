"""债务人、担保人、抵押人及其关联方和受其委托的主体: the debtor's side may not buy (the notice's own limb).

Computed from the project's parties: debtors, guarantors, owners of collateral; parties that control them; parties that
any of these control (公司法第二百六十五条); near relatives (民法典第一千零四十五条); parties that act for them. A
minority share, an office or a shared agent is possible. The 2022 notice has no such limb: the finding is information
and does not bar.
"""

from collections.abc import Iterator

from disposal.eligibility.debtor_side.circle import DebtorCircle
from disposal.eligibility.debtor_side.ties import acting, belonging, controller_belonging, holding, identity, kindred
from disposal.eligibility.facts.lookups import HitStrength
from disposal.eligibility.findings.case import Case, LimbRule
from disposal.eligibility.findings.conclusion import conclude
from disposal.eligibility.findings.finding import Finding
from disposal.eligibility.findings.ground import Ground, missing, softened
from disposal.eligibility.findings.listed import unanswered
from disposal.eligibility.insiders.insider import declared, may_be_words, none_found, roster_gaps
from disposal.eligibility.paths.owners_stated import unstated_offices, unstated_owners
from notices.content.limbs import LimbCode
from notices.content.terms import RestrictionLimb

_TIES = (identity, controller_belonging)
_TIES_OF_ONE = (holding, belonging, kindred, acting)


def examine(case: Case, limb: RestrictionLimb) -> tuple[Finding, ...]:
    """Judge whether the bidder is on the debtor's side."""
    side = DebtorCircle(case)
    found = [*(ground for tie in _TIES for ground in tie(case, side)), *_tied(case, side), *declared(case, limb)]
    count, above = len(side.members), len(case.above_bidder.reached)
    looked = (
        f"债务人一方{count}名及其控制人、近亲属、受托人与竞买人的{above}名出资人与任职人员",
        f"the {count} of the debtor's side, their kin and agents, against the bidder and its {above} participants",
    )
    return conclude(case, limb, (*found, *_gaps(case, limb, side)), none_found(case, limb, looked))


def _tied(case: Case, side: DebtorCircle) -> Iterator[Ground]:
    """Yield the relations to the side of the bidder, and of parties that it may be the same as."""
    for key in case.subjects:
        yield from (ground for tie in _TIES_OF_ONE for ground in tie(case, side, key))
        for other, pair in case.may_be(key) if key not in side.members else ():
            same = [ground for tie in _TIES_OF_ONE for ground in tie(case, side, other) if ground.is_found]
            if other not in side.members:
                yield from (
                    same if pair.strength is HitStrength.certain else softened(same, **may_be_words(case, key, pair))
                )


def _gaps(case: Case, limb: RestrictionLimb, side: DebtorCircle) -> Iterator[Ground]:
    """Yield the facts that are missing about the bidder and about the debtor's side."""
    key, name = case.bidder.key, case.bidder.name
    yield from roster_gaps(case, limb)
    yield from unanswered(case, (limb,), (key,))
    if case.bidder.is_person:
        if case.facts.dossier.relatives is None:
            zh, en = f"{name}未申报亲属关系", f"{name} has not stated any relatives"
            yield missing(key, "dossier.relatives", zh=zh, en=en)
    else:
        yield from unstated_offices(case)
    if case.facts.dossier.agents is None:
        zh, en = f"{name}未说明有无代理人、委托人", f"{name} has not said who acts for whom"
        yield missing(key, "dossier.agents", zh=zh, en=en)
    yield from unstated_owners(case, {key, *case.above_bidder.reached, *side.members})
    if not case.above_bidder.is_whole:
        zh, en = f"{name}的出资结构未能全部计算", f"the ownership of {name} could not be followed to the end"
        yield missing(key, "relations", zh=zh, en=en)


RULE = LimbRule(
    code=LimbCode.debtor_side, version="4", examine=examine,
    rosters=("debtors", "guarantors", "collateral_owners"),
)  # fmt: skip
