"""Changes of an account once they are allowed: roles, disabling, a new password, a new second factor."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from disposal.acting import Refusal, Role
from disposal.errors import DisposalError
from disposal.models.accounts.account import Account
from disposal.models.accounts.one_time_secret import OneTimePurpose, OneTimeSecret
from disposal.models.accounts.passkey import Passkey
from disposal.models.accounts.provider_identity import ProviderIdentity, ProviderIdentityCreate
from disposal.models.accounts.second_factor import RecoveryCode, SecondFactor
from disposal.services.accounts.endings import end_sessions, end_tokens
from disposal.services.accounts.modes import is_production, secrets_of
from disposal.services.records.validation import read
from disposal.services.records.writing import change, enter, remove
from disposal.settings import Settings

RESET_LASTS = timedelta(hours=1)
_CODE_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_CODE_LENGTH = 12
_LOCK = 0x61646D73
ON_SERVER = "disposal user open-on-server"


class LastAdministrator(DisposalError):
    """Without this account nobody could open or unlock another."""

    code = "last_administrator"

    def __init__(self, login: str) -> None:
        super().__init__(
            zh=f"“{login}”是唯一在用的管理员，不能停用或取消管理员岗位；请先设立另一名管理员。",
            en=f'"{login}" is the only administrator in use; make another first, then disable it or take that role.',
            field="roles",
        )


class SecondAdministratorKept(Refusal):
    """With this account the second administrator would go, and the other would act alone from then on."""

    code = "second_administrator_kept"
    status = 409

    def __init__(self, login: str) -> None:
        super().__init__(
            zh=f"“{login}”是在用的两名管理员之一，停用或取消其管理员岗位后只剩一人授权；请先由两人共同开设接任的管理员。"
            f"本人已离岗、不能办理的，请在服务器上运行 {ON_SERVER} 开设接任人。",
            en=f'"{login}" is one of the only two administrators in use, and the other would act alone; first open the '
            f"successor, which takes both. If the person has left, run {ON_SERVER} on the server to open one.",
            field="roles",
            verb="account.disabled",
        )


def active_accounts(session: Session) -> list[Account]:
    """Return the accounts that are not disabled, by login."""
    return list(session.exec(select(Account).where(col(Account.disabled_at).is_(None)).order_by(Account.login)))


def set_roles(
    session: Session, account: Account, *, roles: Iterable[Role], issuer_ids: Iterable[UUID], why: tuple[str, datetime]
) -> None:
    """Give an account these roles and issuers, and end its sign-ins. ``why``: reason and instant.

    Raises: LastAdministrator, SecondAdministratorKept.
    """
    reason, at = why
    wanted: dict[str, Any] = {"roles": sorted(set(roles)), "issuer_ids": sorted(set(issuer_ids))}
    if Role.administrator not in wanted["roles"]:
        refuse_too_few_administrators(session, account)
    altered = {name: value for name, value in wanted.items() if value != sorted(getattr(account, name))}
    change(session, account, altered, event="account.changed", reason=reason)
    if altered:
        end_sessions(session, account.id, at=at)


def set_disabled(session: Session, account: Account, *, reason: str, at: datetime) -> None:
    """Disable an account (停用); its sign-ins and tokens end. Raises: LastAdministrator, SecondAdministratorKept."""
    refuse_too_few_administrators(session, account)
    change(session, account, {"disabled_at": at}, event="account.disabled", reason=reason)
    end_sessions(session, account.id, at=at)
    end_tokens(session, account, at=at, reason=reason, event="api_token.withdrawn")


def set_enabled(session: Session, account: Account, *, reason: str) -> None:
    """Enable a disabled account again (启用)."""
    change(session, account, {"disabled_at": None}, event="account.enabled", reason=reason)


def give_reset_code(
    session: Session, account: Account, *, reason: str, at: datetime, first_half: str | None = None
) -> str:
    """Take the password away and return a code, to be handed over in person, on which a new one is set once.

    ``first_half`` is the digest of the half that another administrator hands over; what is returned is then the other
    half, and neither opens the account alone. Sign-ins and tokens end. The second factor stays: see
    ``withdraw_factors``.
    """
    code = new_code()
    values = {"password_hash": None, "must_change_password": True}
    for older in session.exec(select(OneTimeSecret).where(OneTimeSecret.account_id == account.id)).all():
        if older.used_at is None:
            change(session, older, {"used_at": at}, event="one_time_secret.made", reason=reason)
    change(session, account, values, event="account.reset", reason=reason)
    end_sessions(session, account.id, at=at)
    end_tokens(session, account, at=at, reason=reason, event="api_token.withdrawn")
    given = OneTimeSecret(
        purpose=OneTimePurpose.new_password,
        account_id=account.id,
        digest=_joined(session, account, (first_half, _digest(session, account, code)))
        if first_half
        else _digest(session, account, code),
        expires_at=at + RESET_LASTS,
    )
    enter(session, given, event="one_time_secret.made")
    return code


def new_code() -> str:
    """Return a new reset code, or half of one: twelve signs in three groups."""
    signs = "".join(secrets.choice(_CODE_SIGNS) for _ in range(_CODE_LENGTH))
    return f"{signs[:4]}-{signs[4:8]}-{signs[8:]}"


def reset_digest(session: Session, account: Account, code: str) -> str:
    """Return the digest under which a reset code is stored; hyphens, blanks and small letters make no difference.

    Two halves, in any order, have the digest of the whole.
    """
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    if len(plain) != 2 * _CODE_LENGTH:
        return _digest(session, account, plain)
    halves = plain[:_CODE_LENGTH], plain[_CODE_LENGTH:]
    return _joined(session, account, [_digest(session, account, half) for half in halves])


def _digest(session: Session, account: Account, code: str) -> str:
    return secrets_of(session).digest("reset", f"{account.id} {code.replace('-', '')}")


def _joined(session: Session, account: Account, halves: Iterable[str]) -> str:
    return secrets_of(session).digest("reset halves", f"{account.id} {' '.join(sorted(halves))}")


def withdraw_factors(session: Session, account: Account, *, reason: str, at: datetime) -> None:
    """Take the second factor, recovery codes and passkeys of an account away; the person sets new ones."""
    for factor in session.exec(select(SecondFactor).where(SecondFactor.account_id == account.id)).all():
        remove(session, factor, event="second_factor.withdrawn", reason=reason)
    for passkey in session.exec(select(Passkey).where(Passkey.account_id == account.id)).all():
        remove(session, passkey, event="passkey.withdrawn", reason=reason)
    change(session, account, {"must_change_password": True}, event="account.reset", reason=reason)
    for code in session.exec(select(RecoveryCode).where(RecoveryCode.account_id == account.id)).all():
        session.delete(code)
    end_sessions(session, account.id, at=at)
    session.flush()


def identity_for(session: Session, account: Account, subject: str) -> ProviderIdentity:
    """Return the link, not yet entered, of an account to a person of the provider of the settings.

    Raises: InvalidRecord.
    """
    settings: Settings = session.info["settings"]
    values = {"account_id": account.id, "issuer": settings.oidc_issuer, "subject": subject}
    return ProviderIdentity.model_validate(read(ProviderIdentityCreate, values).model_dump())


def set_identity(session: Session, account: Account, subject: str, *, reason: str) -> None:
    """Link an account to a person of the provider of the settings. Raises: InvalidRecord, RecordExists."""
    enter(session, identity_for(session, account, subject), event="provider_identity.entered", reason=reason)


def remove_identities(session: Session, account: Account, *, reason: str, at: datetime) -> None:
    """Take the links of an account to the identity provider away; its sign-ins end."""
    for link in session.exec(select(ProviderIdentity).where(ProviderIdentity.account_id == account.id)).all():
        remove(session, link, event="provider_identity.removed", reason=reason)
    end_sessions(session, account.id, at=at)


def refuse_too_few_administrators(session: Session, account: Account) -> None:
    """Refuse to take an administrator away whom the register needs; of two at once, the second waits.

    Raises: LastAdministrator; in production SecondAdministratorKept, for of two one would be left, who acts alone.
    """
    if Role.administrator not in account.roles or account.disabled_at is not None:
        return
    session.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    rows = session.exec(select(Account.id, Account.person_id, Account.roles).where(col(Account.disabled_at).is_(None)))
    others = {person for each, person, roles in rows if Role.administrator in roles and each != account.id}
    if not others:
        raise LastAdministrator(account.login)
    if is_production(session) and len(others) == 1 and account.person_id not in others:
        raise SecondAdministratorKept(account.login)
