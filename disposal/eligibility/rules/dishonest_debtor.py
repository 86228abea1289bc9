"""失信被执行人或其法定代表人、主要负责人、直接责任人员、实际控制人: dishonest judgment debtors may not buy.

The notice's own limb. Barred: whoever stands on the list, and a person who represents, runs, is answerable for or
controls an organisation on it. A bidder whose own representative or controller stands on the list is possible: the
words name the people behind a listed company, not the companies before listed people.
"""

from collections.abc import Iterator

from disposal.eligibility.case import Case, LimbRule
from disposal.eligibility.conclusion import conclude
from disposal.eligibility.finding import Finding
from disposal.eligibility.ground import Ground, missing, softened
from disposal.eligibility.insider import dated, declared, holds, none_found, unpositioned
from disposal.eligibility.law import SALES_2009
from disposal.eligibility.listed import listed, unanswered
from disposal.eligibility.relations import Office, Relation, RelationKind
from notices.limbs import LimbCode
from notices.terms import RestrictionLimb

_ANSWERABLE = {Office.legal_representative, Office.principal, Office.responsible}


def examine(case: Case, limb: RestrictionLimb) -> tuple[Finding, ...]:
    """Judge whether the bidder is a dishonest judgment debtor or stands behind one."""
    key, is_person = case.bidder.key, case.bidder.is_person
    behind, before = _bonds(case, key, to_others=True), _bonds(case, key, to_others=False)
    found = [ground for subject in case.subjects for ground in listed(case, limb.code, subject)]
    found += declared(case, limb)
    for bond in behind:
        found += _through(case, limb, bond, bond.to_party)
    for bond in before:
        words = {"zh": "由其代表或控制的竞买人须核实", "en": "the bidder it represents or controls must be checked"}
        found += softened(_through(case, limb, bond, bond.from_party), **words)
    found += unpositioned(case) if is_person else _unrepresented(case)
    active = [bond for bond in (*behind, *before) if bond.is_in_force(case.on)]
    people = sorted({key} | {bond.to_party for bond in active} | {bond.from_party for bond in active})
    found += unanswered(case, (limb,), people)
    looked = (
        "其代表、负责或控制的单位及其自身的代表人、控制人",
        "whom it represents or controls, and who does so with it",
    )
    return conclude(case, limb, found, none_found(case, limb, looked))


def _bonds(case: Case, key: str, *, to_others: bool) -> list[Relation]:
    """Return the posts that make a person answerable, and actual control, in one direction."""
    related = case.relations_from if to_others else case.relations_to
    posts = [post for post in related(key, RelationKind.office) if post.office in _ANSWERABLE]
    return [*posts, *related(key, RelationKind.control)]


def _through(case: Case, limb: RestrictionLimb, bond: Relation, listed_party: str) -> Iterator[Ground]:
    for ground in listed(case, limb.code, listed_party):
        zh, en = holds(case, bond)
        if bond.kind is RelationKind.control:
            person, firm = case.name(bond.from_party), case.name(bond.to_party)
            zh, en = f"{person}系{firm}的实际控制人", f"{person} actually controls {firm}"
        held = dated(case, bond, ground.outcome, f"{zh}；{ground.zh}", f"{en}; {ground.en}")
        yield Ground(outcome=held.outcome, person=listed_party, zh=held.zh, en=held.en, hit=ground.hit)


def _unrepresented(case: Case) -> Iterator[Ground]:
    for field, zh, en in (
        ("legal_representative", "法定代表人", "representative"),
        ("controllers", "实际控制人", "controller"),
    ):
        if getattr(case.facts.dossier, field) is None:
            zh, en = f"{case.bidder.name}未提供{zh}", f"{case.bidder.name} has not stated its {en}"
            yield missing(case.bidder.key, f"dossier.{field}", zh=zh, en=en)


RULE = LimbRule(code=LimbCode.dishonest_debtor, version="1", source=SALES_2009, examine=examine)
