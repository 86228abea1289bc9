"""Enter and change bidders (意向受让人) one by one; ``dossier_intake`` imports a whole dossier."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlmodel import Session

from disposal.models.parties.party import Party
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.screening.bidder import Bidder, BidderCreate
from disposal.services.records.writing import change, differences, enter, found, locked

_FIXED = frozenset({"project_id", "party_id"})


def enter_bidder(session: Session, data: BidderCreate) -> Bidder:
    """Enter a bidder of a project. Raises: RecordNotFound; RecordExists if the party is already a bidder."""
    found(session, DisposalProject, data.project_id, field="project_id")
    found(session, Party, data.party_id, field="party_id")
    return enter(session, Bidder.model_validate(data.model_dump()), event="bidder.entered")


def change_bidder(session: Session, bidder_id: UUID, changes: Mapping[str, Any], *, reason: str) -> Bidder:
    """Change the fields of a bidder. Raises: RecordNotFound, InvalidRecord, RecordRefused."""
    row = locked(session, Bidder, bidder_id)
    altered = differences(row, changes, create=BidderCreate, fixed=_FIXED)
    return change(session, row, altered, event="bidder.changed", reason=reason)


def party_of_bidder(session: Session, bidder_id: UUID) -> UUID:
    """Return the party that is the bidder. Raises: RecordNotFound."""
    return found(session, Bidder, bidder_id).party_id
