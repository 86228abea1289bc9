"""Who held which role on the day they acted (当日岗位): read back from the audit trail, whatever they hold today."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.acting import Role
from disposal.models.accounts.account import Account
from disposal.models.accounts.person import Person
from disposal.models.approvals.deputyship import Deputyship
from disposal.models.records.audit_entry import AuditEntry
from disposal.services.records.id_sets import among


def roles_at(session: Session, person_id: UUID, act: AuditEntry | None) -> tuple[Role, ...]:
    """Return the roles of a person's accounts when the person did an act; none where no account stood yet.

    By the order of the trail, not by a clock that may be set: what the first later entry says was there before is what
    stood then; without a later one, what stands today.
    """
    if act is None:
        return ()
    accounts = session.exec(select(Account).where(Account.person_id == person_id).order_by(col(Account.id))).all()
    entries = _entries(session, [each.id for each in accounts])
    found: dict[Role, None] = {}
    for account in accounts:
        found |= dict.fromkeys(_roles_of(account, entries.get(account.id, ()), act.id or 0))
    return tuple(found)


def name_of(session: Session, person_id: UUID | None) -> str:
    """Return the name of a person, empty for nobody."""
    person = session.get(Person, person_id) if person_id else None
    return person.name if person else ""


def deputy_words(session: Session, deputyship_id: UUID | None) -> str:
    """Return in words for whom a deputy acted, by which document, and from when until when."""
    held = session.get(Deputyship, deputyship_id) if deputyship_id else None
    if held is None:
        return ""
    document = f"，文号：{held.document}" if held.document else "，本人指定"
    return f"代理{name_of(session, held.principal_id)}（{held.starts_on}至{held.ends_on}{document}）"


def _entries(session: Session, account_ids: Sequence[UUID]) -> Mapping[UUID, list[AuditEntry]]:
    found: dict[UUID, list[AuditEntry]] = {each: [] for each in account_ids}
    query = select(AuditEntry).where(among(AuditEntry.subject_id, account_ids), AuditEntry.subject_type == "account")
    for entry in session.exec(query.order_by(col(AuditEntry.id))):
        found[entry.subject_id].append(entry)
    return found


def _roles_of(account: Account, entries: Sequence[AuditEntry], act: int) -> list[Role]:
    opened = next((each for each in entries if each.before is None and each.after), None)
    if opened is not None and (opened.id or 0) > act:
        return []
    changed: list[dict[str, Any]] = [
        each.before for each in entries if (each.id or 0) > act and each.before and "roles" in each.before
    ]
    return [Role[each] for each in changed[0]["roles"]] if changed else list(account.roles)
