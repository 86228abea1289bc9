"""The audit trail. Only ``record`` writes it."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import inspect
from sqlmodel import Session, SQLModel

from disposal.acting import Actor, Channel, Refusal
from disposal.identifiers import mask_personal_numbers_in
from disposal.models.records.audit_entry import AuditEntry
from disposal.models.records.record import Record, now
from disposal.write_errors import ActorMissing, OnChangeMissing
from notices.text import told_in_codes

_HASHED = ("actor", "event", "subject_type", "subject_id", "before", "after", "reason")
_WHO = ("account_id", "person_id", "login", "channel", "os_user", "proof")
_NOBODY = UUID(int=0)
LOCKED = "locked"
"""What an entry of a failed sign-in says besides its code, where this failure locked the account."""

Change = tuple[UUID, dict[str, Any] | None, dict[str, Any] | None]
"""What was changed, what it was before, and what it is after."""


def facts(row: Record) -> dict[str, Any]:
    """Return a record as JSON values, without secret fields, with personal numbers masked."""
    for name in inspect(row).unloaded - row.unaudited:
        getattr(row, name)  # model_dump omits attributes expired by an earlier flush
    values = row.model_dump(mode="json", exclude=set(row.unaudited))
    masked: dict[str, Any] = mask_personal_numbers_in(values)
    return masked


@dataclass(frozen=True, slots=True)
class Act:
    """What was done to a record, for its audit entry; the fields mean what the parameters of ``record`` mean."""

    event: str
    subject: Record
    before: dict[str, Any] | None = None
    reason: str | None = None


def record(
    session: Session, event: str, *, subject: Record, before: dict[str, Any] | None = None, reason: str | None = None
) -> AuditEntry:
    """Write an audit entry: the session's actor did ``event`` (``noun.verb``) to ``subject``. Flushes.

    ``before`` is ``facts(subject)`` taken before the change, None for a new record. The state after the change is read
    from the record itself; it is None for a deleted record. For a change, only the fields that differ are stored.

    Raises: ActorMissing if the session has no actor; what the session's ``permit`` raises.
    """
    return record_together(session, Act(event, subject, before, reason))[0]


def record_together(session: Session, *acts: Act) -> list[AuditEntry]:
    """Write the audit entries of acts that are done at once, by one statement. Flushes. Raises: as ``record``."""
    actors = [_permitted(session, act.event, act.subject) for act in acts]
    session.flush()
    entries = [_entry_of(actor, act) for actor, act in zip(actors, acts, strict=True)]
    session.add_all(entries)
    session.flush()
    return entries


def _entry_of(actor: Actor, act: Act) -> AuditEntry:
    state = inspect(act.subject)
    before, after = act.before, None if state.deleted or state.was_deleted else facts(act.subject)
    if before is not None and after is not None:
        changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
        before = {name: value for name, value in before.items() if name in changed}
        after = {name: value for name, value in after.items() if name in changed}
    return _entry(
        actor,
        act.event,
        subject_type=act.subject.__tablename__,
        subject_id=act.subject.id,
        before=before,
        after=after,
        reason=mask_personal_numbers_in(act.reason),
    )


def entries_for(
    session: Session, event: str, subject: Record, changes: Iterable[Change], *, reason: str | None = None
) -> Iterator[dict[str, Any]]:
    """Return the entry of each change as plain values, for ``bulk_writing``, made one by one as they are read.

    What is the same in all of them is asked and validated once. ``subject`` stands for them: the caller has made sure
    that all belong to what the actor may change. The right is asked at once, since reading the entries may happen
    amid a COPY, when the connection takes no query.

    Raises: as ``record``.
    """
    actor = _permitted(session, event, subject)
    return _entries(actor, event, subject_type=str(subject.__tablename__), changes=changes, reason=reason)


def _entries(
    actor: Actor, event: str, *, subject_type: str, changes: Iterable[Change], reason: str | None
) -> Iterator[dict[str, Any]]:
    because, same = mask_personal_numbers_in(reason), dict[str, Any]()
    for subject_id, before, after in changes:
        if not same:
            values = {"subject_id": subject_id, "before": before, "after": after, "reason": because}
            entry = _entry(actor, event, subject_type=subject_type, **values)
            same = {name: getattr(entry, name) for name in AuditEntry.model_fields}
        entered = {**same, "at": now(), "subject_id": subject_id, "before": before, "after": after}
        yield {**entered, "sha256": digest_of(entered)}


def _permitted(session: Session, event: str, subject: SQLModel) -> Actor:
    """Return the session's actor if it may do this. Raises: ActorMissing, OnChangeMissing; what ``permit`` raises."""
    actor: Actor | None = session.info.get("acting")
    if actor is None:
        raise ActorMissing
    permit = session.info.get("permit")
    if permit is None:
        raise OnChangeMissing
    permit(session, event, subject)
    return actor


def note_refusal(session: Session, actor: Actor, refusal: Refusal) -> None:
    """Write that an act was refused, on the account that tried it; on nobody where the actor has no account."""
    entry = _entry(
        actor,
        "access.refused",
        subject_type="account",
        subject_id=actor.account_id or _NOBODY,
        after={"code": refusal.code, "verb": refusal.verb},
        reason=told_in_codes(mask_personal_numbers_in(refusal.zh)),
    )
    session.add(entry)
    session.flush()


def note_failed_sign_in(
    session: Session, account: Record, *, login: str, channel: Channel, said: Mapping[str, Any]
) -> None:
    """Write that somebody failed to sign in to an account; ``said`` is at what. Nothing that was typed is stored."""
    entry = _entry(
        Actor("未登录者", channel=channel, login=login),
        "sign_in.failed",
        subject_type="account",
        subject_id=account.id,
        after=dict(said),
    )
    session.add(entry)
    session.flush()


def _entry(actor: Actor, event: str, **values: Any) -> AuditEntry:
    """Return an entry with who acted and its hash."""
    who = {name: getattr(actor, name) for name in _WHO} | {"channel": actor.channel.value}
    entry = AuditEntry.model_validate(
        {"at": now(), "actor": actor.name, "event": event, **values, **who, "hash_formula": 2, "sha256": "0"}
    )
    entry.sha256 = digest(entry)
    return entry


def digest(entry: AuditEntry) -> str:
    """Return the SHA-256 of an entry's columns; the entry is unaltered if ``entry.sha256`` equals it.

    Formula 1 leaves out who acted beside the name: entries of before accounts.
    """
    return digest_of({name: getattr(entry, name) for name in (*_HASHED, *_WHO, "at", "hash_formula")})


def digest_of(entry: Mapping[str, Any]) -> str:
    """Return the SHA-256 of an entry given as values by column."""
    names = _HASHED if entry["hash_formula"] == 1 else (*_HASHED, *_WHO)
    values = {name: entry[name] for name in names}
    values |= {"subject_id": str(entry["subject_id"]), "at": entry["at"].isoformat(timespec="microseconds")}
    written = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(written.encode()).hexdigest()
