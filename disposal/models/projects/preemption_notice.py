"""PreemptionNotice (优先购买权通知): the holder of a right of first refusal is told of a planned sale."""

from datetime import date
from typing import ClassVar, Self
from uuid import UUID

from pydantic import model_validator
from pydantic_core import PydanticCustomError
from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from disposal.models.records.columns import coded
from disposal.models.records.record import Payload, Record, UniqueFields
from notices.duties.preemption import PreemptionAnswer
from notices.text import Line


class PreemptionNoticeFields(Payload):
    """Whom the seller told of the sale, when, and what came back (法发〔2009〕19号第四条)."""

    project_id: UUID = Field(foreign_key="disposal_project.id")
    holder: Line = Field(description="local government, investor body or group, such as 杭州市国资委")
    region: Line = Field(description="the place it stands for, such as 浙江省杭州市")
    sent_on: date
    answered_on: date | None = None
    answer: PreemptionAnswer | None = Field(default=None, sa_type=coded(PreemptionAnswer))
    evidence: Line | None = Field(default=None, description="proof of delivery and of the answer, by file number")


class PreemptionNoticeCreate(PreemptionNoticeFields):
    """A notice to be entered. Day and words of an answer come together, and not before the notice was sent."""

    @model_validator(mode="after")
    def _answer_is_whole(self) -> Self:
        if (self.answer is None) is not (self.answered_on is None):
            raise PydanticCustomError("half_an_answer", "give both answered_on and answer, or neither")
        if self.answered_on is not None and self.answered_on < self.sent_on:
            raise PydanticCustomError("answered_before_sent", "answered before it was sent; correct one of the dates")
        return self


class PreemptionNotice(PreemptionNoticeFields, Record, table=True):
    """优先购买权通知."""

    __tablename__ = "preemption_notice"
    __table_args__ = (
        UniqueConstraint("project_id", "holder", "sent_on"),
        CheckConstraint("(answer IS NULL) = (answered_on IS NULL)", name="answer_is_whole"),
        CheckConstraint("answered_on >= sent_on", name="answered_after_sent"),
    )
    label = ("优先购买权通知", "preemption notice")
    unique_fields: ClassVar[UniqueFields] = {"uq_preemption_notice_project_id_holder_sent_on": "holder"}
