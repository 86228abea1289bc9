"""LitigationStatus (诉讼状态): the stage of the court proceedings, as a code and verbatim."""

from datetime import date
from uuid import UUID

from sqlmodel import Field

from disposal.models.records.columns import coded
from disposal.models.records.record import Payload, Record
from notices.codes import LitigationCode
from notices.text import Line


class LitigationStatusFields(Payload):
    """The status of a claim, or of one of its obligors. A later status is a new row."""

    claim_id: UUID = Field(foreign_key="claim.id", index=True)
    party_id: UUID | None = Field(default=None, foreign_key="party.id", index=True, description="empty: the claim's")
    code: LitigationCode = Field(sa_type=coded(LitigationCode))
    words: Line = Field(description="verbatim")
    court: Line | None = None
    case_number: Line | None = None
    as_of: date | None = None
    procedure: Line | None = Field(default=None, description="程序: 一审, 二审, 再审, 执行, 破产 …")
    is_applicant_changed: bool | None = Field(default=None, description="申请执行人已变更; empty: not stated")


class LitigationStatusCreate(LitigationStatusFields):
    """A status to be entered."""


class LitigationStatus(LitigationStatusFields, Record, table=True):
    """诉讼状态."""

    __tablename__ = "litigation_status"
    label = ("诉讼状态", "litigation status")
