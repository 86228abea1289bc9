"""From the login that somebody claims to the account that acts, with the rights it has at this moment."""

from dataclasses import replace
from typing import Any, ClassVar

from sqlmodel import Session, select

from disposal.acting import Actor, Refusal, Role
from disposal.models import Account, Person
from disposal.services.accounts.scope import limit_to_issuers

_ALL_ISSUERS = (Role.auditor, Role.administrator)
"""Auditors read all; administrators have no right on records, and accounts of every issuer."""


class AccountUnknown(Refusal):
    """No account has this login, and since the first account only accounts act."""

    code: ClassVar[str] = "account_unknown"

    def __init__(self, login: str) -> None:
        shown = login[:60]
        super().__init__(
            zh=f"没有登录名为“{shown}”的账号；请用 --as 登录名 指明（disposal user list 可查），或请管理员开设账号。",
            en=f'no account has the login "{shown}"; name one with --as LOGIN (disposal user list shows them), or ask '
            "an administrator for an account.",
        )


class AccountDisabled(Refusal):
    """The account was disabled."""

    code: ClassVar[str] = "account_disabled"

    def __init__(self, login: str) -> None:
        super().__init__(
            zh=f"账号“{login}”已停用；请用本人其他账号，或请管理员启用。",
            en=f'the account "{login}" is disabled; use another of yours, or ask an administrator to enable it.',
        )


def has_accounts(session: Session) -> bool:
    """Return whether the register has an account. Before the first, anybody who reaches it may act by name."""
    return session.exec(select(Account.id).limit(1)).first() is not None


def identify(session: Session, actor: Actor) -> Actor:
    """Return the actor as the account it claims to be; limit the session to the records of its issuers.

    Roles and issuers are read anew in every session. Before the first account an actor is only a name.

    Raises: AccountUnknown, AccountDisabled.
    """
    claimed = actor.login or actor.name
    query: Any = select(Account, Person).join(Person)
    by = Account.id == actor.account_id if actor.account_id is not None else Account.login == claimed.lower()
    row = session.exec(query.where(by)).one_or_none()
    if row is None:
        if actor.account_id is not None or has_accounts(session):
            raise AccountUnknown(claimed)
        return actor
    account, person = row
    if account.disabled_at is not None:
        raise AccountDisabled(account.login)
    known = replace(
        actor,
        name=person.name,
        account_id=account.id,
        person_id=person.id,
        login=account.login,
        roles=frozenset(account.roles),
        issuer_ids=None if set(account.roles) & set(_ALL_ISSUERS) else frozenset(account.issuer_ids),
    )
    if known.issuer_ids is not None:
        limit_to_issuers(session, known.issuer_ids)
    return known


def acting(session: Session) -> Actor | None:
    """Return the actor of a session, or None for a session of the public."""
    found: Actor | None = session.info.get("acting")
    return found
