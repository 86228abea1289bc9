"""ObjectionRule (本公司异议规定): what an issuer has laid down about objections, from a day on."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from disposal.models.records.record import Payload, Record, UniqueFields
from notices.text import Line
from notices.written.fields import Day, Whole, YesNo


class ObjectionRuleCreate(Payload):
    """A rule to be entered. A day already past is refused: no rule reaches back."""

    in_force_from: Day = Field(description="施行日; today or later")
    postmark_counts: YesNo = Field(default=False, description="信函以寄出邮戳日为准")
    answer_working_days: Whole | None = Field(default=None, ge=1, le=365, description="答复期限; empty: no clock")
    shows_count: YesNo = Field(default=False, description="公告网页显示异议件数及结果")
    document: Line | None = Field(default=None, description="文号")


class ObjectionRule(ObjectionRuleCreate, Record, table=True):
    """本公司异议规定. The newest row in force on a day holds. Rows are never changed."""

    __tablename__ = "objection_rule"
    __table_args__ = (
        UniqueConstraint("issuer_id", "in_force_from"),
        CheckConstraint("answer_working_days BETWEEN 1 AND 365", name="answer_working_days_count"),
    )
    label = ("异议规定", "rule on objections")
    unique_fields: ClassVar[UniqueFields] = {"uq_objection_rule_issuer_id_in_force_from": "in_force_from"}

    issuer_id: UUID = Field(foreign_key="issuer.id", index=True)
    in_force_from: date
    answer_working_days: int | None = None
