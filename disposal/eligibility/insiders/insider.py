"""Insiders (关联人): people named by the first limbs, judged equally as bidders and as participants."""

from collections.abc import Iterable
from dataclasses import replace

from disposal.eligibility.facts.lookups import HitStrength, PossibleMatch, bearers
from disposal.eligibility.facts.people import OrganKind
from disposal.eligibility.facts.relations import Relation, RelationKind
from disposal.eligibility.findings.case import Case, Grounds
from disposal.eligibility.findings.conclusion import cleared, conclude
from disposal.eligibility.findings.finding import Finding, Outcome
from disposal.eligibility.findings.ground import Ground, missing, softened
from disposal.eligibility.findings.listed import lists_read, span, unanswered
from notices.codes import PartyKind
from notices.content.limbs import LimbCode
from notices.content.terms import RestrictionLimb

ROSTERS = {
    "debtors": ("债务人名单", "who the debtors are"),
    "guarantors": ("担保人名单", "who the guarantors are"),
    "collateral_owners": ("抵押人、出质人名单", "who owns the collateral"),
    "handling_staff": ("经办人员名单", "who handles the asset"),
    "judicial_handlers": ("曾经办上述资产的政法干警名单", "which judicial officers handled the asset"),
    "engaged": ("参与处置的中介机构名单", "which professionals are engaged"),
}
"""Names of the project roles in both languages, in the order of ``ProjectParties``."""


def insider_grounds(case: Case, limb: RestrictionLimb, grounds: Grounds, key: str) -> tuple[Ground, ...]:
    """Return why the party is an insider. Includes the grounds of parties it may be the same as."""
    found = list(grounds(case, limb, key))
    for other, pair in case.may_be(key):
        same = [ground for ground in grounds(case, limb, other) if ground.is_found]
        if pair.strength is HitStrength.certain:
            found += same
            continue
        found += softened(same, **may_be_words(case, key, pair))
    return tuple(found)


def may_be_words(case: Case, key: str, pair: PossibleMatch) -> dict[str, str]:
    """Return the clauses that two parties may be the same, and why, as arguments of ``softened``."""
    name, other = case.name(key), case.name(pair.party if pair.other == key else pair.other)
    shared, shared_en = bearers(pair, are_told_once=case.are_bearers_told_once)
    one = "同一人" if case.parties[key].is_person else "同一单位"
    return {
        "zh": f"{name}与{other}疑为{one}（{pair.field.zh}：{pair.because}{shared}）",
        "en": f"{name} may be the same as {other} ({pair.field.en}: {pair.because_en}{shared_en})",
    }


def examine_person(case: Case, limb: RestrictionLimb, grounds: Grounds) -> tuple[Finding, ...]:
    """Judge the bidder under a limb that names natural persons."""
    key, name = case.bidder.key, case.bidder.name
    if not case.bidder.is_person:
        zh = f"{name}为单位，“{limb.words}”所列为自然人"
        en = f"{name} is an organisation and “{limb.words}” names natural persons"
        if LimbCode.participated_entity in case.printed:
            zh, en = f"{zh}；其出资人与任职人员另按“参与”一项审查", f"{en}; its people are examined apart"
        admitted = [ground for ground in declared(case, limb) if ground.is_found]
        return conclude(case, limb, admitted, cleared(key, zh, en))
    return conclude(case, limb, examined(case, limb, grounds), none_found(case, limb))


def examined(case: Case, limb: RestrictionLimb, grounds: Grounds) -> tuple[Ground, ...]:
    """Return all grounds of the bidder under an insider limb, missing facts included."""
    keys = case.subjects
    return (
        *(ground for key in keys for ground in insider_grounds(case, limb, grounds, key)),
        *declared(case, limb),
        *(unpositioned(case) if case.bidder.is_person else ()),
        *roster_gaps(case, limb),
        *unanswered(case, (limb,), keys),
    )


def roster_gaps(case: Case, limb: RestrictionLimb) -> tuple[Ground, ...]:
    """Return a gap for each project role that the limb needs and that is not stated."""
    rule = case.rules[limb.code]
    needed = set(rule.rosters)
    if limb.is_handling_staff_only and rule.handlers:
        needed.add(rule.handlers)
    return tuple(
        missing(case.bidder.key, f"project.{roster}", zh=f"未提供{zh}", en=f"nobody has stated {en}")
        for roster, (zh, en) in ROSTERS.items()
        if roster in needed and getattr(case.facts.project, roster) is None
    )


