"""PaperApproval (线下审批): a signature on the printed sheet (公告审批单), entered and confirmed by two."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field
from sqlmodel.sql.sqltypes import UTCDateTime

from disposal.models.records.columns import coded
from disposal.models.records.record import Record, UniqueFields
from notices.codes import Coded
from notices.text import FileName, Line, Prose


class PaperState(Coded):
    """Where a signature on paper stands (线下审批状态)."""

    waiting = "waiting", "待核对"
    confirmed = "confirmed", "已核对"
    declined = "declined", "不予采用"


class PaperApproval(Record, table=True):
    """线下审批. Only its state changes, once; it counts from its confirmation on."""

    __tablename__ = "paper_approval"
    __table_args__ = (
        CheckConstraint("scan_sha256 = encode(sha256(data), 'hex')", name="scan_sha256_fits"),
        CheckConstraint("step >= 1", name="step_counts"),
        CheckConstraint("(state = 'waiting') = (decided_by_id IS NULL)", name="decided_whole"),
        CheckConstraint("(decided_by_id IS NULL) = (decided_at IS NULL)", name="decided_at_whole"),
        CheckConstraint("signer_id <> entered_by_id", name="entered_by_another"),
        CheckConstraint(
            "state <> 'confirmed' OR decided_by_id NOT IN (signer_id, entered_by_id)", name="confirmed_by_another"
        ),
        Index(
            "uq_paper_approval_one_open",
            "submission_id",
            "step",
            unique=True,
            postgresql_where=text("state <> 'declined'"),
        ),
    )
    label = ("线下审批", "approval on paper")
    unique_fields: ClassVar[UniqueFields] = {"uq_paper_approval_one_open": "step"}
    unaudited: ClassVar[frozenset[str]] = frozenset({"data"})

    submission_id: UUID = Field(foreign_key="submission.id")
    step: int = Field(description="number of the step, from 1")
    sha256: str = Field(description="of what is submitted; its first 16 characters stand on the sheet")
    code: Line = Field(description="单号 of the sheet")
    signer_id: UUID = Field(foreign_key="person.id", index=True)
    account_id: UUID = Field(foreign_key="account.id", index=True, description="of the signer")
    deputyship_id: UUID | None = Field(default=None, foreign_key="deputyship.id", index=True)
    name: Line = Field(description="of the signer, that day")
    signed_on: date = Field(description="the day beside the signature")
    comment: Prose | None = Field(default=None, description="意见, as written on the sheet")
    file_name: FileName
    media_type: Line
    size: int
    scan_sha256: str
    data: bytes = Field(repr=False)
    entered_by_id: UUID = Field(foreign_key="person.id", index=True)
    state: PaperState = Field(default=PaperState.waiting, sa_type=coded(PaperState))
    decided_by_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    decided_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
