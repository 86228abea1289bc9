"""Which media that the law wants a notice to stand in are not booked yet (订版)."""

from sqlmodel import Session, col, select

from disposal.errors import RecordRefused
from disposal.models.projects.issuer import Issuer
from disposal.models.publication.notice import Notice
from disposal.models.publication.press import BookingState, PressBooking
from notices.content.content import NoticeContent
from notices.law.required_media import NEWSPAPERS


def media_not_booked(session: Session, notice: Notice, content: NoticeContent) -> list[str]:
    """Return the newspapers that a notice names and that nobody has booked."""
    query = select(PressBooking.medium).where(PressBooking.notice_id == notice.id)
    booked = set(session.exec(query.where(col(PressBooking.state) != BookingState.cancelled)).all())
    named = (each.medium for each in content.placements or () if each.kind in NEWSPAPERS)
    return [medium for medium in dict.fromkeys(named) if medium not in booked]


def refuse_unbooked(session: Session, notice: Notice, content: NoticeContent) -> None:
    """Refuse a publication before its newspapers are booked, where the issuer asks for it; not what is entered late.

    Raises: RecordRefused.
    """
    if notice.entered_afterwards or not session.get_one(Issuer, notice.issuer_id).requires_booking:
        return
    missing = media_not_booked(session, notice, content)
    if missing:
        raise RecordRefused(
            field="booking",
            zh=f"报纸尚未订版：{'、'.join(missing)}；请先在“用印与登报”订版，再发布。",
            en=f"not booked yet: {', '.join(missing)}; book it on the page of the press, then publish.",
        )
