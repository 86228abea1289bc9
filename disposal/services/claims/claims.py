"""Enter and change claims (债权). A published notice does not change: its version is frozen."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlmodel import Session

from disposal.models.claims.claim import Claim, ClaimCreate
from disposal.models.parties.party import Party
from disposal.services.records.writing import change, differences, enter, found, locked


def enter_claim(session: Session, data: ClaimCreate) -> Claim:
    """Enter a claim. Its amounts are entered separately, as a statement.

    Raises: RecordNotFound if the debtor or the original creditor does not exist.
    """
    _check(session, data.model_dump())
    return enter(session, Claim.model_validate(data.model_dump()), event="claim.entered")


def change_claim(session: Session, claim_id: UUID, changes: Mapping[str, Any], *, reason: str) -> Claim:
    """Change fields of a claim. This is allowed while a live notice offers it; the notice does not change.

    Raises: RecordNotFound, InvalidRecord.
    """
    claim = locked(session, Claim, claim_id)
    altered = differences(claim, changes, create=ClaimCreate)
    _check(session, altered)
    return change(session, claim, altered, event="claim.changed", reason=reason)


def _check(session: Session, values: Mapping[str, Any]) -> None:
    for field in ("debtor_id", "original_creditor_id"):
        if values.get(field) is not None:
            found(session, Party, values[field], field=field)
