"""Count provisional ends anew once a later calendar is loaded.

The later of the two days stands: an earlier end is never used against anyone.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.lifecycle import NoticeState
from disposal.models.publication.notice import Notice
from disposal.models.publication.notice_link import NoticeLink, NoticeRelation
from disposal.models.publication.notice_version import NoticeVersion
from disposal.models.publication.window_recount import WindowRecount
from disposal.services.records import audit, writing
from disposal.services.windows.events import defer_events, record_closed
from notices.content.terms import WindowTerms
from notices.windows.window import closing_instant, count_window
from notices.working_days.calendar import WorkingCalendar


def notices_to_recount(session: Session, calendar: WorkingCalendar) -> list[UUID]:
    """Return the published notices whose provisional end a calendar may have changed, without locking them."""
    query = select(Notice.id, col(Notice.published_on), col(Notice.window_ends_on)).where(
        col(Notice.window_is_provisional), Notice.state == NoticeState.published.value
    )
    rows = session.exec(query.order_by(col(Notice.id))).all()
    return [each for each, first, last in rows if first and last and _may_have_changed(first, last, calendar)]


def _may_have_changed(first: date, last: date, calendar: WorkingCalendar) -> bool:
    """Tell whether a count of days is final by now, or a later year than its first has been loaded."""
    return calendar.provisional(first, last) is None or first.year + 1 in calendar.years


def recount(session: Session, notice_id: UUID, *, calendar: WorkingCalendar, at: datetime) -> WindowRecount | None:
    """Count the provisional end of a notice by a calendar; record and return the change, or None if there is none.

    Raises: RecordNotFound; CalendarYearMissing if not even the festivals of a year are known.
    """
    notice = writing.locked(session, Notice, notice_id)
    ended_on, published_on = notice.window_ends_on, notice.published_on
    is_running = notice.state == NoticeState.published.value and notice.window_is_provisional
    if not is_running or ended_on is None or published_on is None:
        return None
    terms, counted = _counted(session, notice, calendar)
    ends_on = max(ended_on, counted)
    is_provisional = calendar.provisional(published_on, ends_on) is not None
    if ends_on == ended_on and is_provisional:
        return None
    record_closed(session, notice, at=at)
    before = audit.facts(notice)
    notice.window_ends_on, notice.window_is_provisional = ends_on, is_provisional
    notice.window_ends_at = closing_instant(ends_on, terms.closes_at)
    values: dict[str, Any] = {"recorded_at": at, "ended_on": ended_on, "counted_ends_on": counted, "ends_on": ends_on}
    values |= {"notice_id": notice.id, "is_provisional": is_provisional}
    row = WindowRecount.model_validate({**values, "ordinal": len(recounts_of(session, notice.id)) + 1})
    session.add(row)
    audit.record(session, "notice.window_recounted", subject=notice, before=before, reason=_words(row))
    if ends_on != ended_on:
        defer_events(session, notice)
    return row


def recounts_of(session: Session, notice_id: UUID) -> list[WindowRecount]:
    """Return the recounts of a notice's window, oldest first."""
    query = select(WindowRecount).where(WindowRecount.notice_id == notice_id)
    return list(session.exec(query.order_by(col(WindowRecount.ordinal))))


def _counted(session: Session, notice: Notice, calendar: WorkingCalendar) -> tuple[WindowTerms, date]:
    """Return the terms of a notice's window, and its last day by a calendar, extensions included."""
    own, published_on = _terms(session, notice.id)
    extending = select(NoticeLink.from_notice_id).where(
        NoticeLink.to_notice_id == notice.id, NoticeLink.relation == NoticeRelation.extends
    )
    all_terms = [(own, published_on), *(_terms(session, each) for each in session.exec(extending))]
    return own, max(_ends(all_terms, calendar))


def _ends(all_terms: list[tuple[WindowTerms, date]], calendar: WorkingCalendar) -> Iterator[date]:
    for terms, published_on in all_terms:
        yield count_window(terms.rule, terms.begins_on or published_on, calendar, allow_provisional=True).ends_on


def _terms(session: Session, notice_id: UUID) -> tuple[WindowTerms, date]:
    content: Any = NoticeVersion.content
    query = select(content["window"], content["published_on"]).where(NoticeVersion.notice_id == notice_id)
    window, published_on = session.exec(query.order_by(col(NoticeVersion.version_no).desc()).limit(1)).one()
    return WindowTerms.model_validate(window), date.fromisoformat(published_on)


def _words(row: WindowRecount) -> str:
    counted = f"载入放假安排后，暂定的最后一日 {row.ended_on} 重新计算为 {row.counted_ends_on}"
    return counted if row.ends_on == row.counted_ends_on else f"{counted}，仍以较晚的 {row.ends_on} 为准"
