"""Look up parties on the restricted lists. Indexed keys select candidates; comparison decides.

There are two queries, each on one index and limited: entries with an equal number (by keyed digest), and entries that
share a look-up key. A party whose number decides is not searched by name among entries with known numbers. At most
``MOST_A_KEY`` entries per key and list are read by default: for a very common name without a number, the first of them
already makes the party possible.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from uuid import UUID

from sqlalchemy import ARRAY, Text, any_, literal, text
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from disposal.eligibility.matching import Prepared, Subject, keys, prepare
from disposal.models import ListEntry, ListNumberKind, RestrictedList
from disposal.services.lists.keys import Named, probe_keys
from disposal.services.lists.restricted_lists import check_ready
from disposal.services.records.id_sets import among
from notices.codes import PartyKind

MOST_A_KEY = 12

_BY_KEY = text("""
    SELECT p.key, k.entry_id FROM unnest(CAST(:keys AS bigint[])) AS p (key)
    CROSS JOIN LATERAL (SELECT entry_id FROM list_key WHERE list_key.key = p.key LIMIT :most) k
""")


@dataclass(frozen=True, slots=True)
class LookupSubject:
    """A party to look up: prepared for comparison, with its blocking keys (``Keys.probe``)."""

    party: Prepared
    probe: Collection[str]


@dataclass(frozen=True, slots=True)
class Candidate:
    """The entry columns for comparison and findings; a plain object, as a common name has hundreds of entries."""

    id: UUID
    restricted_list_id: UUID
    first_version_no: int
    row_no: int
    kind: PartyKind
    name: str
    former_names: list[str]
    number_index: str | None
    number_masked: str | None
    number_kind: ListNumberKind | None
    credit_code: str | None
    valid_from: date | None
    valid_until: date | None
    fingerprint: UUID


_COLUMNS = [getattr(ListEntry, each.name) for each in fields(Candidate)]


@dataclass(frozen=True, slots=True)
class LookupCandidates:
    """The candidates of each party on each list, by the party's position in the query and the list's id.

    ``crowded`` marks those with more entries per key than were read.
    """

    candidates: dict[tuple[int, UUID], tuple[Candidate, ...]]
    crowded: frozenset[tuple[int, UUID]]

    def of(self, place: int, restricted_list: RestrictedList) -> tuple[Candidate, ...]:
        """Return the candidates for one party on one list, in order of id."""
        return self.candidates.get((place, restricted_list.id), ())


def seek(session: Session, subject: Subject) -> LookupSubject:
    """Prepare a party for look-up. A person's full number is replaced by its digest."""
    vault = session.info["personal_numbers"]()
    party = prepare(subject)
    number = party.number
    if party.is_person and number is not None and number.index is None and not number.is_masked:
        party = prepare(replace(subject, number_index=vault.index(number.text)))
    return LookupSubject(party, keys(party, index=vault.index).probe)


def find_candidates(
    session: Session, subjects: Sequence[LookupSubject], lists: Sequence[RestrictedList], *, most: int = MOST_A_KEY
) -> LookupCandidates:
    """Return the entries of the newest versions that may be one of the parties, at most ``most`` per key.

    Raises: ListKeysStale, PersonalNumberKeyWrong; a list that cannot be searched gives no partial answer.
    """
    for each in lists:
        check_ready(session, each)
    wanted, crowded = _by_key(session, subjects, lists, most=most)
    for place, entry_id in _by_number(session, subjects, lists):
        wanted[entry_id].add(place)
    found: dict[tuple[int, UUID], list[Candidate]] = defaultdict(list)
    for entry in _standing(session, wanted, lists):
        for place in wanted[entry.id]:
            found[place, entry.restricted_list_id].append(entry)
    return LookupCandidates({at: tuple(entries) for at, entries in found.items()}, crowded)


def entry_subject(
    entry: ListEntry | Candidate, looked_up: Prepared | None = None, *, is_mask_exact: bool = True
) -> Subject:
    """Convert an entry for comparison.

    The digest of its number is included only if it decides: for a resident ID, or if it equals the digest of the party
    looked up. Two different numbers of other documents prove nothing.
    """
    theirs = looked_up.subject.number_index if looked_up else None
    decides = entry.number_kind is ListNumberKind.resident_id or entry.number_index == theirs
    named = Named(
        entry.kind, (entry.name, *entry.former_names), entry.number_kind, entry.number_masked, entry.credit_code,
        is_mask_exact,
    )  # fmt: skip
    return named.subject(number_index=entry.number_index if decides else None)


def _by_key(
    session: Session, subjects: Sequence[LookupSubject], lists: Sequence[RestrictedList], *, most: int
) -> tuple[defaultdict[UUID, set[int]], frozenset[tuple[int, UUID]]]:
    """Return the entries that share a key with a party, and the parties with more entries than were read."""
    askers: defaultdict[int, set[tuple[int, UUID]]] = defaultdict(set)
    for place, each in enumerate(subjects):
        for of in lists:
            for key in probe_keys(of.id, each.party, probe=each.probe, classes=of.key_classes):
                askers[key].add((place, of.id))
    found: defaultdict[UUID, set[int]] = defaultdict(set)
    read: defaultdict[int, int] = defaultdict(int)
    if askers:
        for key, entry_id in session.execute(_BY_KEY, {"keys": sorted(askers), "most": most}):
            read[key] += 1
            found[entry_id].update(place for place, _ in askers[key])
    crowded = (at for key, count in read.items() if count >= most for at in askers[key])
    return found, frozenset(crowded)


def _by_number(
    session: Session, subjects: Sequence[LookupSubject], lists: Sequence[RestrictedList]
) -> Iterator[tuple[int, UUID]]:
    """Yield the position of a party and an entry id wherever the keyed digests of their numbers are equal."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, each in enumerate(subjects):
        if each.party.number is not None and each.party.number.index is not None:
            places[each.party.number.index].append(place)
    if not places:
        return
    query = select(ListEntry.id, ListEntry.number_index).where(
        col(ListEntry.number_index) == any_(literal(sorted(places), ARRAY(Text))),
        col(ListEntry.last_version_no).is_(None),
    )
    for entry_id, index in session.exec(query).all():
        yield from ((place, entry_id) for place in places[index or ""])


def _standing(session: Session, ids: Iterable[UUID], lists: Sequence[RestrictedList]) -> list[Candidate]:
    """Return those of these entries that are in the newest version of one of the lists."""
    wanted = set(ids)
    if not wanted:
        return []
    query = select_columns(*_COLUMNS).where(among(col(ListEntry.id), wanted), col(ListEntry.last_version_no).is_(None))
    of = {each.id for each in lists}
    found = (Candidate(*row) for row in session.execute(query.order_by(col(ListEntry.id))))
    return [each for each in found if each.restricted_list_id in of]
