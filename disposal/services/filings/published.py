"""The published notice that a filing speaks of, and when it is filed."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from disposal.models import Notice
from disposal.services.publication.errors import NoticeUnknown
from notices.working_days.calendar import WorkingCalendar


@dataclass(frozen=True, slots=True)
class FilingContext:
    """When something is filed, by which calendar the window is counted."""

    at: datetime
    calendar: WorkingCalendar


def published_notice(session: Session, number: str) -> Notice:
    """Return the published notice of this number. Raises: NoticeUnknown, also for a draft."""
    query = select(Notice).where(Notice.number == number.strip().upper(), col(Notice.published_on).is_not(None))
    notice = session.exec(query).one_or_none()
    if notice is None:
        raise NoticeUnknown(number)
    return notice
