"""Idempotent calls: the answer of a creating call is stored with what it created; a repeated call gets it again."""

import hashlib
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
from disposal.services.accounts.identity import acting
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
    """A call as its sender may repeat it; ``key`` is the sender's own."""

    method: str
    path: str
    key: str
    body_sha256: str


def answered_once(
    session: Session, call: RepeatableCall, make: Callable[[], tuple[int, dict[str, Any]]], *, at: datetime
) -> tuple[int, dict[str, Any], bool]:
    """Return status and body of the acting account's call, and whether they are those of an earlier one.

    Of two equal calls at once the second waits for the first. Only what succeeds is stored, and it is answered again
    only to whoever may still do what it took.

    Raises: KeyReused, AnswerForeign, PermissionRefused, ScopeRefused, and what ``make`` raises.
    """
    actor = acting(session)
    if actor is None or actor.account_id is None:
        return (*make(), False)
    words = f"{actor.account_id} {call.method} {call.path} {call.key}"
    lock = int.from_bytes(hashlib.sha256(words.encode()).digest()[:7], "big")
    session.execute(select(func.pg_advisory_xact_lock(lock)))
    mine = col(IdempotentAnswer.account_id) == actor.account_id
    stale = select(IdempotentAnswer.id).where(col(IdempotentAnswer.created_at) < at - LASTS)
    session.execute(delete(IdempotentAnswer).where(mine, col(IdempotentAnswer.created_at) < at - LASTS))
    others = stale.with_for_update(skip_locked=True)  # of accounts that call no more: nothing is kept longer
    session.execute(delete(IdempotentAnswer).where(col(IdempotentAnswer.id).in_(others)))
    same = (
        IdempotentAnswer.method == call.method,
        IdempotentAnswer.path == call.path,
        IdempotentAnswer.key == call.key,
    )
    earlier = session.exec(select(IdempotentAnswer).where(mine, *same)).one_or_none()
    if earlier is not None:
        if earlier.body_sha256 != call.body_sha256:
            raise KeyReused
        _ask_rights_again(session, earlier, actor)
        return earlier.status, earlier.answer, True
    session.info["granted"], session.info["touched"] = set(), set()
    status, body = make()
    _store(session, call, (actor.account_id, status, body), at=at)
    return status, body, False


def _store(session: Session, call: RepeatableCall, answered: tuple[UUID, int, dict[str, Any]], *, at: datetime) -> None:
    """Store what an account was answered, and which rights the answer took."""
    account_id, status, body = answered
    stored = IdempotentAnswer(
        account_id=account_id,
        method=call.method,
        path=call.path,
        key=call.key,
        body_sha256=call.body_sha256,
        status=status,
        answer=body,
        verbs=sorted(session.info["granted"]),
        issuer_ids=sorted(str(each) for each in session.info["touched"] if each is not None),
        created_at=at,
    )
    session.add(stored)
    session.flush()


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
