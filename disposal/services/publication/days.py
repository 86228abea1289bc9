"""Compare the date of a notice with today: on time, in the future (定时发布), or entered later (补录)."""

from collections.abc import Collection
from datetime import date, datetime, time
from typing import ClassVar
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.errors import DisposalError
from disposal.models.publication.notice import Notice
from disposal.services.accounts.identity import acting
from disposal.services.publication.context import PublicationContext
from disposal.services.queue.deferring import PUBLICATION_DUE, defer
from disposal.services.records import audit
from disposal.services.records.id_sets import among
from disposal.services.records.validation import read_reason
from notices.content.content import LateEntry, NoticeContent
from notices.dates import SHANGHAI


class PublicationDayPassed(DisposalError):
    """A notice states a past date, and no reason for late entry was given."""

    code: ClassVar[str] = "publication_day_passed"
    status: ClassVar[int] = 422

    def __init__(self, *, published_on: date, today: date) -> None:
        super().__init__(
            zh=f"公告日期 {published_on} 早于今天（{today}），公告期可能在公众看到之前已经开始甚至届满；"
            "如系补录早已刊登的公告，请说明原因（--entered-afterwards），"
            "否则请改用今天或以后的日期（disposal draft change）。",
            en=f"The notice states {published_on}, before today ({today}): its window would have begun before anybody "
            "could see it. If it was made public then and is entered afterwards, say why (--entered-afterwards); "
            "otherwise give today or a later day (disposal draft change).",
            field="published_on",
        )


class PublicationDayToCome(DisposalError):
    """A notice states a future date: it can be scheduled, not published."""

    code: ClassVar[str] = "publication_day_to_come"

    def __init__(self, *, published_on: date, today: date) -> None:
        super().__init__(
            zh=f"公告日期 {published_on} 晚于今天（{today}）；届时自动发布，此前不公开。"
            "如需立即发布，请改用今天的日期。",
            en=f"The notice states {published_on}, after today ({today}); it is published then and not before. "
            "To publish it now, give today as its day.",
            field="published_on",
        )


def held_to_its_day(notice: Notice, content: NoticeContent, *, context: PublicationContext) -> NoticeContent:
    """Return the content to publish today; a late entry is marked as such.

    A scheduled draft whose day went by while nothing ran is late too: nobody could see it on that day.

    Raises: PublicationDayPassed, PublicationDayToCome.
    """
    day, today = content.published_on, context.today
    if day > today:
        raise PublicationDayToCome(published_on=day, today=today)
    if day == today:
        return content
    if notice.entered_afterwards is None:
        raise PublicationDayPassed(published_on=day, today=today)
    entry = LateEntry(entered_at=context.clock().astimezone(SHANGHAI), reason=notice.entered_afterwards)
    return content.model_copy(update={"entered_afterwards": entry})


def enter_afterwards(session: Session, notice: Notice, *, reason: str) -> None:
    """Record why a draft with a past date is entered late. Raises: InvalidRecord for an invalid reason."""
    before = audit.facts(notice)
    notice.entered_afterwards = read_reason(reason)
    audit.record(session, "notice.entered_afterwards", subject=notice, before=before, reason=notice.entered_afterwards)


def schedule(session: Session, notice: Notice, day: date) -> datetime:
    """Schedule a draft for the start of a future day; return that instant."""
    before = audit.facts(notice)
    notice.publish_at = datetime.combine(day, time(), SHANGHAI)
    actor = acting(session)
    notice.scheduled_by = (actor.login or actor.name) if actor else None
    audit.record(session, "notice.scheduled", subject=notice, before=before)
    defer(session, PUBLICATION_DUE, at=notice.publish_at, notice_id=notice.id)
    return notice.publish_at


def unschedule(session: Session, notice: Notice, *, because: str) -> None:
    """Remove a draft from the schedule and record why."""
    before = audit.facts(notice)
    notice.publish_at = notice.scheduled_by = None
    audit.record(session, "notice.unscheduled", subject=notice, before=before, reason=because)


def next_due(session: Session, *, without: Collection[UUID] = ()) -> datetime | None:
    """Return the next instant at which a draft is due, or None; ``without`` are drafts left out."""
    query = select(Notice.publish_at).where(col(Notice.publish_at).is_not(None), ~among(Notice.id, without))
    return session.exec(query.order_by(col(Notice.publish_at)).limit(1)).one_or_none()


def due(session: Session, at: datetime) -> list[tuple[UUID, str | None]]:
    """Return the drafts due by an instant, earliest first, each with the login of who scheduled it."""
    query = select(Notice.id, col(Notice.scheduled_by)).where(col(Notice.publish_at) <= at)
    return list(session.exec(query.order_by(col(Notice.publish_at), col(Notice.id))).all())


def defer_coming(session: Session, *, after: datetime, until: datetime) -> None:
    """Let a worker wake at each scheduled publication between two instants."""
    query = select(Notice.id, col(Notice.publish_at))
    query = query.where(col(Notice.publish_at) > after, col(Notice.publish_at) <= until)
    for notice_id, publish_at in session.exec(query).all():
        defer(session, PUBLICATION_DUE, at=publish_at, notice_id=notice_id)
