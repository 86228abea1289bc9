"""Look up parties on the restricted lists. Indexed keys select candidates; comparison decides.

One statement finds two kinds, each on one index and limited: entries with an equal number (by keyed digest), and those
that share a look-up key. A party whose number decides is not searched by name among entries with known numbers. At most
``MOST_A_KEY`` entries per key and list are read by default: for a very common name without a number, the first of them
already makes the party possible.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from uuid import UUID

from sqlmodel import Session

from disposal.eligibility.matching import Prepared, Subject, keys, prepare
from disposal.models.lists.entry import ListEntry, ListNumberKind
from disposal.models.lists.restricted_list import RestrictedList
from disposal.services.lists.keys import Named, probe_keys
from disposal.services.lists.restricted_lists import check_ready
from notices.codes import PartyKind
from notices.written.identity_cards import is_masked_card

MOST_A_KEY = 12


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


_COLUMNS = [each.name for each in fields(Candidate)]
_KIND, _NUMBER_KIND = _COLUMNS.index("kind"), _COLUMNS.index("number_kind")
_FIND = f"""
    WITH hit AS MATERIALIZED (
        SELECT p.key, k.entry_id FROM unnest(%(keys)s::bigint[]) AS p (key)
        CROSS JOIN LATERAL (SELECT entry_id FROM list_key WHERE list_key.key = p.key LIMIT %(most)s) k
        UNION ALL
        SELECT NULL, id FROM list_entry WHERE number_index = ANY(%(numbers)s) AND last_version_no IS NULL
    )
    SELECT {", ".join(f"e.{name}" for name in _COLUMNS)}, h.keys
    FROM (SELECT entry_id, array_remove(array_agg(key), NULL) AS keys FROM hit GROUP BY entry_id) h
    JOIN list_entry e ON e.id = h.entry_id
    WHERE e.last_version_no IS NULL ORDER BY e.id
"""


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
    askers = _askers(subjects, lists)
    bearers = _bearers(subjects)
    if not askers and not bearers:
        return LookupCandidates({}, frozenset())
    of = {each.id for each in lists}
    found: dict[tuple[int, UUID], list[Candidate]] = defaultdict(list)
    read = Counter[int]()
    for entry, shared in _entries(session, askers, bearers, most=most):
        read.update(shared)
        if entry.restricted_list_id in of:
            for place in {place for key in shared for place, _ in askers[key]}.union(bearers[entry.number_index]):
                found[place, entry.restricted_list_id].append(entry)
    crowded = frozenset(at for key, count in read.items() if count >= most for at in askers[key])
    return LookupCandidates({at: tuple(entries) for at, entries in found.items()}, crowded)


def entry_subject(
    entry: ListEntry | Candidate, looked_up: Prepared | None = None, *, is_mask_exact: bool = True
) -> Subject:
    """Convert an entry for comparison.

    The digest of its number is included only if it decides: for a resident ID, for an identity card of Hong Kong or
    Macau, or if it equals the digest of the party looked up. Two different numbers of other documents prove nothing.
    """
    theirs = looked_up.subject.number_index if looked_up else None
    is_for_life = entry.number_kind is ListNumberKind.resident_id or is_masked_card(entry.number_masked or "")
    decides = is_for_life or entry.number_index == theirs
    named = Named(
        entry.kind, (entry.name, *entry.former_names), entry.number_kind, entry.number_masked, entry.credit_code,
        is_mask_exact,
    )  # fmt: skip
    return named.subject(number_index=entry.number_index if decides else None)


def _askers(
    subjects: Sequence[LookupSubject], lists: Sequence[RestrictedList]
) -> defaultdict[int, set[tuple[int, UUID]]]:
    """Return by look-up key the positions of the parties that ask for it, each with the list."""
    found: defaultdict[int, set[tuple[int, UUID]]] = defaultdict(set)
    for place, each in enumerate(subjects):
        for of in lists:
            for key in probe_keys(of.id, each.party, probe=each.probe, classes=of.key_classes):
                found[key].add((place, of.id))
    return found


def _bearers(subjects: Sequence[LookupSubject]) -> defaultdict[str | None, set[int]]:
    """Return by keyed digest the positions of the parties with that number."""
    found: defaultdict[str | None, set[int]] = defaultdict(set)
    for place, each in enumerate(subjects):
        if each.party.number is not None and each.party.number.index is not None:
            found[each.party.number.index].add(place)
    return found


def _entries(
    session: Session, askers: Iterable[int], bearers: Iterable[str | None], *, most: int
) -> Iterator[tuple[Candidate, list[int]]]:
    """Yield the standing entries with one of the keys or numbers, in order of id, each with the keys it shares."""
    session.flush()
    asked = {"keys": sorted(askers), "numbers": sorted(filter(None, bearers)), "most": most}
    for *columns, shared in session.connection().exec_driver_sql(_FIND, asked):
        columns[_KIND] = PartyKind[columns[_KIND]]
        columns[_NUMBER_KIND] = columns[_NUMBER_KIND] and ListNumberKind[columns[_NUMBER_KIND]]
        yield Candidate(*columns), shared
