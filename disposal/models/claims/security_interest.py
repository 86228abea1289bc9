"""SecurityInterest (担保物权): a mortgage or pledge of one collateral for one claim."""

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
from notices.codes import SecurityKind
from notices.text import Line, Prose


class SecurityInterestFields(CeilingFields):
    """The data of a security interest and of its registration."""

    claim_id: UUID = Field(foreign_key="claim.id")
    collateral_id: UUID = Field(foreign_key="collateral.id", index=True)
    kind: SecurityKind = Field(default=SecurityKind.mortgage, sa_type=coded(SecurityKind))
    rank: int | None = Field(default=None, ge=1, le=99, description="顺位")
    is_registered: bool | None = Field(default=None, description="empty: not known")
    registration_number: Line | None = None
    registered_on: date | None = None
    share_words: Line | None = Field(default=None, description="share in the collateral, as printed")
    other_claims_words: Line | None = Field(default=None, description="other claims under the same registration")
    contract_number: Line | None = Field(default=None, description="担保合同编号")
    secured_from: date | None = Field(default=None, description="债权确定期间, first day (民法典第四百二十三条)")
    secured_until: date | None = Field(default=None, description="债权确定期间, last day")
    registered_holder: Line | None = Field(default=None, description="登记的抵押权人; often still the bank")
    verbatim: Prose | None = Field(default=None, description="the contract's own words")


class SecurityInterestCreate(SecurityInterestFields, CeilingCreate):
    """A security interest to be entered. Without an ordinal it is printed last."""

    ordinal: int | None = Field(default=None, ge=1, le=9999)

    @model_validator(mode="after")
    def _secured_in_order(self) -> Self:
        begins, ends = self.secured_from, self.secured_until
        if begins is not None and ends is not None and ends < begins:
            raise PydanticCustomError(
                "secured_ends_before_start", "the period ends before it begins; correct one of the dates"
            )
        return self


class SecurityInterest(SecurityInterestFields, Record, table=True):
    """担保物权. ``ordinal`` is the order in which a notice prints the security of a claim."""

    __tablename__ = "security_interest"
    __table_args__ = (
        UniqueConstraint("claim_id", "ordinal"),
        ceiling_is_whole(),
        not_negative("ceiling_amount"),
        CheckConstraint("rank >= 1", name="rank_counts"),
        CheckConstraint("secured_until >= secured_from", name="secured_in_order"),
        CheckConstraint("ordinal >= 1", name="ordinal_counts"),
    )
    label = ("担保物权", "security interest")
    unique_fields: ClassVar[UniqueFields] = {"uq_security_interest_claim_id_ordinal": "ordinal"}

    ordinal: int
