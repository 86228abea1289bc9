"""Enter and change statements (债权金额): the amounts owed on a claim at a record date."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.errors import RecordRefused
from disposal.models.claims.claim import Claim
from disposal.models.claims.statement import ClaimStatement, ClaimStatementCreate
from disposal.services.records.dates import refuse_future
from disposal.services.records.writing import change, differences, enter, locked, remove
from notices.content.amounts import COMPONENTS

_PRINTABLE = {*COMPONENTS, "total"}


def enter_statement(session: Session, data: ClaimStatementCreate, *, today: date | None = None) -> ClaimStatement:
    """Enter the amounts owed on a claim at a record date, not later than ``today``.

    Raises: RecordNotFound; RecordRefused; RecordExists if the claim has a statement of that date.
    """
    locked(session, Claim, data.claim_id, field="claim_id")
    _check(data.model_dump(), today=today)
    return enter(session, ClaimStatement.model_validate(data.model_dump()), event="statement.entered")


def change_statement(
    session: Session, statement_id: UUID, changes: Mapping[str, Any], *, reason: str, today: date | None = None
) -> ClaimStatement:
    """Change fields of a statement. A published notice keeps the amounts it printed.

    Raises: RecordNotFound, InvalidRecord, RecordRefused, RecordExists.
    """
    statement = locked(session, ClaimStatement, statement_id)
    altered = differences(statement, changes, create=ClaimStatementCreate, fixed=frozenset({"claim_id"}))
    _check(altered, today=today)
    return change(session, statement, altered, event="statement.changed", reason=reason)


def remove_statement(session: Session, statement_id: UUID, *, reason: str) -> None:
    """Remove a statement that should not have been entered. Raises: RecordNotFound."""
    remove(session, locked(session, ClaimStatement, statement_id), event="statement.removed", reason=reason)


def statements_of(session: Session, claim_id: UUID) -> list[ClaimStatement]:
    """Return the statements of a claim, oldest record date first."""
    query = select(ClaimStatement).where(ClaimStatement.claim_id == claim_id)
    return list(session.exec(query.order_by(col(ClaimStatement.record_date))).all())


def _check(values: Mapping[str, Any], *, today: date | None) -> None:
    refuse_future(values.get("record_date"), field="record_date", label="基准日", today=today)
    unknown = sorted(set(values.get("printed_forms") or {}) - _PRINTABLE)
    if unknown:
        raise RecordRefused(
            field=f"printed_forms.{unknown[0]}",
            zh=f"{unknown[0]} 不是债权金额的组成部分；可用：{'、'.join(sorted(_PRINTABLE))}。",
            en=f"{unknown[0]} is no part of what is owed; use one of {', '.join(sorted(_PRINTABLE))}.",
        )
