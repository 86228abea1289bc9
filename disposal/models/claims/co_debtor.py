"""CoDebtor (共同债务人): a party that owes a claim beside its debtor, and why (民法典第五百五十二条)."""

from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from disposal.models.records.columns import coded
from disposal.models.records.record import Payload, Record, UniqueFields
from notices.codes import Coded


class CoDebtorRole(Coded):
    """Why a party owes the claim too (共同债务人身份)."""

    co_borrower = "co_borrower", "共同借款人", "", "共借人、共同债务人"
    joined = "joined", "债务加入人", "joined the debt", "债务加入"
    successor = "successor", "承继人", "", "债务承继人、继受人"


class CoDebtorFields(Payload):
    """Who owes the claim too, and why."""

    claim_id: UUID = Field(foreign_key="claim.id")
    party_id: UUID = Field(foreign_key="party.id", index=True)
    role: CoDebtorRole = Field(default=CoDebtorRole.co_borrower, sa_type=coded(CoDebtorRole))


class CoDebtorCreate(CoDebtorFields):
    """A co-debtor to be entered. Without an ordinal it is named last."""

    ordinal: int | None = Field(default=None, ge=1, le=999)


class CoDebtor(CoDebtorFields, Record, table=True):
    """共同债务人. ``ordinal`` is the order in which they are named."""

    __tablename__ = "co_debtor"
    __table_args__ = (
        UniqueConstraint("claim_id", "party_id"),
        UniqueConstraint("claim_id", "ordinal"),
        CheckConstraint("ordinal >= 1", name="ordinal_counts"),
    )
    label = ("共同债务人", "co debtor")
    unique_fields: ClassVar[UniqueFields] = {
        "uq_co_debtor_claim_id_party_id": "party_id",
        "uq_co_debtor_claim_id_ordinal": "ordinal",
    }

    ordinal: int
