"""Idempotent calls: the answer of a creating call is stored with what it created; a repeated call gets it again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import String, cast, func
from sqlmodel import Session, col, delete, select

from disposal.acting import Actor, Refusal
from disposal.errors import DisposalError
from disposal.models.accounts.idempotent_answer import IdempotentAnswer
from disposal.services.accounts.modes import secrets_of
from disposal.services.accounts.permissions import require

LASTS = timedelta(hours=24)


class KeyReused(DisposalError):
    """The key was used for another call within the last 24 hours."""

    code: ClassVar[str] = "idempotency_key_reused"
    status: ClassVar[int] = 422

    def __init__(self) -> None:
        super().__init__(
            zh="该 Idempotency-Key 在24小时内已用于另一内容的请求；新的请求请换一个新值。",
            en="this Idempotency-Key was used for a call with another body within 24 hours; send a new one",
            field="idempotency-key",
        )


class AnswerForeign(Refusal):
    """The answer is about a branch that the account does not belong to any more."""

    code: ClassVar[str] = "answer_foreign"

    def __init__(self, verb: str) -> None:
        super().__init__(
            zh="该请求当时办理的是本账号已不再所属分公司的事项，不再重复答复；请核对账号所属分公司。",
            en="this call was about a branch that your account does not belong to any more, so it is not answered "
            "again; check the branches of the account",
            verb=verb,
        )


@dataclass(frozen=True, slots=True)
class RepeatableCall:
    """A call as its sender may repeat it; ``key`` is the sender's own, ``network`` where the call comes from."""

    method: str
    path: str
    key: str
    body_sha256: str
    network: str = ""


@dataclass(frozen=True, slots=True)
class _Call:
    """A call as it is looked up. Keys, bodies and networks stand in the database as keyed digests only."""

    account_id: UUID | None
    key_digest: str
    body_digest: str
    network_digest: str | None
    purpose: str
    """What a secret of the answer is sealed for: only who has the key and the body opens it again."""

    @classmethod
    def of(cls, session: Session, call: RepeatableCall, account_id: UUID | None) -> "_Call":
        """Return the call of an account, or of somebody without one."""
        keys, whole = secrets_of(session), f"{call.key} {call.body_sha256}"
        key_digest = keys.digest("idempotency", f"{account_id} {call.method} {call.path} {call.key}")
        network = None if account_id else keys.digest("network of a call", call.network)
        return cls(account_id, key_digest, keys.digest("repeated body", whole), network, f"repeated answer {whole}")


def answered_once(
    session: Session,
    call: RepeatableCall,
    make: Callable[[], tuple[int, dict[str, Any]]],
    *,
    at: datetime,
    secret: str = "",
) -> tuple[int, dict[str, Any], bool]:
    """Return status and body of a call, and whether they are those of an earlier one of the same sender.

    An account's calls are known by its key. Somebody without account is whoever has key and body: another body from
    another network is another sender's. Of two equal calls at once the second waits for the first. Only what succeeds
    is stored, its field ``secret`` sealed, and it is answered again only to whoever may still do what it took.

    Raises: KeyReused, AnswerForeign, PermissionRefused, ScopeRefused, SecretsKeyWrong, and what ``make`` raises.
    """
    actor: Actor = session.info["acting"]
    asked = _Call.of(session, call, actor.account_id)
    session.execute(select(func.pg_advisory_xact_lock(int(asked.key_digest[:15], 16))))
    _forget_stale(session, asked, at=at)
    earlier = _earlier(session, asked)
    if earlier is not None:
        _ask_rights_again(session, earlier, actor)
        return earlier.status, _opened(session, earlier, asked, secret), True
    session.info["granted"], session.info["touched"] = set(), set()
    status, body = make()
    _store(session, call, asked, (status, body, secret), at=at)
    return status, body, False


def _forget_stale(session: Session, asked: _Call, *, at: datetime) -> None:
    """Delete answers older than a day: those under the key in hand, and those of anybody that no call holds."""
    is_stale, mine = col(IdempotentAnswer.created_at) < at - LASTS, col(IdempotentAnswer.key_digest) == asked.key_digest
    session.execute(delete(IdempotentAnswer).where(mine, is_stale))
    others = select(IdempotentAnswer.id).where(is_stale).with_for_update(skip_locked=True)
    session.execute(delete(IdempotentAnswer).where(col(IdempotentAnswer.id).in_(others)))


def _earlier(session: Session, asked: _Call) -> IdempotentAnswer | None:
    """Return the answer to an equal call. Raises: KeyReused."""
    found = session.exec(select(IdempotentAnswer).where(IdempotentAnswer.key_digest == asked.key_digest)).all()
    for each in found:
        if each.body_digest == asked.body_digest:
            return each
    if any(each.network_digest == asked.network_digest for each in found):  # of an account both are null
        raise KeyReused
    return None


def _store(
    session: Session, call: RepeatableCall, asked: _Call, answered: tuple[int, dict[str, Any], str], *, at: datetime
) -> None:
    """Store what was answered, and which rights the answer took."""
    status, body, secret = answered
    stored = IdempotentAnswer(
        account_id=asked.account_id,
        network_digest=asked.network_digest,
        method=call.method,
        path=call.path,
        key_digest=asked.key_digest,
        body_digest=asked.body_digest,
        status=status,
        answer=body,
        verbs=sorted(session.info["granted"]),
        issuer_ids=sorted(str(each) for each in session.info["touched"] if each is not None),
        created_at=at,
    )
    if secret:
        sealed = secrets_of(session).seal(asked.purpose, body[secret].encode(), about=stored.id)
        stored.answer = body | {secret: sealed.hex()}
    session.add(stored)
    session.flush()


def _opened(session: Session, earlier: IdempotentAnswer, asked: _Call, secret: str) -> dict[str, Any]:
    """Return a stored answer with its secret opened. Raises: SecretsKeyWrong."""
    if not secret:
        return earlier.answer
    sealed = bytes.fromhex(earlier.answer[secret])
    opened = secrets_of(session).unseal(asked.purpose, sealed, about=earlier.id)
    return earlier.answer | {secret: opened.decode()}


def _ask_rights_again(session: Session, earlier: IdempotentAnswer, actor: Actor) -> None:
    """Refuse an answer to whoever has lost a right that it took, or the branch that it was about.

    Raises: PermissionRefused, ScopeRefused, AnswerForeign.
    """
    for verb in earlier.verbs:
        require(session, verb)
    if actor.issuer_ids is not None and not set(earlier.issuer_ids) <= {str(each) for each in actor.issuer_ids}:
        raise AnswerForeign(earlier.verbs[0] if earlier.verbs else "")


def forget_naming(session: Session, naming: str) -> None:
    """Delete whatever stored answer names something of which nothing is to stay: a repeated call finds none of it."""
    answer = cast(col(IdempotentAnswer.answer), String)
    session.execute(delete(IdempotentAnswer).where(answer.contains(naming, autoescape=True)))
