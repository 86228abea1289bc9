"""Look up a screening's parties on the restricted lists. Each look-up is recorded as done, hit, or failed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col, select

from disposal.eligibility.facts.lookups import ConsultedVersion, HitStrength, ListHit, LookupDone, LookupFailed
from disposal.eligibility.facts.relations import is_within
from disposal.eligibility.matching import Match, Strength, compare
from disposal.errors import DisposalError
from disposal.identifiers import mask_personal_numbers_in
from disposal.models.lists.restricted_list import RestrictedList
from disposal.models.lists.version import ListVersion
from disposal.services.lists.lookup import (
    Candidate,
    LookupCandidates,
    LookupSubject,
    entry_subject,
    find_candidates,
)
from disposal.services.lists.restricted_lists import check_ready
from disposal.services.lists.versions import check_current
from disposal.services.parties.same_party import matched_field, strength_of
from disposal.services.parties.screening_facts import ScreenedParty

MOST_READ_ON = 5_000
"""Entries per key to compare if the first that are read contain no match in force."""

MOST_NAMESAKES = 3
"""Up to this many possible matches on one list are separate hits; more become one hit."""

Pair = tuple[Candidate, Match]
Met = dict[int, list[Pair]]
"""The matched entries of each party, by the party's position in the query."""


@dataclass(slots=True)
class ListAnswers:
    """The versions consulted, the results, and the matched entries by party.

    For each entry in a hit: its name and numbers, and the fingerprints that the hit covers.
    """

    versions: list[ConsultedVersion] = field(default_factory=list)
    lookups: list[LookupDone] = field(default_factory=list)
    failures: list[LookupFailed] = field(default_factory=list)
    hits: list[ListHit] = field(default_factory=list)
    entry_names: dict[str, tuple[str | None, ...]] = field(default_factory=dict)
    entry_fingerprints: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    met: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def consult_lists(session: Session, parties: Sequence[ScreenedParty], *, on: date) -> ListAnswers:
    """Look up all parties on the newest version of every list. A failed look-up is recorded with its reason.

    An out-of-date version is consulted too: its hits count, but it cannot clear anyone.
    """
    answers, lists, found = ListAnswers(), list[tuple[RestrictedList, ListVersion]](), None
    failed: dict[UUID, SQLAlchemyError | DisposalError] = {}
    try:
        with session.begin_nested():
            lists = _lists(session)
            failed = _not_ready(session, lists)
            found = find_candidates(session, _subjects(parties), [of for of, _ in lists if of.id not in failed])
    except (SQLAlchemyError, DisposalError) as error:
        if not lists:
            answers.failures.append(_failure("*", "限制名单库", "the list store", error))
        failed = {of.id: failed.get(of.id, error) for of, _ in lists}
    for of, version in lists:
        facts = ConsultedVersion(
            code=of.code, version=version.version_no, name=of.title, name_en=of.title_en, limbs=tuple(of.limbs)
        )
        answers.versions.append(facts)
        try:
            if found is None or of.id in failed:
                raise failed[of.id]
            said = _search(session, of, parties, found, on=on)
            _keep(answers, facts, parties, said, on=on)
            met, crowded = said
            unsure = sorted(place for place in crowded if not _in_force(met.get(place, ()), on))
            answers.failures += [_unsure(facts, parties[place]) for place in unsure]
            check_current(of, version, on=on)
        except (SQLAlchemyError, DisposalError) as error:
            answers.failures.append(_failure(of.code, of.title, of.title_en, error, limbs=facts))
    return answers


def _lists(session: Session) -> list[tuple[RestrictedList, ListVersion]]:
    """Return every list that has a version, with its newest."""
    query = select(RestrictedList, ListVersion).join(
        ListVersion, col(ListVersion.restricted_list_id) == col(RestrictedList.id)
    )
    query = query.ext(distinct_on(col(RestrictedList.code)))
    query = query.order_by(col(RestrictedList.code), col(ListVersion.version_no).desc())
    return list(session.exec(query).all())


def _not_ready(
    session: Session, lists: Iterable[tuple[RestrictedList, ListVersion]]
) -> dict[UUID, SQLAlchemyError | DisposalError]:
    """Return why a list cannot be searched, by its id; the others can."""
    refusals: dict[UUID, SQLAlchemyError | DisposalError] = {}
    for of, _ in lists:
        try:
            check_ready(session, of)
        except DisposalError as error:
            refusals[of.id] = error
    return refusals


def _search(
    session: Session, of: RestrictedList, parties: Sequence[ScreenedParty], found: LookupCandidates, *, on: date
) -> tuple[Met, set[int]]:
    """Return the matches of each party, and the parties with more entries per key than were compared."""
    met, crowded = _met(of, parties, found)
    again = sorted(place for place in crowded if not _in_force(met.get(place, ()), on))
    if again:
        some = [parties[place] for place in again]
        with session.begin_nested():
            more, still = _met(of, some, find_candidates(session, _subjects(some), [of], most=MOST_READ_ON))
        met |= {again[at]: pairs for at, pairs in more.items()}
        crowded = crowded.difference(again) | {again[at] for at in still}
    return met, crowded


