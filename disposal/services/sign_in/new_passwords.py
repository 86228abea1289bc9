"""New passwords: changed by the person who is signed in, or set on a reset code."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.errors import DisposalError
from disposal.models.accounts.account import Account
from disposal.models.accounts.one_time_secret import OneTimePurpose, OneTimeSecret
from disposal.models.accounts.person import Person
from disposal.services.accounts.account_changes import reset_digest
from disposal.services.accounts.endings import end_sessions
from disposal.services.accounts.modes import secrets_of
from disposal.services.accounts.password_hashing import hashed
from disposal.services.accounts.password_rules import check_password
from disposal.services.accounts.permissions import require
from disposal.services.records.writing import change, found, locked
from disposal.services.sign_in.second_factors import has_codes, passkeys_of


class ResetCodeRefused(DisposalError):
    """The reset code is wrong, past, used, or of another login. All are told alike."""

    code: ClassVar[str] = "reset_code_refused"
    status: ClassVar[int] = 422

    def __init__(self) -> None:
        super().__init__(
            zh="登录名或重设码不对，或重设码已过1小时、已用过；请核对（两名管理员各交一半的须两半都填），或请管理员另发。",
            en="login or reset code are wrong, or the code is older than an hour or used; check them (both halves, "
            "where two administrators gave one each), or ask an administrator for another",
            field="reset_code",
        )


def change_password(session: Session, new: str, *, but: UUID, at: datetime) -> None:
    """Change the acting account's password and end its other sign-ins; ``but`` is the session that stays.

    The page asks for a proof of the person first. Raises: PasswordRefused.
    """
    account = found(session, Account, require(session, "own_account.password_set").account_id)  # type: ignore[arg-type]
    _set_password(session, account, new, at=at, but=but)


def use_reset_code(session: Session, code: str, new: str, *, at: datetime) -> None:
    """Set the acting account's password on a reset code, and use the code up. Raises: what ``reset_code_of`` raises."""
    account = found(session, Account, require(session, "own_account.password_set").account_id)  # type: ignore[arg-type]
    secret = _reset_code(session, account, code, at=at)
    change(session, secret, {"used_at": at}, event="one_time_secret.used", reason="重设密码")
    _set_password(session, account, new, at=at, but=None)


def is_reset_code(session: Session, account: Account | None, code: str, *, at: datetime) -> bool:
    """Return whether a code resets the password of an account, without using it up."""
    try:
        return account is not None and _reset_code(session, account, code, at=at) is not None
    except ResetCodeRefused:  # asked before it is used; its use tells why
        return False


def _reset_code(session: Session, account: Account, code: str, *, at: datetime) -> OneTimeSecret:
    mine = select(OneTimeSecret.id).where(
        OneTimeSecret.account_id == account.id,
        OneTimeSecret.purpose == OneTimePurpose.new_password,
        OneTimeSecret.digest == reset_digest(session, account, code),
        col(OneTimeSecret.used_at).is_(None),
        col(OneTimeSecret.expires_at) > at,
    )
    secret_id = session.exec(mine).first()
    if secret_id is None:
        raise ResetCodeRefused
    return session.get_one(OneTimeSecret, secret_id)


def _set_password(session: Session, account: Account, new: str, *, at: datetime, but: UUID | None) -> None:
    has_factor = has_codes(session, account.id) or bool(passkeys_of(session, account.id))
    name = session.get_one(Person, account.person_id).name
    check_password(new, login=account.login, name=name, has_factor=has_factor)
    values = {"password_hash": hashed(secrets_of(session), new), "must_change_password": False}
    fresh = locked(session, Account, account.id)
    change(session, fresh, values, event="own_account.password_set", reason="本人设定密码")
    end_sessions(session, account.id, at=at, but=but)
