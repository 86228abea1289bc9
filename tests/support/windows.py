"""Published notices with windows of the test's choosing, and what the clock has recorded of them."""

from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.models import AuditEntry, Notice, WindowEvent, WindowEventKind
from disposal.services.intake.intake import IntakeFacts, enter_content
from disposal.services.publication.publication import draft_notice
from tests.support.publishing import PUBLISHED_ON, invented_content, publish

FACTS = {"issuer_code": "XGCS", "project_name": "虚构项目", "book_value": "1234567.89"}


def drafted_on(
    session: Session, day: date = PUBLISHED_ON, label: str = "甲", *, closes_at: str | None = None
) -> Notice:
    """Draft the notice of an invented project for a day; its window is of 20 working days."""
    content = invented_content(label, window={"count": 20, "closes_at": closes_at})
    project = enter_content(session, content, IntakeFacts.model_validate({**FACTS, "project_code": f"测试-{label}"}))
    return draft_notice(session, project.id, published_on=day)


def published_on(
    session: Session, day: date = PUBLISHED_ON, label: str = "甲", *, closes_at: str | None = None
) -> Notice:
    """Publish the notice of an invented project at noon of a day."""
    notice = drafted_on(session, day, label, closes_at=closes_at)
    publish(session, notice.id)
    return notice


def recorded_events(session: Session, notice_id: UUID) -> list[tuple[WindowEventKind, datetime]]:
    """Return what is recorded of a notice's window, with the instant it refers to, in order."""
    query = select(WindowEvent.kind, WindowEvent.at).where(WindowEvent.notice_id == notice_id)
    return list(session.exec(query.order_by(col(WindowEvent.at))))


def events_in_the_trail(session: Session) -> list[str]:
    """Return the events of windows in the audit trail, in order."""
    query = select(AuditEntry.event).where(col(AuditEntry.event).startswith("window_event."))
    return list(session.exec(query.order_by(col(AuditEntry.id))))
