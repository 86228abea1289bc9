"""ScreeningDecision (核定): a person's decision on one finding, its reason and last day; never altered."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from disposal.models.records.columns import coded
from disposal.models.records.record import Record, UniqueFields
from notices.codes import Coded
from notices.text import Line, Prose


class Verdict(Coded):
    """The decision on a finding (核定结论)."""

    confirmed = "confirmed", "确认"
    dismissed = "dismissed", "排除"
    override_requested = "override_requested", "申请破例", "override requested"
    override_approved = "override_approved", "批准破例", "override approved"


class ScreeningDecision(Record, table=True):
    """核定. It applies to the finding ``finding_key`` while the ``fingerprint`` of both its sides is the same.

    An override has two rows: the request, and the approval by another person.
    """

    __tablename__ = "screening_decision"
    __table_args__ = (
        UniqueConstraint("request_id"),
        CheckConstraint("requested_by <> decided_by", name="second_person"),
        CheckConstraint(
            "(verdict = 'override_approved') = (request_id IS NOT NULL AND requested_by IS NOT NULL)",
            name="approval_names_request",
        ),
        CheckConstraint("verdict <> 'dismissed' OR expires_on IS NOT NULL", name="dismissal_expires"),
        Index(None, "bidder_id", "finding_key"),
    )
    label = ("核定", "decision")
    unique_fields: ClassVar[UniqueFields] = {"uq_screening_decision_request_id": "request_id"}

    screening_id: UUID = Field(foreign_key="screening.id", index=True)
    bidder_id: UUID = Field(foreign_key="bidder.id")
    finding_no: int = Field(ge=1)
    finding_key: Line
    fingerprint: Line
    verdict: Verdict = Field(sa_type=coded(Verdict))
    reason: Prose
    decided_by: Line
    requested_by: Line | None = None
    request_id: UUID | None = Field(default=None, foreign_key="screening_decision.id")
    expires_on: date | None = Field(default=None, description="last day on which it holds")
