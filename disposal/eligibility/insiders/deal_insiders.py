"""Insiders whose relatives may not buy: handling staff, management of debtors and of engaged firms."""

from collections.abc import Iterator
from dataclasses import dataclass

from disposal.eligibility.facts.people import OrganKind
from disposal.eligibility.facts.project import EngagedAs
from disposal.eligibility.facts.relations import RelationKind
from disposal.eligibility.findings.case import Case
from disposal.eligibility.findings.finding import Outcome
from disposal.eligibility.insiders.insider import holds
from notices.content.terms import RestrictionLimb


@dataclass(frozen=True, slots=True, kw_only=True)
class DealInsider:
    """A person whose relatives may not buy: certainly (barred), possibly, or undecided if a fact is missing."""

    person: str
    outcome: Outcome
    zh: str
    en: str
    asks: tuple[str, ...] = ()


def deal_insiders(case: Case, limb: RestrictionLimb) -> tuple[DealInsider, ...]:
    """Return the persons whose relatives the limb bars, sorted by key."""
    found = [*_handling(case), *_debtors_management(case, limb), *_professionals(case)]
    return tuple(sorted(found, key=lambda insider: (insider.person, insider.outcome.rank, insider.zh)))


def _handling(case: Case) -> Iterator[DealInsider]:
    for key in case.facts.project.handling_staff or ():
        zh, en = f"{case.name(key)}系本项目经办人员", f"{case.name(key)} is on the staff that handles this project"
        yield DealInsider(person=key, outcome=Outcome.barred, zh=zh, en=en)


def _management(case: Case, firm: str) -> Iterator[tuple[str, str, str]]:
    for post in case.relations_to(firm, RelationKind.office):
        if post.is_in_force(case.on) and post.office and post.office.is_management:
            yield post.from_party, *holds(case, post)


def _debtors_management(case: Case, limb: RestrictionLimb) -> Iterator[DealInsider]:
    """Yield the management of debtors; of state-owned ones only, if the limb or its printed words say so."""
    is_narrow = limb.is_state_owned_only or "国有企业债务人" in limb.words
    for debtor in case.facts.project.debtors or ():
        party, outcome = case.parties[debtor], Outcome.barred
        asks: tuple[str, ...] = ()
        if is_narrow and not party.is_state_owned:
            if party.is_state_owned is False and party.organ is not OrganKind.state_organ:
                continue
            outcome, asks = Outcome.undecided, (f"parties.{debtor}.is_state_owned",)
        for person, zh, en in _management(case, debtor):
            zh, en = f"{zh}，{party.name}为债务人", f"{en}, a debtor"
            if asks:
                zh, en = f"{zh}，但未载明其是否国有企业", f"{en}, of which it is not stated whether it is state-owned"
            yield DealInsider(person=person, outcome=outcome, zh=zh, en=en, asks=asks)


def _professionals(case: Case) -> Iterator[DealInsider]:
    for engagement in case.facts.project.engaged or ():
        outcome = Outcome.barred if engagement.engaged_as is EngagedAs.valuer else Outcome.possible
        firm, role = case.parties[engagement.party], engagement.engaged_as
        zh, en = f"{firm.name}受聘为本项目{role.zh}", f"{firm.name} is engaged in this project as {role.en}"
        if firm.is_person:
            yield DealInsider(person=firm.key, outcome=outcome, zh=zh, en=en)
        for person, post, post_en in _management(case, firm.key):
            yield DealInsider(person=person, outcome=outcome, zh=f"{post}，{zh}", en=f"{post_en}; {en}")
