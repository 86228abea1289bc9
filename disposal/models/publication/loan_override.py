"""LoanOverride (重复公告破例): a second person lets a loan stand in two live notices, and says why."""

from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from disposal.models.records.record import Record
from notices.text import Line, Prose


class LoanOverride(Record, table=True):
    """重复公告破例. It is valid for this pair of notices only. Rows are never changed."""

    __tablename__ = "loan_override"
    __table_args__ = (
        CheckConstraint("notice_id <> other_notice_id", name="two_notices"),
        Index(None, "notice_id", "other_notice_id"),
    )
    label = ("重复公告破例", "override of a loan on offer twice")
    shared_because = "speaks of two notices, of which one may be another branch's"

    notice_id: UUID = Field(foreign_key="notice.id", description="the draft it lets through")
    other_notice_id: UUID = Field(foreign_key="notice.id", index=True, description="the live notice of the same loan")
    reason: Prose
    decided_by: Line
