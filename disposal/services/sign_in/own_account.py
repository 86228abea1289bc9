"""One's own account: what its page shows, and the choices that need no proof."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, select

from disposal.errors import RecordRefused
from disposal.models.accounts.account import Account
from disposal.models.accounts.api_token import ApiToken
from disposal.models.accounts.passkey import Passkey
from disposal.models.accounts.person import Person
from disposal.models.accounts.sign_in_session import SignInSession
from disposal.models.projects.issuer import Issuer
from disposal.services.accounts.endings import end_sessions
from disposal.services.accounts.permissions import require
from disposal.services.accounts.tokens import own_tokens
from disposal.services.records import audit
from disposal.services.records.validation import read_reason
from disposal.services.records.writing import change, found
from disposal.services.sign_in.passkeys import PasskeyProof, enter_passkey
from disposal.services.sign_in.second_factors import (
    confirm_enrolment,
    count_recovery_codes,
    has_codes,
    passkeys_of,
    renew_recovery_codes,
)
from disposal.services.sign_in.sessions import own_sessions, renew_session

LOOKS = ("system", "light", "dark")


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """The account of whoever acts, with all that its owner may end or change."""

    account: Account
    person: Person
    issuers: tuple[Issuer, ...]
    has_codes: bool
    recovery_codes: int
    passkeys: tuple[Passkey, ...]
    sessions: tuple[SignInSession, ...]
    tokens: tuple[ApiToken, ...]


def own_account(session: Session, *, at: datetime) -> OwnAccount:
    """Return the acting account. Raises: RecordRefused for a name without account."""
    account = _mine(session)
    issuers = session.exec(select(Issuer).order_by(Issuer.code)).all()
    return OwnAccount(
        account=account,
        person=found(session, Person, account.person_id),
        issuers=tuple(issuer for issuer in issuers if issuer.id in account.issuer_ids),
        has_codes=has_codes(session, account.id),
        recovery_codes=count_recovery_codes(session, account.id),
        passkeys=passkeys_of(session, account.id),
        sessions=own_sessions(session, account.id, at=at),
        tokens=own_tokens(session, at=at),
    )


def choose_look(session: Session, look: str) -> None:
    """Set how the pages look: as the system, light or dark. Raises: RecordRefused for another word."""
    if look not in LOOKS:
        raise RecordRefused(field="look", zh="选择随系统、浅色或深色。", en="choose system, light or dark")
    account = _mine(session)
    if account.look != look:
        change(session, account, {"look": look}, event="own_account.changed", reason=read_reason("显示"))


@dataclass(frozen=True, slots=True)
class ConfirmedFactor:
    """The recovery codes, which are shown this once, and the token that replaces the one of before."""

    recovery_codes: tuple[str, ...]
    token: str


def confirm_factor(session: Session, code: str, *, here: UUID, at: datetime) -> ConfirmedFactor:
    """Confirm a second factor by its first code, which proves the person in the session ``here`` too.

    Raises: CodeRefused.
    """
    codes = confirm_enrolment(session, code, at=at)
    return ConfirmedFactor(codes, renew_session(session, here, proof="totp", at=at))


def end_others(session: Session, *, but: UUID, at: datetime) -> None:
    """End all of one's own sign-ins but the session ``but``."""
    account = _mine(session)
    ended = end_sessions(session, account.id, at=at, but=but)
    because = read_reason(f"退出其他{ended}处登录")
    audit.record(session, "sign_in.ended", subject=account, before=audit.facts(account), reason=because)


def add_passkey(session: Session, name: str, proof: PasskeyProof, *, here: UUID, at: datetime) -> ConfirmedFactor:
    """Enter a new passkey, which proves the person in the session ``here`` too; the first factor brings recovery codes.

    Raises: PasskeyRefused.
    """
    enter_passkey(session, name, proof, at=at)
    has_recovery = count_recovery_codes(session, _mine(session).id) > 0
    codes = () if has_recovery else renew_recovery_codes(session)
    return ConfirmedFactor(codes, renew_session(session, here, proof="passkey", at=at))


def _mine(session: Session) -> Account:
    account_id = require(session, "own_account.read").account_id
    if account_id is None:
        raise RecordRefused(field="actor", zh="请先开设账号。", en="open an account first")
    return found(session, Account, account_id)
