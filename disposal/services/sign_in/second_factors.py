"""Second factors: one-time codes by time (TOTP, RFC 6238), and ten recovery codes for a lost device."""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

import pyotp
from sqlmodel import Session, col, delete, select

from disposal.errors import DisposalError, RecordRefused
from disposal.models.accounts.account import Account
from disposal.models.accounts.passkey import Passkey
from disposal.models.accounts.second_factor import RecoveryCode, SecondFactor
from disposal.services.accounts.modes import is_production, secrets_of
from disposal.services.accounts.permissions import require
from disposal.services.records import audit
from disposal.services.records.writing import change, enter, found, remove

STEP_SECONDS, STEPS_AROUND = 30, 1
RECOVERY_CODES = 10
ISSUER = "业务台"
_SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"


class CodeRefused(DisposalError):
    """The code is wrong, past, or was used already. All are told alike."""

    code: ClassVar[str] = "code_refused"
    status: ClassVar[int] = 422

    def __init__(self) -> None:
        super().__init__(
            zh="验证码不对，或已用过；请等验证器显示下一个6位数，再填写。设备不在身边的，填写一个恢复码。",
            en="the code is wrong or was used already; wait for the next 6 digits of your authenticator, or give a "
            "recovery code if the device is not at hand",
            field="code",
        )


