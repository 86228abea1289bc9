"""Enter and change guarantees (保证): guarantor, mode, ceiling and period."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.errors import RecordRefused
from disposal.models.claims.claim import Claim
from disposal.models.claims.guarantee import Guarantee, GuaranteeCreate
from disposal.models.parties.party import Party
from disposal.services.claims.consistency import promise_of
from disposal.services.records.dates import refuse_future
from disposal.services.records.writing import change, differences, enter, found, locked, next_ordinal, remove

_FIXED = frozenset({"claim_id", "guarantor_id"})


def enter_guarantee(session: Session, data: GuaranteeCreate) -> Guarantee:
    """Enter a guarantee. If the guarantor is the debtor, this is accepted; a register check warns about it.

    Raises: RecordNotFound; RecordRefused for the same contract twice; RecordExists if the ordinal is taken.
    """
    refuse_future(data.asked_on, field="asked_on", label="主张日")
    locked(session, Claim, data.claim_id, field="claim_id")
    guarantor = found(session, Party, data.guarantor_id, field="guarantor_id")
    if promise_of(data) in {promise_of(given) for given in guarantees_of(session, data.claim_id)}:
        raise RecordRefused(
            field="guarantor_id",
            zh=f"{guarantor.name} 对该债权的同一保证已经录入；请更改原记录，或填写另一份保证合同的编号。",
            en=f"This guarantee of {guarantor.name} for the claim has been entered already; change that one, "
            "or give the number of another contract.",
        )
    ordinal = data.ordinal or next_ordinal(session, Guarantee, data.claim_id)
    guarantee = Guarantee.model_validate({**data.model_dump(), "ordinal": ordinal})
    return enter(session, guarantee, event="guarantee.entered")


def change_guarantee(session: Session, guarantee_id: UUID, changes: Mapping[str, Any], *, reason: str) -> Guarantee:
    """Change a guarantee; its claim and guarantor are fixed.

    Raises: RecordNotFound, InvalidRecord, RecordRefused, RecordExists.
    """
    guarantee = locked(session, Guarantee, guarantee_id)
    altered = differences(guarantee, changes, create=GuaranteeCreate, fixed=_FIXED)
    refuse_future(altered.get("asked_on"), field="asked_on", label="主张日")
    return change(session, guarantee, altered, event="guarantee.changed", reason=reason)


def remove_guarantee(session: Session, guarantee_id: UUID, *, reason: str) -> None:
    """Remove a guarantee that should not have been entered. Raises: RecordNotFound."""
    remove(session, locked(session, Guarantee, guarantee_id), event="guarantee.removed", reason=reason)


def guarantees_of(session: Session, claim_id: UUID) -> list[Guarantee]:
    """Return the guarantees of a claim in printing order."""
    query = select(Guarantee).where(Guarantee.claim_id == claim_id)
    return list(session.exec(query.order_by(col(Guarantee.ordinal))).all())
