"""Reading the audit trail: newest entries first, each checked against its own hash."""

from uuid import UUID

from sqlmodel import Session, col, select

from disposal.models.records.audit_entry import AuditEntry
from disposal.services.records.audit import digest


def entries(session: Session, *, subject_id: UUID | None = None, last: int = 20) -> list[AuditEntry]:
    """Return the newest entries, oldest of them first; with ``subject_id`` only that record's."""
    query = select(AuditEntry).order_by(col(AuditEntry.id).desc()).limit(last)
    if subject_id is not None:
        query = query.where(col(AuditEntry.subject_id) == subject_id)
    return list(reversed(session.exec(query).all()))


def is_as_written(entry: AuditEntry) -> bool:
    """Say whether an entry still bears the hash of what it says."""
    return digest(entry) == entry.sha256
