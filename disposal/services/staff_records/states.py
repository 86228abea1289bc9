"""How a record and what hangs on it stood at an instant, with what has been removed since."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_, text
from sqlmodel import Session, col, select

from disposal.models.parties.relation import PartyRelation
from disposal.models.records.audit_entry import OF_CLAIM, AuditEntry
from disposal.models.records.record import Record
from disposal.models.screening.bidder import Bidder
from disposal.services.records import audit
from disposal.services.records.id_sets import among

State = Mapping[str, Any]
"""The fields of a record as JSON values of the audit trail."""


@dataclass(frozen=True, slots=True)
class Part:
    """A table whose rows hang on a record: by the column that holds the record's id."""

    table: type[Record]
    column: str
    zh: str
    en: str
    page: str = ""
    """The address below which each row has a page of its own, which may name fields; empty where rows have none."""


def entries_on(session: Session, ids: Iterable[UUID]) -> dict[UUID, list[AuditEntry]]:
    """Return the audit entries of each record, oldest first."""
    query = select(AuditEntry).where(among(AuditEntry.subject_id, set(ids))).order_by(col(AuditEntry.id))
    found: defaultdict[UUID, list[AuditEntry]] = defaultdict(list)
    for entry in session.exec(query):
        found[entry.subject_id].append(entry)
    return found


def state_at(row: Record | None, entries: list[AuditEntry], at: datetime) -> State | None:
    """Return the state of a record at an instant; None where it was not there. ``row`` is None once removed."""
    if row is not None:
        if row.created_at > at:
            return None
        values = audit.facts(row)
    else:
        last = entries[-1] if entries else None
        if last is None or last.before is None or last.at <= at or entries[0].at > at:
            return None
        values = dict(last.before)
    for entry in reversed(entries):
        if entry.at > at:
            values |= entry.before or {}
    return values


def part_states(session: Session, part: Part, record_id: UUID, at: datetime | None) -> list[State]:
    """Return the states of what hung on a record, in order; ``at`` None: as it stands."""
    rows = {row.id: row for row in session.exec(select(part.table).where(*of_record(part, record_id)))}
    if at is None:
        return _in_order([audit.facts(row) for row in rows.values()])
    ids = set(rows) | (removed_of_claim(session, part, record_id) if part.column == "claim_id" else set())
    entries = entries_on(session, ids)
    states = (state_at(rows.get(each), entries[each], at) for each in sorted(ids))
    return _in_order([state for state in states if state is not None])


def of_record(part: Part, record_id: UUID) -> list[ColumnElement[bool]]:
    """Build the conditions that a row hangs on a record. What a bidder stated belongs to the branch of its project."""
    columns: Any = part.table
    found: list[ColumnElement[bool]] = [getattr(columns, part.column) == record_id]
    if part.table is PartyRelation:
        stated_by = col(PartyRelation.bidder_id)
        found.append(or_(stated_by.is_(None), stated_by.in_(select(Bidder.id))))  # limited as every query of bidders
    return found


def removed_of_claim(session: Session, part: Part, claim_id: UUID) -> set[UUID]:
    """Return the ids of all rows of a table that were ever entered for a claim; an index leads to them."""
    query = select(col(AuditEntry.subject_id)).where(
        text(f"{OF_CLAIM} = :claim_id").bindparams(claim_id=str(claim_id)),
        col(AuditEntry.subject_type) == part.table.__tablename__,
    )
    return set(session.execute(query.distinct()).scalars())


def _in_order(states: list[dict[str, Any]] | list[State]) -> list[State]:
    return sorted(states, key=lambda state: (state.get("ordinal") or 0, str(state["id"])))