class FactorNeeded(DisposalError):
    """The last second factor was to be taken away in production."""

    code: ClassVar[str] = "factor_needed"

    def __init__(self) -> None:
        super().__init__(
            zh="正式系统的每个账号都须有二次验证，最后一种不能取消；请先设好另一种。",
            en="in production every account has a second factor, and the last one stays; set up another first",
            field="factor",
        )


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A seed to be put into an authenticator: as text, and as the address that a QR code holds."""

    seed: str
    address: str


def begin_enrolment(session: Session, *, at: datetime) -> Enrolment:
    """Give the acting account a seed, in place of one that was never confirmed.

    Raises: RecordRefused if a second factor is in use.
    """
    account = _own(session)
    existing = _factor_of(session, account.id)
    if existing is not None and existing.confirmed_at is not None:
        raise RecordRefused(
            field="factor",
            zh="二次验证已启用；更换设备请先取消原有的，再重新设置。",
            en="codes by time are set up already; remove them first, then set up the new device",
        )
    if existing is not None:
        remove(session, existing, event="second_factor.removed", reason="重新设置")
    seed = pyotp.random_base32()
    factor = SecondFactor(account_id=account.id, sealed_seed=b"", created_at=at)
    factor.sealed_seed = secrets_of(session).seal("totp", seed.encode(), about=factor.id)
    enter(session, factor, event="second_factor.entered")
    return Enrolment(seed, pyotp.TOTP(seed).provisioning_uri(name=account.login, issuer_name=ISSUER))


def pending_enrolment(session: Session) -> Enrolment | None:
    """Return the seed that the acting account has not confirmed yet, or None."""
    account = _own(session)
    factor = _factor_of(session, account.id)
    if factor is None or factor.confirmed_at is not None:
        return None
    seed = _seed(session, factor)
    return Enrolment(seed, pyotp.TOTP(seed).provisioning_uri(name=account.login, issuer_name=ISSUER))


def confirm_enrolment(session: Session, code: str, *, at: datetime) -> tuple[str, ...]:
    """Confirm the seed by a first code; return the recovery codes, which are shown this once.

    Raises: CodeRefused.
    """
    account = _own(session)
    factor = _factor_of(session, account.id, is_locked=True)
    step = None if factor is None or factor.confirmed_at is not None else _step(session, factor, code, at=at)
    if factor is None or step is None:
        raise CodeRefused
    values = {"confirmed_at": at, "last_step": step}
    change(session, factor, values, event="second_factor.confirmed", reason="启用二次验证")
    return _new_recovery_codes(session, account)


def renew_recovery_codes(session: Session) -> tuple[str, ...]:
    """Replace the recovery codes of the acting account; return the new ones, which are shown this once."""
    return _new_recovery_codes(session, _own(session))


def check_code(session: Session, code: str, *, at: datetime) -> str:
    """Check a one-time code or a recovery code of the acting account, and use it up. Returns which it was.

    Raises: CodeRefused.
    """
    account = _own(session)
    factor = _factor_of(session, account.id, is_locked=True)
    if factor is not None and factor.confirmed_at is not None:
        step = _step(session, factor, code, at=at)
        if step is not None and step > factor.last_step:
            change(session, factor, {"last_step": step}, event="second_factor.used", reason="二次验证")
            return "totp"
    if _use_recovery_code(session, account, code, at=at):
        return "recovery_code"
    raise CodeRefused


def remove_codes(session: Session) -> None:
    """Take the acting account's codes by time away; without any factor left, the password must be a longer one.

    Raises: FactorNeeded in production if it is the last factor.
    """
    account = _own(session)
    factor = _factor_of(session, account.id, is_locked=True)
    if factor is None:
        return
    refuse_last_factor(session, is_another_left=bool(passkeys_of(session, account.id)))
    remove(session, factor, event="second_factor.removed", reason="本人取消")
    if not passkeys_of(session, account.id):
        session.execute(delete(RecoveryCode).where(col(RecoveryCode.account_id) == account.id))
        change(session, account, {"must_change_password": True}, event="own_account.changed", reason="取消二次验证")


def refuse_last_factor(session: Session, *, is_another_left: bool) -> None:
    """Refuse to take a factor away if none is left in production. Raises: FactorNeeded."""
    if is_production(session) and not is_another_left:
        raise FactorNeeded


def passkeys_of(session: Session, account_id: UUID) -> tuple[Passkey, ...]:
    """Return the passkeys of an account, oldest first."""
    mine = select(Passkey).where(Passkey.account_id == account_id).order_by(col(Passkey.created_at))
    return tuple(session.exec(mine).all())


def has_codes(session: Session, account_id: UUID) -> bool:
    """Return whether an account has codes by time in use."""
    factor = _factor_of(session, account_id)
    return factor is not None and factor.confirmed_at is not None


def count_recovery_codes(session: Session, account_id: UUID) -> int:
    """Return how many recovery codes are left."""
    left = select(RecoveryCode.id).where(RecoveryCode.account_id == account_id, col(RecoveryCode.used_at).is_(None))
    return len(session.exec(left).all())


def _own(session: Session) -> Account:
    account_id = require(session, "own_account.read").account_id
    if account_id is None:
        raise RecordRefused(field="actor", zh="请先开设账号。", en="open an account first")
    return found(session, Account, account_id)


def _factor_of(session: Session, account_id: UUID, *, is_locked: bool = False) -> SecondFactor | None:
    mine = select(SecondFactor).where(SecondFactor.account_id == account_id)
    if is_locked:  # of two that bring the same code at once, the second waits and finds it used
        mine = mine.with_for_update().execution_options(populate_existing=True)
    return session.exec(mine).one_or_none()


def _seed(session: Session, factor: SecondFactor) -> str:
    return secrets_of(session).unseal("totp", factor.sealed_seed, about=factor.id).decode()


def _step(session: Session, factor: SecondFactor, code: str, *, at: datetime) -> int | None:
    """Return the time step that a code belongs to, of the three around ``at``, or None."""
    typed = "".join(code.split()).encode()
    generator = pyotp.TOTP(_seed(session, factor))
    now_step = int(at.timestamp()) // STEP_SECONDS
    steps = range(now_step - STEPS_AROUND, now_step + STEPS_AROUND + 1)
    fitting = [step for step in steps if hmac.compare_digest(generator.generate_otp(step).encode(), typed)]
    return max(fitting, default=None)


def _new_recovery_codes(session: Session, account: Account) -> tuple[str, ...]:
    session.execute(delete(RecoveryCode).where(col(RecoveryCode.account_id) == account.id))
    plain = tuple("".join(secrets.choice(_SIGNS) for _ in range(10)) for _ in range(RECOVERY_CODES))
    for code in plain:
        session.add(RecoveryCode(account_id=account.id, digest=_recovery_digest(session, account, code)))
    audit.record(session, "recovery_code.made", subject=account, before=audit.facts(account), reason="另制恢复码")
    return tuple(f"{code[:5]}-{code[5:]}" for code in plain)


def _use_recovery_code(session: Session, account: Account, code: str, *, at: datetime) -> bool:
    wanted = _recovery_digest(session, account, code)
    mine = select(RecoveryCode).where(RecoveryCode.account_id == account.id, RecoveryCode.digest == wanted)
    row = session.exec(mine.with_for_update()).first()
    if row is None or row.used_at is not None:
        return False
    row.used_at = at
    audit.record(session, "recovery_code.used", subject=account, before=audit.facts(account), reason="使用恢复码")
    return True


def _recovery_digest(session: Session, account: Account, code: str) -> str:
    plain = "".join(sign for sign in code.casefold() if sign.isalnum())
    return secrets_of(session).digest("recovery", f"{account.id} {plain}")
