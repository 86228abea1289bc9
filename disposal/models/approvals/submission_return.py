"""SubmissionReturn (退回修改): a submission goes back to its drafter, with reasons."""

from uuid import UUID

from sqlmodel import Field

from disposal.models.records.columns import Validated
from disposal.models.records.record import Record
from notices.codes import Coded
from notices.text import Line, Prose


class ReturnReason(Coded):
    """What a returned submission must be looked at for (退回原因)."""

    amount = "amount", "金额"
    party = "party", "主体"
    security = "security", "担保"
    limbs = "limbs", "受让限制"
    window = "window", "公告期"
    contacts = "contacts", "联系人"
    wording = "wording", "文字"
    other = "other", "其他"


class SubmissionReturn(Record, table=True):
    """退回修改. Rows are never changed."""

    __tablename__ = "submission_return"
    label = ("退回", "return of a submission")

    submission_id: UUID = Field(foreign_key="submission.id", index=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    name: Line = Field(description="of the person, that day")
    reasons: list[ReturnReason] = Field(sa_type=Validated(list[ReturnReason]))
    comment: Prose
