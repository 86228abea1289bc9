"""Claim (债权): what one debtor owes under one or more contracts."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from disposal.models.claims.currency import Currency
from disposal.models.records.columns import JSON, Validated, coded
from disposal.models.records.record import Payload, Record
from disposal.money import NonNegativeYuan
from notices.codes import FiveClass
from notices.frozen import Frozen
from notices.text import Line, Prose


class ClaimStatus(StrEnum):
    """The status of a claim (债权状态): held 持有, transferred 已转让, settled 已了结."""

    held = "held"
    transferred = "transferred"
    settled = "settled"


class LoanContract(Frozen):
    """A loan contract of a claim (合同): its numbers, its days, and what was lent and is still owed under it."""

    number: Line | None = None
    note_number: Line | None = Field(default=None, description="借据号")
    signed_on: date | None = None
    amount: NonNegativeYuan | None = None
    due_on: date | None = None
    balance: NonNegativeYuan | None = Field(default=None, description="余额")


class ClaimFields(Payload):
    """The data of a claim without its amounts, which depend on the record date."""

    debtor_id: UUID = Field(foreign_key="party.id", index=True)
    issuer_id: UUID | None = Field(
        default=None, foreign_key="issuer.id", description="分公司: whose accounts see and change it"
    )
    name: Line | None = Field(default=None, description="how papers number or name this claim")
    original_creditor: Line | None = Field(default=None, description="原债权人, by name")
    original_creditor_id: UUID | None = Field(default=None, foreign_key="party.id", index=True)
    contract_numbers: list[Line] = Field(default_factory=list, sa_type=JSON)
    five_class: FiveClass | None = Field(default=None, sa_type=coded(FiveClass))
    currency: Currency = "CNY"
    judgment_court: Line | None = None
    judgment_number: Line | None = Field(default=None, description="案号 of the judgment or mediation")
    judged_on: date | None = None
    enforcement_court: Line | None = None
    enforcement_number: Line | None = Field(default=None, description="执行案号")
    status: ClaimStatus = Field(default=ClaimStatus.held, sa_type=coded(ClaimStatus))
    unfinished_settlement: Prose | None = None
    are_documents_originals: bool | None = Field(default=None, description="originals (true), copies (false)")
    details: Prose | None = Field(default=None, description="further words of a notice on this claim")
    due_on: date | None = Field(default=None, description="主债务履行期限届满日; guarantee periods are counted from it")
    is_personal_loan: bool | None = Field(default=None, description="个人贷款; empty: not stated")
    personal_loan_basis: Line | None = Field(default=None, description="basis on which a personal loan is transferred")
    asset_number: Line | None = Field(default=None, description="资产编号, as the issuer counts its assets")
    purchase_batch: Line | None = Field(default=None, description="收购批次")
    last_demanded_on: date | None = Field(default=None, description="最近催收日")
    has_missing_documents: bool | None = Field(default=None, description="材料部分缺失; empty: not stated")
    contracts: tuple[LoanContract, ...] = Field(
        default=(),
        sa_type=Validated(tuple[LoanContract, ...]),
        description="合同, for staff; notices print the numbers",
    )


class ClaimCreate(ClaimFields):
    """A claim to be entered."""


class Claim(ClaimFields, Record, table=True):
    """债权."""

    __tablename__ = "claim"
    __table_args__ = (
        CheckConstraint("length(currency) = 3", name="currency_code"),
        Index("ix_claim_contract_numbers", "contract_numbers", postgresql_using="gin"),
        Index("ix_claim_asset_number", "asset_number"),
        Index("ix_claim_issuer_id_id", "issuer_id", "id"),
        Index("ix_claim_issuer_id_status_id", "issuer_id", "status", "id"),
        Index("ix_claim_purchase_batch", "purchase_batch"),
    )
    label = ("债权", "claim")
