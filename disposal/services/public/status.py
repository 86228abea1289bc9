"""Where a published notice stands on a given instant, as the public pages say it."""

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
        """Tell whether the window is open or still to open."""
        return self in {PublicStatus.upcoming, PublicStatus.open}

    @property
    def is_void(self) -> bool:
        """Tell whether the notice was taken back or replaced, and its window with it."""
        return self in {PublicStatus.superseded, PublicStatus.withdrawn}


_ENDED = {
    NoticeState.superseded: PublicStatus.superseded,
    NoticeState.withdrawn: PublicStatus.withdrawn,
    NoticeState.concluded: PublicStatus.concluded,
}


@dataclass(frozen=True, slots=True)
class WindowDates:
    """The window as published: it opens at 00:00 of ``published_on`` and closes at ``ends_at``."""

    published_on: date
    first_counted_on: date
    ends_on: date
    ends_at: datetime


def status_of(state: NoticeState, *, published_on: date, window: WindowDates | None, now: datetime) -> PublicStatus:
    """Return what the public is told of a notice in this state at an instant."""
    if state in _ENDED:
        return _ENDED[state]
    if published_on > now.astimezone(SHANGHAI).date():
        return PublicStatus.upcoming
    if window is None:
        return PublicStatus.issued
    return PublicStatus.open if now < window.ends_at else PublicStatus.closed


def working_days_left(window: WindowDates, calendar: WorkingCalendar, now: datetime) -> int:
    """Count the working days left until the window closes; today counts while it is open, once closed none.

    Raises: CalendarYearMissing for a year of which not even the festivals are known.
    """
    if now >= window.ends_at:
        return 0
    first = max(now.astimezone(SHANGHAI).date(), window.first_counted_on)
    return calendar.working_days_between(first, window.ends_on, allow_provisional=True)
