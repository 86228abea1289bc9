"""Ending what an account holds: its sign-ins and its API tokens, when its rights or its password change."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select, update

from disposal.models.accounts.account import Account
from disposal.models.accounts.api_token import ApiToken
from disposal.models.accounts.sign_in_session import SignInSession
from disposal.services.records.writing import change


def end_sessions(session: Session, account_id: UUID, *, at: datetime, but: UUID | None = None) -> int:
    """End every sign-in of an account, except the session ``but``; return how many."""
    ending: Any = update(SignInSession).where(
        col(SignInSession.account_id) == account_id, col(SignInSession.ended_at).is_(None)
    )
    if but is not None:
        ending = ending.where(col(SignInSession.id) != but)
    return int(session.execute(ending.values(ended_at=at)).rowcount)  # type: ignore[attr-defined]


def end_tokens(session: Session, account: Account, *, at: datetime, reason: str, event: str) -> int:
    """End every API token of an account; return how many."""
    running = select(ApiToken).where(ApiToken.account_id == account.id, col(ApiToken.ended_at).is_(None))
    tokens = session.exec(running).all()
    for token in tokens:
        change(session, token, {"ended_at": at}, event=event, reason=reason)
    return len(tokens)
