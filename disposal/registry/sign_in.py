"""Sign in: count the attempt, look at the password outside any transaction, then begin the session.

Three transactions, so that an attempt counts whatever happens, and no connection waits while a password is looked at.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from disposal.acting import Actor, Channel
from disposal.errors import DisposalError
from disposal.services.accounts.identity import AccountUnknown
from disposal.services.accounts.password_hashing import is_right
from disposal.services.records.audit import LOCKED, note_failed_sign_in
from disposal.services.sign_in.attempts import (
    CountedAttempt,
    Visitor,
    count_attempt,
    forgive_all,
    forgive_attempt,
    new_mark,
)
from disposal.services.sign_in.first_address import (
    FirstAddressUnusable,
    FirstAdministrator,
    make_first_administrator,
)
from disposal.services.sign_in.new_passwords import ResetCodeRefused, is_reset_code, use_reset_code
from disposal.services.sign_in.passkeys import PasskeyProof, PasskeyRefused, account_of_passkey, check_passkey
from disposal.services.sign_in.second_factors import CodeRefused, check_code
from disposal.services.sign_in.sessions import (
    SignedIn,
    StillNeeded,
    begin_session,
    end_session,
    note_use,
    renew_session,
    signed_in,
)
from disposal.storage.database import Database

FIRST_PERSON = "首位管理员"
"""Acts where the first administrator is made, as nobody has an account yet."""


class SignInRefused(DisposalError):
    """Login and password do not fit. Whether the login exists is not told."""

    code: ClassVar[str] = "sign_in_refused"
    status: ClassVar[int] = 422

    def __init__(self) -> None:
        super().__init__(
            zh="登录名或密码不对；请核对后重新填写，忘记密码的请管理员重设。",
            en="login or password are wrong; check both and give them again, or ask an administrator for a reset",
            field="password",
        )


class FactorMissing(DisposalError):
    """In production, proof on the command line needs a second factor."""

    code: ClassVar[str] = "factor_missing"
    status: ClassVar[int] = 403

    def __init__(self) -> None:
        super().__init__(
            zh="该账号尚未设置二次验证；请先在业务台网页登录，按提示设置。",
            en="this account has no second factor yet; sign in on the desk's pages first and set one up",
            field="code",
        )


@dataclass(frozen=True, slots=True)
class IssuedSession:
    """A token for the browser, the mark by which it is known later, and who is signed in."""

    token: str
    mark: str
    signed: SignedIn


def sign_in(database: Database, login: str, password: str, *, visitor: Visitor, at: datetime) -> IssuedSession:
    """Sign in by password. ``signed.need`` is what is still to be done, such as the second factor.

    Raises: TooManyAttempts, SignInBusy, SignInRefused, AccountDisabled.
    """
    attempt = _right_password(database, login, password, visitor=visitor, at=at)
    with database.session(_actor(attempt, proof="password")) as session:
        token = begin_session(session, proof="password", browser=visitor.browser, at=at)
        forgive_attempt(session, attempt)
    return issued_session(database, token, attempt.login, visitor=visitor, at=at)


def give_code(database: Database, signed: SignedIn, code: str, *, visitor: Visitor, at: datetime) -> IssuedSession:
    """Complete a sign-in, or prove again who acts, by a one-time code or a recovery code; the token is renewed.

    Raises: TooManyAttempts, CodeRefused.
    """
    with database.unidentified() as session:
        attempt = count_attempt(session, signed.login, visitor=visitor, at=at)
    try:
        with database.session(_actor(attempt, proof=signed.proof)) as session:
            if code.startswith("{"):  # the answer of a passkey's device
                check_passkey(session, PasskeyProof(code, str(signed.session_id)), at=at)
                proof = "passkey"
            else:
                proof = check_code(session, code, at=at)
            token = renew_session(session, signed.session_id, proof=proof, at=at)
            forgive_attempt(session, attempt)
    except (CodeRefused, PasskeyRefused) as error:
        _note_failure(database, attempt, error.code)
        raise
    return issued_session(database, token, attempt.login, visitor=visitor, at=at)


def sign_in_by_passkey(database: Database, proof: PasskeyProof, *, visitor: Visitor, at: datetime) -> IssuedSession:
    """Sign in by a passkey alone: it is both factors. Raises: PasskeyRefused, AccountDisabled."""
    with database.session() as session:
        account = account_of_passkey(session, proof.answer)
    if account is None:
        raise PasskeyRefused
    actor = Actor(account.login, channel=Channel.page, account_id=account.id, proof="passkey")
    with database.session(actor) as session:
        check_passkey(session, proof, at=at)
        token = begin_session(session, proof="passkey", browser=visitor.browser, at=at)
    return issued_session(database, token, account.login, visitor=visitor, at=at)


def prove_again(database: Database, signed: SignedIn, given: str, *, visitor: Visitor, at: datetime) -> IssuedSession:
    """Prove again who acts: by a code where the account has a second factor, else by the password.

    Raises: TooManyAttempts, CodeRefused, SignInRefused.
    """
    if signed.has_factor:
        return give_code(database, signed, given, visitor=visitor, at=at)
    attempt = _right_password(database, signed.login, given, visitor=visitor, at=at)
    with database.session(_actor(attempt, proof="password")) as session:
        token = renew_session(session, signed.session_id, proof=signed.proof, at=at)
        forgive_attempt(session, attempt)
    return issued_session(database, token, attempt.login, visitor=visitor, at=at)


def prove_by_hand(database: Database, login: str, password: str, *, code: str, at: datetime) -> Actor:
    """Return who acts on the command line, proved by password and, where there is one, second factor.

    Raises: TooManyAttempts, SignInBusy, SignInRefused, CodeRefused, FactorMissing in production.
    """
    attempt = _right_password(database, login, password, visitor=Visitor("command line"), at=at)
    actor = replace(_actor(attempt, proof="password"), channel=Channel.command_line)
    with database.session(actor) as session:
        token = begin_session(session, proof="password", browser="command line", at=at)
        forgive_attempt(session, attempt)
    issued = issued_session(database, token, attempt.login, visitor=Visitor("command line"), at=at)
    if issued.signed.need is StillNeeded.factor:
        issued = give_code(database, issued.signed, code, visitor=Visitor("command line"), at=at)
    sign_out(database, issued.signed, at=at)
    if issued.signed.need is StillNeeded.enrolment:
        raise FactorMissing
    return replace(actor, proof=issued.signed.proof)


def reset_password(database: Database, login: str, code: str, *, new: str, about: tuple[Visitor, datetime]) -> None:
    """Set a new password on a reset code; ``about``: from where, and when.

    Raises: TooManyAttempts, ResetCodeRefused, PasswordRefused, SignInBusy.
    """
    visitor, at = about
    with database.unidentified() as session:
        attempt = count_attempt(session, login, visitor=visitor, at=at)
    with database.session() as session:
        is_good = is_reset_code(session, attempt.account, code, at=at)
    if not is_good:
        is_right(database.secrets, code, None)  # it takes as long for a login that nobody has
        _note_failure(database, attempt, ResetCodeRefused.code)
        raise ResetCodeRefused
    with database.session(_actor(attempt, proof="reset_code")) as session:
        use_reset_code(session, code, new, at=at)
        forgive_attempt(session, attempt)


def open_register(database: Database, key: str, first: FirstAdministrator, *, at: datetime) -> None:
    """Make the first administrator on the first address. Raises: what ``make_first_administrator`` raises."""
    try:
        with database.session(Actor(FIRST_PERSON, channel=Channel.page)) as session:
            make_first_administrator(session, key, first, at=at)
    except AccountUnknown:  # somebody else has been first
        raise FirstAddressUnusable from None


def who_is_signed_in(database: Database, token: str, *, at: datetime) -> SignedIn | None:
    """Return who a token signs in, or None; its use is written once a minute."""
    with database.session() as session:
        signed = signed_in(session, token, at=at)
    if signed is not None and signed.is_use_due(at):
        with database.unidentified() as session:
            note_use(session, signed.session_id, at=at)
    return signed


def sign_out(database: Database, signed: SignedIn, *, at: datetime) -> None:
    """End a sign-in."""
    with database.session(actor_of(signed)) as session:
        end_session(session, signed.session_id, at=at)


def actor_of(signed: SignedIn) -> Actor:
    """Return who acts on the pages: the account that is signed in."""
    return Actor(signed.name, channel=Channel.page, account_id=signed.account_id, proof=signed.proof)


def _right_password(database: Database, login: str, password: str, *, visitor: Visitor, at: datetime) -> CountedAttempt:
    with database.unidentified() as session:
        attempt = count_attempt(session, login, visitor=visitor, at=at)
    stored = attempt.account.password_hash if attempt.account else None
    if not is_right(database.secrets, password, stored):
        _note_failure(database, attempt, SignInRefused.code)
        raise SignInRefused
    return attempt


def issued_session(database: Database, token: str, login: str, *, visitor: Visitor, at: datetime) -> IssuedSession:
    """Return the session of a new token; once nothing is missing, the failures of the login are forgotten."""
    with database.session() as session:
        signed = signed_in(session, token, at=at)
    if signed is None:  # ended from elsewhere within this moment
        raise SignInRefused
    if signed.need is not StillNeeded.factor:
        with database.unidentified() as session:
            forgive_all(session, login, mark=visitor.mark)
    return IssuedSession(token, new_mark(database.secrets, login), signed)


def _actor(attempt: CountedAttempt, *, proof: str) -> Actor:
    account_id = attempt.account.id if attempt.account else None
    return Actor(attempt.login, channel=Channel.page, account_id=account_id, login=attempt.login, proof=proof)


def _note_failure(database: Database, attempt: CountedAttempt, code: str) -> None:
    if attempt.account is not None:
        with database.unidentified() as session:
            said = {"code": code} | ({LOCKED: True} if attempt.locks else {})
            note_failed_sign_in(session, attempt.account, login=attempt.login, channel=Channel.page, said=said)
