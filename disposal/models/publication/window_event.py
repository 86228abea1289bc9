"""WindowEvent (公告期启闭): a window opened, is about to close, or closed; each exactly once."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field
from sqlmodel.sql.sqltypes import UTCDateTime

from disposal.models.records.columns import coded
from disposal.models.records.record import Record, UniqueFields
from notices.codes import Coded


class WindowEventKind(Coded):
    """What the clock brought."""

    opened = "opened", "公告期开始", "window opened"
    closing_soon = "closing_soon", "公告期将届满", "window closes soon"
    closed = "closed", "公告期届满", "window closed"


class WindowEvent(Record, table=True):
    """公告期启闭. Rows are never changed, and no status rests on them: record and clock tell it.

    ``at`` is the instant the event refers to, ``recorded_at`` the time by the register's clock when it was written. A
    window that is extended after it closed closes again, at another instant.
    """

    __tablename__ = "window_event"
    __table_args__ = (
        UniqueConstraint("notice_id", "kind", "at"),
        CheckConstraint("recorded_at >= at", name="not_early"),
    )
    label = ("公告期启闭", "window event")
    unique_fields: ClassVar[UniqueFields] = {"uq_window_event_notice_id_kind_at": None}

    notice_id: UUID = Field(foreign_key="notice.id")
    kind: WindowEventKind = Field(sa_type=coded(WindowEventKind))
    at: datetime = Field(sa_type=UTCDateTime)
    recorded_at: datetime = Field(sa_type=UTCDateTime)
