"""Who took part in what is submitted: whoever wrote an audit entry on a record that it is composed from."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, or_, select

from disposal.acting import Actor, Channel
from disposal.models.accounts.account import Account
from disposal.models.accounts.person import Person
from disposal.models.approvals.submission import Contributor
from disposal.models.records.audit_entry import AuditEntry
from disposal.models.tables import every_table
from disposal.services.accounts.persons import unproved_user, user_of_entry
from disposal.services.records.actors import may_be_one
from disposal.services.records.id_sets import among

_NO_PART = frozenset({
    "notice.step_approved", "notice.approved", "notice.returned", "notice.day_chosen", "notice.scheduled",
    "notice.unscheduled", "notice.entered_afterwards", "notice.published", "issuer.entered", "issuer.rules_changed",
    "project.announced", "project.cancelled", "project.closed", "project.reopened", "project.restored",
    "party.number_read", "party.number_resealed", "party.screening_due",
})  # fmt: skip
"""Acts on these records that say nothing of what a notice says."""


def newest_entry_id(session: Session) -> int:
    """Return the id of the newest audit entry, 0 if there is none."""
    return session.exec(select(func.max(AuditEntry.id))).one() or 0


def entries_since(
    session: Session, record_ids: Iterable[UUID], entry_id: int, *, until: datetime | None = None
) -> list[AuditEntry]:
    """Return the audit entries on these records after an entry, oldest first, of acts that take part in the text."""
    query = select(AuditEntry).where(among(AuditEntry.subject_id, record_ids), col(AuditEntry.id) > entry_id)
    query = query.where(col(AuditEntry.event).not_in(_NO_PART))
    if until is not None:
        query = query.where(col(AuditEntry.at) <= until)
    return list(session.exec(query.order_by(col(AuditEntry.id))).all())


def entries_perhaps_of(session: Session, record_ids: Iterable[UUID], actor: Actor) -> list[AuditEntry]:
    """Return those entries on these records that the actor wrote or may have written, oldest first.

    Left out is what another proved account wrote: it says nothing of the actor.
    """
    query = select(AuditEntry).where(among(AuditEntry.subject_id, record_ids), col(AuditEntry.event).not_in(_NO_PART))
    is_unproved = (col(AuditEntry.channel) == Channel.command_line.value) & col(AuditEntry.proof).is_(None)
    query = query.where(or_(AuditEntry.person_id == actor.person_id, col(AuditEntry.person_id).is_(None), is_unproved))
    return list(session.exec(query.order_by(col(AuditEntry.id))).all())


def contributors_since(
    session: Session, record_ids: Iterable[UUID], entry_id: int, *, until: datetime | None = None
) -> list[Contributor]:
    """Return who took part since an audit entry, each once, in order; up to an instant where one is given."""
    return contributors_in(session, entries_since(session, record_ids, entry_id, until=until))


def contributors_in(session: Session, entries: Iterable[AuditEntry]) -> list[Contributor]:
    """Return who wrote these audit entries, each once, in order.

    Of an unproved command the account of the system's user counts too.
    """
    written = list(entries)
    return contributors_among(written, persons_of_users(session, written))


def persons_of_users(session: Session, entries: Iterable[AuditEntry]) -> dict[str, Person]:
    """Return the person of each system's user that wrote one of these entries by an unproved command, by login."""
    users = {user for each in entries if each.person_id and (user := user_of_entry(each))}
    query = select(Account.login, Person).join(Person).where(col(Account.login).in_(users)).order_by(col(Person.id))
    return dict(session.exec(query).all()) if users else {}


def contributors_among(entries: Iterable[AuditEntry], persons: Mapping[str, Person]) -> list[Contributor]:
    """Return who wrote these entries, with the persons of system's users. Asks nothing of the database."""
    found: dict[Contributor, None] = {}
    for entry in entries:
        user = user_of_entry(entry)
        found[Contributor(name=entry.actor, person_id=entry.person_id, os_user=user)] = None
    users = {each.os_user for each in found if each.os_user and each.person_id}
    for login, person in persons.items():
        if login in users:
            found[Contributor(name=person.name, person_id=person.id)] = None
    return list(found)


def took_part(contributors: Sequence[Contributor], actor: Actor) -> Contributor | None:
    """Return as whom the actor took part, or None."""
    user = unproved_user(actor)
    for each in contributors:
        if each.person_id is None:
            is_one = may_be_one(each.name, actor.name)
        else:
            is_one = each.person_id == actor.person_id or (user is not None and user == each.os_user)
        if is_one:
            return each
    return None


def in_words(entries: Iterable[AuditEntry]) -> list[tuple[str, str]]:
    """Return what changed, in both languages: the kind of record, the act and who did it; each once."""
    labels = {table.__tablename__: table.label for table in every_table() if "label" in vars(table)}
    words: dict[tuple[str, str], None] = {}
    for entry in entries:
        zh, en = labels.get(entry.subject_type, (entry.subject_type, entry.subject_type))
        fields = "、".join(sorted(entry.after or {})) if entry.before is not None and entry.after else ""
        name = str((entry.after or {}).get("name") or "")
        words[
            f"{zh}{name}（{entry.event}{f'：{fields}' if fields else ''}，{entry.actor}）",
            f"{en} {name} ({entry.event}{f': {fields}' if fields else ''}, {entry.actor})",
        ] = None
    return list(words)
