"""The history of a record (变更记录): who changed what, when and why, of the record and of what hangs on it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.acting import Channel
from disposal.models.records.audit_entry import AuditEntry
from disposal.services.accounts.permissions import require
from disposal.services.records.event_words import event_words, table_called
from disposal.services.records.id_sets import among
from disposal.services.staff_records.field_labels import HIDDEN, label_in
from disposal.services.staff_records.kinds import PARTS_OF_HISTORY, RECORD_KINDS, RecordKind
from disposal.services.staff_records.records import found_record, title_of
from disposal.services.staff_records.states import Part, of_record, removed_of_claim
from disposal.services.staff_records.values import Names, ids_in, in_words, names_of

_ID_IN_BRACKETS = re.compile(r"（[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}）")
MOST = 100
"""Entries of a page."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field before and after, in words; None where it held nothing."""

    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One act: when, who, through which channel, what was done, why, and the fields that changed."""

    id: int
    at: datetime
    who: str
    channel: str
    what: str
    why: str
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class RecordHistory:
    """The newest entries of a record, newest first; ``older`` is the position of the next page, None at the end."""

    kind: RecordKind
    id: UUID
    title: str
    entries: tuple[HistoryEntry, ...]
    older: int | None


def record_history(
    session: Session, code: str, record_id: UUID, *, before: int | None = None, language: str = "zh"
) -> RecordHistory:
    """Return a page of the history of a record.

    Raises: PermissionRefused, ScopeRefused; RecordNotFound, for a record of another branch too.
    """
    kind = RECORD_KINDS[code]
    require(session, "history.read")
    require(session, f"{code}.read")
    row = found_record(session, kind, record_id)
    query = select(AuditEntry).where(among(AuditEntry.subject_id, _subjects(session, kind, record_id)))
    if before is not None:
        query = query.where(col(AuditEntry.id) < before)
    found = list(session.exec(query.order_by(col(AuditEntry.id).desc()).limit(MOST + 1)))
    older = found[MOST - 1].id if len(found) > MOST else None
    return RecordHistory(
        kind, row.id, title_of(session, kind, row), shown_entries(session, found[:MOST], language), older
    )


def shown_entries(session: Session, entries: Iterable[AuditEntry], language: str) -> tuple[HistoryEntry, ...]:
    """Return entries in words."""
    entries = list(entries)
    wanted: set[UUID] = set()
    for entry in entries:
        table = table_called(entry.subject_type)
        if table is not None:
            wanted |= ids_in(table, [entry.before or {}, entry.after or {}])
    names = names_of(session, wanted)
    return tuple(_entry(each, names, language) for each in entries)


def _subjects(session: Session, kind: RecordKind, record_id: UUID) -> set[UUID]:
    """Return the ids of a record and of all that hangs or once hung on it."""
    found = {record_id}
    column = {"projects": "project_id"}.get(kind.code, "")
    parts = [*kind.parts, *(Part(table, column, "", "") for table in PARTS_OF_HISTORY.get(kind.code, ()))]
    for part in parts:
        if part.column == "claim_id":
            found |= removed_of_claim(session, part, record_id)
        rows = select(part.table.id).where(*of_record(part, record_id))
        found |= set(session.exec(rows))
    return found


def _entry(entry: AuditEntry, names: Names, language: str) -> HistoryEntry:
    channel = Channel.__members__.get(entry.channel or "")
    return HistoryEntry(
        entry.id or 0,
        entry.at,
        entry.actor,
        "" if channel is None else channel.en if language == "en" else channel.zh,
        event_words(entry.event, language),
        _ID_IN_BRACKETS.sub("", entry.reason or ""),
        _changes(entry, names, language),
    )


def _changes(entry: AuditEntry, names: Names, language: str) -> tuple[FieldChange, ...]:
    table = table_called(entry.subject_type)
    if table is None:
        return ()
    before, after = entry.before or {}, entry.after or {}
    shown = []
    for name in [each for each in table.model_fields if each in before or each in after]:
        if name in HIDDEN or name == "created_at":
            continue
        was, is_now = (
            in_words(table, name, state.get(name), names=names, language=language) or None for state in (before, after)
        )
        if was != is_now:
            shown.append(FieldChange(label_in(str(table.__tablename__), name, language), was, is_now))
    return tuple(shown)
