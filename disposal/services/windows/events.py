"""Record that windows opened, are about to close, and closed: each once, with the instant it refers to.

No status rests on these records. They are the register's own acts, whoever's request or job brought them.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.acting import REGISTER
from disposal.lifecycle import NoticeState
from disposal.models.publication.notice import Notice
from disposal.models.publication.window_event import WindowEvent, WindowEventKind
from disposal.services.queue.deferring import WINDOW_DUE, defer
from disposal.services.records import writing
from disposal.services.records.id_sets import among
from notices.dates import ONE_DAY, SHANGHAI
from notices.working_days.calendar import CalendarYearMissing, WorkingCalendar

REMINDED_WORKING_DAYS = 3
"""Staff are reminded from the day on which so many working days are left, that day included."""
_LONGEST_REMINDER = timedelta(days=21)
"""No reminder begins earlier than this before the last day: holidays are never so long."""
MOST = 500


def reminder_day(ends_on: date, calendar: WorkingCalendar) -> date:
    """Return the day from which staff are reminded of a window's last day."""
    return calendar.nth_working_day_before(ends_on + ONE_DAY, REMINDED_WORKING_DAYS, allow_provisional=True)


def due_notices(
    session: Session, *, at: datetime, calendar: WorkingCalendar, without: Collection[UUID] = ()
) -> list[UUID]:
    """Return notices with an event that is due by an instant and not recorded, at most ``MOST`` of each kind.

    ``without`` are notices left out.
    """
    today = at.astimezone(SHANGHAI).date()
    opening = _offers(without).where(col(Notice.published_on) <= today, ~_recorded(WindowEventKind.opened))
    closing = _offers(without).where(
        Notice.state == NoticeState.published.value,
        col(Notice.window_ends_at) <= at,
        ~_recorded(WindowEventKind.closed, WindowEvent.at == Notice.window_ends_at),
    )
    ids = [*session.exec(opening.limit(MOST)), *session.exec(closing.order_by(col(Notice.window_ends_at)).limit(MOST))]
    reminded = (each for each in _to_remind(session, at=at, calendar=calendar) if each not in without)
    return list(dict.fromkeys([*ids, *reminded]))


def record_due(session: Session, notice_id: UUID, *, at: datetime, calendar: WorkingCalendar) -> list[WindowEvent]:
    """Record what is due for a notice by an instant; return what was not recorded before. The row is locked meanwhile.

    Raises: RecordNotFound.
    """
    notice = writing.locked(session, Notice, notice_id)
    if notice.number is None or notice.published_on is None or notice.window_ends_on is None or not is_offer(notice):
        return []
    due = [(WindowEventKind.opened, _midnight(notice.published_on))]
    if notice.state == NoticeState.published.value and notice.window_ends_at is not None:
        if at < notice.window_ends_at:
            due.append((WindowEventKind.closing_soon, _midnight(reminder_day(notice.window_ends_on, calendar))))
        due.append((WindowEventKind.closed, notice.window_ends_at))
    recorded = (_record(session, notice, kind, instant, at=at) for kind, instant in due if instant <= at)
    return [event for event in recorded if event is not None]


def record_closed(session: Session, notice: Notice, *, at: datetime) -> None:
    """Record that a window has closed, before a later notice or calendar changes its end. The caller holds the lock.

    This is the register's act, whoever publishes the later notice.
    """
    ends_at = notice.window_ends_at
    if is_offer(notice) and notice.state == NoticeState.published.value and ends_at is not None and ends_at <= at:
        with _as_register(session):
            _record(session, notice, WindowEventKind.closed, ends_at, at=at)


def defer_events(session: Session, notice: Notice) -> None:
    """Let a worker wake when the window of a notice just published closes, and look at its opening soon."""
    if is_offer(notice) and notice.window_ends_at is not None:
        defer(session, WINDOW_DUE, notice_id=notice.id)
        defer(session, WINDOW_DUE, at=notice.window_ends_at, notice_id=notice.id)


def defer_coming(session: Session, *, after: datetime, until: datetime) -> None:
    """Let a worker wake at each closing between two instants. What waits in the queue already is left as it is."""
    query = select(Notice.id, col(Notice.window_ends_at)).where(
        Notice.state == NoticeState.published.value,
        Notice.offer_id == Notice.id,
        col(Notice.window_ends_at) > after,
        col(Notice.window_ends_at) <= until,
    )
    for notice_id, ends_at in session.exec(query).all():
        defer(session, WINDOW_DUE, at=ends_at, notice_id=notice_id)


def is_offer(notice: Notice) -> bool:
    """Return whether the window is the notice's own: a later notice only moves that of its offer."""
    return notice.offer_id == notice.id


def _offers(without: Collection[UUID]) -> Any:
    return select(Notice.id).where(
        Notice.offer_id == Notice.id,
        col(Notice.number).is_not(None),
        col(Notice.window_ends_at).is_not(None),
        ~among(Notice.id, without),
    )


def _recorded(kind: WindowEventKind, *more: Any) -> Any:
    return select(WindowEvent.id).where(WindowEvent.notice_id == Notice.id, WindowEvent.kind == kind, *more).exists()


def _to_remind(session: Session, *, at: datetime, calendar: WorkingCalendar) -> Iterator[UUID]:
    query = select(Notice.id, col(Notice.window_ends_on)).where(
        Notice.state == NoticeState.published.value,
        Notice.offer_id == Notice.id,
        col(Notice.window_ends_at) > at,
        col(Notice.window_ends_at) < at + _LONGEST_REMINDER,
    )
    begins = {notice_id: _reminder(ends_on, calendar) for notice_id, ends_on in session.exec(query) if ends_on}
    reminders = select(WindowEvent.notice_id, WindowEvent.at).where(
        WindowEvent.kind == WindowEventKind.closing_soon, among(WindowEvent.notice_id, list(begins))
    )
    done = set(session.exec(reminders))
    yield from (each for each, begin in begins.items() if begin is None or (begin <= at and (each, begin) not in done))


def _reminder(ends_on: date, calendar: WorkingCalendar) -> datetime | None:
    """Return the instant of a reminder; None where it cannot be counted, which ``record_due`` tells of this notice."""
    try:
        return _midnight(reminder_day(ends_on, calendar))
    except (CalendarYearMissing, OverflowError):  # of one notice alone; the others are reminded of
        return None


def _record(
    session: Session, notice: Notice, kind: WindowEventKind, instant: datetime, *, at: datetime
) -> WindowEvent | None:
    known = select(WindowEvent.id).where(
        WindowEvent.notice_id == notice.id, WindowEvent.kind == kind, WindowEvent.at == instant
    )
    if session.exec(known).first() is not None:
        return None
    local = instant.astimezone(SHANGHAI)
    values = {"notice_id": notice.id, "kind": kind, "at": local, "recorded_at": at}
    reason = f"{notice.number} {kind.zh}：{local:%Y-%m-%d %H:%M:%S}"
    row = WindowEvent.model_validate(values)
    return writing.enter(session, row, event=f"window_event.{kind.value}", reason=reason)


@contextmanager
def _as_register(session: Session) -> Iterator[None]:
    acting = session.info["acting"]
    session.info["acting"] = REGISTER
    try:
        yield
    finally:
        session.info["acting"] = acting


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)
