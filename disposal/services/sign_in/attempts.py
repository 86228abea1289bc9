"""Attempts to sign in: each is counted before its password is looked at, so that many at once gain nothing.

From the fifth failure on, an attempt waits 30 seconds, doubling up to 15 minutes; ten in a day lock the login for half
an hour; fifty until an administrator unlocks it. Logins that do not exist are counted alike. A browser that has signed
in to the account before is counted apart, so that a stranger cannot lock its owner out.
"""

import hmac
import ipaddress
import math
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, delete, select

from disposal.errors import DisposalError
from disposal.models.accounts.account import Account
from disposal.models.accounts.sign_in_attempt import SignInAttempt
from disposal.personal_data.secrets_key import Secrets
from disposal.services.accounts.accounts import account_called
from disposal.services.accounts.modes import secrets_of
from disposal.services.accounts.permissions import require
from disposal.services.records import audit
from disposal.services.records.validation import read_reason

FREE, FIRST_WAIT, LONGEST_WAIT = 4, timedelta(seconds=30), timedelta(minutes=15)
LOCKS_AT, LOCKS_WITHIN, LOCKED_FOR = 10, timedelta(hours=24), timedelta(minutes=30)
LOCKED_FOR_GOOD_AT = 50
NETWORK_LIMIT, NETWORK_WITHIN = 300, timedelta(minutes=10)
_FOR_GOOD = timedelta(days=36_500)


class TooManyAttempts(DisposalError):
    """The login or the network must wait."""

    code: ClassVar[str] = "too_many_attempts"
    status: ClassVar[int] = 429

    def __init__(self, wait: timedelta) -> None:
        self.wait_seconds = math.ceil(wait.total_seconds())
        minutes = math.ceil(wait.total_seconds() / 60)
        until_zh = "请管理员解锁" if wait >= _FOR_GOOD else f"请{minutes}分钟后再试，或请管理员重设密码"
        until = "ask an administrator to unlock it" if wait >= _FOR_GOOD else f"try again in {minutes} min"
        super().__init__(
            zh=f"登录尝试过多，本次没有核对；{until_zh}。",
            en=f"too many attempts to sign in, so this one was not looked at; {until}",
            field="login",
        )


@dataclass(frozen=True, slots=True)
class Visitor:
    """From where an attempt comes: the address, what the browser calls itself, and the mark of an earlier sign-in."""

    address: str = ""
    browser: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class CountedAttempt:
    """An attempt that may go on, and what it is about; ``account`` is None for a login that nobody has.

    ``locks``: if it fails, it is the one that locks the login.
    """

    id: UUID
    login: str
    account: Account | None
    visitor: Visitor
    locks: bool = False


def wait_of(failures: list[datetime], *, at: datetime) -> timedelta:
    """Return how long an attempt at ``at`` must still wait after these failures, oldest first; zero or less: not."""
    count = len(failures)
    if count >= LOCKED_FOR_GOOD_AT:
        return _FOR_GOOD
    if count <= FREE:
        return timedelta()
    wait = min(FIRST_WAIT * 2 ** min(count - FREE - 1, 10), LONGEST_WAIT)
    if len([each for each in failures if each > at - LOCKS_WITHIN]) >= LOCKS_AT:
        wait = LOCKED_FOR
    remaining: timedelta = failures[-1] + wait - at
    return remaining


def _locks(failures: list[datetime], *, at: datetime) -> bool:
    """Return whether one more failure is the tenth of a day, or the one after which an administrator unlocks."""
    recent = [each for each in failures if each > at - LOCKS_WITHIN]
    return len(recent) + 1 == LOCKS_AT or len(failures) + 1 == LOCKED_FOR_GOOD_AT


