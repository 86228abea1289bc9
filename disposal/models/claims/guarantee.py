"""Guarantee (保证): one guarantor's promise for one claim (民法典第六百八十六条、第六百九十二条、第六百九十三条)."""

from datetime import date
from typing import ClassVar, Self
from uuid import UUID

from pydantic import model_validator
from pydantic_core import PydanticCustomError
from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from disposal.models.claims.ceiling import CeilingCreate, CeilingFields, ceiling_is_whole
from disposal.models.records.columns import coded, not_negative
from disposal.models.records.record import Record, UniqueFields
from notices.codes import GuaranteeMode
from notices.text import Line, Prose


class GuaranteeFields(CeilingFields):
    """Who guarantees the claim, in which mode, up to what amount, and for how long."""

    claim_id: UUID = Field(foreign_key="claim.id")
    guarantor_id: UUID = Field(foreign_key="party.id", index=True)
    mode: GuaranteeMode = Field(default=GuaranteeMode.joint, sa_type=coded(GuaranteeMode))
    contract_number: Line | None = None
    period_words: Line | None = Field(default=None, description="保证期间, as printed")
    period_begins_on: date | None = None
    period_ends_on: date | None = None
    asked_on: date | None = Field(default=None, description="主张日: this guarantor was asked, or its debtor sued")
    asked_evidence: Line | None = Field(default=None, description="主张凭证, by file number")
    verbatim: Prose | None = Field(default=None, description="the contract's own words")


class GuaranteeCreate(GuaranteeFields, CeilingCreate):
    """A guarantee to be entered. Without an ordinal its guarantor is named last."""

    ordinal: int | None = Field(default=None, ge=1, le=9999)

    @model_validator(mode="after")
    def _period_in_order(self) -> Self:
        begins, ends = self.period_begins_on, self.period_ends_on
        if begins is not None and ends is not None and ends < begins:
            raise PydanticCustomError(
                "period_ends_before_start", "the period ends before it begins; correct one of the dates"
            )
        return self


class Guarantee(GuaranteeFields, Record, table=True):
    """保证. ``ordinal`` is the order in which a notice names the guarantors of a claim."""

    __tablename__ = "guarantee"
    __table_args__ = (
        UniqueConstraint("claim_id", "ordinal"),
        ceiling_is_whole(),
        not_negative("ceiling_amount"),
        CheckConstraint("period_ends_on >= period_begins_on", name="period_in_order"),
        CheckConstraint("ordinal >= 1", name="ordinal_counts"),
    )
    label = ("保证", "guarantee")
    unique_fields: ClassVar[UniqueFields] = {"uq_guarantee_claim_id_ordinal": "ordinal"}

    ordinal: int
