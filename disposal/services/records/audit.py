"""The audit trail. Only ``record`` writes it."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import inspect
from sqlmodel import Session

from disposal.identifiers import mask_personal_numbers_in
from disposal.models.records.audit_entry import AuditEntry
from disposal.models.records.record import Record, now
from disposal.write_errors import ActorMissing

_HASHED = ("actor", "event", "subject_type", "subject_id", "before", "after", "reason")

Change = tuple[UUID, dict[str, Any] | None, dict[str, Any] | None]
"""What was changed, what it was before, and what it is after."""


def facts(row: Record) -> dict[str, Any]:
    """Return a record as JSON values, without secret fields, with personal numbers masked."""
    for name in inspect(row).unloaded - row.unaudited:
        getattr(row, name)  # model_dump omits attributes expired by an earlier flush
    values = row.model_dump(mode="json", exclude=set(row.unaudited))
    masked: dict[str, Any] = mask_personal_numbers_in(values)
    return masked


def record(
    session: Session, event: str, *, subject: Record, before: dict[str, Any] | None = None, reason: str | None = None
) -> AuditEntry:
    """Write an audit entry: the session's actor did ``event`` (``noun.verb``) to ``subject``. Flushes.

    ``before`` is ``facts(subject)`` taken before the change, None for a new record. The state after the change is read
    from the record itself; it is None for a deleted record. For a change, only the fields that differ are stored.

    Raises: ActorMissing if the session has no actor.
    """
    actor = session.info.get("actor")
    if not actor:
        raise ActorMissing
    session.flush()
    state = inspect(subject)
    after = None if state.deleted or state.was_deleted else facts(subject)
    if before is not None and after is not None:
        changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
        before = {name: value for name, value in before.items() if name in changed}
        after = {name: value for name, value in after.items() if name in changed}
    entry = _entry(
        actor, event, subject_type=str(subject.__tablename__), change=(subject.id, before, after), reason=reason
    )
    session.add(entry)
    session.flush()
    return entry


def entries_for(
    session: Session, event: str, *, subject_type: str, changes: Iterable[Change], reason: str | None = None
) -> Iterator[dict[str, Any]]:
    """Yield the entry of each change as plain values, for ``bulk_writing``.

    What is the same in all of them is validated once. Raises: ActorMissing if the session has no actor.
    """
    actor = session.info.get("actor")
    if not actor:
        raise ActorMissing
    first = next(iterator := iter(changes), None)
    if first is None:
        return
    entry = _entry(actor, event, subject_type=subject_type, change=first, reason=reason)
    same = {name: getattr(entry, name) for name in AuditEntry.model_fields}
    yield same
    for subject_id, before, after in iterator:
        values = {**same, "at": now(), "subject_id": subject_id, "before": before, "after": after}
        values["sha256"] = digest_of(values)
        yield values


def _entry(actor: str, event: str, *, subject_type: str, change: Change, reason: str | None) -> AuditEntry:
    subject_id, before, after = change
    entry = AuditEntry.model_validate(
        {
            "at": now(),
            "actor": actor,
            "event": event,
            "subject_type": subject_type,
            "subject_id": subject_id,
            "before": before,
            "after": after,
            "reason": mask_personal_numbers_in(reason),
            "sha256": "0",
        }
    )
    entry.sha256 = digest(entry)
    return entry


def digest(entry: AuditEntry) -> str:
    """Return the SHA-256 of an entry's columns; the entry is unaltered if ``entry.sha256`` equals it."""
    return digest_of({name: getattr(entry, name) for name in (*_HASHED, "at")})


def digest_of(entry: Mapping[str, Any]) -> str:
    """Return the SHA-256 of an entry given as values by column."""
    values = {name: entry[name] for name in _HASHED}
    values |= {"subject_id": str(entry["subject_id"]), "at": entry["at"].isoformat(timespec="microseconds")}
    written = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()
