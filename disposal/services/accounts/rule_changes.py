"""Rules of approval (审批规则) in production: one administrator asks for a change of them, another confirms it.

They say whom four eyes need, so one person must not change them alone. While there is one administrator, they are set
at once, and the audit trail says so (单人授权).
"""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from disposal.models.accounts.account_request import AccountAct, AccountRequest
from disposal.models.projects.issuer import Issuer
from disposal.services.accounts.account_requests import ask_second, has_second_administrator
from disposal.services.accounts.account_rules import ALONE
from disposal.services.accounts.modes import is_production
from disposal.services.accounts.permissions import require
from disposal.services.records.validation import read_reason


@dataclass(frozen=True, slots=True)
class RuleChange:
    """Rules of approval wanted for an issuer: as they will be stored, and in words for who confirms them."""

    act: AccountAct
    issuer: Issuer
    wanted: dict[str, Any]
    words: str


def ask_for_rules(session: Session, said: RuleChange, *, reason: str) -> AccountRequest | str:
    """Return the request to a second administrator, or the reason to act on where none is needed or there is none."""
    because = read_reason(reason)
    asker = require(session, "account_request.entered")
    if not is_production(session):
        return because
    if asker.person_id is None or not has_second_administrator(session):
        return f"{because}（{ALONE}）"
    request = AccountRequest(
        act=said.act,
        issuer_ids=[said.issuer.id],
        wanted=said.wanted,
        subject=said.words,
        reason=because,
        asked_by=asker.person_id,
    )
    return ask_second(session, request)
