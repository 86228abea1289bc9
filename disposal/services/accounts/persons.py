"""Whether one person did two acts. Accounts are compared by person; names only where one side had no account yet."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.acting import Actor, Channel, Refusal
from disposal.models.accounts.account import Account
from disposal.models.accounts.person import Person
from disposal.models.records.audit_entry import AuditEntry
from disposal.services.accounts.identity import AccountUnknown, acting, has_accounts
from disposal.services.accounts.modes import is_production
from disposal.services.accounts.permissions import require
from disposal.services.records.actors import may_be_one
from disposal.services.records.id_sets import among
from disposal.write_errors import ActorMissing


class AccountNeeded(Refusal):
    """An act of two persons was tried in a register that has no accounts to tell persons apart."""

    code = "account_needed"
    status = 409

    def __init__(self, *, verb: str) -> None:
        super().__init__(
            zh="登记系统尚无账号，无从区分两人；请先开设账号（disposal user add），再提交审批。",
            en="the register has no accounts yet, so it cannot tell two persons apart; make accounts first (disposal "
            "user add), then submit for approval",
            verb=verb,
        )


class AnotherPersonNeeded(Refusal):
    """Who proposed or entered something cannot confirm it."""

    code = "another_person_needed"

    def __init__(self, *, name: str, verb: str) -> None:
        super().__init__(
            zh=f"{name}是提请人或登记人（或与其同用一个系统用户），不能自行复核；请由另一人复核。",
            en=f"{name} proposed or entered this, or shares the system's user with who did, and cannot confirm it; let "
            "another person do so",
            verb=verb,
        )


def actor_of(session: Session) -> Actor:
    """Return who acts in a session. Raises: ActorMissing."""
    actor = acting(session)
    if actor is None:
        raise ActorMissing
    return actor


def owned_by(table: Any, *, account_id: UUID | None, name: str) -> tuple[Any, ...]:
    """Build the conditions that a draft is of an account, or before the first account of a person of that name."""
    if account_id is not None:
        return (table.owner_id == account_id,)
    return table.owner_id.is_(None), table.owner == name


def needs_two(session: Session) -> bool:
    """Return whether acts of two persons need two: from the first account on, and always in production."""
    return has_accounts(session) or is_production(session)


def person_acting(session: Session, verb: str) -> tuple[Actor, UUID]:
    """Return the actor of a session that may do this verb, and its person, before anything is told of the case.

    Raises: what ``require`` raises; AccountNeeded before the first account.
    """
    actor = require(session, verb)
    if actor.person_id is None or actor.account_id is None:
        raise AccountNeeded(verb=verb)
    return actor, actor.person_id


def person_with_login(session: Session, login: str) -> Person:
    """Return the person of an account. Raises: AccountUnknown."""
    query = select(Person).join(Account).where(Account.login == login.strip().lower())
    person = session.exec(query).one_or_none()
    if person is None:
        raise AccountUnknown(login)
    return person


def unproved_user(actor: Actor) -> str | None:
    """Return the system's user of a command whose account nothing proved: it may be anybody who may use that user."""
    is_unproved = actor.channel is Channel.command_line and actor.proof is None
    return actor.os_user if is_unproved else None


def user_of_entry(entry: AuditEntry) -> str | None:
    """Return the system's user of an audit entry that an unproved command wrote."""
    is_unproved = entry.channel == Channel.command_line.value and entry.proof is None
    return entry.os_user if is_unproved else None


def may_have_written(entry: AuditEntry, actor: Actor) -> bool:
    """Return whether the actor is, or may be, who wrote an audit entry."""
    if entry.person_id is None or actor.person_id is None:
        return may_be_one(entry.actor, actor.name)
    user = unproved_user(actor)
    return entry.person_id == actor.person_id or (user is not None and user == user_of_entry(entry))


def refuse_same_person(actor: Actor, entries: Iterable[AuditEntry], *, verb: str) -> None:
    """Refuse who wrote one of these entries, and an unproved command of the same system's user.

    Raises: AnotherPersonNeeded.
    """
    if any(may_have_written(entry, actor) for entry in entries):
        raise AnotherPersonNeeded(name=actor.name, verb=verb)


def entries_of(session: Session, event: str, subjects: Iterable[UUID]) -> list[AuditEntry]:
    """Return the audit entries of one event on these records, oldest first."""
    query = select(AuditEntry).where(among(AuditEntry.subject_id, subjects), AuditEntry.event == event)
    return list(session.exec(query.order_by(col(AuditEntry.id))).all())