def _in_force(pairs: Iterable[Pair], on: date) -> bool:
    """Return whether one of the matched entries is in force on the day."""
    return any(is_within(on, entry.valid_from, entry.valid_until) for entry, _ in pairs)


def _met(of: RestrictedList, parties: Sequence[ScreenedParty], found: LookupCandidates) -> tuple[Met, set[int]]:
    met: Met = {}
    for place, party in enumerate(parties):
        for entry in found.of(place, of):
            match = compare(party.prepared, entry_subject(entry, party.prepared, is_mask_exact=of.is_mask_exact))
            if match.is_match:
                met.setdefault(place, []).append((entry, match))
    return met, {place for place, list_id in found.crowded if list_id == of.id}


def _subjects(parties: Iterable[ScreenedParty]) -> list[LookupSubject]:
    return [LookupSubject(party.prepared, party.keys.probe) for party in parties]


def _keep(
    answers: ListAnswers,
    version: ConsultedVersion,
    parties: Sequence[ScreenedParty],
    said: tuple[Met, Collection[int]],
    *,
    on: date,
) -> None:
    """Record the results of one list. If a hit covers only part of many entries, it is valid for this version only."""
    met, crowded = said
    keys = tuple(party.facts.key for party in parties)
    answers.lookups.append(LookupDone(list_code=version.code, list_version=version.version, parties=keys))
    for place, pairs in sorted(met.items()):
        answers.met[parties[place].facts.key] += [str(entry.id) for entry, _ in pairs]
        for group in _groups(pairs, on):
            answers.hits.append(_hit(parties[place], version, group))
            first = group[0][0]
            answers.entry_names[str(first.id)] = (first.name, first.number_masked, first.credit_code)
            fingerprints = answers.entry_fingerprints[str(first.id)]
            fingerprints += sorted(str(entry.fingerprint) for entry, _ in group)
            if place in crowded and strength_of(group[0][1]) is HitStrength.possible:
                fingerprints.append(f"{version.code} {version.version}")


def _groups(pairs: Sequence[Pair], on: date) -> Iterator[Sequence[Pair]]:
    """Group the matches: each certain match alone, many possible matches in force as one, many not in force as one.

    The best match comes first and represents the group.
    """
    possible = []
    for pair in pairs:
        if strength_of(pair[1]) is HitStrength.certain:
            yield [pair]
        else:
            possible.append(pair)
    order = list(Strength)
    possible.sort(key=lambda pair: (order.index(pair[1].strength), pair[0].id))
    for is_in_force in (True, False):
        some = [(e, match) for e, match in possible if is_within(on, e.valid_from, e.valid_until) is is_in_force]
        yield from [some] if len(some) > MOST_NAMESAKES else ([pair] for pair in some)


def _hit(party: ScreenedParty, version: ConsultedVersion, group: Sequence[Pair]) -> ListHit:
    entry, match = group[0]
    return ListHit(
        party=party.facts.key,
        list_code=version.code,
        list_version=version.version,
        entry_id=str(entry.id),
        field=matched_field(match, is_person=party.facts.is_person),
        strength=strength_of(match),
        because=match.because_zh,
        because_en=match.because_en,
        commonness=match.commonness.bearers if match.commonness else None,
        valid_from=entry.valid_from,
        valid_until=entry.valid_until,
        others=len(group) - 1,
    )


def _unsure(version: ConsultedVersion, party: ScreenedParty) -> LookupFailed:
    """Return the failure for a name with too many similar entries; a number would decide."""
    return LookupFailed(
        list_code=version.code, list_name=version.zh, list_name_en=version.en, limbs=version.limbs,
        reason=f"读写与其姓名相近的条目超过{MOST_READ_ON}条，未能逐一比对，请补充其证件号码",
        reason_en=f"more than {MOST_READ_ON} entries are written or read like the name; supply the number",
        parties=(party.facts.key,),
    )  # fmt: skip


def _failure(
    code: str, name: str, name_en: str, error: SQLAlchemyError | DisposalError, *, limbs: ConsultedVersion | None = None
) -> LookupFailed:
    """Return a failed look-up; of a database error only the first line, without parameters or numbers."""
    if isinstance(error, DisposalError):
        zh, en = error.zh, error.en
    else:
        words = str(getattr(error, "orig", None) or type(error).__name__).splitlines()[0]
        words = str(mask_personal_numbers_in(words))[:200]
        zh = f"数据库报告“{words}”，请交系统管理员处理后重新审查"
        en = f"the database reports “{words}”; have the administrator see to it, then screen again"
    return LookupFailed(
        list_code=code, list_name=name, list_name_en=name_en, limbs=limbs.limbs if limbs else (),
        reason=zh.rstrip("。"), reason_en=en.rstrip("."),
    )  # fmt: skip
