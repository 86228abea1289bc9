"""What an account holds that nobody else would finish; it is not disabled (停用) while it holds any, unless told to."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.models.accounts.account import Account
from disposal.models.approvals.submission import Submission, SubmissionState
from disposal.models.claims.claim_draft import ClaimDraft, DraftState
from disposal.services.accounts.accounts import account_called, disable_account
from disposal.services.accounts.scope import OF_ALL_ISSUERS
from disposal.services.records.validation import read_reason
from notices.dates import SHANGHAI


def open_items_of(session: Session, account_id: UUID) -> Sequence[str]:
    """Return the open items of an account, oldest first: kind and day only, for who disables it may see no cases."""
    every: Any = {OF_ALL_ISSUERS: True}
    account = session.get_one(Account, account_id)
    drafts = select(ClaimDraft.saved_at).where(ClaimDraft.owner_id == account_id, ClaimDraft.state == DraftState.open)
    waiting = select(Submission.created_at).where(
        Submission.submitted_by_id == account.person_id, Submission.state == SubmissionState.waiting
    )
    saved = session.exec(drafts.order_by(col(ClaimDraft.saved_at)), execution_options=every).all()
    sent = session.exec(waiting.order_by(col(Submission.created_at)), execution_options=every).all()
    return [f"{_day(at)}保存的债权草稿" for at in saved] + [f"{_day(at)}提交、待审批的公告" for at in sent]


def disable_holder(session: Session, login: str, *, reason: str, at: datetime, despite_items: bool = False) -> Account:
    """Disable an account; ``despite_items``: although it holds open items, which the reason then says.

    Raises: RecordNotFound, ItemsOpen, LastAdministrator.
    """
    if not despite_items:
        return disable_account(session, login, reason=reason, at=at, open_items=open_items_of)
    items = open_items_of(session, account_called(session, login).id)
    because = f"{read_reason(reason)}（尚有{len(items)}件未办结）" if items else reason
    return disable_account(session, login, reason=because, at=at)


def _day(at: datetime) -> str:
    return at.astimezone(SHANGHAI).date().isoformat()
