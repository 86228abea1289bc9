"""NoticeFormDraft (公告填写草稿): the form of a project's notice as far as somebody has typed it, errors and all."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, Index, text
from sqlmodel import Field
from sqlmodel.sql.sqltypes import UTCDateTime

from disposal.models.records.record import Record, now
from notices.text import Line


class NoticeFormDraft(Record, table=True):
    """公告填写草稿. It is its owner's alone, one a project. ``sealed`` holds names and texts of the form, encrypted.

    What is typed is no record yet, so the audit trail names only when, by whom, and which draft.
    """

    __tablename__ = "notice_form_draft"
    __table_args__ = (
        Index(
            "ix_notice_form_draft_project_owner",
            "project_id",
            "owner_id",
            postgresql_where=text("closed_at IS NULL"),
        ),
    )
    label = ("公告填写草稿", "form of a notice as typed")
    unaudited: ClassVar[frozenset[str]] = frozenset({"sealed"})

    project_id: UUID = Field(foreign_key="disposal_project.id")
    owner_id: UUID | None = Field(default=None, description="account; empty: before the first account")
    owner: Line = Field(description="name of the person who types")
    sealed: bytes = Field(repr=False)
    position: int = Field(sa_type=BigInteger, description="newest audit entry of the project when the form was opened")
    saved_at: datetime = Field(default_factory=now, sa_type=UTCDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UTCDateTime, description="stored in the project, or left")
