"""PlacementChange (刊登更正): a record of a placement is corrected, withdrawn, or itself waits for a second person."""

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field
from sqlmodel.sql.sqltypes import UTCDateTime

from disposal.models.records.columns import JSON, coded
from disposal.models.records.record import Record, UniqueFields
from notices.codes import Coded
from notices.text import Line, Prose


class PlacementChangeKind(Coded):
    """What is changed."""

    corrected = "corrected", "更正"
    withdrawn = "withdrawn", "作废"
    recorded = "recorded", "登记"


class PlacementChangeState(Coded):
    """Where a change stands."""

    waiting = "waiting", "待复核", "waits for a second person"
    in_force = "in_force", "已生效", "in force"
    declined = "declined", "未采用"
    taken_back = "taken_back", "已撤回", "taken back"


class PlacementChange(Record, table=True):
    """刊登更正. Where it moves the end that filings count to, it waits for a second person.

    ``before`` and ``after`` hold the fields that differ. ``ended_at`` is the end of the window before, ``ends_at``
    after: an earlier end is never used against who filed before ``decided_at``.
    """

    __tablename__ = "placement_change"
    __table_args__ = (
        CheckConstraint("(decided_at IS NULL) = (state = 'waiting')", name="decided"),
        CheckConstraint("num_nonnulls(ended_on, ended_at) IN (0, 2)", name="whole_end"),
        Index(
            "uq_placement_change_one_waiting", "placement_id", unique=True, postgresql_where=text("state = 'waiting'")
        ),
    )
    label = ("刊登更正", "change of a placement")
    unique_fields: ClassVar[UniqueFields] = {"uq_placement_change_one_waiting": "placement_id"}

    notice_id: UUID = Field(foreign_key="notice.id", index=True)
    placement_id: UUID = Field(foreign_key="placement.id", index=True)
    kind: PlacementChangeKind = Field(sa_type=coded(PlacementChangeKind))
    before: dict[str, Any] = Field(sa_type=JSON)
    after: dict[str, Any] = Field(sa_type=JSON)
    reason: Prose
    state: PlacementChangeState = Field(sa_type=coded(PlacementChangeState))
    proposed_by: Line
    proposed_by_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    decided_by: Line | None = None
    decided_by_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    decided_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    remark: Prose | None = Field(default=None, description="意见 of the second person")
    ended_on: date | None = None
    ended_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    ends_at: datetime | None = Field(default=None, sa_type=UTCDateTime)

    @property
    def moves_end(self) -> bool:
        """Return whether it moves the end that filings count to."""
        return self.ended_at != self.ends_at
