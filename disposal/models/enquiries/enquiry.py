"""Enquiry (咨询、征询): what somebody asks about a published notice, what was answered, and what readers see of it."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlmodel import Field
from sqlmodel.sql.sqltypes import UTCDateTime

from disposal.models.records.columns import coded
from disposal.models.records.filing_channel import FilingChannel
from disposal.models.records.instants import ChinaInstant
from disposal.models.records.record import Payload, Record, UniqueFields
from notices.codes import Coded
from notices.text import FileName, Line, Prose
from notices.written.fields import MailAddress, Telephone, YesNo


class EnquiryState(Coded):
    """Where an enquiry stands (咨询状态)."""

    received = "received", "待答复", "to be answered"
    answered = "answered", "已答复", "answered"


class EnquiryFields(Payload):
    """What is said of an enquiry, by who asks or by who logs it."""

    words: Prose = Field(description="问题: what is asked")
    enquirer: Line | None = Field(default=None, description="咨询人; empty: 未留名")
    phone: Telephone | None = Field(default=None, description="电话", repr=False)
    email: MailAddress | None = Field(default=None, description="邮箱", repr=False)
    agrees_to_publish: YesNo = Field(default=False, description="同意公开问答, with persons and numbers masked")


class LoggedEnquiryFields(EnquiryFields):
    """What staff say besides: how it came."""

    channel: FilingChannel = Field(default=FilingChannel.telephone, sa_type=coded(FilingChannel), description="渠道")


class EnquiryCreate(LoggedEnquiryFields):
    """An enquiry to be logged by staff."""

    received_at: ChinaInstant | None = Field(default=None, description="收到的时刻; empty: now")


class Enquiry(LoggedEnquiryFields, Record, table=True):
    """咨询. What was asked, its receipt and its times never change; a trigger refuses it.

    ``public_question`` and ``public_answer`` are what readers see, masked; both are empty while it is not public. The
    column ``search`` (a tsvector of their words) is not loaded with the row; use ``Enquiry.__table__.c.search``.
    """

    __tablename__ = "enquiry"
    __table_args__ = (
        Column("search", TSVECTOR),
        CheckConstraint("received_at <= entered_at", name="received_before_entered"),
        CheckConstraint("(state = 'answered') = (answered_at IS NOT NULL)", name="answered_at_its_instant"),
        CheckConstraint("num_nonnulls(public_question, public_answer) IN (0, 2)", name="public_whole"),
        CheckConstraint(
            "public_question IS NULL OR (agrees_to_publish AND state = 'answered')", name="public_by_consent"
        ),
        Index("ix_enquiry_receipt", "receipt", unique=True),
        Index("ix_enquiry_link_digest", "link_digest", unique=True),
        Index("ix_enquiry_state_id", "state", "id"),
        Index("ix_enquiry_search", "search", postgresql_using="gin"),
        Index("ix_enquiry_public", "notice_id", postgresql_where=text("public_question IS NOT NULL")),
    )
    label = ("咨询", "enquiry")
    unaudited: ClassVar[frozenset[str]] = frozenset({"phone", "email", "link_digest"})
    unique_fields: ClassVar[UniqueFields] = {"ix_enquiry_receipt": None, "ix_enquiry_link_digest": None}
    __mapper_args__: ClassVar[dict[str, list[str]]] = {"exclude_properties": ["search"]}

    notice_id: UUID = Field(foreign_key="notice.id", index=True)
    receipt: Line = Field(description="回执号: ZX-HRZJ-2022-4830176; it opens nothing")
    received_at: datetime = Field(sa_type=UTCDateTime)
    entered_at: datetime = Field(sa_type=UTCDateTime, description="录入时间")
    entered_by: Line = Field(description="who logged it; 咨询人 on the public page")
    entered_by_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    is_filed_publicly: bool = False
    state: EnquiryState = Field(default=EnquiryState.received, sa_type=coded(EnquiryState))
    answered_at: datetime | None = Field(default=None, sa_type=UTCDateTime, description="the newest answer")
    public_question: Prose | None = None
    public_answer: Prose | None = None
    link_digest: str = Field(repr=False, description="SHA-256 of the token of the private link")


class EnquiryAnswer(Record, table=True):
    """咨询答复. A later answer corrects or adds to the earlier; rows never change."""

    __tablename__ = "enquiry_answer"
    label = ("咨询答复", "answer to an enquiry")

    enquiry_id: UUID = Field(foreign_key="enquiry.id", index=True)
    words: Prose
    is_public: bool = Field(description="shown to readers when it was given")
    answered_by: Line
    answered_by_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    answered_at: datetime = Field(sa_type=UTCDateTime)


class EnquiryFile(Record, table=True):
    """咨询材料: a file as it was sent. Rows are never changed."""

    __tablename__ = "enquiry_file"
    __table_args__ = (CheckConstraint("sha256 = encode(sha256(data), 'hex')", name="sha256_fits"),)
    label = ("咨询材料", "file of an enquiry")
    unaudited: ClassVar[frozenset[str]] = frozenset({"data"})

    enquiry_id: UUID = Field(foreign_key="enquiry.id", index=True)
    file_name: FileName
    media_type: Line
    size: int
    sha256: str
    data: bytes = Field(repr=False)
