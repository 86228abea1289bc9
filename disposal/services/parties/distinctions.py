"""Remember that two parties that seem to be one are two (不是同一主体)."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import Session, col, select

from disposal.errors import RecordRefused
from disposal.models.parties.merge import PartyDistinction
from disposal.models.parties.party import Party
from disposal.services.records.id_sets import among
from disposal.services.records.writing import enter, found, remove


def distinguish(session: Session, one_id: UUID, other_id: UUID) -> PartyDistinction:
    """Record that two parties are not the same; they are not offered as one again. Once is enough.

    Raises: RecordNotFound, RecordRefused for a party and itself.
    """
    low, high = sorted((found(session, Party, one_id).id, found(session, Party, other_id).id))
    if low == high:
        raise RecordRefused(
            field="other_id",
            zh="同一条记录不能与自身区分；请选择另一主体。",
            en="A party cannot be told from itself; choose another one.",
        )
    known = _decision(session, low, high)
    if known is not None:
        return known
    row = PartyDistinction.model_validate({"one_id": low, "other_id": high})
    return enter(session, row, event="party_distinction.entered")


def forget_distinction(session: Session, one_id: UUID, other_id: UUID, *, reason: str) -> None:
    """Take a distinction back. Nothing happens where there is none."""
    low, high = sorted((one_id, other_id))
    known = _decision(session, low, high)
    if known is not None:
        remove(session, known, event="party_distinction.removed", reason=reason)


def distinct_from(session: Session, party_ids: Iterable[UUID]) -> set[frozenset[UUID]]:
    """Return the pairs that were told apart and of which one party is among these."""
    ids = list(party_ids)
    of_them = or_(among(col(PartyDistinction.one_id), ids), among(col(PartyDistinction.other_id), ids))
    rows = session.exec(select(PartyDistinction).where(of_them)).all()
    return {frozenset({row.one_id, row.other_id}) for row in rows}


def _decision(session: Session, low: UUID, high: UUID) -> PartyDistinction | None:
    query = select(PartyDistinction).where(PartyDistinction.one_id == low, PartyDistinction.other_id == high)
    return session.exec(query).one_or_none()
