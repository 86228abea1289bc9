"""Steps that entering and changing records share: find, lock, write all or nothing, audit.

Follow-up actions of a change, such as re-screening a bidder, belong to higher rooms. Every session carries a function
for them (``on_change``, see ``registry/opening``). The functions here call it in the same transaction.
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
from disposal.models.tables import every_table
from disposal.services.records import audit
from disposal.services.records.validation import read, read_reason
from disposal.storage.database import OnChange, constraint_of
from disposal.write_errors import OnChangeMissing

R = TypeVar("R", bound=Record)
_KEY = re.compile(r"\)=\((.*)\)")
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def found(session: Session, table: type[R], record_id: UUID, *, field: str = "id") -> R:
    """Return a record. Raises: RecordNotFound with the field that gave its id."""
    row = session.get(table, record_id)
    if row is None:
        raise _not_found(table, record_id, field)
    return row


def locked(session: Session, table: type[R], record_id: UUID, *, field: str = "id", is_alone: bool = False) -> R:
    """Reload a record and lock its row until the transaction ends. Raises: RecordNotFound.

    Other transactions may still write rows that refer to it, unless ``is_alone`` is set.
    """
    row = session.get(table, record_id, with_for_update={"key_share": not is_alone}, populate_existing=True)
    if row is None:
        raise _not_found(table, record_id, field)
    return row


def enter(session: Session, row: R, *, event: str, reason: str | None = None) -> R:
    """Add a new record and its audit entry, both or neither. Raises: RecordExists."""
    with saving(session, row):
        session.add(row)
        audit.record(session, event, subject=row, reason=reason)
        call_on_change(session, row)
    return row


def change(session: Session, row: R, values: Mapping[str, Any], *, event: str, reason: str) -> R:
    """Set fields of a record and write before, after and reason to the audit trail. No values, no entry.

    ``values`` must be valid already (see ``differences``). Raises: RecordExists, InvalidRecord for an invalid reason.
    """
    because = read_reason(reason)
    if not values:
        return row
    before = audit.facts(row)
    with saving(session, row):
        for name, value in values.items():
            setattr(row, name, value)
        audit.record(session, event, subject=row, before=before, reason=because)
        call_on_change(session, row, altered=values)
    return row


def remove(session: Session, row: Record, *, event: str, reason: str) -> None:
    """Delete a record that should not have been entered; its fields stay in the audit trail."""
    because, before = read_reason(reason), audit.facts(row)
    with saving(session, row):
        call_on_change(session, row)
        session.delete(row)
        audit.record(session, event, subject=row, before=before, reason=because)


def differences(
    row: Record, changes: Mapping[str, Any], *, create: type[Payload], fixed: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """Validate the changed record as ``create`` and return the fields that change.

    Raises: InvalidRecord for an invalid value or an unknown field, RecordRefused for a field in ``fixed``.
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
    """Return the next ordinal within a claim. The caller must have locked the claim."""
    columns: Any = table
    last = session.exec(select(func.max(columns.ordinal)).where(columns.claim_id == claim_id)).one()
    return (last or 0) + 1


@contextmanager
def saving(session: Session, row: Record) -> Iterator[None]:
    """Save the changes of the block, all or nothing; a duplicate unique value raises RecordExists."""
    try:
        with session.begin_nested():
            yield
            session.flush()
    except IntegrityError as error:
        refusal = _refusal_of(row, constraint_of(error), error.orig)
        if refusal is None:
            raise
        raise refusal from error


def exists_already(table: type[Record], error: psycopg.errors.UniqueViolation) -> RecordExists | None:
    """Return the refusal of a duplicate unique value that the driver reports, or None if nobody enters such values."""
    return _refusal_of(table, error.diag.constraint_name or "", error)


def call_on_change(session: Session, row: Record, *, altered: Collection[str] = ()) -> None:
    """Call the session's ``on_change`` function. Raises: OnChangeMissing."""
    on_change: OnChange | None = session.info.get("on_change")
    if on_change is None:
        raise OnChangeMissing
    on_change(session, row, altered=altered)


def _refusal_of(row: Record | type[Record], constraint: str, cause: object) -> RecordExists | None:
    field = _field_of(constraint)
    return None if field is None else RecordExists(label=row.label, key=_key_in(cause, field), field=field)


def _field_of(constraint: str) -> str | None:
    """Return the field name of a unique constraint; the block may have written other tables too."""
    return next((t.unique_fields[constraint] for t in every_table() if constraint in t.unique_fields), None)


def _key_in(cause: object, field: str) -> str:
    """Return the duplicate value, without ids, from PostgreSQL's ``Key (a, b)=(1, 2) already exists.``."""
    detail = cause.diag.message_detail if isinstance(cause, psycopg.Error) else None
    values = _KEY.search(detail or "")
    if values is None or field == "personal_number":
        return field
    return "，".join(value for value in values[1].split(", ") if not _ID.fullmatch(value)) or field


def _not_found(table: type[Record], record_id: UUID, field: str) -> RecordNotFound:
    return RecordNotFound(label=table.label, key=record_id, field=field)
