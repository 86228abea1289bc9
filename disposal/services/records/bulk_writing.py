"""Enter and remove very many records of one table at once, with the audit entries that single writes leave.

Rows and entries are streamed by COPY. What is validated, written and audited is the same as by ``writing.enter`` and
``writing.remove``; only the object for each row is left out. The audit trigger checks every row at commit.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

import psycopg
from sqlalchemy import Enum, Table, delete, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Session, col

from disposal.identifiers import mask_personal_numbers_in
from disposal.models import AuditEntry
from disposal.models.records.columns import Validated
from disposal.models.records.record import Payload, Record, now
from disposal.services.records import audit
from disposal.services.records.bulk_rows import driver
from disposal.services.records.id_sets import among
from disposal.services.records.writing import exists_already

_SHORTEST_NUMBER = 18
_GIVEN_BY_DATABASE = frozenset({"id", "transaction_id"})

OnWritten = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class NewRecord:
    """A record to enter: its validated data, its id, and the values of further columns, such as an ordinal."""

    data: Payload
    id: UUID
    more: Mapping[str, Any] = field(default_factory=dict)


def enter_many(
    session: Session,
    table: type[Record],
    new: Sequence[NewRecord],
    *,
    event: str,
    reason: str | None = None,
    on_written: OnWritten = lambda done: None,
) -> None:
    """Write new records of one table and an audit entry for each; ``reason`` stands in every entry.

    Of records that existing ones may depend on, the caller calls the session's ``on_change`` for one: a record that
    only other new records refer to can touch nothing that stands.

    Raises: RecordExists; the transaction is then spent, unless the caller set a savepoint.
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
    changes = ((each.id, None, mask_facts(facts)) for each, facts in zip(new, told, strict=True))
    _copy_entries(session, event, table, changes=changes, reason=reason, on_written=on_written)


def remove_many(session: Session, table: type[Record], ids: Sequence[UUID], *, event: str, reason: str) -> None:
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
    was: dict[Any, Any] = dict([tuple(row) for row in session.execute(entered)])
    of_table: Any = table
    session.execute(delete(table).where(among(of_table.id, ids)))
    session.expire_all()
    _copy_entries(session, event, table, changes=((each, was[each], None) for each in ids), reason=reason)


def mask_facts(facts: dict[str, Any]) -> dict[str, Any]:
    """Return facts with personal numbers masked, as ``audit.facts`` does; short texts cannot hold one."""
    return {
        name: value if value is None or (isinstance(value, str) and len(value) < _SHORTEST_NUMBER) else _masked(value)
        for name, value in facts.items()
    }


def _masked(value: Any) -> Any:
    return value if isinstance(value, bool | int) else mask_personal_numbers_in(value)


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
            secret = {name: each.more[name] for name in table.unaudited & each.more.keys()}
            copy.write_row([write({**facts, **secret}.get(name)) for name, write in writers])


def _copy_entries(
    session: Session,
    event: str,
    table: type[Record],
    *,
    changes: Iterable[tuple[UUID, dict[str, Any] | None, dict[str, Any] | None]],
    reason: str | None,
    on_written: OnWritten = lambda done: None,
) -> None:
    """Write an audit entry for each change: id of the record, what it was, what it is."""
    audited = _of(AuditEntry)
    names = [column.name for column in audited.columns if column.name not in _GIVEN_BY_DATABASE]
    writers = [_writer(audited.columns[name].type) for name in names]
    with (
        driver(session).cursor() as cursor,
        cursor.copy(f"COPY {audited.name} ({', '.join(names)}) FROM STDIN") as copy,
    ):
        entries = audit.entries_for(session, event, subject_type=_of(table).name, changes=changes, reason=reason)
        for done, entry in enumerate(entries, start=1):
            copy.write_row([write(getattr(entry, name)) for name, write in zip(names, writers, strict=True)])
            if done % 1_000 == 0:
                on_written(done)


@cache
def _of(table: type[Any]) -> Table:
    found: Table = table.__table__
    return found


def _writer(kind: Any) -> Callable[[Any], Any]:
    """Return how a value is written for COPY; codes are stored by their names, which equal their values."""
    if isinstance(kind, JSONB | Validated):
        return lambda value: None if value is None else json.dumps(value, ensure_ascii=False)
    if not isinstance(kind, Enum):
        return lambda value: value
    codes: Any = kind.enum_class
    if any(member.name != member.value for member in codes):
        raise TypeError(codes)
    return lambda value: value
