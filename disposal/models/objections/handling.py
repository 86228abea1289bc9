"""What happens to an objection: decisions by two persons, questions, pauses of the answer clock, replies, files."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field
from sqlmodel.sql.sqltypes import UTCDateTime

from disposal.models.objections.codes import ObjectionOutcome, ProposalState, ReplyMethod
from disposal.models.records.columns import coded
from disposal.models.records.record import Payload, Record, UniqueFields
from notices.text import FileName, Line, Prose
from notices.written.fields import Day, YesNo


class ObjectionDecision(Record, table=True):
    """异议处理决定. 受理 is one person's; every other decision is proposed (提请) and confirmed by another (复核)."""

    __tablename__ = "objection_decision"
    __table_args__ = (
        CheckConstraint(
            "state <> 'confirmed' OR outcome IN ('accepted', 'withdrawn') "
            "OR (num_nonnulls(proposed_by_id, decided_by_id) = 2 AND decided_by_id <> proposed_by_id)",
            name="by_two_persons",
        ),
        Index(
            "uq_objection_decision_one_waiting",
            "objection_id",
            unique=True,
            postgresql_where=text("state = 'waiting'"),
        ),
    )
    label = ("异议处理决定", "decision on an objection")
    unique_fields: ClassVar[UniqueFields] = {"uq_objection_decision_one_waiting": "outcome"}

    objection_id: UUID = Field(foreign_key="objection.id", index=True)
    outcome: ObjectionOutcome = Field(sa_type=coded(ObjectionOutcome))
    reason: Prose
    state: ProposalState = Field(sa_type=coded(ProposalState))
    proposed_by: Line
    proposed_by_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    proposed_at: datetime = Field(sa_type=UTCDateTime)
    decided_by: Line | None = None
    decided_by_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    decided_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    comment: Prose | None = Field(default=None, description="意见 of the second person")


class ObjectionMessage(Record, table=True):
    """异议往来: a question to the objector, or what the objector says over the private link. Rows never change."""

    __tablename__ = "objection_message"
    label = ("异议往来", "message on an objection")
    unaudited: ClassVar[frozenset[str]] = frozenset({"words"})

    objection_id: UUID = Field(foreign_key="objection.id", index=True)
    is_from_objector: bool
    author: Line
    words: Prose
    said_digest: str = Field(default="", description="keyed digest of the words, with the salt of the objection")
    said_at: datetime = Field(sa_type=UTCDateTime)


class ObjectionPause(Record, table=True):
    """答复期限中止: the days from ``starts_on`` until the day before ``ends_on`` do not count."""

    __tablename__ = "objection_pause"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="in_order"),
        Index("uq_objection_pause_one_open", "objection_id", unique=True, postgresql_where=text("ends_on IS NULL")),
    )
    label = ("答复期限中止", "pause of the answer clock")
    unique_fields: ClassVar[UniqueFields] = {"uq_objection_pause_one_open": "starts_on"}

    objection_id: UUID = Field(foreign_key="objection.id", index=True)
    starts_on: date
    ends_on: date | None = None
    because: Line = Field(description="向异议人提问, 待补授权材料, 法院受理")


class ObjectionReplyCreate(Payload):
    """答复送达 to be entered."""

    method: ReplyMethod = Field(sa_type=coded(ReplyMethod), description="送达方式")
    number: Line | None = Field(default=None, description="单号")
    sent_on: Day = Field(description="寄出日")
    received_on: Day | None = Field(default=None, description="签收日")
    returned_on: Day | None = Field(default=None, description="退回日")


class ObjectionReplySending(ObjectionReplyCreate):
    """答复送达 to be entered of an objection, for those handled together with it too."""

    alone: YesNo | None = Field(default=None, description="只登记本件: it went to this objector only")


class ObjectionReply(ObjectionReplyCreate, Record, table=True):
    """答复送达. A further sending is a further row; ``letter`` is the reply as it went out with it."""

    __tablename__ = "objection_reply"
    __table_args__ = (
        CheckConstraint("received_on >= sent_on AND returned_on >= sent_on", name="in_order"),
        CheckConstraint("num_nonnulls(received_on, returned_on) <= 1", name="one_end"),
        CheckConstraint("letter_sha256 = encode(sha256(letter), 'hex')", name="letter_fits"),
    )
    label = ("答复送达", "delivery of a reply")
    unaudited: ClassVar[frozenset[str]] = frozenset({"letter"})

    objection_id: UUID = Field(foreign_key="objection.id", index=True)
    sent_on: date
    received_on: date | None = None
    returned_on: date | None = None
    letter: bytes | None = Field(default=None, repr=False)
    letter_sha256: str | None = None


class ObjectionFile(Record, table=True):
    """异议材料: evidence as it was sent. Rows are never changed."""

    __tablename__ = "objection_file"
    __table_args__ = (CheckConstraint("sha256 = encode(sha256(data), 'hex')", name="sha256_fits"),)
    label = ("异议材料", "file of an objection")
    unaudited: ClassVar[frozenset[str]] = frozenset({"data", "file_name", "media_type", "size", "sha256"})

    objection_id: UUID = Field(foreign_key="objection.id", index=True)
    message_id: UUID | None = Field(default=None, foreign_key="objection_message.id", index=True)
    is_from_objector: bool
    proves_receipt: bool = Field(default=False, description="收到时间凭证: envelope, fax header, call list")
    proves_withdrawal: bool = Field(default=False, description="撤回凭证: letter, e-mail, note of a call")
    file_name: FileName
    media_type: Line
    size: int
    sha256: str
    said_digest: str = Field(default="", description="keyed digest of name and SHA-256, with the salt of the objection")
    data: bytes = Field(repr=False)
