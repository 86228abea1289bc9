"""The published notice that a filing speaks of, and when it is filed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from disposal.errors import DisposalError
from disposal.models.publication.notice import Notice
from disposal.services.filings.errors import FilingInvalid
from disposal.services.publication.errors import NoticeUnknown
from notices.dates import SHANGHAI
from notices.working_days.calendar import WorkingCalendar


@dataclass(frozen=True, slots=True)
class FilingContext:
    """When something is filed, by which calendar the window is counted."""

    at: datetime
    calendar: WorkingCalendar


def number_of_notice(written: str) -> str:
    """Return the number of a notice as written in a form. Raises: FilingInvalid where there is none."""
    if not written.strip():
        raise FilingInvalid(
            field="notice",
            zh="请填写公告编号，如 HRZJ-2022-0001；不知道编号的，可在“公告检索”中查找公告，从公告网页提交。",
            en="give the number of the notice, such as HRZJ-2022-0001; if you do not know it, search for the "
            "notice and file from its page",
        )
    return written


def published_notice(session: Session, number: str) -> Notice:
    """Return the published notice of this number. Raises: NoticeUnknown, also for a draft."""
    query = select(Notice).where(Notice.number == number.strip().upper(), col(Notice.published_on).is_not(None))
    notice = session.exec(query).one_or_none()
    if notice is None:
        raise NoticeUnknown(number)
    return notice


def refuse_unknown_notice(session: Session, number: str) -> None:
    """Refuse a filter by a notice that is not there; an empty one is no filter. Raises: NoticeUnknown."""
    if number.strip():
        published_notice(session, number)


def refuse_impossible_time(
    session: Session, notice: Notice, received_at: datetime, *, at: datetime, refusal: Callable[..., DisposalError]
) -> None:
    """Refuse a time of receipt after now, or on a day before the notice, with the error of what is filed.

    What is filed at an amendment may have been received since the notice that it amends.
    """
    offer = session.get(Notice, notice.offer_id) if notice.offer_id else None
    published_on = (offer or notice).published_on
    day = received_at.astimezone(SHANGHAI).date()
    if published_on is not None and day < published_on:
        raise refusal(
            field="received_at",
            zh=f"收到日 {day} 早于公告日期 {published_on}；请核对日期和公告编号。",
            en=f"received on {day}, before the notice of {published_on}; check the day and the number of the notice",
        )
    if received_at <= at:
        return
    said, now = (f"{each.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}" for each in (received_at, at))
    raise refusal(
        field="received_at",
        zh=f"收到时间 {said} 晚于现在（{now}）；请核对。",
        en=f"received at {said}, which lies after now ({now}); check it",
    )
