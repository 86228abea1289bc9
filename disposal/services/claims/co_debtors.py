"""Enter and change co-debtors (共同债务人) of claims."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.errors import RecordRefused
from disposal.models.claims.claim import Claim
from disposal.models.claims.co_debtor import CoDebtor, CoDebtorCreate
from disposal.models.parties.party import Party
from disposal.services.records.writing import change, differences, enter, found, locked, next_ordinal, remove

_FIXED = frozenset({"claim_id", "party_id"})


def enter_co_debtor(session: Session, data: CoDebtorCreate) -> CoDebtor:
    """Enter a party that owes the claim beside its debtor.

    Raises: RecordNotFound; RecordRefused for the debtor itself; RecordExists for a party that is one already.
    """
    claim = locked(session, Claim, data.claim_id, field="claim_id")
    party = found(session, Party, data.party_id, field="party_id")
    if party.id == claim.debtor_id:
        raise RecordRefused(
            field="party_id",
            zh=f"{party.name} 已是该债权的债务人；请删去该行，或填写另一主体。",
            en=f"{party.name} is the debtor of this claim already; delete the row, or name another party.",
        )
    ordinal = data.ordinal or next_ordinal(session, CoDebtor, data.claim_id)
    return enter(session, CoDebtor.model_validate({**data.model_dump(), "ordinal": ordinal}), event="co_debtor.entered")


def change_co_debtor(session: Session, co_debtor_id: UUID, changes: Mapping[str, Any], *, reason: str) -> CoDebtor:
    """Change the role or the place of a co-debtor. Raises: RecordNotFound, InvalidRecord, RecordRefused."""
    row = locked(session, CoDebtor, co_debtor_id)
    altered = differences(row, changes, create=CoDebtorCreate, fixed=_FIXED)
    return change(session, row, altered, event="co_debtor.changed", reason=reason)


def remove_co_debtor(session: Session, co_debtor_id: UUID, *, reason: str) -> None:
    """Remove a co-debtor that should not have been entered. Raises: RecordNotFound."""
    remove(session, locked(session, CoDebtor, co_debtor_id), event="co_debtor.removed", reason=reason)


def co_debtors_of(session: Session, claim_id: UUID) -> list[CoDebtor]:
    """Return the co-debtors of a claim in the order of their naming."""
    query = select(CoDebtor).where(CoDebtor.claim_id == claim_id)
    return list(session.exec(query.order_by(col(CoDebtor.ordinal))).all())
