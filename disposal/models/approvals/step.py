"""ApprovalStep (审批步骤): the order in which an issuer lets its notices be approved."""

from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from disposal.acting import Role
from disposal.models.records.columns import coded
from disposal.models.records.record import Record, UniqueFields
from notices.text import Line


class ApprovalStep(Record, table=True):
    """审批步骤. An issuer without any has one: 审批 by an approver."""

    __tablename__ = "approval_step"
    __table_args__ = (
        UniqueConstraint("issuer_id", "ordinal"),
        CheckConstraint("ordinal >= 1", name="ordinal_counts"),
        CheckConstraint("stage >= 1", name="stage_counts"),
        CheckConstraint("NOT (reads_only AND above_limit)", name="reads_or_signs"),
    )
    label = ("审批步骤", "step of approval")
    unique_fields: ClassVar[UniqueFields] = {"uq_approval_step_issuer_id_ordinal": None}

    issuer_id: UUID = Field(foreign_key="issuer.id")
    ordinal: int
    name: Line = Field(description="复核, 法务, 审批")
    role: Role = Field(sa_type=coded(Role))
    stage: int = Field(description="members of one stage sign in any order (会签)")
    person_id: UUID | None = Field(default=None, foreign_key="person.id", index=True, description="this person alone")
    reads_only: bool = Field(default=False, description="传阅: is read, and holds nothing up")
    above_limit: bool = Field(default=False, description="only where 账面价值 is above the authority in force (授权书)")
