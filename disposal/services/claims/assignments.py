"""Enter and change the chain of title (债权转让). Each assignee is the assignor of the next link."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.errors import RecordRefused
from disposal.models.claims.assignment import Assignment, AssignmentCreate
from disposal.models.claims.claim import Claim
from disposal.services.claims.consistency import check_chain
from disposal.services.records.writing import change, differences, enter, locked, remove

_FIXED = frozenset({"claim_id", "ordinal"})


def enter_assignment(session: Session, data: AssignmentCreate, *, today: date | None = None) -> Assignment:
    """Enter the next link of a claim's chain. Its assignor must be the last link's assignee.

    Raises: RecordNotFound; RecordRefused if it does not connect, or if its date is before the previous one.
    """
    locked(session, Claim, data.claim_id, field="claim_id")
    chain = chain_of(session, data.claim_id)
    ordinal = len(chain) + 1
    if data.ordinal not in (None, ordinal):
        raise RecordRefused(
            field="ordinal",
            zh=f"转让链现有 {len(chain)} 环，新的一环只能是第 {ordinal} 环；请将 ordinal 留空。",
            en=f"The chain has {len(chain)} links, so the new one is number {ordinal}; leave ordinal empty.",
        )
    link = Assignment.model_validate({**data.model_dump(), "ordinal": ordinal})
    check_chain([*chain, link], today=today)
    return enter(session, link, event="assignment.entered")


def change_assignment(
    session: Session, assignment_id: UUID, changes: Mapping[str, Any], *, reason: str, today: date | None = None
) -> Assignment:
    """Change a link. A name shared with a neighbouring link is changed in both.

    Raises: RecordNotFound, InvalidRecord, RecordRefused.
    """
    link = locked(session, Assignment, assignment_id)
    locked(session, Claim, link.claim_id)
    altered = differences(link, changes, create=AssignmentCreate, fixed=_FIXED)
    chain = chain_of(session, link.claim_id)
    proposed = [Assignment.model_validate({**each.model_dump(), **_follow(each, link, altered)}) for each in chain]
    check_chain(proposed, today=today)
    with session.begin_nested():
        for each in chain:
            values = {name: v for name, v in _follow(each, link, altered).items() if getattr(each, name) != v}
            change(session, each, values, event="assignment.changed", reason=reason)
    return link


def remove_assignment(session: Session, assignment_id: UUID, *, reason: str) -> None:
    """Remove the last link of a chain. Raises: RecordNotFound; RecordRefused if other links follow."""
    link = locked(session, Assignment, assignment_id)
    locked(session, Claim, link.claim_id)
    if chain_of(session, link.claim_id)[-1].id != link.id:
        raise RecordRefused(
            field="id",
            zh=f"第 {link.ordinal} 环之后还有转让；请先移除其后各环。",
            en=f"Links follow after number {link.ordinal}; remove those first.",
        )
    remove(session, link, event="assignment.removed", reason=reason)


def chain_of(session: Session, claim_id: UUID) -> list[Assignment]:
    """Return the chain of a claim, first assignment first."""
    query = select(Assignment).where(Assignment.claim_id == claim_id)
    return list(session.exec(query.order_by(col(Assignment.ordinal))).all())


def _follow(each: Assignment, link: Assignment, altered: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of ``each`` that change when ``link`` is altered."""
    if each.id == link.id:
        return dict(altered)
    if each.ordinal == link.ordinal + 1 and "assignee" in altered:
        return {"assignor": altered["assignee"]}
    if each.ordinal == link.ordinal - 1 and "assignor" in altered:
        return {"assignee": altered["assignor"]}
    return {}
