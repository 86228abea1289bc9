"""WindowRecount (公告期重新计算): a provisional end that a later calendar counted anew."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field
from sqlmodel.sql.sqltypes import UTCDateTime

from disposal.models.records.record import Record, UniqueFields


class WindowRecount(Record, table=True):
    """公告期重新计算. Rows are never changed.

    ``ended_on`` stood before, ``counted_ends_on`` is what the new calendar gives, ``ends_on`` stands since: the later
    of the two, because an earlier end is never used against anyone.
    """

    __tablename__ = "window_recount"
    __table_args__ = (
        UniqueConstraint("notice_id", "ordinal"),
        CheckConstraint("ends_on >= ended_on", name="never_earlier"),
        CheckConstraint("ordinal >= 1", name="ordinal_counts"),
    )
    label = ("公告期重新计算", "recount of a window")
    unique_fields: ClassVar[UniqueFields] = {"uq_window_recount_notice_id_ordinal": None}

    notice_id: UUID = Field(foreign_key="notice.id")
    ordinal: int
    recorded_at: datetime = Field(sa_type=UTCDateTime)
    ended_on: date
    counted_ends_on: date
    ends_on: date
    is_provisional: bool
