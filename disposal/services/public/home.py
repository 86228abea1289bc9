"""The home page: the windows that close this week, and what was published today."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, literal_column, select
from sqlmodel import Session

from disposal.models.publication.notice import Notice
from disposal.services.public.summaries import ListedOffer, listed, offers
from notices.dates import ONE_DAY, SHANGHAI
from notices.working_days.calendar import WorkingCalendar

MOST_SHOWN = 5
_SUNDAY = 7
_NOTICE = Notice.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class HomeList:
    """The first offers of one list on the home page; ``is_more`` if there are more."""

    rows: tuple[ListedOffer, ...]
    is_more: bool


@dataclass(frozen=True, slots=True)
class HomeView:
    """The offers that close until ``week_ends_on``, a Sunday, soonest first, and those published today.

    ``days_left`` is the number of working days left this week, including today.
    """

    today: date
    week_ends_on: date
    days_left: int
    closing: HomeList
    published: HomeList


def home(session: Session, *, calendar: WorkingCalendar, now: datetime) -> HomeView:
    """Return the lists of the home page. ``published`` includes offers with a later notice of today.

    Raises: CalendarYearMissing.
    """
    today = now.astimezone(SHANGHAI).date()
    sunday = today + timedelta(days=_SUNDAY - today.isoweekday())
    return HomeView(
        today=today,
        week_ends_on=sunday,
        days_left=calendar.working_days_between(today, sunday, allow_provisional=True),
        closing=_closing(session, sunday, calendar=calendar, now=now),
        published=_published(session, today, calendar=calendar, now=now),
    )


def lists_change_at(session: Session, now: datetime) -> datetime:
    """Return the next instant at which a list changes by the clock alone: midnight, or the close of any window."""
    midnight = datetime.combine(now.astimezone(SHANGHAI).date() + ONE_DAY, datetime.min.time(), SHANGHAI)
    running = _NOTICE.c.state == literal_column("'published'"), _NOTICE.c.window_ends_at > now
    closing: datetime | None = session.execute(select(func.min(_NOTICE.c.window_ends_at)).where(*running)).scalar()
    return min(midnight, closing or midnight)


def _closing(session: Session, sunday: date, *, calendar: WorkingCalendar, now: datetime) -> HomeList:
    today = now.astimezone(SHANGHAI).date()
    wanted = offers().where(
        _NOTICE.c.state == literal_column("'published'"),
        _NOTICE.c.published_on <= today,
        _NOTICE.c.window_ends_at > now,
        _NOTICE.c.window_ends_on <= sunday,
    )
    rows = session.execute(wanted.order_by(_NOTICE.c.window_ends_at, _NOTICE.c.id).limit(MOST_SHOWN + 1)).all()
    shown = listed(session, list(rows[:MOST_SHOWN]), calendar=calendar, now=now)
    return HomeList(shown, is_more=len(rows) > MOST_SHOWN)


def _published(session: Session, today: date, *, calendar: WorkingCalendar, now: datetime) -> HomeList:
    of_today = select(_NOTICE.c.offer_id).where(_NOTICE.c.number.is_not(None), _NOTICE.c.published_on == today)
    wanted = offers().where(_NOTICE.c.id.in_(of_today)).order_by(_NOTICE.c.published_on.desc(), _NOTICE.c.id.desc())
    rows = session.execute(wanted.limit(MOST_SHOWN + 1)).all()
    shown = listed(session, list(rows[:MOST_SHOWN]), calendar=calendar, now=now)
    return HomeList(shown, is_more=len(rows) > MOST_SHOWN)
