"""Enter and change litigation statuses (诉讼状态) of claims and their obligors."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session

from disposal.errors import RecordRefused
from disposal.models.claims.claim import Claim
from disposal.models.claims.collateral import Collateral
from disposal.models.claims.litigation_status import LitigationStatus, LitigationStatusCreate
from disposal.models.parties.party import Party
from disposal.services.claims.co_debtors import co_debtors_of
from disposal.services.claims.guarantees import guarantees_of
from disposal.services.claims.security_interests import interests_of
from disposal.services.records.dates import refuse_future
from disposal.services.records.writing import change, differences, enter, found, locked, remove


def enter_litigation_status(
    session: Session, data: LitigationStatusCreate, *, today: date | None = None
) -> LitigationStatus:
    """Enter the litigation status of a claim, its debtor, a guarantor or an owner of its collateral.

    Raises: RecordNotFound; RecordRefused for a party that is not an obligor of the claim, or a future date.
    """
    claim = locked(session, Claim, data.claim_id, field="claim_id")
    _check(session, claim, data.model_dump(), today=today)
    return enter(session, LitigationStatus.model_validate(data.model_dump()), event="litigation_status.entered")


def change_litigation_status(
    session: Session, status_id: UUID, changes: Mapping[str, Any], *, reason: str, today: date | None = None
) -> LitigationStatus:
    """Correct a litigation status. A new stage of the case is entered as a new status.

    Raises: RecordNotFound, InvalidRecord, RecordRefused.
    """
    status = locked(session, LitigationStatus, status_id)
    altered = differences(status, changes, create=LitigationStatusCreate, fixed=frozenset({"claim_id"}))
    _check(session, found(session, Claim, status.claim_id), altered, today=today)
    return change(session, status, altered, event="litigation_status.changed", reason=reason)


def remove_litigation_status(session: Session, status_id: UUID, *, reason: str) -> None:
    """Remove a status that should not have been entered. Raises: RecordNotFound."""
    row = locked(session, LitigationStatus, status_id)
    remove(session, row, event="litigation_status.removed", reason=reason)


def _check(session: Session, claim: Claim, values: Mapping[str, Any], *, today: date | None) -> None:
    refuse_future(values.get("as_of"), field="as_of", label="状态日期", today=today)
    party_id = values.get("party_id")
    if party_id is None:
        return
    party = found(session, Party, party_id, field="party_id")
    if party_id not in _obligors(session, claim):
        raise RecordRefused(
            field="party_id",
            zh=f"{party.name} 不是该债权的债务人、共同债务人、保证人或担保物所有人；请核对，或先录入其担保。",
            en=f"{party.name} is neither debtor, co-debtor, guarantor nor owner of collateral of this claim; "
            "check the party, or enter its security first.",
        )


def _obligors(session: Session, claim: Claim) -> set[UUID]:
    owners = {found(session, Collateral, i.collateral_id).owner_id for i in interests_of(session, claim.id)}
    beside = {each.party_id for each in co_debtors_of(session, claim.id)}
    guarantors = {guarantee.guarantor_id for guarantee in guarantees_of(session, claim.id)}
    return {claim.debtor_id} | beside | owners | guarantors
