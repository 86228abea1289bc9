"""Where a notice stands on its way to the paper: 用印 › 订版 › 小样 › 确认刊发 › 见报, medium by medium."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import Session

from disposal.models.publication.notice import Notice
from disposal.models.publication.press import BookingState, PressBooking, PressProof, SealUse
from disposal.services.press.bookings import bookings_of, proofs_of, seals_of
from disposal.services.press.placements import placements_of
from disposal.services.publication.booked_media import media_not_booked
from disposal.services.publication.context import PublicationContext
from disposal.services.publication.publication import content_of_draft
from disposal.services.publication.versions import newest_content
from disposal.services.records.writing import found


@dataclass(frozen=True, slots=True)
class BookedMedium:
    """A booking, its proofs (the newest first), and whether the medium is recorded as printed (见报)."""

    booking: PressBooking
    proofs: tuple[PressProof, ...]
    is_printed: bool

    @property
    def is_open(self) -> bool:
        """Tell whether the booking is not cancelled."""
        return self.booking.state is not BookingState.cancelled

    @property
    def is_clean(self) -> bool:
        """Tell whether the newest proof differs nowhere."""
        return bool(self.proofs) and not self.proofs[0].differences

    def as_json(self) -> dict[str, Any]:
        """Return the medium as JSON values."""
        proof = self.proofs[0] if self.proofs else None
        return {
            **self.booking.model_dump(mode="json"),
            "newest_proof": {"sha256": proof.sha256, "differences": [each.model_dump() for each in proof.differences]}
            if proof
            else None,
            "is_printed": self.is_printed,
        }


@dataclass(frozen=True, slots=True)
class PressProgress:
    """A notice with its seals, its booked media, and the newspapers that it names and nobody has booked."""

    notice: Notice
    seals: Sequence[SealUse]
    media: tuple[BookedMedium, ...]
    not_booked: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return all of it as JSON values."""
        return {
            "notice": str(self.notice.id),
            "number": self.notice.number,
            "seals": [each.model_dump(mode="json", exclude={"data"}) for each in self.seals],
            "media": [each.as_json() for each in self.media],
            "not_booked": list(self.not_booked),
        }


def press_progress(session: Session, notice_id: UUID, *, context: PublicationContext) -> PressProgress:
    """Return where a notice stands on its way to the paper. Raises: RecordNotFound; what composing a draft raises."""
    notice = found(session, Notice, notice_id)
    bookings = bookings_of(session, notice)
    proofs = proofs_of(session, [each.id for each in bookings])
    printed = {each.medium for each in placements_of(session, notice)}
    content = newest_content(session, notice) if notice.number else content_of_draft(session, notice, context=context)
    media = tuple(
        BookedMedium(each, tuple(row for row in proofs if row.booking_id == each.id), each.medium in printed)
        for each in bookings
    )
    missing = tuple(each for each in media_not_booked(session, notice, content) if each not in printed)
    return PressProgress(notice, seals_of(session, notice), media, missing)
