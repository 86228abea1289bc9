"""The first address: while a register has no account, it lets its holder make the first administrator, once."""

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, ClassVar

from sqlalchemy import func
from sqlmodel import Session, col, select

from disposal.acting import Role
from disposal.errors import DisposalError
from disposal.models.accounts.account import Account
from disposal.models.accounts.one_time_secret import OneTimePurpose, OneTimeSecret
from disposal.services.accounts.accounts import AccountEntry, add_account
from disposal.services.accounts.identity import has_accounts
from disposal.services.records.writing import change, enter

LASTS = timedelta(hours=1)
PATH = "/desk/first"
_LOCK = 0x66697273


class FirstAddressUnusable(DisposalError):
    """The address is wrong, past or used, or the register has accounts. All are told alike."""

    code: ClassVar[str] = "first_address_unusable"
    status: ClassVar[int] = 404

    def __init__(self) -> None:
        super().__init__(
            zh="此网址已失效：已过1小时、已用过，或已有账号。尚无账号的，重新运行 disposal serve 可得新网址。",
            en="this address is over: older than an hour, used, or the register has accounts. If there is none, start "
            "disposal serve again for a new one",
            field="address",
        )


@dataclass(frozen=True, slots=True)
class FirstAdministrator:
    """What the page of the first address asks for."""

    login: str
    name: str
    password: str


def make_first_address(session: Session, *, at: datetime) -> str | None:
    """Return the path with a new secret, in place of older ones; None if the register has an account."""
    _wait_in_line(session)
    if has_accounts(session):
        return None
    for older in session.exec(_unused(at)).all():
        change(session, older, {"used_at": at}, event="one_time_secret.made", reason="另发首位管理员网址")
    text = secrets.token_urlsafe(32)
    made = OneTimeSecret(
        purpose=OneTimePurpose.first_administrator, digest=_digest(text), expires_at=at + LASTS, created_at=at
    )
    enter(session, made, event="one_time_secret.made")
    return f"{PATH}?key={text}"


def check_first_address(session: Session, key: str, *, at: datetime) -> OneTimeSecret:
    """Return the secret of a first address without using it up. Raises: FirstAddressUnusable."""
    usable: Sequence[OneTimeSecret] = () if has_accounts(session) else session.exec(_unused(at)).all()
    for secret in usable:
        if hmac.compare_digest(secret.digest, _digest(key)):
            return secret
    raise FirstAddressUnusable


def make_first_administrator(session: Session, key: str, first: FirstAdministrator, *, at: datetime) -> Account:
    """Make the first administrator and use the address up; of two at once, the second is refused.

    Raises: FirstAddressUnusable, PasswordRefused, InvalidRecord.
    """
    _wait_in_line(session)
    secret = check_first_address(session, key, at=at)
    entry = AccountEntry(first.login, first.name, (Role.administrator,))
    change(session, secret, {"used_at": at}, event="one_time_secret.used", reason="开设首位管理员")
    return add_account(session, entry, password=first.password, at=at).account


def _wait_in_line(session: Session) -> None:
    session.execute(select(func.pg_advisory_xact_lock(_LOCK)))


def _unused(at: datetime) -> Any:
    return select(OneTimeSecret).where(
        OneTimeSecret.purpose == OneTimePurpose.first_administrator,
        col(OneTimeSecret.used_at).is_(None),
        col(OneTimeSecret.expires_at) > at,
    )


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
