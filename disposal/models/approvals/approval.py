"""Approval (批准): one person lets one submission pass one step."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field
from sqlmodel.sql.sqltypes import UTCDateTime

from disposal.models.records.record import Record, UniqueFields
from notices.text import Line, Prose


class Approval(Record, table=True):
    """批准. Rows are never changed."""

    __tablename__ = "approval"
    __table_args__ = (
        UniqueConstraint("submission_id", "step"),
        UniqueConstraint("submission_id", "person_id"),
        CheckConstraint("step >= 1", name="step_counts"),
        CheckConstraint("(deputy_for_id IS NULL) = (deputyship_id IS NULL)", name="deputy_whole"),
    )
    label = ("批准", "approval")
    unique_fields: ClassVar[UniqueFields] = {
        "uq_approval_submission_id_step": "step",
        "uq_approval_submission_id_person_id": "actor",
        "uq_approval_paper_approval_id": "paper",
    }

    submission_id: UUID = Field(foreign_key="submission.id")
    step: int = Field(description="number of the step, from 1")
    sha256: str = Field(description="what the approver saw")
    person_id: UUID = Field(foreign_key="person.id", index=True)
    account_id: UUID = Field(foreign_key="account.id", index=True)
    deputy_for_id: UUID | None = Field(default=None, foreign_key="person.id", index=True, description="代理: for whom")
    deputyship_id: UUID | None = Field(default=None, foreign_key="deputyship.id", index=True)
    name: Line = Field(description="of the person, that day")
    paper_approval_id: UUID | None = Field(
        default=None, foreign_key="paper_approval.id", unique=True, description="线下审批: where it was signed on paper"
    )
    comment: Prose | None = None
    approved_at: datetime = Field(sa_type=UTCDateTime, description="by the clock of the database")
