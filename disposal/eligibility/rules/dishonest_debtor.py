"""失信被执行人或其法定代表人、主要负责人、直接责任人员、实际控制人: dishonest judgment debtors may not buy.

The notice's own limb. Barred: a party on the list, and a person who represents, heads, is directly responsible for or
controls a listed organisation. A person with a controlling share of one is possible, also through companies. A bidder
with a listed participant, at any depth, is possible: the limb names the people behind a company, not their companies.
"""

from collections.abc import Iterator

from disposal.eligibility.facts.relations import Office, Relation, RelationKind
from disposal.eligibility.findings.case import Case, LimbRule
from disposal.eligibility.findings.conclusion import conclude
from disposal.eligibility.findings.finding import Finding, Outcome
from disposal.eligibility.findings.ground import Ground
from disposal.eligibility.findings.listed import listed, unanswered
from disposal.eligibility.insiders.insider import dated, declared, holds, none_found, unpositioned
from disposal.eligibility.ownership.control import control_share
from disposal.eligibility.ownership.ownership import percent_words
from disposal.eligibility.paths.control_words import companies_controlled, listed_companies
from disposal.eligibility.paths.owners_stated import unstated_offices, unstated_owners
from disposal.eligibility.paths.participants import listed_participants
from notices.content.limbs import LimbCode
from notices.content.terms import RestrictionLimb

_ANSWERABLE = {Office.legal_representative, Office.principal, Office.responsible}


def examine(case: Case, limb: RestrictionLimb) -> tuple[Finding, ...]:
    """Judge whether the bidder is a dishonest judgment debtor, is behind one, or has one as a participant."""
    key, above = case.bidder.key, case.above_bidder.reached
    found = [ground for subject in case.subjects for ground in listed(case, limb.code, subject)]
    found += declared(case, limb)
    bonds = [bond for subject in case.subjects for bond in _bonds(case, subject) if bond.to_party != key]
    found += [ground for bond in bonds for ground in _through(case, limb, bond)]
    commanded = companies_controlled(case, {key, *(bond.to_party for bond in bonds)})
    found += [*listed_companies(case, limb.code, commanded), *listed_participants(case, limb.code)]
    if case.bidder.is_person:
        found += unpositioned(case)
    else:
        found += [*unstated_offices(case), *unstated_owners(case, {key, *above})]
    held = {bond.to_party for bond in bonds if bond.is_in_force(case.on)} | {company for _, company in commanded}
    found += unanswered(case, (limb,), [key, *sorted(above), *sorted(held - above)])
    looked = (
        f"其代表、负责或控制的单位及其{len(above)}名出资人与任职人员",
        "whom it represents or controls, and everybody who owns or runs it",
    )
    return conclude(case, limb, found, none_found(case, limb, looked))


def _bonds(case: Case, key: str) -> list[Relation]:
    """Return the person's posts of responsibility, actual control, and controlling shares."""
    posts = [post for post in case.relations_from(key, RelationKind.office) if post.office in _ANSWERABLE]
    shares = case.relations_from(key, RelationKind.ownership)
    controlling = [share for share in shares if control_share(case.on).is_reached(share.percent)]
    return [*posts, *case.relations_from(key, RelationKind.control), *controlling]


def _through(case: Case, limb: RestrictionLimb, bond: Relation) -> Iterator[Ground]:
    for ground in listed(case, limb.code, bond.to_party):
        zh, en = _held(case, bond)
        outcome = ground.outcome
        if bond.kind is RelationKind.ownership and outcome is Outcome.barred:
            outcome = Outcome.possible  # the limb names the 实际控制人, not the controlling shareholder
        held = dated(case, bond, outcome, f"{zh}；{ground.zh}", f"{en}; {ground.en}")
        yield Ground(outcome=held.outcome, person=bond.to_party, zh=held.zh, en=held.en, hit=ground.hit)


def _held(case: Case, bond: Relation) -> tuple[str, str]:
    person, firm = case.name(bond.from_party), case.name(bond.to_party)
    if bond.kind is RelationKind.control:
        return f"{person}系{firm}的实际控制人", f"{person} actually controls {firm}"
    if bond.percent is not None:
        share, law = percent_words(bond.percent), control_share(case.on).source
        zh = f"{person}持有{firm} {share}，系其控股股东（{law.citation}），是否其实际控制人须核实"
        return zh, f"{person} holds {share} of {firm}, a controlling share ({law.citation_en})"
    return holds(case, bond)


RULE = LimbRule(code=LimbCode.dishonest_debtor, version="4", examine=examine)
