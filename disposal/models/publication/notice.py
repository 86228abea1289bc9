"""Notice (公告): one public notice of a project, from draft to its end. Its versions hold the text."""

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlmodel import Field, SQLModel
from sqlmodel.sql.sqltypes import UTCDateTime

from disposal.models.records.columns import JSON, not_negative
from disposal.models.records.record import Record, UniqueFields, now
from disposal.money import YUAN_COLUMN, NonNegativeYuan
from notices.text import Line, Prose

_UNPUBLISHED = "'draft', 'submitted', 'approved'"
_STATES = f"{_UNPUBLISHED}, 'published', 'superseded', 'withdrawn', 'concluded'"
_NEWEST_FIRST = (text("published_on DESC"), text("id DESC"))
_NEWEST_OFFER = (text("offer_published_on DESC"), text("offer_id DESC"))


class NoticeFields(SQLModel):
    """The data of a notice for lists and filters. ``state`` is one of ``lifecycle.NoticeState``."""

    project_id: UUID = Field(foreign_key="disposal_project.id", index=True)
    issuer_id: UUID = Field(foreign_key="issuer.id")
    kind: Line = Field(description="disposal, supplement, correction, extension, withdrawal, result")
    title: Line
    state: Line = "draft"
    number: Line | None = Field(default=None, description="公告编号, given at publication")
    number_year: int | None = None
    number_serial: int | None = None
    published_on: date | None = None
    window_ends_on: date | None = None
    window_ends_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    window_is_provisional: bool = False
    window_first_counted_on: date | None = Field(default=None, description="first day of the window that may count")
    province: Line | None = None
    city: Line | None = None
    total_amount: NonNegativeYuan | None = Field(default=None, sa_type=YUAN_COLUMN)
    debtor_names: list[Line] = Field(default_factory=list, sa_type=JSON)
    collateral_types: list[Line] = Field(
        default_factory=list, sa_type=JSON, description="codes of CollateralType, each once, as the content names them"
    )
    floor_price: NonNegativeYuan | None = Field(default=None, sa_type=YUAN_COLUMN)
    deposit: NonNegativeYuan | None = Field(default=None, sa_type=YUAN_COLUMN)
    offer_id: UUID | None = Field(
        default=None, foreign_key="notice.id", index=True, description="the offer it stands under in lists, or itself"
    )
    offer_published_on: date | None = None
    amends_notice_id: UUID | None = Field(default=None, foreign_key="notice.id", index=True)
    entered_afterwards: Prose | None = Field(
        default=None, description="补录: why a notice of an earlier day is entered only now"
    )
    superseded_by_id: UUID | None = Field(default=None, foreign_key="notice.id", index=True)


class Notice(NoticeFields, Record, table=True):
    """公告. ``draft`` holds the content to publish if it cannot be composed from the project alone.

    The column ``search`` (a tsvector of the words that find the notice) is not loaded with the row; use
    ``Notice.__table__.c.search``.
    """

    __tablename__ = "notice"
    __table_args__ = (
        Column("search", TSVECTOR),
        UniqueConstraint("issuer_id", "number_year", "number_serial"),
        UniqueConstraint("issuer_id", "number"),
        CheckConstraint(f"state IN ({_STATES})", name="state_known"),
        CheckConstraint("num_nonnulls(number, number_year, number_serial) IN (0, 3)", name="number_whole"),
        CheckConstraint(
            f"CASE WHEN state IN ({_UNPUBLISHED}) THEN number IS NULL "
            "ELSE number IS NOT NULL AND published_on IS NOT NULL END",
            name="published_is_numbered",
        ),
        CheckConstraint("window_ends_on >= published_on", name="window_in_order"),
        not_negative("total_amount"),
        not_negative("floor_price"),
        not_negative("deposit"),
        CheckConstraint(
            "number IS NULL OR (offer_id IS NOT NULL AND offer_published_on IS NOT NULL)", name="with_its_offer"
        ),
        Index("ix_notice_number", "number", unique=True),
        Index("ix_notice_search", "search", postgresql_using="gin"),
        Index(
            "ix_notice_newest", text("published_on DESC"), text("id DESC"), postgresql_where=text("number IS NOT NULL")
        ),
        Index("ix_notice_state_newest", "state", *_NEWEST_FIRST),
        Index("ix_notice_issuer_id_id", "issuer_id", "id"),
        Index("ix_notice_issuer_id_published_on", "issuer_id", "published_on", "id"),
        Index("ix_notice_province_newest", "province", *_NEWEST_FIRST),
        Index("ix_notice_window_ends_at", "window_ends_at", postgresql_where=text("state = 'published'")),
        Index("ix_notice_publish_at", "publish_at", postgresql_where=text("publish_at IS NOT NULL")),
        CheckConstraint("(publish_at IS NULL) = (scheduled_by IS NULL)", name="schedule_whole"),
        Index("ix_notice_total_amount", "total_amount"),
        Index(
            "ix_notice_window_is_provisional",
            "id",
            postgresql_where=text("window_is_provisional AND state = 'published'"),
        ),
        Index("ix_notice_newest_offer", *_NEWEST_OFFER, postgresql_where=text("number IS NOT NULL")),
        Index("ix_notice_kind_newest_offer", "kind", *_NEWEST_OFFER, postgresql_where=text("number IS NOT NULL")),
        Index(
            "ix_notice_window_first_counted_on",
            "window_first_counted_on",
            postgresql_where=text("state = 'published'"),
        ),
    )
    label = ("公告", "notice")
    unique_fields: ClassVar[UniqueFields] = {
        "ix_notice_number": None,
        "uq_notice_issuer_id_number": None,
        "uq_notice_issuer_id_number_year_number_serial": None,
    }
    __mapper_args__ = {"exclude_properties": ["search"]}

    draft: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    publish_at: datetime | None = Field(
        default=None, sa_type=UTCDateTime, description="a draft with this instant is published once it has come"
    )
    scheduled_by: Line | None = None


class NoticeCounter(SQLModel, table=True):
    """The last serial number of an issuer's notices in one year. It is locked while the next is given."""

    __tablename__ = "notice_counter"
    __table_args__ = (CheckConstraint("last_serial >= 0", name="last_serial_counts"),)

    issuer_id: UUID = Field(foreign_key="issuer.id", primary_key=True)
    year: int = Field(primary_key=True)
    last_serial: int = 0


class LiveClaim(SQLModel, table=True):
    """A claim in a live notice. The primary key prevents a second live notice for the same claim."""

    __tablename__ = "live_claim"

    claim_id: UUID = Field(foreign_key="claim.id", primary_key=True)
    notice_id: UUID = Field(foreign_key="notice.id", index=True)
    created_at: datetime = Field(default_factory=now, sa_type=UTCDateTime)
