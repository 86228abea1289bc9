"""Enter and remove very many records of one table at once, with the audit entries that single writes leave.

Rows and entries are streamed by COPY. What is validated, written and audited is the same as by ``writing.enter`` and
``writing.remove``; only the object for each row is left out. The audit trigger checks every row at commit.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

import psycopg
from pydantic_core import to_json
from sqlalchemy import Enum, String, Table, delete, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Session, col

from disposal.identifiers import mask_personal_numbers_in
from disposal.models.records.audit_entry import AuditEntry
from disposal.models.records.columns import Validated
from disposal.models.records.record import Payload, Record, now
from disposal.services.records import audit
from disposal.services.records.bulk_rows import driver
from disposal.services.records.id_sets import among
from disposal.services.records.writing import exists_already

_SHORTEST_NUMBER = 18
_TOLD_EACH = 1_000
_GIVEN_BY_DATABASE = frozenset({"id", "transaction_id"})

OnWritten = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class NewRecord:
    """A record to enter: its validated data, its id, and the values of further columns, such as an ordinal."""

    data: Payload
    id: UUID
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BulkEvent:
    """What the audit trail says of each record: the event and why; ``on_written`` hears how many are written."""

    event: str
    reason: str | None = None
    on_written: OnWritten = lambda done: None


def enter_many(session: Session, table: type[Record], new: Sequence[NewRecord], *, note: BulkEvent) -> None:
    """Enter new records of one table, with an audit entry for each.

    Of records that existing ones may depend on, the caller calls the session's ``on_change`` for one: a record that
    only other new records refer to can touch nothing that stands.

    All must belong to what the actor may change: the right is asked for the first of them.

    Raises: RecordExists, what the session's ``permit`` raises; the transaction is then spent, unless the caller set a
    savepoint.
    """
    if not new:
        return
    session.flush()
    told = [_facts(table, each) for each in new]
    try:
        _copy_rows(session, table, new, told)
    except psycopg.errors.UniqueViolation as error:
        refusal = exists_already(table, error)
        if refusal is None:
            raise
        raise refusal from error
    changes = ((each.id, None, mask_facts(table, facts)) for each, facts in zip(new, told, strict=True))
    _copy_entries(session, session.get_one(table, new[0].id), changes, note)


def remove_many(session: Session, table: type[Record], ids: Sequence[UUID], *, note: BulkEvent) -> None:
    """Delete records that nothing refers to; what they were stays in the audit trail.

    What a record is now is read from the trail: the entry of its beginning, for the caller has made sure that none of
    them was changed since.
    """
    if not ids:
        return
    session.flush()
    entered = select(col(AuditEntry.subject_id), col(AuditEntry.after)).where(
        among(col(AuditEntry.subject_id), ids), col(AuditEntry.before).is_(None), col(AuditEntry.after).is_not(None)
    )
    was: dict[UUID, Any] = {row[0]: row[1] for row in session.execute(entered)}
    of_table: Any = table
    first = session.get_one(table, ids[0])
    session.execute(delete(table).where(among(of_table.id, ids)))
    _copy_entries(session, first, ((each, was[each], None) for each in ids), note)
    session.expire_all()


def mask_facts(table: type[Record], facts: dict[str, Any]) -> dict[str, Any]:
    """Return facts with personal numbers masked, as ``audit.facts`` does; only texts can hold one, and no short one."""
    masked = {
        name: mask_personal_numbers_in(facts[name])
        for name in _texts_of(table)
        if not (facts[name] is None or (isinstance(facts[name], str) and len(facts[name]) < _SHORTEST_NUMBER))
    }
    return {**facts, **masked}


def _facts(table: type[Record], new: NewRecord) -> dict[str, Any]:
    """Return a new record as JSON values, all fields that the audit trail shows."""
    known, hidden = set(table.model_fields), table.unaudited
    facts = new.data.model_dump(mode="json", include=known - hidden)
    facts |= {name: value for name, value in new.more.items() if name not in hidden}
    facts |= {"id": str(new.id), "created_at": now().isoformat().replace("+00:00", "Z")}
    for name in known - hidden - facts.keys():
        facts[name] = table.model_fields[name].get_default(call_default_factory=True)
    return facts


def _copy_rows(session: Session, table: type[Record], new: Sequence[NewRecord], told: Iterable[dict[str, Any]]) -> None:
    writers = [(column.name, _writer(column.type)) for column in _of(table).columns]
    names = ", ".join(name for name, _ in writers)
    with driver(session).cursor() as cursor, cursor.copy(f"COPY {_of(table).name} ({names}) FROM STDIN") as copy:
        for facts, each in zip(told, new, strict=True):
            values = {**facts, **each.more}
            copy.write_row([write(values.get(name)) for name, write in writers])


def _copy_entries(session: Session, subject: Record, changes: Iterable[audit.Change], note: BulkEvent) -> None:
    """Write an audit entry for each change; ``subject`` is one of the records, of which the right is asked."""
    audited = _of(AuditEntry)
    names = [column.name for column in audited.columns if column.name not in _GIVEN_BY_DATABASE]
    writers = [(name, _writer(audited.columns[name].type)) for name in names]
    entries = audit.entries_for(session, note.event, subject, changes, reason=note.reason)
    with (
        driver(session).cursor() as cursor,
        cursor.copy(f"COPY {audited.name} ({', '.join(names)}) FROM STDIN") as copy,
    ):
        for done, entry in enumerate(entries, start=1):
            copy.write_row([write(entry[name]) for name, write in writers])
            if done % _TOLD_EACH == 0:
                note.on_written(done)


@cache
def _of(table: type[Any]) -> Table:
    found: Table = table.__table__
    return found


@cache
def _texts_of(table: type[Record]) -> tuple[str, ...]:
    """Return the columns whose values may hold free text: neither ids, dates, figures nor codes."""
    kinds = (String, JSONB, Validated)
    return tuple(
        column.name
        for column in _of(table).columns
        if isinstance(column.type, kinds) and not isinstance(column.type, Enum) and column.name not in table.unaudited
    )


def _writer(kind: Any) -> Callable[[Any], Any]:
    """Return how a value is written for COPY; codes are stored by their names, which equal their values."""
    if isinstance(kind, JSONB | Validated):
        return lambda value: None if value is None else to_json(value).decode()
    if isinstance(kind, Enum):
        codes: Any = kind.enum_class
        if any(member.name != member.value for member in codes):
            raise TypeError(codes)
    return _as_it_is


def _as_it_is(value: Any) -> Any:
    return value