def none_found(case: Case, limb: RestrictionLimb, *looked: tuple[str, str]) -> Ground:
    """Return the clear ground: what was examined, and that the bidder declared the same."""
    lists = lists_read(case, (limb.code,))
    parts = [pair for pair in (lists, *(looked or (("工作单位及职务", "employers and offices"),))) if pair[0]]
    name = case.bidder.name
    return cleared(
        case.bidder.key,
        f"未发现{name}属于“{limb.words}”：已查{'、'.join(zh for zh, _ in parts)}，{name}已声明不属于此项",
        f"{name} was not found to be “{limb.words}” ({limb.code.en}): examined were "
        f"{', '.join(en for _, en in parts)}; {name} has declared not to be",
    )


def declared(case: Case, limb: RestrictionLimb) -> tuple[Ground, ...]:
    """Return the ground of the bidder's declaration. An admission bars; no declaration is a missing fact."""
    said, name, key = case.declared(limb.code), case.bidder.name, case.bidder.key
    if said:
        zh, en = f"{name}自行声明属于此项", f"{name} has declared to be one of these"
        return (Ground(outcome=Outcome.barred, person=key, zh=zh, en=en),)
    if said is None:
        zh = f"{name}未就“{limb.code.zh}”签署声明"
        en = f"{name} has signed no declaration on “{limb.code.en}”"
        return (missing(key, f"dossier.declarations.{limb.code}", zh=zh, en=en),)
    return ()


def unpositioned(case: Case) -> tuple[Ground, ...]:
    """Return the gaps if employers and offices, or the operator of a business, are not stated."""
    name, key, dossier = case.bidder.name, case.bidder.key, case.facts.dossier
    gaps = []
    if dossier.positions is None:
        zh, en = f"{name}未提供工作单位及职务", f"{name} has not stated employers and offices"
        gaps.append(missing(key, "dossier.positions", zh=zh, en=en))
    if case.bidder.kind is PartyKind.individual_business and dossier.legal_representative is None:
        zh, en = f"{name}未提供经营者", f"{name} has not stated who operates it"
        gaps.append(missing(key, "dossier.legal_representative", zh=zh, en=en))
    return tuple(gaps)


def employed(case: Case, key: str, organ: OrganKind, outcome: Outcome) -> tuple[Ground, ...]:
    """Return a ground for each post that the person holds in an organisation of that type.

    An employer of unknown type is a missing fact.
    """
    grounds = []
    for post in case.relations_from(key, RelationKind.office):
        employer = case.parties[post.to_party]
        if employer.is_person:
            continue
        if employer.organ is None and post.is_in_force(case.on):
            zh = f"{case.name(key)}任职的{employer.name}性质不明"
            en = f"{case.name(key)} holds a post with {employer.name}, an organisation of unknown sort"
            grounds.append(missing(key, f"parties.{employer.key}.organ", zh=zh, en=en))
        elif employer.organ is organ:
            held, held_en = holds(case, post)
            grounds.append(dated(case, post, outcome, f"{held}（{organ.zh}）", f"{held_en} ({organ.en})"))
    return tuple(grounds)


def holds(case: Case, post: Relation) -> tuple[str, str]:
    """Return the clause that the person holds the office, in both languages."""
    person, firm = case.name(post.from_party), case.name(post.to_party)
    office = post.office
    zh, en = (office.zh, office.en) if office else ("", "")
    return f"{person}系{firm}的{zh}", f"{person} is {en} of {firm}"


def dated(case: Case, relation: Relation, outcome: Outcome, zh: str, en: str) -> Ground:
    """Return the ground of a relation. Outside its days it does not count, and the clause says so."""
    if not relation.is_in_force(case.on):
        days = span(relation.valid_from, relation.valid_until)
        outcome = Outcome.clear
        zh += f"，但在{case.on}不在有效期内（{days}），不计"
        en += f", but not on {case.on} ({days}): not counted"
    return Ground(outcome=outcome, person=relation.from_party, zh=zh, en=en)


def narrowed(case: Case, limb: RestrictionLimb, grounds: Iterable[Ground], key: str) -> tuple[Ground, ...]:
    """Limit the grounds to people who handled the asset, if the limb says so. Others do not count."""
    handlers = case.rules[limb.code].handlers
    roster = getattr(case.facts.project, handlers) if handlers else None
    if not limb.is_handling_staff_only or (roster is not None and key in roster):
        return tuple(grounds)
    zh, en = (
        "，但未曾经办上述资产，本公告只限制经办人员，不计",
        ", but did not handle the asset, and only handlers are barred",
    )
    outcome = Outcome.clear
    asks: tuple[str, ...] = ()
    if roster is None:
        zh, en = "，但未提供经办上述资产的人员名单", ", but nobody has stated who handled the asset"
        outcome, asks = Outcome.undecided, (f"project.{handlers}",)
    return tuple(
        replace(ground, outcome=outcome, zh=ground.zh + zh, en=ground.en + en, asks=asks) if ground.is_found else ground
        for ground in grounds
    )
