"""Enter and change collateral (抵押物、质物)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlmodel import Session

from disposal.models.claims.collateral import Collateral, CollateralCreate
from disposal.models.parties.party import Party
from disposal.services.records.writing import change, differences, enter, found, locked


def enter_collateral(session: Session, data: CollateralCreate) -> Collateral:
    """Enter a collateral with the attributes of its type.

    Raises: RecordNotFound if its owner does not exist.
    """
    found(session, Party, data.owner_id, field="owner_id")
    return enter(session, Collateral.model_validate(data.model_dump()), event="collateral.entered")


def change_collateral(session: Session, collateral_id: UUID, changes: Mapping[str, Any], *, reason: str) -> Collateral:
    """Change fields of a collateral; ``attributes`` and ``conditions`` are replaced whole.

    Raises: RecordNotFound, InvalidRecord.
    """
    collateral = locked(session, Collateral, collateral_id)
    altered = differences(collateral, changes, create=CollateralCreate)
    if "owner_id" in altered:
        found(session, Party, altered["owner_id"], field="owner_id")
    return change(session, collateral, altered, event="collateral.changed", reason=reason)
