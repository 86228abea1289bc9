"""DossierDraft (申报草稿): a dossier as far as somebody has typed it, errors and all."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field
from sqlmodel.sql.sqltypes import UTCDateTime

from disposal.models.records.record import Record, now
from notices.text import Line


class DossierDraft(Record, table=True):
    """申报草稿. It is its owner's alone. ``sealed`` holds names and texts of the form, encrypted.

    What is typed is no record yet, so the audit trail names only when, by whom, and which draft.
    """

    __tablename__ = "dossier_draft"
    __table_args__ = (
        Index(
            "ix_dossier_draft_owner_saved",
            "owner_id",
            text("saved_at DESC"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )
    label = ("申报草稿", "draft of a dossier")
    unaudited: ClassVar[frozenset[str]] = frozenset({"sealed"})

    owner_id: UUID | None = Field(default=None, description="account; empty: before the first account")
    owner: Line = Field(description="name of the person who types")
    sealed: bytes = Field(repr=False)
    saved_at: datetime = Field(default_factory=now, sa_type=UTCDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UTCDateTime, description="completed, or put aside (作废)")
