"""Assignment (债权转让): one link of a claim's chain of title (民法典第五百四十五条至第五百四十七条)."""

from datetime import date
from typing import ClassVar, Self
from uuid import UUID

from pydantic import model_validator
from pydantic_core import PydanticCustomError
from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from disposal.models.records.record import Payload, Record, UniqueFields
from notices.text import Line


class AssignmentFields(Payload):
    """Who assigned the claim to whom, and by which agreement."""

    claim_id: UUID = Field(foreign_key="claim.id")
    assignor: Line
    assignee: Line
    assigned_on: date | None = None
    agreement_number: Line | None = None
    notified_by: Line | None = Field(default=None, description="通知方式 (民法典第五百四十六条)")
    served_on: date | None = Field(default=None, description="送达日: the day the notice reached the debtor")
    service_evidence: Line | None = Field(default=None, description="凭证, by file number")


class AssignmentCreate(AssignmentFields):
    """An assignment to be entered. Without an ordinal it becomes the last of the chain."""

    ordinal: int | None = Field(default=None, ge=1, le=999)

    @model_validator(mode="after")
    def _two_sides(self) -> Self:
        if self.assignor == self.assignee:
            raise PydanticCustomError("assigned_to_itself", "assignor and assignee are the same; correct one of them")
        return self


class Assignment(AssignmentFields, Record, table=True):
    """债权转让. ``ordinal`` starts at 1 with the original creditor's own assignment."""

    __tablename__ = "assignment"
    __table_args__ = (
        UniqueConstraint("claim_id", "ordinal"),
        CheckConstraint("ordinal >= 1", name="ordinal_counts"),
        CheckConstraint("assignor <> assignee", name="two_sides"),
    )
    label = ("债权转让", "assignment")
    unique_fields: ClassVar[UniqueFields] = {"uq_assignment_claim_id_ordinal": "ordinal"}

    ordinal: int
