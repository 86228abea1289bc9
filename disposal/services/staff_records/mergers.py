"""合并主体 on its page: records that may be one party, two of them side by side, and mergers that may be undone."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from disposal.models.parties.merge import PartyMerge
from disposal.models.parties.party import Party
from disposal.services.accounts.permissions import require
from disposal.services.parties.merging import current_party, mergers_of
from disposal.services.parties.suggestions import LikelyDuplicate, PartySuggestion, duplicates_of, suggest_parties
from disposal.services.records.writing import found
from disposal.services.staff_records.records import StaffRecord, staff_record

VERB = "party.merged"


@dataclass(frozen=True, slots=True)
class UndoableMerger:
    """A merger in force, with the name of the record that was merged."""

    merge: PartyMerge
    name: str


@dataclass(frozen=True, slots=True)
class ComparedFact:
    """A field of two records in words; nothing where a record says nothing."""

    label: str
    one: str
    other: str

    @property
    def differs(self) -> bool:
        """Tell whether the records say different things."""
        return self.one != self.other


@dataclass(frozen=True, slots=True)
class MergeSides:
    """Two records side by side, with what depends on each; ``stays`` is the one that is proposed to stay."""

    one: StaffRecord
    other: StaffRecord
    facts: tuple[ComparedFact, ...]
    stays: UUID


@dataclass(frozen=True, slots=True)
class PartyMergers:
    """A party, the one it was merged into if it was, records that may be it, those found by words, its mergers."""

    party: Party
    current: Party
    duplicates: tuple[LikelyDuplicate, ...]
    suggestions: tuple[PartySuggestion, ...]
    mergers: tuple[UndoableMerger, ...]


def party_mergers(session: Session, party_id: UUID, words: str = "") -> PartyMergers:
    """Return what the page of mergers shows; ``words`` look for another record. Raises: RecordNotFound."""
    require(session, VERB)
    party = found(session, Party, party_id)
    return PartyMergers(
        party,
        current_party(session, party_id),
        tuple(duplicates_of(session, party)),
        tuple(each for each in suggest_parties(session, words) if each.party_id != party_id),
        tuple(
            UndoableMerger(each, found(session, Party, each.merged_id).name) for each in mergers_of(session, party_id)
        ),
    )


def merge_sides(session: Session, one_id: UUID, other_id: UUID, *, language: str = "zh") -> MergeSides:
    """Return two records side by side. Raises: RecordNotFound."""
    require(session, VERB)
    one, other = (staff_record(session, "parties", each, language=language) for each in (one_id, other_id))
    ours, theirs = dict(one.facts), dict(other.facts)
    labels = [*ours, *(label for label in theirs if label not in ours)]
    facts = tuple(ComparedFact(label, ours.get(label, ""), theirs.get(label, "")) for label in labels)
    stays = min((found(session, Party, each) for each in (one_id, other_id)), key=_order_of_staying)
    return MergeSides(one, other, facts, stays.id)


def _order_of_staying(party: Party) -> tuple[bool, bool, UUID]:
    """Return what is less for a record that should stay: it holds a number or a code, or is the older one."""
    return party.personal_number_index is None, party.credit_code is None, party.id
