"""Read the audit trail: the newest entries, each with a check of its hash."""

from uuid import UUID

from sqlmodel import Session, col, select

from disposal.models.records.audit_entry import AuditEntry
from disposal.services.records.audit import digest


def entries(session: Session, *, subject_id: UUID | None = None, last: int = 20) -> list[AuditEntry]:
    """Return the newest ``last`` entries, sorted oldest first; with ``subject_id``, only those of that record."""
    query = select(AuditEntry).order_by(col(AuditEntry.id).desc()).limit(last)
    if subject_id is not None:
        query = query.where(col(AuditEntry.subject_id) == subject_id)
    return list(reversed(session.exec(query).all()))


def is_as_written(entry: AuditEntry) -> bool:
    """Return whether an entry still matches its hash."""
    return digest(entry) == entry.sha256
