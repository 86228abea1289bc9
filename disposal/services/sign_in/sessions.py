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
from disposal.mode import Mode
from disposal.models.accounts.account import Account
from disposal.models.accounts.mode import ONLY, RegisterMode
from disposal.models.accounts.passkey import Passkey
from disposal.models.accounts.person import Person
from disposal.models.accounts.second_factor import SecondFactor
from disposal.models.accounts.sign_in_session import SignInSession
from disposal.models.projects.issuer import Issuer
from disposal.services.accounts.modes import is_production
from disposal.services.accounts.permissions import may, require
from disposal.services.accounts.tokens import PROOF_FRESH
from disposal.services.records import audit
from disposal.services.records.writing import change, found
from disposal.write_errors import ActorMissing
from notices.codes import Coded

IDLE, ABSOLUTE = timedelta(minutes=30), timedelta(hours=12)
USE_WRITTEN_EVERY = timedelta(minutes=1)
BY_PROVIDER, BY_PROVIDER_TWICE = "oidc", "oidc+factor"
"""Proofs by the identity provider: the second where it says that it asked for a second factor too. A further proof of
our own stands after the plus as well: ``oidc+totp``."""
ONE_FACTOR = frozenset({"password", BY_PROVIDER})


class StillNeeded(Coded):
    """What a person who is signed in by half must do next."""

    factor = "factor", "输入验证码", "give a code"
    password = "password", "设新密码", "set a new password"
    enrolment = "enrolment", "设置二次验证", "set up a second factor"


class ProofOutdated(DisposalError):
    """The act asks for a proof of the last five minutes."""

    code: ClassVar[str] = "proof_outdated"
    status: ClassVar[int] = 403

    def __init__(self, *, is_at_provider: bool = False) -> None:
        zh = "经本页的链接重新登录统一身份认证" if is_at_provider else "在本页填写密码，设有二次验证的填写验证码"
        here = "give your password here, or your code if you have one"
        en = "sign in at the identity provider again by the link on this page" if is_at_provider else here
        super().__init__(
            zh=f"此事须再次证明本人；请{zh}。",
            en=f"this asks for another proof of who you are; {en}",
            field="proof",
        )


class OwnFactorNeeded(DisposalError):
    """In production, an approval was tried by a person whose second factor is the identity provider's alone."""

    code: ClassVar[str] = "own_factor_needed"
    status: ClassVar[int] = 403

    def __init__(self) -> None:
        super().__init__(
            zh="审批和发布每次都须出示本系统的二次验证，统一身份认证不能代替；请先在“本人账号”页设置，再办理。",
            en="each approval and publication asks for a second factor of this register, which the identity provider "
            "cannot replace; set one up on your account's page first",
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
    has_password: bool = True

    def may(self, verb: str) -> bool:
        """Return whether the roles allow a verb, for menus and buttons."""
        return may(Actor(self.name, account_id=self.account_id, roles=self.roles), verb)

    def is_proved(self, at: datetime) -> bool:
        """Return whether the last proof is fresh enough for what asks for one."""
        return at - self.proved_at < PROOF_FRESH

    @property
    def proves_at_provider(self) -> bool:
        """Return whether only the identity provider can prove again who acts."""
        return not self.has_factor and not self.has_password

    def is_use_due(self, at: datetime) -> bool:
        """Return whether it is time to write that the session is in use."""
        return at - self.last_used_at >= USE_WRITTEN_EVERY


def begin_session(
    session: Session, *, proof: str, browser: str, at: datetime, proved_at: datetime | None = None
) -> str:
    """Sign the acting account in and return the token for its browser, which is shown to nobody else.

    ``proved_at`` is when the person was asked, where that is not now.
    """
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
        proved_at=proved_at or at,
    )
    session.add(row)
    audit.record(session, "sign_in.begun", subject=row)
    return token


def renew_session(session: Session, session_id: UUID, *, proof: str, at: datetime) -> str:
    """Note a further proof and return a new token in place of the old one. The absolute limit stays."""
    row = found(session, SignInSession, session_id)
    token = secrets.token_urlsafe(32)
    joined = joined_proof(row.proof, proof)
    values = {"token_sha256": _digest(token), "proof": joined, "proved_at": at, "last_used_at": at}
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
    columns: Any = select(SignInSession, Account, col(Person.name), with_code, with_passkey, RegisterMode)  # type: ignore[call-overload]
    row = session.exec(
        columns.join(Account, col(Account.id) == col(SignInSession.account_id))
        .join(Person, col(Person.id) == col(Account.person_id))
        .outerjoin(RegisterMode, col(RegisterMode.id) == ONLY)
        .where(SignInSession.token_sha256 == _digest(token), col(SignInSession.ended_at).is_(None))
    ).one_or_none()
    if row is None:
        return None
    found_session, account, name, has_code, has_passkey, mode = row
    is_over = at - found_session.last_used_at >= IDLE or at - found_session.created_at >= ABSOLUTE
    if is_over or account.disabled_at is not None:
        return None
    real = mode.mode is Mode.production if mode is not None else is_production(session)
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
        has_password=account.password_hash is not None,
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
    if has_factor and proof in ONE_FACTOR:
        return StillNeeded.factor
    if account.must_change_password and not _is_by_provider(proof):
        return StillNeeded.password
    return StillNeeded.enrolment if is_real and not has_factor and proof != BY_PROVIDER_TWICE else None


def joined_proof(before: str, further: str) -> str:
    """Return what a session is proved by after a further proof, which takes nothing back."""
    if further in ONE_FACTOR and before != "password":
        return before
    is_own = _is_by_provider(before) and not _is_by_provider(further)
    return f"{BY_PROVIDER}+{further}" if is_own else further


def _is_by_provider(proof: str) -> bool:
    return proof.partition("+")[0] == BY_PROVIDER


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
