"""Sign-in sessions: what a browser's token opens, for how long, and what the person must still prove."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from sqlmodel import Session, col, exists, select, update

from disposal.acting import Actor, Role
from disposal.errors import DisposalError
from disposal.models import Account, Issuer, Passkey, Person, SecondFactor, SignInSession
from disposal.services.accounts.modes import is_production
from disposal.services.accounts.permissions import may, require
from disposal.services.records import audit
from disposal.services.records.writing import change, found
from disposal.write_errors import ActorMissing
from notices.codes import Coded

IDLE, ABSOLUTE = timedelta(minutes=30), timedelta(hours=12)
USE_WRITTEN_EVERY = timedelta(minutes=1)
PROOF_FRESH = timedelta(minutes=5)
"""How long a proof counts for full numbers, exports and accounts. Approvals ask each time."""


class StillNeeded(Coded):
    """What a person who is signed in by half must do next."""

    factor = "factor", "输入验证码", "give a code"
    password = "password", "设新密码", "set a new password"
    enrolment = "enrolment", "设置二次验证", "set up a second factor"


class ProofOutdated(DisposalError):
    """The act asks for a proof of the last five minutes."""

    code: ClassVar[str] = "proof_outdated"
    status: ClassVar[int] = 403

    def __init__(self) -> None:
        super().__init__(
            zh="此事须再次证明本人；请在本页填写密码，设有二次验证的填写验证码。",
            en="this asks for another proof of who you are; give your password here, or your code if you have one",
            field="proof",
        )


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is signed in by a token. ``need`` is what is still to be done before anything else."""

    session_id: UUID
    account_id: UUID
    login: str
    name: str
    branch: str
    proof: str
    proved_at: datetime
    last_used_at: datetime
    roles: frozenset[Role]
    look: str
    has_factor: bool
    has_passkey: bool
    is_production: bool
    need: StillNeeded | None

    def may(self, verb: str) -> bool:
        """Return whether the roles allow a verb, for menus and buttons."""
        return may(Actor(self.name, account_id=self.account_id, roles=self.roles), verb)

    def is_proved(self, at: datetime) -> bool:
        """Return whether the last proof is fresh enough for what asks for one."""
        return at - self.proved_at < PROOF_FRESH

    def is_use_due(self, at: datetime) -> bool:
        """Return whether it is time to write that the session is in use."""
        return at - self.last_used_at >= USE_WRITTEN_EVERY


def begin_session(session: Session, *, proof: str, browser: str, at: datetime) -> str:
    """Sign the acting account in and return the token for its browser, which is shown to nobody else."""
    account_id = require(session, "sign_in.begun").account_id
    if account_id is None:  # a name of before the first account signs in nowhere
        raise ActorMissing
    token = secrets.token_urlsafe(32)
    row = SignInSession(
        account_id=account_id,
        token_sha256=_digest(token),
        proof=proof,
        browser=_shortened(browser),
        created_at=at,
        last_used_at=at,
        proved_at=at,
    )
    session.add(row)
    audit.record(session, "sign_in.begun", subject=row)
    return token


def renew_session(session: Session, session_id: UUID, *, proof: str, at: datetime) -> str:
    """Note a further proof and return a new token in place of the old one. The absolute limit stays."""
    row = found(session, SignInSession, session_id)
    token = secrets.token_urlsafe(32)
    values = {"token_sha256": _digest(token), "proof": proof, "proved_at": at, "last_used_at": at}
    change(session, row, values, event="sign_in.proved", reason="再次证明本人")
    return token


def end_session(session: Session, session_id: UUID, *, at: datetime) -> None:
    """Sign out: end a sign-in of the acting account. Raises: RecordNotFound, AccountForeign."""
    row = found(session, SignInSession, session_id)
    if row.ended_at is None:
        change(session, row, {"ended_at": at}, event="sign_in.ended", reason="退出")


def signed_in(session: Session, token: str, *, at: datetime) -> SignedIn | None:
    """Return who a token signs in at an instant, or None if it does no longer, or never did."""
    with_code: Any = exists().where(
        col(SecondFactor.account_id) == col(Account.id), col(SecondFactor.confirmed_at).is_not(None)
    )
    with_passkey: Any = exists().where(col(Passkey.account_id) == col(Account.id))
    columns: Any = select(SignInSession, Account, col(Person.name), with_code, with_passkey)  # type: ignore[call-overload]
    row = session.exec(
        columns.join(Account, col(Account.id) == col(SignInSession.account_id))
        .join(Person, col(Person.id) == col(Account.person_id))
        .where(SignInSession.token_sha256 == _digest(token), col(SignInSession.ended_at).is_(None))
    ).one_or_none()
    if row is None:
        return None
    found_session, account, name, has_code, has_passkey = row
    is_over = at - found_session.last_used_at >= IDLE or at - found_session.created_at >= ABSOLUTE
    if is_over or account.disabled_at is not None:
        return None
    real = is_production(session)
    return SignedIn(
        session_id=found_session.id,
        account_id=account.id,
        login=account.login,
        name=name,
        branch=_branch(session, account),
        proof=found_session.proof,
        proved_at=found_session.proved_at,
        last_used_at=found_session.last_used_at,
        roles=frozenset(account.roles),
        look=account.look,
        has_factor=has_code or has_passkey,
        has_passkey=has_passkey,
        is_production=real,
        need=_need(account, found_session.proof, has_factor=has_code or has_passkey, is_real=real),
    )


def note_use(session: Session, session_id: UUID, *, at: datetime) -> None:
    """Write that a session was used. Called once a minute at most."""
    session.execute(update(SignInSession).where(col(SignInSession.id) == session_id).values(last_used_at=at))


def own_sessions(session: Session, account_id: UUID, *, at: datetime) -> tuple[SignInSession, ...]:
    """Return the sign-ins of an account that still hold, last used first."""
    running = select(SignInSession).where(
        SignInSession.account_id == account_id,
        col(SignInSession.ended_at).is_(None),
        col(SignInSession.last_used_at) > at - IDLE,
        col(SignInSession.created_at) > at - ABSOLUTE,
    )
    return tuple(session.exec(running.order_by(col(SignInSession.last_used_at).desc())).all())


def _need(account: Account, proof: str, *, has_factor: bool, is_real: bool) -> StillNeeded | None:
    if has_factor and proof == "password":
        return StillNeeded.factor
    if account.must_change_password:
        return StillNeeded.password
    return StillNeeded.enrolment if is_real and not has_factor and proof != "oidc" else None


def _branch(session: Session, account: Account) -> str:
    """Return the branch that stands beside the person's name: of the only issuer, else nothing."""
    if len(account.issuer_ids) != 1:
        return ""
    issuer = session.get(Issuer, account.issuer_ids[0])
    return "" if issuer is None else issuer.branch or issuer.name


def _shortened(browser: str) -> str:
    return "".join(sign for sign in browser if sign.isprintable())[:200]


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
