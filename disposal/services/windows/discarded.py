"""Drafts that were put aside (作废). Their rows stay as drafts, with what was approved or returned of them.

Who discarded a draft, when and why stands in the audit trail alone, and these functions ask it.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session, select

from disposal.models.publication.notice import Notice
from disposal.models.records.audit_entry import AuditEntry
from disposal.services.records.id_sets import among

DISCARDED = "notice.discarded"


def is_discarded() -> ColumnElement[bool]:
    """Build the condition that the notice of a query is a discarded draft."""
    entry: Any = AuditEntry
    condition: ColumnElement[bool] = (
        select(entry.id).where(entry.subject_id == Notice.id, entry.event == DISCARDED).exists()
    )
    return condition


def discarded_among(session: Session, ids: Iterable[UUID], *, at: datetime | None = None) -> set[UUID]:
    """Return which of these drafts were discarded by the instant ``at``, that instant included, or by now.

    A record shows what was done at an instant as done then (``staff_records/states``), and so does this.
    """
    entry: Any = AuditEntry
    query = select(entry.subject_id).where(among(entry.subject_id, ids), entry.event == DISCARDED)
    return set(session.exec(query if at is None else query.where(entry.at <= at)))
