"""Enter and change security interests (担保物权): which collateral secures which claim, and to what extent."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.errors import RecordRefused
from disposal.models.claims.claim import Claim
from disposal.models.claims.collateral import Collateral
from disposal.models.claims.security_interest import SecurityInterest, SecurityInterestCreate
from disposal.services.records.writing import change, differences, enter, found, locked, next_ordinal, remove

_FIXED = frozenset({"claim_id", "collateral_id"})


def enter_security_interest(session: Session, data: SecurityInterestCreate) -> SecurityInterest:
    """Enter a security interest. A collateral can secure a claim only once.

    Raises: RecordNotFound; RecordRefused; RecordExists if the ordinal is taken.
    """
    locked(session, Claim, data.claim_id, field="claim_id")
    collateral = found(session, Collateral, data.collateral_id, field="collateral_id")
    if any(interest.collateral_id == data.collateral_id for interest in interests_of(session, data.claim_id)):
        raise RecordRefused(
            field="collateral_id",
            zh=f"{collateral.phrase} 已为该债权提供担保；请更改原有的担保物权。",
            en=f"{collateral.phrase} secures this claim already; change that security interest instead.",
        )
    ordinal = data.ordinal or next_ordinal(session, SecurityInterest, data.claim_id)
    interest = SecurityInterest.model_validate({**data.model_dump(), "ordinal": ordinal})
    return enter(session, interest, event="security_interest.entered")


def change_security_interest(
    session: Session, interest_id: UUID, changes: Mapping[str, Any], *, reason: str
) -> SecurityInterest:
    """Change a security interest; its claim and collateral are fixed.

    Raises: RecordNotFound, InvalidRecord, RecordRefused, RecordExists.
    """
    interest = locked(session, SecurityInterest, interest_id)
    altered = differences(interest, changes, create=SecurityInterestCreate, fixed=_FIXED)
    return change(session, interest, altered, event="security_interest.changed", reason=reason)


def remove_security_interest(session: Session, interest_id: UUID, *, reason: str) -> None:
    """Remove a security interest that should not have been entered. Raises: RecordNotFound."""
    row = locked(session, SecurityInterest, interest_id)
    remove(session, row, event="security_interest.removed", reason=reason)


def interests_of(session: Session, claim_id: UUID) -> list[SecurityInterest]:
    """Return the security interests of a claim in printing order."""
    query = select(SecurityInterest).where(SecurityInterest.claim_id == claim_id)
    return list(session.exec(query.order_by(col(SecurityInterest.ordinal))).all())