def count_attempt(session: Session, login: str, *, visitor: Visitor, at: datetime) -> CountedAttempt:
    """Count an attempt as a failure, until ``forgive`` takes it out. Raises: TooManyAttempts."""
    keys = secrets_of(session)
    typed = login.strip().lower()[:200]
    digest, network = keys.digest("login", typed), keys.digest("network", network_of(visitor.address))
    browser = _browser_digest(keys, typed, visitor.mark)
    session.execute(select(func.pg_advisory_xact_lock(int(digest[:15], 16))))
    _refuse_network(session, network, at=at)
    same = select(SignInAttempt.at).where(SignInAttempt.login_digest == digest, SignInAttempt.browser_digest == browser)
    failures = list(session.exec(same.order_by(col(SignInAttempt.at))))
    wait = wait_of(failures, at=at)
    if wait > timedelta():
        raise TooManyAttempts(wait)
    account = session.exec(select(Account).where(Account.login == typed)).one_or_none()
    old = col(SignInAttempt.account_id).is_(None) & (col(SignInAttempt.at) < at - LOCKS_WITHIN)
    session.execute(delete(SignInAttempt).where(old))
    attempt = SignInAttempt(
        login_digest=digest,
        account_id=account.id if account else None,
        browser_digest=browser,
        network_digest=network,
        at=at,
    )
    session.add(attempt)
    session.flush()
    return CountedAttempt(attempt.id, typed, account, visitor, locks=_locks(failures, at=at))


def forgive_attempt(session: Session, attempt: CountedAttempt) -> None:
    """Take out an attempt that was right, but not yet a whole sign-in."""
    session.execute(delete(SignInAttempt).where(col(SignInAttempt.id) == attempt.id))


def forgive_all(session: Session, login: str, *, mark: str) -> None:
    """Take out the attempts of a browser that has signed in, and those of browsers that are not known."""
    keys = secrets_of(session)
    browsers = {"", _browser_digest(keys, login, mark)}
    mine = (col(SignInAttempt.login_digest) == keys.digest("login", login)) & col(SignInAttempt.browser_digest).in_(
        browsers
    )
    session.execute(delete(SignInAttempt).where(mine))


def unlock_account(session: Session, login: str, *, reason: str) -> Account:
    """Forget all failures of an account, so that it may sign in at once. Raises: RecordNotFound."""
    require(session, "account.unlocked")
    account = account_called(session, login)
    session.execute(delete(SignInAttempt).where(col(SignInAttempt.account_id) == account.id))
    audit.record(session, "account.unlocked", subject=account, before=audit.facts(account), reason=read_reason(reason))
    return account


def locked_accounts(session: Session, *, at: datetime) -> frozenset[UUID]:
    """Return the accounts whose next attempt from a new browser must wait."""
    require(session, "accounts.read")
    rows = session.exec(
        select(SignInAttempt.account_id, SignInAttempt.at)
        .where(col(SignInAttempt.account_id).is_not(None), SignInAttempt.browser_digest == "")
        .order_by(col(SignInAttempt.at))
    ).all()
    failures: dict[UUID, list[datetime]] = {}
    for account_id, when in rows:
        failures.setdefault(account_id, []).append(when)  # type: ignore[arg-type]
    return frozenset(each for each, times in failures.items() if wait_of(times, at=at) > timedelta())


def new_mark(keys: Secrets, login: str) -> str:
    """Return the mark that a browser keeps after a sign-in: it is of no use to sign in, only to be counted apart."""
    nonce = secrets.token_urlsafe(16)
    return f"{nonce}.{keys.digest('browser', f'{login} {nonce}')}"


def network_of(address: str) -> str:
    """Return the network of an address: /24 of IPv4, /64 of IPv6; the text itself where it is no address."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:  # a test client, or a socket without an address
        return address
    mapped = getattr(parsed, "ipv4_mapped", None) or parsed
    return str(ipaddress.ip_network(f"{mapped}/{24 if mapped.version == 4 else 64}", strict=False))


def _browser_digest(keys: Secrets, login: str, mark: str) -> str:
    """Return the digest of a browser with a genuine mark for this login, or nothing."""
    nonce, _, mac = mark.partition(".")
    is_genuine = hmac.compare_digest(mac.encode(), keys.digest("browser", f"{login} {nonce}").encode())
    return keys.digest("browser counted", nonce) if is_genuine else ""


def _refuse_network(session: Session, network: str, *, at: datetime) -> None:
    recent = select(func.count()).where(
        SignInAttempt.network_digest == network, col(SignInAttempt.at) > at - NETWORK_WITHIN
    )
    if session.exec(recent).one() >= NETWORK_LIMIT:
        raise TooManyAttempts(NETWORK_WITHIN)
