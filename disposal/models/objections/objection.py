"""Objection (异议): what somebody says against a published notice, when it came, and where it stands."""

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field
from sqlmodel.sql.sqltypes import UTCDateTime

from disposal.models.objections.codes import (
    AuthorityPapers,
    ObjectionGround,
    ObjectionState,
    ObjectorStanding,
    ReceiptCheck,
)
from disposal.models.records.columns import JSON, coded
from disposal.models.records.filing_channel import FilingChannel
from disposal.models.records.instants import ChinaInstant
from disposal.models.records.record import Payload, Record, UniqueFields
from notices.codes import PartyKind
from notices.text import Line, Prose
from notices.written.fields import Day, MailAddress, Telephone


class ObjectionFields(Payload):
    """What is said of an objection, by the objector or by who logs it."""

    target: Line = Field(default="notice", description="对象: notice, procedure, claim-1, collateral-2, limb-…")
    ground: ObjectionGround = Field(
        default=ObjectionGround.other, sa_type=coded(ObjectionGround), description="理由; other where no code fits"
    )
    words: Prose = Field(description="原话: the words used")
    remedy: Prose | None = Field(default=None, description="请求: what is asked for")
    arguments: Prose | None = Field(default=None, description="事实与理由")
    objector: Line | None = Field(default=None, description="异议人; empty: 未留名")
    objector_kind: PartyKind | None = Field(default=None, sa_type=coded(PartyKind), description="单位 or 自然人")
    standing: ObjectorStanding = Field(
        default=ObjectorStanding.other, sa_type=coded(ObjectorStanding), description="身份"
    )
    phone: Telephone | None = Field(default=None, description="电话", repr=False)
    email: MailAddress | None = Field(default=None, description="邮箱", repr=False)
    address: Line | None = Field(default=None, description="通信地址", repr=False)
    representative: Line | None = Field(default=None, description="代理人")
    authority: AuthorityPapers | None = Field(default=None, sa_type=coded(AuthorityPapers), description="授权材料")


class ReceivedFields(ObjectionFields):
    """What staff say besides: how and when it came."""

    channel: FilingChannel = Field(default=FilingChannel.telephone, sa_type=coded(FilingChannel), description="渠道")
    received_by: Line | None = Field(default=None, description="最先收到的部门, anywhere in the company")
    postmark_on: Day | None = Field(default=None, description="寄出邮戳日, of a letter")
    recording: Line | None = Field(default=None, description="录音编号")
    case_number: Line | None = Field(default=None, description="案号, where a court has the matter")


class ObjectionCreate(ReceivedFields):
    """An objection to be logged by staff."""

    received_at: ChinaInstant | None = Field(default=None, description="最先收到的时刻; empty: now")


class Objection(ReceivedFields, Record, table=True):
    """异议. What was said, its receipt and the time of entry never change; a trigger refuses it, but for 误收.

    What was said stands in no audit entry, but its digest does: so it can be proved, and can go (转纪检).

    Whether it came in time is not stored: it follows from ``received_at`` and the end of the window as that stands.
    What its receipt told of that is (``receipt_facts``), for a receipt stays as it was given.
    """

    __tablename__ = "objection"
    __table_args__ = (
        CheckConstraint("lead_id <> id", name="lead_is_another"),
        CheckConstraint("received_at <= entered_at", name="received_before_entered"),
        Index("ix_objection_receipt", "receipt", unique=True),
        Index("ix_objection_link_digest", "link_digest", unique=True),
        Index("ix_objection_state_id", "state", "id"),
        Index("ix_objection_received_at_id", "received_at", "id"),
    )
    label = ("异议", "objection")
    unaudited: ClassVar[frozenset[str]] = frozenset({
        "phone", "email", "address", "link_digest", "said_salt", "target", "target_words", "ground", "words", "remedy",
        "arguments", "objector", "objector_kind", "standing", "representative", "authority", "recording",
    })  # fmt: skip
    unique_fields: ClassVar[UniqueFields] = {"ix_objection_receipt": None, "ix_objection_link_digest": None}

    notice_id: UUID = Field(foreign_key="notice.id", index=True)
    receipt: Line = Field(description="回执号: YY-HRZJ-2022-4830176; it opens nothing")
    target_words: Line = Field(description="the target in the words of the notice, as it stood then")
    postmark_on: date | None = None
    received_at: datetime = Field(sa_type=UTCDateTime)
    entered_at: datetime = Field(sa_type=UTCDateTime, description="录入时间")
    entered_by: Line = Field(description="who logged it; 异议人 on the public page")
    entered_by_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    is_filed_publicly: bool = False
    receipt_check: ReceiptCheck = Field(default=ReceiptCheck.not_needed, sa_type=coded(ReceiptCheck))
    state: ObjectionState = Field(default=ObjectionState.received, sa_type=coded(ObjectionState))
    link_digest: str = Field(repr=False, description="SHA-256 of the token of the private link")
    said_salt: str | None = Field(
        default=None, repr=False, description="salt of the digests; it goes with what was said"
    )
    said_digest: str = Field(default="", description="keyed digest of what was said")
    receipt_facts: dict[str, Any] | None = Field(
        default=None, sa_type=JSON, description="what the receipt told when it was given; None: not kept then"
    )
    lead_id: UUID | None = Field(
        default=None, foreign_key="objection.id", index=True, description="合并处理: the objection answered for all"
    )


class FilingAttempt(Record, table=True):
    """提交次数: one filing by one network, counted before it is read. It holds a keyed digest only."""

    __tablename__ = "filing_attempt"
    __table_args__ = (Index("ix_filing_attempt_network_digest_at", "network_digest", "at"),)
    label = ("提交次数", "filing attempt")
    unaudited: ClassVar[frozenset[str]] = frozenset({"network_digest"})

    network_digest: str = Field(description="keyed digest of the network: /24 or /64")
    at: datetime = Field(sa_type=UTCDateTime, index=True)
