"""Submission (送审稿): the content of a notice frozen for approval, with who took part in it."""

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Text, UniqueConstraint
from sqlmodel import Field
from sqlmodel.sql.sqltypes import UTCDateTime

from disposal.acting import Role
from disposal.models.records.columns import JSON, Validated, coded
from disposal.models.records.record import Record, UniqueFields
from notices.codes import Coded
from notices.frozen import Frozen
from notices.text import Line


class SubmissionState(Coded):
    """The state of a submission (送审状态)."""

    waiting = "waiting", "待审批"
    approved = "approved", "已批准"
    returned = "returned", "已退回"
    withdrawn = "withdrawn", "已撤回"
    replaced = "replaced", "已重新提交"
    published = "published", "已发布"


class RequiredStep(Frozen):
    """One step that a submission must pass: its name, and the role that approves there.

    Steps of one ``stage`` are signed in any order (会签); of an older submission each is a stage of its own. One that
    ``reads_only`` is told (传阅) and holds nothing up. ``person_id`` is set where one person alone signs. ``because``
    says why a step that depends on 账面价值 is needed.
    """

    name: Line
    role: Role
    stage: int | None = None
    person_id: UUID | None = None
    person: Line | None = None
    reads_only: bool = False
    above_limit: bool = False
    because: Line | None = None


class Urgency(Coded):
    """How soon a submission must be decided (急缓)."""

    normal = "normal", "平件"
    urgent = "urgent", "急件"
    very_urgent = "very_urgent", "特急"


class Contributor(Frozen):
    """Who took part in what is submitted, and so cannot approve it.

    Before the first account an actor was only a name; ``os_user`` is the system's user of an unproved command.
    """

    name: Line
    person_id: UUID | None = None
    os_user: Line | None = None


class Submission(Record, table=True):
    """送审稿. What is submitted never changes; only its state does, and what publication adds."""

    __tablename__ = "submission"
    __table_args__ = (
        UniqueConstraint("notice_id", "ordinal"),
        CheckConstraint("sha256 = encode(sha256(canonical_json), 'hex')", name="sha256_fits"),
        CheckConstraint("text_sha256 = encode(sha256(convert_to(text, 'UTF8')), 'hex')", name="text_sha256_fits"),
        CheckConstraint("ordinal >= 1", name="ordinal_counts"),
        CheckConstraint("publish_from <= publish_until", name="days_in_order"),
        CheckConstraint("(state = 'published') = (published_sha256 IS NOT NULL)", name="published_whole"),
    )
    label = ("送审稿", "submission")
    unique_fields: ClassVar[UniqueFields] = {"uq_submission_notice_id_ordinal": None}
    unaudited: ClassVar[frozenset[str]] = frozenset({"canonical_json", "text"})

    notice_id: UUID = Field(foreign_key="notice.id")
    issuer_id: UUID = Field(foreign_key="issuer.id", index=True)
    ordinal: int = Field(description="第几次送审")
    canonical_json: bytes = Field(repr=False, description="the content to approve: without number and registry box")
    text: str = Field(sa_type=Text, repr=False)
    sha256: str = Field(description="批准对象: of canonical_json")
    text_sha256: str
    edition: str = Field(description="digest of the templates and fonts it was composed with")
    record_ids: list[UUID] = Field(sa_type=Validated(list[UUID]), description="the records it is composed from")
    last_entry_id: int = Field(sa_type=BigInteger, description="the newest audit entry at submission")
    contributors: list[Contributor] = Field(sa_type=Validated(list[Contributor]))
    steps: list[RequiredStep] = Field(sa_type=Validated(list[RequiredStep]), description="in order")
    background: dict[str, Any] = Field(
        default_factory=dict, sa_type=JSON, description="what is not printed and voids nothing: 审核会议日, 账面价值"
    )
    urgency: Urgency = Field(default=Urgency.normal, sa_type=coded(Urgency), description="急缓")
    presented_to: Line | None = Field(default=None, description="呈送")
    authority_id: UUID | None = Field(
        default=None, foreign_key="approval_authority.id", index=True, description="授权书 that made steps needless"
    )
    submitted_by_id: UUID = Field(foreign_key="person.id", index=True)
    publish_from: date = Field(description="公告日期, at the earliest")
    publish_until: date = Field(description="公告日期, at the latest")
    state: SubmissionState = Field(default=SubmissionState.waiting, sa_type=coded(SubmissionState))
    decided_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    published_sha256: str | None = Field(default=None, description="of the canonical bytes as published")
    filled_in: dict[str, Any] | None = Field(
        default=None, sa_type=JSON, description="what publication filled in: the only difference of the two"
    )
