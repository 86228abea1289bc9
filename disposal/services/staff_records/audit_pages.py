"""The audit trail on a page (审计记录): all of it for auditors, that of accounts and branches for administrators."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints
from sqlmodel import Session, col, or_, select

from disposal.acting import Role
from disposal.models.accounts.account import Account
from disposal.models.records.audit_entry import AuditEntry
from disposal.services.accounts.permissions import require
from disposal.services.public.queries import Day, Query
from disposal.services.records import audit
from disposal.services.records.audit_trail import is_as_written
from disposal.services.staff_lists.keyset import run
from disposal.services.staff_lists.queries import day_of
from disposal.services.staff_records.history import HistoryEntry, shown_entries
from disposal.services.staff_records.kinds import CODES_BY_TABLE

MOST = 50
OF_ACCOUNTS = (
    "account", "person", "issuer", "api_token", "account_request", "second_factor", "passkey",
    "provider_identity", "mode",
)  # fmt: skip
"""Tables whose entries an administrator sees: those of accounts and branches, not of cases; nor what was exported."""
Word = Annotated[str, StringConstraints(max_length=100)]


class AuditQuery(Query):
    """Filters of the audit trail. ``who`` is a name or a login, ``noun`` the first word of an event."""

    who: Word | None = None
    noun: Word | None = Field(None, description="claim, notice, account …")
    subject: UUID | None = Field(None, description="id of one record")
    since: Day | None = None
    until: Day | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class AuditLine:
    """An entry in words, the page of its record if it has one, and whether it matches its hash."""

    entry: HistoryEntry
    path: str
    login: str
    is_as_written: bool
    sha256: str


@dataclass(frozen=True, slots=True)
class AuditPage:
    """A page of entries, newest first; ``older`` is the position of the next. ``is_limited``: of accounts only."""

    lines: tuple[AuditLine, ...]
    older: int | None
    is_limited: bool


def audit_page(session: Session, query: AuditQuery, *, language: str = "zh") -> AuditPage:
    """Return a page of the audit trail, and write to it that it was read.

    Raises: PermissionRefused, ScopeRefused, SearchTooSlow.
    """
    actor = require(session, "audit.read")
    is_limited = actor.account_id is not None and not actor.has(Role.auditor)
    wanted = select(AuditEntry)
    if is_limited:
        is_export = col(AuditEntry.event).endswith(".exported", autoescape=True)
        wanted = wanted.where(col(AuditEntry.subject_type).in_(OF_ACCOUNTS), ~is_export)
    if query.who:
        wanted = wanted.where(or_(AuditEntry.actor == query.who, AuditEntry.login == query.who.lower()))
    if query.noun:
        wanted = wanted.where(col(AuditEntry.event).startswith(query.noun + ".", autoescape=True))
    if query.subject:
        wanted = wanted.where(AuditEntry.subject_id == query.subject)
    if query.since:
        wanted = wanted.where(day_of(AuditEntry.at) >= query.since)
    if query.until:
        wanted = wanted.where(day_of(AuditEntry.at) <= query.until)
    if query.before is not None:
        wanted = wanted.where(col(AuditEntry.id) < query.before)
    rows: list[AuditEntry] = [
        row[0] for row in run(session, wanted.order_by(col(AuditEntry.id).desc()).limit(MOST + 1))
    ]
    shown = shown_entries(session, rows[:MOST], language)
    lines = tuple(_line(row, entry) for row, entry in zip(rows, shown, strict=False))
    if actor.account_id is not None:
        _note_reading(session, actor.account_id, query)
    return AuditPage(lines, rows[MOST - 1].id if len(rows) > MOST else None, is_limited)


def _line(row: AuditEntry, entry: HistoryEntry) -> AuditLine:
    code = CODES_BY_TABLE.get(row.subject_type)
    path = f"/desk/{code}/{row.subject_id}" if code else ""
    return AuditLine(entry, path, row.login or "", is_as_written(row), row.sha256)


def _note_reading(session: Session, account_id: UUID, query: AuditQuery) -> None:
    asked = query.model_dump(mode="json", exclude_none=True)
    account = session.get_one(Account, account_id)
    reason = "查看审计记录：" + ("，".join(f"{name}={value}" for name, value in sorted(asked.items())) or "全部")
    audit.record(session, "audit.read", subject=account, before=audit.facts(account), reason=reason)
