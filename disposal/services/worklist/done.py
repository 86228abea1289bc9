"""已办: what a person did, an act a line. Whatever one act wrote into the audit trail stands there in one transaction.

An act is told by the record it was about (发布公告 HRZJ-2022-0001), not by the dozen rows that it wrote.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.acting import Actor
from disposal.models.enquiries.enquiry import Enquiry
from disposal.models.lists.restricted_list import RestrictedList
from disposal.models.objections.objection import Objection
from disposal.models.records.audit_entry import AuditEntry
from disposal.models.records.record import Record
from disposal.services.accounts.permissions import may
from disposal.services.records.event_words import event_words
from disposal.services.records.id_sets import among
from disposal.services.staff_records.kinds import RECORD_KINDS
from disposal.services.staff_records.records import titles_of

MOST_ACTS = 20
MOST_ENTRIES = 400
"""How far back is read: a large import alone may write more, and then is all that is shown."""
MOST_WORDS = 3
_TYPED = ("claim_draft.saved", "notice_form_draft.opened", "notice_form_draft.saved", "notice_form_draft.completed")
_NOT_DONE = (*_TYPED, "access.refused", "second_factor.used", "recovery_code.used", "passkey.used")


@dataclass(frozen=True, slots=True)
class DoneAct:
    """One act: when, what was done, and the record it was about with its page, where it has one."""

    at: datetime
    what: str
    about: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class _Door:
    """A table whose records have a page: who may open it, its address, and the field that a record is known by.

    ``column``: what names it in the entries of what hangs on it.
    """

    table: type[Record]
    right: str
    column: str
    title: str
    address: Callable[[Any], str]


def _of_kind(code: str, column: str) -> _Door:
    kind = RECORD_KINDS[code]
    return _Door(kind.table, f"{code}.read", column, kind.title, lambda row: f"/desk/{code}/{row.id}")


_DOORS = (
    _Door(Objection, "objections.read", "objection_id", "receipt", lambda row: f"/desk/objections/{row.receipt}"),
    _Door(Enquiry, "enquiries.read", "enquiry_id", "receipt", lambda row: f"/desk/enquiries/{row.receipt}"),
    _of_kind("bidders", "bidder_id"),
    _of_kind("notices", "notice_id"),
    _of_kind("projects", "project_id"),
    _of_kind("claims", "claim_id"),
    _Door(RestrictedList, "lists.read", "restricted_list_id", "title", lambda row: f"/desk/lists/{row.code}"),
    _of_kind("parties", "party_id"),
)
"""What an act is about is the first of these among what it wrote: a notice, though its project changes with it."""
_Subject = tuple[int, UUID]


def acts_done(session: Session, actor: Actor, language: str) -> tuple[DoneAct, ...]:
    """Return a person's newest acts, newest first; no sign-ins, refusals, nor a draft kept at each field left."""
    acts = [(entries, _subjects(entries)) for entries in list(_transactions(session, actor).values())[:MOST_ACTS]]
    doors = _opened(session, actor, {subjects[0] for _, subjects in acts if subjects})
    return tuple(_act(entries, subjects, doors, language) for entries, subjects in acts)


def acted(actor: Actor) -> bool:
    """Build the condition that a person acted; before the first account, that somebody of that name did."""
    found: bool = (
        AuditEntry.person_id == actor.person_id if actor.person_id is not None else AuditEntry.actor == actor.name
    )
    return found


def _transactions(session: Session, actor: Actor) -> Mapping[int | None, list[AuditEntry]]:
    """Return the newest entries of a person by transaction, the newest transaction first."""
    is_noise = col(AuditEntry.event).startswith("sign_in.") | col(AuditEntry.event).in_(_NOT_DONE)
    query = select(AuditEntry).where(acted(actor), ~is_noise).order_by(col(AuditEntry.id).desc()).limit(MOST_ENTRIES)
    found = defaultdict[int | None, list[AuditEntry]](list)
    for entry in session.exec(query):
        found[entry.transaction_id].insert(0, entry)
    return found


def _subjects(entries: Iterable[AuditEntry]) -> list[_Subject]:
    """Return what an act was about, each as the place of its door and the record's id."""
    found = dict.fromkeys(subject for entry in entries if (subject := _subject_of(entry)))
    first = min((at for at, _ in found), default=None)
    return [subject for subject in found if subject[0] == first]


def _subject_of(entry: AuditEntry) -> _Subject | None:
    facts = (entry.before or {}) | (entry.after or {})
    for at, door in enumerate(_DOORS):
        if entry.subject_type == door.table.__tablename__:
            return at, entry.subject_id
        if facts.get(door.column):
            return at, UUID(facts[door.column])
    return None


def _opened(session: Session, actor: Actor, subjects: Iterable[_Subject]) -> Mapping[_Subject, tuple[str, str]]:
    """Return the title and the address of each record that the person may still open."""
    ids = defaultdict[int, list[UUID]](list)
    for at, record_id in subjects:
        ids[at].append(record_id)
    rows = {
        (at, row.id): row
        for at, wanted in ids.items()
        if may(actor, _DOORS[at].right)
        for row in session.exec(select(_DOORS[at].table).where(among(_DOORS[at].table.id, wanted)))
    }
    titles = titles_of(session, [(row, _DOORS[at].title) for (at, _), row in rows.items()])
    return {subject: (titles[row.id], _DOORS[subject[0]].address(row)) for subject, row in rows.items()}


def _act(
    entries: Sequence[AuditEntry],
    subjects: Sequence[_Subject],
    doors: Mapping[_Subject, tuple[str, str]],
    language: str,
) -> DoneAct:
    """Tell an act by what it did to the records it was about, or else by all that it did."""
    ids, is_english = {record_id for _, record_id in subjects}, language == "en"
    events = [entry.event for entry in entries if entry.subject_id in ids] or [entry.event for entry in entries]
    words = list(dict.fromkeys(event_words(event, language) for event in events))[:MOST_WORDS]
    at, what = entries[-1].at, (", " if is_english else "、").join(words)
    about, path = doors.get(subjects[0], ("", "")) if subjects else ("", "")
    if about and len(subjects) > 1:
        about += f" and {len(subjects) - 1} more" if is_english else f"等{len(subjects)}项"
    return DoneAct(at, what, about, path)
