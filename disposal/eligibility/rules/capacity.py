"""完全民事行为能力、支付能力: a positive requirement of the notice (民法典第十八条、第五十九条).

A person has full capacity from 18, or from 16 with own income, unless a court has limited it. An organisation or
individual business must exist: one that is deregistered, revoked or closed cannot buy. A state organ may act only as
its functions need (民法典第九十七条): possible. Means are asked by the notice alone; they need evidence, not dated
after the day judged and not below the price. An unknown fact is undecided.
"""

from collections.abc import Iterator
from dataclasses import replace

from disposal.eligibility.facts.people import OrganKind
from disposal.eligibility.facts.provisions import FULL_CAPACITY, LEGAL_PERSON_CAPACITY, STATE_ORGAN
from disposal.eligibility.findings.case import Case, LimbRule
from disposal.eligibility.findings.conclusion import cleared, conclude
from disposal.eligibility.findings.finding import Finding, Outcome
from disposal.eligibility.findings.ground import Ground, missing
from disposal.eligibility.insiders.means import means_grounds
from notices.codes import BusinessStatus, PartyKind
from notices.content.limbs import LimbCode
from notices.content.terms import RestrictionLimb

_ADULT, _OWN_INCOME = 18, 16  # 民法典第十七条、第十八条
_GONE = {BusinessStatus.revoked, BusinessStatus.deregistered, BusinessStatus.closed}
_DOUBTFUL = {BusinessStatus.suspended, BusinessStatus.other}
_ORGANS = {OrganKind.state_organ, OrganKind.regulator, OrganKind.judicial}


def examine(case: Case, limb: RestrictionLimb) -> tuple[Finding, ...]:
    """Judge whether the bidder can act and can pay."""
    dossier, key, name = case.facts.dossier, case.bidder.key, case.bidder.name
    found = list(_person(case)) if case.bidder.is_person else []
    found += _registered(case) if case.bidder.kind is not PartyKind.natural_person else ()
    found += means_grounds(case)
    documents = "、".join(means.document for means in dossier.means or ())
    can, can_en, source = "具有完全民事行为能力", "has full capacity", FULL_CAPACITY
    if not case.bidder.is_person:
        can, can_en, source = "依法存续，具有民事行为能力", "exists and can act", LEGAL_PERSON_CAPACITY
    zh = f"{name}{can}，并提供了支付能力证明（{documents}）"
    en = f"{name} {can_en}, and has given evidence of means ({documents})"
    grounds = [replace(ground, source=ground.source or source) for ground in (*found, cleared(key, zh, en))]
    return conclude(case, limb, grounds[:-1], grounds[-1])


def _person(case: Case) -> Iterator[Ground]:
    dossier, key, name = case.facts.dossier, case.bidder.key, case.bidder.name
    age = dossier.age_years
    if dossier.is_capacity_limited:
        zh, en = f"{name}经认定不具有完全民事行为能力", f"{name} has been found not to have full capacity"
        yield Ground(outcome=Outcome.barred, person=key, zh=zh, en=en)
    if age is None:
        yield missing(key, "dossier.age_years", zh=f"{name}未提供年龄", en=f"{name} has not stated any age")
    elif age < _OWN_INCOME or (age < _ADULT and dossier.has_own_income is False):
        zh, en = f"{name}{age}周岁，不具有完全民事行为能力", f"{name} is {age} and has no full capacity"
        yield Ground(outcome=Outcome.barred, person=key, zh=zh, en=en)
    elif age < _ADULT and dossier.has_own_income is None:
        zh = f"{name}{age}周岁，未说明是否以自己的劳动收入为主要生活来源"
        yield missing(key, "dossier.has_own_income", zh=zh, en=f"{name} is {age}; whether of own income is not stated")


def _registered(case: Case) -> Iterator[Ground]:
    status, key, name = case.facts.dossier.business_status, case.bidder.key, case.bidder.name
    if case.bidder.organ in _ORGANS:
        zh = f"{name}为机关法人，只能从事为履行职能所需要的民事活动，购买债权是否为此所需须核实"
        en = f"{name} is a state organ and may do what its functions need only"
        yield Ground(outcome=Outcome.possible, person=key, zh=zh, en=en, source=STATE_ORGAN)
    elif status is None or status is BusinessStatus.unknown:
        zh, en = f"{name}未提供登记状态", f"{name} has not stated its registered standing"
        yield missing(key, "dossier.business_status", zh=zh, en=en)
    elif status in _GONE | _DOUBTFUL:
        outcome = Outcome.barred if status in _GONE else Outcome.possible
        zh, en = f"{name}登记状态为{status.zh}", f"{name} is registered as {status.en}"
        yield Ground(outcome=outcome, person=key, zh=zh, en=en)


RULE = LimbRule(code=LimbCode.capacity, version="4", examine=examine)
