"""What an account holds that nobody else would finish; it is not disabled (停用) while it holds any, unless told to."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from disposal.models.accounts.account import Account
from disposal.models.approvals.submission import Submission, SubmissionState
from disposal.services.accounts.accounts import AccountOutcome, account_called, disable_account
from disposal.services.accounts.own_drafts import DRAFTS
from disposal.services.accounts.persons import owned_by
from disposal.services.accounts.scope import OF_ALL_ISSUERS
from disposal.services.records.validation import read_reason
from notices.dates import SHANGHAI


def open_items_of(session: Session, account_id: UUID) -> Sequence[str]:
    """Return the open items of an account, oldest first: kind and day only, for who disables it may see no cases."""
    every: Any = {OF_ALL_ISSUERS: True}
    account = session.get_one(Account, account_id)
    items = list[tuple[datetime, str]]()
    for table in DRAFTS:
        drafts = select(table.saved_at).where(table.open_only(), *owned_by(table, account_id=account_id, name=""))
        items += [(at, f"保存的{table.label[0]}") for at in session.exec(drafts, execution_options=every)]
    waiting = select(Submission.created_at).where(
        Submission.submitted_by_id == account.person_id, Submission.state == SubmissionState.waiting
    )
    items += [(at, "提交、待审批的公告") for at in session.exec(waiting, execution_options=every)]
    return [f"{at.astimezone(SHANGHAI).date().isoformat()}{what}" for at, what in sorted(items)]


def disable_holder(
    session: Session, login: str, *, reason: str, at: datetime, despite_items: bool = False
) -> AccountOutcome:
    """Disable an account; ``despite_items``: although it holds open items, which the reason then says.

    Raises: RecordNotFound, ItemsOpen, LastAdministrator, SecondAdministratorKept.
    """
    if not despite_items:
        return disable_account(session, login, reason=reason, at=at, open_items=open_items_of)
    items = open_items_of(session, account_called(session, login).id)
    because = f"{read_reason(reason)}（尚有{len(items)}件未办结）" if items else reason
    return disable_account(session, login, reason=because, at=at)
