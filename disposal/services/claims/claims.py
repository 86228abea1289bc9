"""Entering and changing claims (债权). A published notice keeps what it said: its version is frozen."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlmodel import Session

from disposal.models import Claim, ClaimCreate, Party
from disposal.services.records.writing import change, differences, enter, found, locked


def enter_claim(session: Session, data: ClaimCreate) -> Claim:
    """Enter a claim; what is owed on it follows as a statement.

    Raises: RecordNotFound when debtor or original creditor have not been entered.
    """
    _check(session, data.model_dump())
    return enter(session, Claim.model_validate(data.model_dump()), event="claim.entered")


def change_claim(session: Session, claim_id: UUID, changes: Mapping[str, Any], *, reason: str) -> Claim:
    """Change a claim's fields, also while it stands in a live notice, whose words do not change.

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
