"""Placement (刊登): the medium that published a notice, and the day."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_
from sqlmodel import Field, col
from sqlmodel.sql.sqltypes import UTCDateTime

from disposal.models.records.columns import coded
from disposal.models.records.record import Payload, Record, Shown
from notices.codes import MediumKind, PaperKind
from notices.text import Line, WebAddress


class PlacementFields(Payload):
    """Where and when the notice was published."""

    notice_id: UUID = Field(foreign_key="notice.id", index=True)
    medium: Line = Field(description="浙江日报")
    kind: MediumKind = Field(sa_type=coded(MediumKind))
    published_on: date
    page: Line | None = Field(default=None, description="edition or page, such as 第8版")
    url: WebAddress | None = None
    file_number: Line | None = Field(default=None, description="where the cutting or screenshot is filed")
    is_filed_with_supervisor: bool | None = Field(default=None, description="财金〔2008〕87号第十一条")
    paper: PaperKind | None = Field(default=None, sa_type=coded(PaperKind), description="of a newspaper: its kind")
    province: Line | None = Field(default=None, description="of a newspaper: where it is issued, or 全国")
    city: Line | None = None


class PlacementCreate(PlacementFields):
    """A placement to be recorded."""


class Placement(PlacementFields, Record, table=True):
    """刊登."""

    __tablename__ = "placement"
    label = ("刊登", "placement")
    shared_because = "public with its notice"

    corrected_at: datetime | None = Field(
        default=None, sa_type=UTCDateTime, description="更正: since when it says this"
    )
    withdrawn_at: datetime | None = Field(default=None, sa_type=UTCDateTime, description="作废: it counts no more")
    awaits_check: bool = Field(
        default=False, description="登记待复核: it moves the end, and does not count before another person confirms it"
    )

    @classmethod
    def counts(cls) -> ColumnElement[bool]:
        """Build the condition that a placement counts: neither withdrawn nor waiting for a second person."""
        return and_(col(cls.withdrawn_at).is_(None), col(cls.awaits_check).is_(False))


class PlacementRead(PlacementFields, Shown):
    """A placement as shown."""

    corrected_at: datetime | None = None
    withdrawn_at: datetime | None = None
    awaits_check: bool = False
