"""用印与登报: the seal on an approved notice, the space booked in each medium, and the proofs that a paper sends."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Text, text
from sqlmodel import Field
from sqlmodel.sql.sqltypes import UTCDateTime

from disposal.models.records.columns import Validated, coded, not_negative
from disposal.models.records.record import Payload, Record, UniqueFields
from disposal.money import YUAN_COLUMN, NonNegativeYuan
from notices.codes import Coded, MediumKind
from notices.frozen import Frozen
from notices.text import FileName, Line
from notices.written.fields import Day, Whole


class SealUseCreate(Payload):
    """用印 to be entered: which seal stood on how many copies, when, by whose hand."""

    seal: Line = Field(description="印章: 公司公章")
    copies: Whole = Field(ge=1, le=999, description="份数")
    sealed_on: Day = Field(description="用印日")
    handled_by: Line = Field(description="经手人")


class SealUse(SealUseCreate, Record, table=True):
    """用印登记. Rows are never changed."""

    __tablename__ = "seal_use"
    __table_args__ = (
        CheckConstraint("copies >= 1", name="copies_count"),
        CheckConstraint("sha256 = encode(sha256(data), 'hex')", name="sha256_fits"),
    )
    label = ("用印登记", "use of a seal")
    unaudited: ClassVar[frozenset[str]] = frozenset({"data"})

    notice_id: UUID = Field(foreign_key="notice.id", index=True)
    sealed_on: date
    copies: int
    file_name: FileName = Field(description="of the stamped copy")
    media_type: Line
    size: int
    sha256: str
    data: bytes = Field(repr=False)


class BookingState(Coded):
    """Where a booking stands (订版状态)."""

    booked = "booked", "已订版"
    confirmed = "confirmed", "已确认刊发"
    cancelled = "cancelled", "已取消"


class PressBookingCreate(Payload):
    """订版 to be entered."""

    medium: Line = Field(description="浙江日报")
    kind: MediumKind = Field(sa_type=coded(MediumKind))
    page: Line | None = Field(default=None, description="版面: 第8版")
    size: Line | None = Field(default=None, description="尺寸: 半版, 16×24厘米")
    closes_on: Day = Field(description="截稿日")
    closes_at: Line | None = Field(default=None, description="截稿时间: 17:00")
    quote: NonNegativeYuan | None = Field(default=None, sa_type=YUAN_COLUMN, description="报价")
    contact: Line | None = Field(default=None, description="报社联系人: name and telephone")
    planned_on: Day = Field(description="预定见报日")


class PressBooking(PressBookingCreate, Record, table=True):
    """订版. One open booking a medium; it is cancelled, never deleted."""

    __tablename__ = "press_booking"
    __table_args__ = (
        not_negative("quote"),
        CheckConstraint("closes_on <= planned_on", name="closes_before"),
        Index(
            "uq_press_booking_one_open",
            "notice_id",
            "medium",
            unique=True,
            postgresql_where=text("state <> 'cancelled'"),
        ),
    )
    label = ("订版", "booking of a medium")
    unique_fields: ClassVar[UniqueFields] = {"uq_press_booking_one_open": "medium"}

    notice_id: UUID = Field(foreign_key="notice.id", index=True)
    closes_on: date
    planned_on: date
    state: BookingState = Field(default=BookingState.booked, sa_type=coded(BookingState))
    confirmed_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class ProofDifference(Frozen):
    """One place where a proof differs from the approved text; ``before`` is approved, ``after`` stands in the proof."""

    before: str
    after: str
    context: str


class PressProof(Record, table=True):
    """小样. Rows are never changed; a further proof is a further row."""

    __tablename__ = "press_proof"
    __table_args__ = (CheckConstraint("sha256 = encode(sha256(data), 'hex')", name="sha256_fits"),)
    label = ("小样", "proof of a paper")
    unaudited: ClassVar[frozenset[str]] = frozenset({"data", "text"})

    booking_id: UUID = Field(foreign_key="press_booking.id", index=True)
    file_name: FileName
    media_type: Line
    size: int
    sha256: str
    data: bytes = Field(repr=False)
    text: str = Field(sa_type=Text, repr=False, description="its words, read from the file or typed")
    is_typed: bool = Field(description="the words were typed or pasted, because the file is a picture")
    compared_sha256: str = Field(description="of the approved text that it was compared with")
    differences: list[ProofDifference] = Field(sa_type=Validated(list[ProofDifference]))
