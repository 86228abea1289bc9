"""One verb for every decision: what ``decide`` does follows from the decision and from what waits."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from disposal.models.objections.codes import ObjectionOutcome
from disposal.models.objections.objection import Objection
from disposal.services.accounts.permissions import require
from disposal.services.objections import deciding
from disposal.services.objections.lookup import objection_called, waiting_decision
from notices.codes import Coded


class DecisionWord(Coded):
    """What may be decided (办理). The two-person decisions are proposed by the first and confirmed by the second."""

    accepted = "accepted", "受理", "accept"
    not_accepted = "not_accepted", "不予受理", "do not accept"
    under_review = "under_review", "开始审查", "begin the review"
    upheld = "upheld", "成立", "uphold"
    partly_upheld = "partly_upheld", "部分成立", "uphold in part"
    dismissed = "dismissed", "不成立", "dismiss"
    returned = "returned", "退回提请", "return the proposal"
    withdrawn = "withdrawn", "撤回", "withdrawn by the objector"


@dataclass(frozen=True, slots=True)
class DecisionGiven:
    """What somebody decides, why, and when.

    ``may_confirm``: a decision by two that waits is confirmed; False where nobody was asked for a proof of the second
    person, so that it is only proposed.
    """

    word: DecisionWord
    reason: str
    at: datetime
    may_confirm: bool = True


def decide(session: Session, receipt: str, given: DecisionGiven) -> Objection:
    """Decide on an objection: accept, propose, confirm what waits, return it, or record its withdrawal.

    A two-person decision is proposed if nothing waits, and confirmed if the same decision waits and it may be.

    Raises: ObjectionUnknown; what ``deciding`` raises.
    """
    require(session, "objections.read")
    objection = objection_called(session, receipt)
    word, reason, at = given.word, given.reason, given.at
    if word is DecisionWord.accepted:
        return deciding.accept(session, objection, reason=reason, at=at)
    if word is DecisionWord.under_review:
        return deciding.begin_review(session, objection, reason=reason)
    if word is DecisionWord.withdrawn:
        return deciding.withdraw(session, objection, reason=reason, at=at)
    if word is DecisionWord.returned:
        return deciding.send_back(session, objection, comment=reason, at=at)
    outcome = ObjectionOutcome[word.value]
    if not given.may_confirm or waiting_decision(session, objection) is None:
        deciding.propose(session, objection, outcome, reason=reason, at=at)
    else:
        deciding.confirm(session, objection, outcome, comment=reason, at=at)
    return objection
