"""PartyMerge (主体合并) and PartyDistinction (不是同一主体): decisions on whether two party records are one party."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field
from sqlmodel.sql.sqltypes import UTCDateTime

from disposal.models.records.columns import JSON
from disposal.models.records.record import Record, UniqueFields
from notices.text import Prose


class PartyMerge(Record, table=True):
    """主体合并. The merged record stays, empty of uses; ``moved`` and ``filled`` are what an undo puts back."""

    __tablename__ = "party_merge"
    __table_args__ = (
        CheckConstraint("merged_id <> into_id", name="two_parties"),
        Index("ix_party_merge_merged_id", "merged_id", unique=True, postgresql_where=text("undone_at IS NULL")),
    )
    label = ("主体合并", "merger of parties")
    unique_fields: ClassVar[UniqueFields] = {"ix_party_merge_merged_id": "merged_id"}

    merged_id: UUID = Field(foreign_key="party.id")
    into_id: UUID = Field(foreign_key="party.id", index=True)
    reason: Prose
    moved: list[dict[str, str]] = Field(default_factory=list, sa_type=JSON, description="table, column and id of rows")
    filled: dict[str, Any] = Field(default_factory=dict, sa_type=JSON, description="fields before the merger")
    undone_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class PartyDistinction(Record, table=True):
    """不是同一主体: somebody looked at two records that seem to be one party, and said that they are two."""

    __tablename__ = "party_distinction"
    __table_args__ = (
        UniqueConstraint("one_id", "other_id"),
        CheckConstraint("one_id < other_id", name="ids_in_order"),
    )
    label = ("不是同一主体", "distinction of parties")
    unique_fields: ClassVar[UniqueFields] = {"uq_party_distinction_one_id_other_id": "other_id"}

    one_id: UUID = Field(foreign_key="party.id")
    other_id: UUID = Field(foreign_key="party.id", index=True)
