"""Where a notice stands at an instant. Every door tells it by these functions, so that all say the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from disposal.lifecycle import UNPUBLISHED, NoticeState
from disposal.models.publication.notice import Notice, NoticeFields
from disposal.services.records.id_sets import among
from disposal.services.windows.discarded import discarded_among
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


NoticeStanding = NoticeState | PublicStatus
"""What staff are told of a notice: its state until it is public, then what the public is told."""
AMENDING = frozenset({"supplement", "correction", "extension"})
"""The kinds of notices that end with the offer they amend."""

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


def standing_of(notice: NoticeFields, *, offer_state: str | None = None, now: datetime) -> NoticeStanding:
    """Return where a notice stands; ``offer_state`` is the state of the offer that it amends, if it amends one."""
    own = NoticeState[notice.state]
    if own in UNPUBLISHED or notice.published_on is None:
        return own
    state = state_with_offer(notice.kind, own, NoticeState[offer_state or notice.state])
    window = None
    if notice.window_ends_at is not None:
        ends_on = notice.window_ends_on or notice.published_on
        first = notice.window_first_counted_on or notice.published_on
        window = WindowDates(notice.published_on, first, ends_on, notice.window_ends_at)
    return status_of(state, published_on=notice.published_on, window=window, now=now)


def standings(session: Session, notices: Iterable[Notice], *, now: datetime) -> dict[UUID, NoticeStanding]:
    """Return where each notice stands, by its id; offers of amendments and discarded drafts are read at once."""
    rows = list(notices)
    amended = {each.offer_id for each in rows if each.kind in AMENDING and each.offer_id is not None}
    query = select(Notice.id, col(Notice.state)).where(among(Notice.id, amended))
    states: dict[UUID | None, str] = dict(session.exec(query).all()) if amended else {}
    found = {each.id: standing_of(each, offer_state=states.get(each.offer_id), now=now) for each in rows}
    drafts = [notice_id for notice_id, standing in found.items() if standing is NoticeState.draft]
    return found | dict.fromkeys(discarded_among(session, drafts) if drafts else (), NoticeState.discarded)


def state_with_offer(kind: str, own: NoticeState, offer: NoticeState) -> NoticeState:
    """Return the state that counts: a published amendment ends with its offer."""
    return offer if kind in AMENDING and own is NoticeState.published else own


def published_conditions(status: PublicStatus, *, now: datetime) -> list[ColumnElement[bool]]:
    """Build the conditions of a published notice that is not ended; must agree with ``status_of``."""
    today = now.astimezone(SHANGHAI).date()
    ends_at, published_on = col(Notice.window_ends_at), col(Notice.published_on)
    return {
        PublicStatus.upcoming: [published_on > today],
        PublicStatus.open: [published_on <= today, ends_at > now],
        PublicStatus.closed: [published_on <= today, ends_at <= now],
        PublicStatus.issued: [published_on <= today, ends_at.is_(None)],
    }[status]


def working_days_left(window: WindowDates, calendar: WorkingCalendar, now: datetime) -> int:
    """Count the working days left until the window closes. Today counts while it is open; once closed the count is 0.

    Raises: CalendarYearMissing if not even the festivals of a year are known.
    """
    if now >= window.ends_at:
        return 0
    first = max(now.astimezone(SHANGHAI).date(), window.first_counted_on)
    return calendar.working_days_between(first, window.ends_on, allow_provisional=True)
