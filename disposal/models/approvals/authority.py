"""ApprovalAuthority (授权书): up to what book value an issuer decides without the steps above its limit."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field
from sqlmodel.sql.sqltypes import UTCDateTime

from disposal.models.records.columns import not_negative
from disposal.models.records.record import Payload, Record
from disposal.money import YUAN_COLUMN, NonNegativeYuan
from notices.text import Line


class ApprovalAuthorityCreate(Payload):
    """An authority to be entered."""

    issuer_id: UUID = Field(foreign_key="issuer.id", index=True)
    document: Line = Field(description="文号 of the 授权书")
    limit_amount: NonNegativeYuan = Field(
        sa_type=YUAN_COLUMN, description="授权额度: a book value up to it, itself included"
    )
    starts_on: date
    ends_on: date = Field(description="有效期: the last day")


class ApprovalAuthority(ApprovalAuthorityCreate, Record, table=True):
    """授权书. It is ended, never changed or deleted."""

    __tablename__ = "approval_authority"
    __table_args__ = (
        not_negative("limit_amount"),
        CheckConstraint("starts_on <= ends_on", name="period"),
    )
    label = ("授权书", "authority to approve")

    ended_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
