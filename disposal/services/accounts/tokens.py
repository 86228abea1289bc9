"""API tokens (令牌): made by the person, shown once, stored as a digest, good for 90 days at most.

A token is ``dsp_``, 8 characters that name it, 43 that are the secret, and a checksum of 6, by which scanners of source
code and logs tell a real token from a likeness.
"""

import hashlib
import hmac
import re
import secrets
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from string import ascii_letters, digits
from typing import ClassVar
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.acting import Actor, Refusal, Role, TokenScope
from disposal.errors import DisposalError, RecordRefused
from disposal.models.accounts.account import Account
from disposal.models.accounts.api_token import ApiToken
from disposal.models.accounts.person import Person
from disposal.models.projects.issuer import Issuer
from disposal.services.accounts.permissions import require
from disposal.services.records.validation import read, read_reason
from disposal.services.records.writing import change, enter, found

PROOF_FRESH = timedelta(minutes=5)
"""How long a proof counts for full numbers, exports and accounts. Approvals on pages ask each time."""
LONGEST, LONGEST_TO_APPROVE = timedelta(days=90), timedelta(hours=12)
_TOKEN = re.compile(r"dsp_([A-Za-z0-9]{8})_([A-Za-z0-9_-]{43})_([A-Za-z0-9]{6})")
_SIGNS = digits + ascii_letters


class TokenUnusable(DisposalError):
    """The token is malformed, unknown, ended or expired. All are told alike."""

    code: ClassVar[str] = "token_unusable"
    status: ClassVar[int] = 401

    def __init__(self) -> None:
        super().__init__(
            zh="令牌不可用：写法不符、已到期或已停用；请在“我的设置”中另建令牌。",
            en="the token cannot be used: it is misspelt, expired or ended; make another on your settings page.",
            field="token",
        )


class TokenProofOutdated(Refusal):
    """What pages ask a proof of the last five minutes for was tried with an older token."""

    code: ClassVar[str] = "token_proof_outdated"

    def __init__(self, verb: str) -> None:
        minutes = int(PROOF_FRESH / timedelta(minutes=1))
        super().__init__(
            zh=f"此事须用{minutes}分钟内新建的令牌办理：请运行 disposal user token 登录名（询问密码和验证码），"
            "改用所得令牌。",
            en=f"this takes a token made within the last {minutes} minutes: run disposal user token LOGIN, which asks "
            "for password and code, and use the token that it prints",
            field="token",
            verb=verb,
        )


@dataclass(frozen=True, slots=True)
class MadeToken:
    """A new token, and its text, which is shown this once."""

    token: ApiToken
    text: str


def make_token(
    session: Session, name: str, *, scopes: Collection[TokenScope], lasts: timedelta, at: datetime
) -> MadeToken:
    """Make a token of the acting account.

    Raises: RecordRefused for no scope or too long a time, InvalidRecord for its name, AccountForeign when a token acts.
    """
    account_id = _own_account(session)
    longest = LONGEST_TO_APPROVE if TokenScope.approve in scopes else LONGEST
    if not timedelta() < lasts <= longest:
        raise RecordRefused(
            field="lasts",
            zh="令牌有效期至多90天，含“审批”范围的至多12小时；请缩短有效期。",
            en="a token lasts 90 days at most, 12 hours with the scope approve; give a shorter time",
        )
    if not scopes:
        raise RecordRefused(
            field="scopes",
            zh=f"令牌至少要有一个范围；可用：{'、'.join(scope.zh for scope in TokenScope)}。",
            en=f"a token has one scope at least; use {', '.join(scope.value for scope in TokenScope)}",
        )
    public_id = "".join(secrets.choice(_SIGNS) for _ in range(8))
    text = _with_checksum(f"dsp_{public_id}_{secrets.token_urlsafe(32)}")
    values = {
        "account_id": account_id,
        "name": name,
        "public_id": public_id,
        "sha256": _digest(text),
        "scopes": sorted(set(scopes)),
        "created_at": at,
        "expires_at": at + lasts,
    }
    token = enter(session, read(ApiToken, values), event="api_token.made")
    return MadeToken(token, text)


def own_tokens(session: Session, *, at: datetime) -> tuple[ApiToken, ...]:
    """Return the tokens of the acting account that can still be used, newest first."""
    mine = select(ApiToken).where(
        ApiToken.account_id == _own_account(session), col(ApiToken.ended_at).is_(None), col(ApiToken.expires_at) > at
    )
    return tuple(session.exec(mine.order_by(col(ApiToken.created_at).desc())).all())


def end_token(session: Session, token_id: UUID, *, at: datetime) -> ApiToken:
    """End a token of the acting account. Raises: RecordNotFound, AccountForeign."""
    token = found(session, ApiToken, token_id, field="token")
    if token.ended_at is None:
        change(session, token, {"ended_at": at}, event="api_token.ended", reason=read_reason("本人停用"))
    return token


@dataclass(frozen=True, slots=True)
class ActingAccount:
    """The account that acts in a session, in words and codes."""

    login: str
    name: str
    roles: tuple[Role, ...]
    issuers: tuple[str, ...]
    scopes: tuple[TokenScope, ...]


def acting_account(session: Session) -> ActingAccount:
    """Return the account that acts. Raises: RecordRefused for a name without account."""
    actor = require(session, "own_account.read")
    account = session.get_one(Account, _own_account(session))
    issuers = session.exec(select(Issuer).order_by(Issuer.code)).all()
    return ActingAccount(
        account.login,
        actor.name,
        tuple(sorted(actor.roles)),
        tuple(issuer.code for issuer in issuers if issuer.id in account.issuer_ids),
        tuple(TokenScope) if actor.scopes is None else tuple(scope for scope in TokenScope if scope in actor.scopes),
    )


def account_of_token(session: Session, text: str, *, at: datetime) -> tuple[ApiToken, Account, str]:
    """Return the token of that text, its account and the name of the person. Raises: TokenUnusable."""
    parts = _TOKEN.fullmatch(text.strip())
    if parts is None or _with_checksum(text.strip()[:-7]) != text.strip():
        raise TokenUnusable
    held = select(ApiToken, Account, Person.name).join(Account, col(Account.id) == ApiToken.account_id)
    held = held.join(Person, col(Person.id) == Account.person_id).where(ApiToken.public_id == parts[1])
    row = session.exec(held).one_or_none()
    if row is None:
        raise TokenUnusable
    token, account, name = row
    if not hmac.compare_digest(token.sha256, _digest(text.strip())):
        raise TokenUnusable
    if token.ended_at is not None or token.expires_at <= at:
        raise TokenUnusable
    return token, account, name


def refuse_old_token(actor: Actor, verb: str, *, at: datetime) -> None:
    """Refuse a token that was not made just now: it may have been taken. Raises: TokenProofOutdated."""
    if actor.proved_at is not None and at - actor.proved_at >= PROOF_FRESH:
        raise TokenProofOutdated(verb)


def _own_account(session: Session) -> UUID:
    account_id = require(session, "own_account.read").account_id
    if account_id is None:
        raise RecordRefused(
            field="actor", zh="令牌属于账号；请先开设账号。", en="tokens belong to accounts; open an account first"
        )
    return account_id


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _with_checksum(text: str) -> str:
    rest, signs = zlib.crc32(text.encode()), ""
    for _ in range(6):
        rest, place = divmod(rest, len(_SIGNS))
        signs = _SIGNS[place] + signs
    return f"{text}_{signs}"
