"""A record as it was at an instant, reconstructed from the audit trail."""

from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from disposal.models.records.audit_entry import AuditEntry
from disposal.models.records.record import Record
from disposal.services.records import audit


def as_it_stood(session: Session, row: Record, at: datetime) -> dict[str, Any]:
    """Return the fields of a record as JSON values, with every change after ``at`` undone."""
    values = audit.facts(row)
    query = select(AuditEntry).where(AuditEntry.subject_id == row.id, col(AuditEntry.at) > at)
    for entry in session.exec(query.order_by(col(AuditEntry.id).desc())).all():
        values |= entry.before or {}
    return values
