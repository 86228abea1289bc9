"""Find the bidders affected by a new version of a list, from the entries that were added or removed."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from sqlalchemy import ARRAY, Text, cast, func, literal, text
from sqlmodel import Session, col, select

from disposal.eligibility.matching import Prepared, compare, keys, prepare
from disposal.models.lists.entry import ListEntry
from disposal.models.lists.restricted_list import RestrictedList
from disposal.models.parties.party import Party
from disposal.models.screening.screening import WatchedParty
from disposal.services.lists.answers import MOST_READ_ON
from disposal.services.lists.lookup import Candidate, entry_subject, find_candidates, seek
from disposal.services.parties.screening_facts import subject_of
from disposal.services.records.id_sets import among

_STRETCH = 200
_WENT = text("""
    SELECT DISTINCT w.bidder_id
    FROM watched_party w CROSS JOIN LATERAL jsonb_array_elements_text(w.met_entries) AS m (entry_id)
    JOIN list_entry e ON e.id = m.entry_id::uuid
    WHERE w.met_entries <> '[]'::jsonb AND e.restricted_list_id = :list_id
      AND e.last_version_no BETWEEN :since AND :until - 1
""")


def affected_bidders(session: Session, of: RestrictedList, *, since: int, until: int) -> set[UUID]:
    """Return the bidders that watch a party which matches an entry added or removed between two versions.

    ``until`` must be the list's newest version. A changed entry counts as removed and added.
    """
    went = session.execute(_WENT, {"list_id": of.id, "since": since, "until": until}).scalars()
    affected = set(went)
    came = (col(ListEntry.restricted_list_id) == of.id, col(ListEntry.first_version_no).between(since + 1, until))
    entries = session.exec(select(func.count()).select_from(ListEntry).where(*came)).one()
    parties = session.exec(select(func.count(func.distinct(col(WatchedParty.party_id))))).one()
    if entries <= parties:
        return affected | set(_from_entries(session, of, session.exec(select(ListEntry).where(*came)).all()))
    return affected | set(_from_parties(session, of, since=since))


def _from_entries(session: Session, of: RestrictedList, came: Iterable[ListEntry]) -> Iterator[UUID]:
    """Yield the bidders that watch a match of these entries. Used for few entries and many parties."""
    index = session.info["personal_numbers"]().index
    for entry in came:
        listed = prepare(entry_subject(entry, is_mask_exact=of.is_mask_exact))
        by_number = {f"n:{entry.number_index}"} if entry.number_index else set()  # of any document
        probe = cast(literal(sorted(keys(listed, index=index).probe | by_number), ARRAY(Text)), ARRAY(Text))
        query = select(Party, WatchedParty.bidder_id).join(Party, col(Party.id) == col(WatchedParty.party_id))
        for party, bidder_id in session.exec(query.where(col(WatchedParty.match_keys).op("?|")(probe))).all():
            if _is_match(prepare(subject_of(party)), entry, of):
                yield bidder_id


def _from_parties(session: Session, of: RestrictedList, *, since: int) -> Iterator[UUID]:
    """Yield the bidders that watch a match of an added entry. Used for many entries and few parties."""
    watched = session.exec(select(WatchedParty.party_id).distinct().order_by(col(WatchedParty.party_id))).all()
    for start in range(0, len(watched), _STRETCH):
        some = session.exec(select(Party).where(among(col(Party.id), watched[start : start + _STRETCH]))).all()
        subjects = [seek(session, subject_of(party)) for party in some]
        found = find_candidates(session, subjects, [of], most=MOST_READ_ON)
        met = {
            some[place].id
            for place, each in enumerate(subjects)
            for entry in found.of(place, of)
            if entry.first_version_no > since and _is_match(each.party, entry, of)
        }
        yield from session.exec(select(WatchedParty.bidder_id).where(among(col(WatchedParty.party_id), met))).all()


def _is_match(party: Prepared, entry: ListEntry | Candidate, of: RestrictedList) -> bool:
    return compare(party, entry_subject(entry, party, is_mask_exact=of.is_mask_exact)).is_match
