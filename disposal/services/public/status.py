"""The public status of a published notice at an instant."""

from dataclasses import dataclass
from datetime import date, datetime

from disposal.lifecycle import NoticeState
from notices.codes import Coded
from notices.dates import SHANGHAI
from notices.working_days.calendar import WorkingCalendar


class PublicStatus(Coded):
    """What a reader is told of a published notice (公告现状)."""

    upcoming = "upcoming", "尚未开始", "not yet open"
    open = "open", "公告期内", "window open"
    closed = "closed", "公告期届满", "window closed"
    issued = "issued", "已发布", "published"
    superseded = "superseded", "已被替代", "superseded"
    withdrawn = "withdrawn", "已撤销", "withdrawn"
    concluded = "concluded", "已结束", "concluded"

    @property
    def is_running(self) -> bool:
        """Return whether the window is open or still to open."""
        return self in {PublicStatus.upcoming, PublicStatus.open}

    @property
    def is_void(self) -> bool:
        """Return whether the notice, and its window, was withdrawn or superseded."""
        return self in {PublicStatus.superseded, PublicStatus.withdrawn}


_ENDED = {
    NoticeState.superseded: PublicStatus.superseded,
    NoticeState.withdrawn: PublicStatus.withdrawn,
    NoticeState.concluded: PublicStatus.concluded,
}


@dataclass(frozen=True, slots=True)
class WindowDates:
    """The published window: it opens at 00:00 of ``published_on`` and closes at ``ends_at``."""

    published_on: date
    first_counted_on: date
    ends_on: date
    ends_at: datetime


def status_of(state: NoticeState, *, published_on: date, window: WindowDates | None, now: datetime) -> PublicStatus:
    """Return the public status of a notice in this state at an instant."""
    if state in _ENDED:
        return _ENDED[state]
    if published_on > now.astimezone(SHANGHAI).date():
        return PublicStatus.upcoming
    if window is None:
        return PublicStatus.issued
    return PublicStatus.open if now < window.ends_at else PublicStatus.closed


def working_days_left(window: WindowDates, calendar: WorkingCalendar, now: datetime) -> int:
    """Count the working days left until the window closes. Today counts while it is open; once closed the count is 0.

    Raises: CalendarYearMissing if not even the festivals of a year are known.
    """
    if now >= window.ends_at:
        return 0
    first = max(now.astimezone(SHANGHAI).date(), window.first_counted_on)
    return calendar.working_days_between(first, window.ends_on, allow_provisional=True)
