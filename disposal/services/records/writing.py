"""What every verb of entering and changing does alike: find, lock, write whole or not at all, audit.

What must follow from a change, such as screening a bidder again, is known in higher rooms only. Every session carries
the function for it (``on_change``, see ``registry/opening``); the verbs here call it in the transaction of the change.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar
from uuid import UUID

import psycopg
from sqlalchemy import func
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel, select

from disposal.errors import RecordExists, RecordNotFound, RecordRefused
from disposal.models.records.record import Payload, Record
from disposal.services.records import audit
from disposal.services.records.validation import read, read_reason
from disposal.storage.database import OnChange, constraint_of
from disposal.write_errors import OnChangeMissing

R = TypeVar("R", bound=Record)
_KEY = re.compile(r"\)=\((.*)\)")
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def found(session: Session, table: type[R], record_id: UUID, *, field: str = "id") -> R:
    """Return a record. Raises: RecordNotFound, naming the field that gave its id."""
    row = session.get(table, record_id)
    if row is None:
        raise _not_found(table, record_id, field)
    return row


def locked(session: Session, table: type[R], record_id: UUID, *, field: str = "id", is_alone: bool = False) -> R:
    """Return a record, read anew, its row locked until the transaction ends. Raises: RecordNotFound.

    Others may go on writing what refers to it, unless it is to be held alone.
    """
    row = session.get(table, record_id, with_for_update={"key_share": not is_alone}, populate_existing=True)
    if row is None:
        raise _not_found(table, record_id, field)
    return row


def enter(session: Session, row: R, *, event: str) -> R:
    """Add a new record with its audit entry, both or neither. Raises: RecordExists."""
    with saving(session, row):
        session.add(row)
        audit.record(session, event, subject=row)
        _call_on_change(session, row)
    return row


def change(session: Session, row: R, values: Mapping[str, Any], *, event: str, reason: str) -> R:
    """Set fields of a record, with before, after and reason in the audit trail; nothing to set leaves no entry.

    ``values`` are valid already (see ``differences``). Raises: RecordExists, InvalidRecord for a poor reason.
    """
    because = read_reason(reason)
    if not values:
        return row
    before = audit.facts(row)
    with saving(session, row):
        for name, value in values.items():
            setattr(row, name, value)
        audit.record(session, event, subject=row, before=before, reason=because)
        _call_on_change(session, row, altered=values)
    return row


def remove(session: Session, row: Record, *, event: str, reason: str) -> None:
    """Delete a record that should not have been entered; what it said stays in the audit trail."""
    because, before = read_reason(reason), audit.facts(row)
    with saving(session, row):
        _call_on_change(session, row)
        session.delete(row)
        audit.record(session, event, subject=row, before=before, reason=because)


def differences(
    row: Record, changes: Mapping[str, Any], *, create: type[Payload], fixed: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """Return the fields that ``changes`` alter, the whole record validated anew as ``create``.

    Raises: InvalidRecord for a value that does not fit or an unknown field, RecordRefused for one of ``fixed``.
    """
    stands = row.model_dump(include=set(create.model_fields))
    proposed = read(create, {**stands, **changes})
    altered = {name: getattr(proposed, name) for name in stands if getattr(proposed, name) != getattr(row, name)}
    for name in fixed & altered.keys():
        noun, noun_en = row.label
        raise RecordRefused(
            field=name,
            zh=f"{noun}的 {name} 录入后不能更改；请移除该记录并重新录入。",
            en=f"{name} of a {noun_en} cannot be changed once entered; remove the record and enter it anew.",
        )
    return altered


def next_ordinal(session: Session, table: type[SQLModel], claim_id: UUID) -> int:
    """Return the number after the last one of a claim; the caller has locked the claim."""
    columns: Any = table
    last = session.exec(select(func.max(columns.ordinal)).where(columns.claim_id == claim_id)).one()
    return (last or 0) + 1


@contextmanager
def saving(session: Session, row: Record) -> Iterator[None]:
    """Write what the block changes whole or not at all; a unique value that is taken becomes RecordExists."""
    try:
        with session.begin_nested():
            yield
            session.flush()
    except IntegrityError as error:
        field = _field_of(constraint_of(error))
        if field is None:
            raise
        raise RecordExists(label=row.label, key=_key_in(error, field), field=field) from error


def _call_on_change(session: Session, row: Record, *, altered: Collection[str] = ()) -> None:
    """Call the function that does what must follow from a change. Raises: OnChangeMissing."""
    on_change: OnChange | None = session.info.get("on_change")
    if on_change is None:
        raise OnChangeMissing
    on_change(session, row, altered=altered)


def _field_of(constraint: str) -> str | None:
    """Return the field that a person knows a unique constraint by; the block may have written other tables too."""
    return next((t.unique_fields[constraint] for t in Record.__subclasses__() if constraint in t.unique_fields), None)


def _key_in(error: IntegrityError, field: str) -> str:
    """Return the taken value, without ids, from PostgreSQL's ``Key (a, b)=(1, 2) already exists.``."""
    detail = error.orig.diag.message_detail if isinstance(error.orig, psycopg.Error) else None
    values = _KEY.search(detail or "")
    if values is None or field == "personal_number":
        return field
    return "，".join(value for value in values[1].split(", ") if not _ID.fullmatch(value)) or field


def _not_found(table: type[Record], record_id: UUID, field: str) -> RecordNotFound:
    return RecordNotFound(label=table.label, key=record_id, field=field)
