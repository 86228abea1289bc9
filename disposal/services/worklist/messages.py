"""消息: list them newest first, count those unread, mark them as read.

A message is an audit entry that somebody else wrote, or a job in the person's name, on what the person began. So
nothing sends messages and none can be missing; who loses a right or a branch no longer sees the messages that need it.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import exists, literal, union_all
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, or_, select
from sqlmodel.sql.sqltypes import UTCDateTime

from disposal.acting import Actor, Channel
from disposal.errors import DisposalError
from disposal.models.accounts.message_mark import MessageMark
from disposal.models.records.audit_entry import AuditEntry
from disposal.models.records.record import now
from disposal.services.accounts.identity import acting
from disposal.services.accounts.permissions import may, require
from disposal.services.worklist.message_kinds import KIND_OF, KINDS, MessageKind
from disposal.services.worklist.message_subjects import AboutRecord, Words

MOST = 50
"""Messages of a page."""
MOST_COUNTED = 99
"""Counting stops here: beyond it the head of the pages says 99+."""
_MARKED = "message.marked"


class MessageUnknown(DisposalError):
    """No message of that number is for this account."""

    code: ClassVar[str] = "message_unknown"
    status: ClassVar[int] = 404

    def __init__(self, message_id: int) -> None:
        super().__init__(
            zh=f"没有编号为 {message_id} 的消息，或它不是给您的；请从“消息”中打开。",
            en=f"there is no message {message_id}, or it is not for you; open it from the list of messages",
            field="message_id",
        )


@dataclass(frozen=True, slots=True)
class Message:
    """What happened to something of the person's: who, when, what, about which record, why, and its page.

    ``id`` is that of the audit entry; messages stand in its order.
    """

    id: int
    at: datetime
    who: str
    what: Words
    about: Words
    why: Words
    path: str
    is_read: bool

    def as_json(self) -> dict[str, Any]:
        """Return the message as JSON values."""
        said = {name: dict(zip(("zh", "en"), getattr(self, name), strict=True)) for name in ("what", "about", "why")}
        return asdict(self) | said | {"at": self.at.isoformat(timespec="seconds")}


@dataclass(frozen=True, slots=True)
class MessagePage:
    """A page of messages; ``older`` is the position of the next one, None on the last.

    ``unread`` counts all that are not read, up to one more than ``MOST_COUNTED``.
    """

    messages: tuple[Message, ...]
    older: int | None
    unread: int


def message_page(
    session: Session, *, before: int | None = None, unread_only: bool = False, most: int = MOST
) -> MessagePage:
    """Return a page of the messages of the session's actor, newest first. Raises: PermissionRefused, ScopeRefused."""
    actor = require(session, "messages.read")
    query: Any = _told(actor)
    if query is None:
        return MessagePage((), None, 0)
    mark = select(MessageMark.entry_id).where(
        MessageMark.account_id == actor.account_id, MessageMark.entry_id == AuditEntry.id
    )
    wanted = query.add_columns(mark.exists())
    if before is not None:
        wanted = wanted.where(col(AuditEntry.id) < before)
    if unread_only:
        wanted = wanted.where(~mark.exists())
    rows = session.execute(wanted.order_by(col(AuditEntry.id).desc()).limit(most + 1)).all()
    older = rows[most - 1][0].id if len(rows) > most else None
    return MessagePage(_in_words(session, rows[:most]), older, count_unread(session))


def message_with(session: Session, message_id: int) -> Message:
    """Return one message of the session's actor. Raises: MessageUnknown, PermissionRefused, ScopeRefused."""
    page = message_page(session, before=message_id + 1, most=1) if 0 < message_id < 2**63 - 1 else None
    if page is None or not page.messages or page.messages[0].id != message_id:
        raise MessageUnknown(message_id)
    return page.messages[0]


def count_unread(session: Session) -> int:
    """Return how many messages the session's actor has not read, by one statement; beyond ``MOST_COUNTED`` one more."""
    actor = acting(session)
    query = None if actor is None else _told(actor)
    if actor is None or query is None:
        return 0
    unread = query.with_only_columns(AuditEntry.id).where(~_is_read(actor)).limit(MOST_COUNTED + 1)
    return len(session.execute(unread).all())


def mark_read(session: Session, message_id: int) -> Message:
    """Mark one message as read, and return it. Raises: MessageUnknown, PermissionRefused, ScopeRefused."""
    actor = require(session, _MARKED)
    message = message_with(session, message_id)
    _mark(session, actor, AuditEntry.id == message_id)
    return message


def mark_all_read(session: Session, *, through: int) -> None:
    """Mark all messages as read up to one: the newest that was shown, not what has come since.

    Raises: PermissionRefused, ScopeRefused.
    """
    _mark(session, require(session, _MARKED), col(AuditEntry.id) <= through)


def _mark(session: Session, actor: Actor, which: Any) -> None:
    query = _told(actor)
    if query is None:
        return
    read = query.with_only_columns(literal(actor.account_id), AuditEntry.id, literal(now(), UTCDateTime())).where(which)
    unread = read.where(~_is_read(actor))
    columns = ["account_id", "entry_id", "read_at"]
    session.execute(insert(MessageMark).from_select(columns, unread).on_conflict_do_nothing())


def _told(actor: Actor) -> Any:
    """Return the query of the entries that an actor is told of, None for who has no account."""
    if actor.account_id is None or actor.person_id is None:
        return None
    parts = [_part(kind, actor) for kind in KINDS if may(actor, kind.right)]
    if not parts:
        return None
    told = union_all(*parts).subquery("told")
    return select(AuditEntry).join(told, told.c.id == AuditEntry.id)


def _part(kind: MessageKind, actor: Actor) -> Any:
    by_another = or_(
        col(AuditEntry.person_id).is_distinct_from(actor.person_id), AuditEntry.channel == Channel.job.value
    )
    return select(AuditEntry.id).where(col(AuditEntry.event).in_(list(kind.events)), by_another, *kind.own(actor))


def _is_read(actor: Actor) -> Any:
    return exists().where(
        col(MessageMark.account_id) == actor.account_id, col(MessageMark.entry_id) == col(AuditEntry.id)
    )


def _in_words(session: Session, rows: Sequence[Any]) -> tuple[Message, ...]:
    by_kind = defaultdict[int, set[UUID]](set)
    kinds = [KIND_OF[entry.event] for entry, _ in rows]
    for kind, (entry, _) in zip(kinds, rows, strict=True):
        by_kind[KINDS.index(kind)].add(entry.subject_id)
    known: dict[UUID, AboutRecord] = {}
    for at, ids in by_kind.items():
        known |= KINDS[at].subjects(session, ids)
    return tuple(
        _message(entry, kind, known[entry.subject_id], is_read=is_read)
        for kind, (entry, is_read) in zip(kinds, rows, strict=True)
        if entry.subject_id in known
    )


def _message(entry: AuditEntry, kind: MessageKind, subject: AboutRecord, *, is_read: bool) -> Message:
    zh, en = subject.returned if entry.event == "submission.returned" else ("", "")
    reason = (entry.reason or subject.reason) if kind.says_why else ""
    why = "：".join(filter(None, (zh, reason))), ": ".join(filter(None, (en, reason)))
    what = kind.events[entry.event]
    return Message(entry.id or 0, entry.at, entry.actor, what, subject.about, why, subject.path, is_read)
