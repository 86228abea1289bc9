"""From the login that somebody claims to the account that acts, with the rights it has at this moment."""

from dataclasses import replace
from typing import ClassVar

from sqlmodel import Session, col, select

from disposal.acting import Actor, Channel, Refusal, Role
from disposal.clock import now
from disposal.models.accounts.account import Account
from disposal.models.accounts.person import Person
from disposal.services.accounts.modes import is_production
from disposal.services.accounts.scope import limit_to_issuers
from disposal.services.accounts.tokens import account_of_token

_ALL_ISSUERS = (Role.auditor, Role.administrator)
"""Who is nothing else sees all issuers: auditors write nothing, and administrators have no right on records."""


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


class ProofMissing(Refusal):
    """In production a login alone was given on the command line."""

    code: ClassVar[str] = "proof_missing"

    def __init__(self) -> None:
        super().__init__(
            zh="正式系统的命令须证明本人：运行 disposal user token 登录名（询问密码和验证码），"
            "将所得令牌设为环境变量 DISPOSAL_TOKEN。",
            en="commands of a register in production need proof of who acts: run disposal user token LOGIN, which asks "
            "for password and code, and set the token that it prints as DISPOSAL_TOKEN.",
            field="DISPOSAL_TOKEN",
        )


class TokenOfAnother(Refusal):
    """--as names another login than that of the token."""

    code: ClassVar[str] = "token_of_another"

    def __init__(self, login: str) -> None:
        super().__init__(
            zh=f"DISPOSAL_TOKEN 不是“{login[:60]}”的令牌；请去掉 --as，或换用该账号的令牌。",
            en=f'DISPOSAL_TOKEN is no token of "{login[:60]}"; leave --as out, or use a token of that account.',
            field="DISPOSAL_TOKEN",
        )


def has_accounts(session: Session) -> bool:
    """Return whether the register has an account. Before the first, anybody who reaches it may act by name."""
    actor = acting(session)
    if actor is not None and actor.account_id is not None:
        return True
    return session.exec(select(Account.id).limit(1)).first() is not None


def identify(session: Session, actor: Actor) -> Actor:
    """Return the actor as the account it claims to be; limit the session to the records of its issuers.

    Roles and issuers are read anew in every session. Before the first account an actor is only a name.

    Raises: AccountUnknown, AccountDisabled; TokenUnusable, TokenOfAnother; ProofMissing on the command line in
    production.
    """
    if actor.is_register or actor.is_public or actor.is_server:
        return actor
    if actor.bearer is not None:
        token, account, name = account_of_token(session, actor.bearer, at=now())
        if actor.login is not None and actor.login.lower() != account.login:
            raise TokenOfAnother(actor.login)
        scopes = frozenset(token.scopes)
        proved = replace(
            actor, account_id=account.id, scopes=scopes, proof="token", proved_at=token.created_at, bearer=None
        )
        return _as_account(session, proved, account, name=name)
    claimed = actor.login or actor.name
    by = Account.id == actor.account_id if actor.account_id is not None else Account.login == claimed.lower()
    held = select(Account, Person.name).join(Person, col(Person.id) == Account.person_id).where(by)
    found = session.exec(held).one_or_none()
    if found is None:
        if actor.account_id is not None or has_accounts(session):
            raise AccountUnknown(claimed)
        return actor
    account, name = found
    if actor.channel is Channel.command_line and actor.proof is None and is_production(session):
        raise ProofMissing
    return _as_account(session, actor, account, name=name)


def _as_account(session: Session, actor: Actor, account: Account, *, name: str) -> Actor:
    """Return the actor as an account of a person of that name. Raises: AccountDisabled."""
    if account.disabled_at is not None:
        raise AccountDisabled(account.login)
    roles = frozenset(account.roles)
    known = replace(
        actor,
        name=name,
        account_id=account.id,
        person_id=account.person_id,
        login=account.login,
        roles=roles,
        issuer_ids=None if roles and roles <= set(_ALL_ISSUERS) else frozenset(account.issuer_ids),
    )
    if known.issuer_ids is not None:
        limit_to_issuers(session, known.issuer_ids)
    return known


def acting(session: Session) -> Actor | None:
    """Return the actor of a session, or None for a session of the public."""
    found: Actor | None = session.info.get("acting")
    return found
