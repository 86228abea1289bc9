"""The windows of the week, and of the weeks around today as a timeline."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from disposal.lifecycle import NoticeState
from disposal.models.publication.notice import Notice
from notices.dates import SHANGHAI
from notices.working_days.calendar import WorkingCalendar

MOST_SHOWN = 20
WEEKS_BEFORE, WEEKS_AFTER = 3, 6
"""The timeline begins at the Monday of some weeks ago, and ends after some weeks."""


@dataclass(frozen=True, slots=True)
class OpenWindow:
    """A window: what is sold, its first and last day, and the working days left, today included."""

    notice_id: UUID
    number: str
    about: str
    opens_on: date
    ends_on: date
    is_provisional: bool
    days_left: int


@dataclass(frozen=True, slots=True)
class WeekOfWindows:
    """The windows that open and that close in this week, Monday to Sunday; ``is_cut`` where there are more."""

    monday: date
    sunday: date
    opening: tuple[OpenWindow, ...]
    closing: tuple[OpenWindow, ...]
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class TimelineBar:
    """A window on the timeline, in hundredths of its width. ``is_cut`` ends go on beyond the edge."""

    window: OpenWindow
    left: float
    width: float
    is_cut: bool


@dataclass(frozen=True, slots=True)
class WindowTimeline:
    """The open windows as bars, today, and the Mondays between which they stand."""

    first: date
    last: date
    today: float
    mondays: tuple[tuple[date, float], ...]
    bars: tuple[TimelineBar, ...]
    is_cut: bool = False


def week_of_windows(session: Session, *, calendar: WorkingCalendar, now: datetime) -> WeekOfWindows:
    """Return the windows that open or close this week; withdrawn and superseded notices have none."""
    today = now.astimezone(SHANGHAI).date()
    monday = today - timedelta(days=today.weekday())
    sunday = monday + timedelta(days=6)
    running = _offers().where(col(Notice.window_ends_on).is_not(None))
    opening = running.where(col(Notice.published_on).between(monday, sunday)).order_by(col(Notice.published_on))
    closing = running.where(col(Notice.window_ends_on).between(monday, sunday)).order_by(col(Notice.window_ends_on))
    opened, closed = (
        tuple(_window(each, calendar, today) for each in session.exec(query.limit(MOST_SHOWN + 1)))
        for query in (opening, closing)
    )
    is_cut = max(len(opened), len(closed)) > MOST_SHOWN
    return WeekOfWindows(monday, sunday, opened[:MOST_SHOWN], closed[:MOST_SHOWN], is_cut)


def timeline(session: Session, *, calendar: WorkingCalendar, now: datetime) -> WindowTimeline:
    """Return the windows that are open now or will open, the first to close on top."""
    today = now.astimezone(SHANGHAI).date()
    first = today - timedelta(days=today.weekday(), weeks=WEEKS_BEFORE)
    last = first + timedelta(weeks=WEEKS_BEFORE + WEEKS_AFTER)
    query = _offers().where(col(Notice.window_ends_at) > now).order_by(col(Notice.window_ends_at))
    found = [_window(each, calendar, today) for each in session.exec(query.limit(MOST_SHOWN + 1))]
    windows = found[:MOST_SHOWN]
    days = (last - first).days

    def at(day: date) -> float:
        return round(min(max((day - first).days / days, 0.0), 1.0) * 100, 2)

    bars = tuple(
        TimelineBar(
            each,
            at(each.opens_on),
            round(at(each.ends_on + timedelta(days=1)) - at(each.opens_on), 2),
            is_cut=each.opens_on < first or each.ends_on >= last,
        )
        for each in windows
        if each.opens_on < last
    )
    mondays = tuple((first + timedelta(weeks=n), at(first + timedelta(weeks=n))) for n in range(days // 7))
    return WindowTimeline(first, last, at(today), mondays, bars, is_cut=len(found) > MOST_SHOWN)


def _offers() -> SelectOfScalar[Notice]:
    """Return the query of published offers: a later notice only moves the window of its offer."""
    is_offer = col(Notice.offer_id).is_(None) | (col(Notice.offer_id) == col(Notice.id))
    return select(Notice).where(Notice.state == NoticeState.published.value, is_offer)


def _window(notice: Notice, calendar: WorkingCalendar, today: date) -> OpenWindow:
    opens_on, ends_on = notice.published_on or today, notice.window_ends_on or today
    first = max(today, notice.window_first_counted_on or opens_on)
    left = calendar.working_days_between(first, ends_on, allow_provisional=True) if ends_on >= today else 0
    about = "、".join(notice.debtor_names[:1]) or notice.title
    if len(notice.debtor_names) > 1:
        about += f"等{len(notice.debtor_names)}户"
    return OpenWindow(notice.id, notice.number or "", about, opens_on, ends_on, notice.window_is_provisional, left)
