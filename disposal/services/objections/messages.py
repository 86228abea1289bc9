"""Questions to the objector and what the objector says, over the private link; each question may stop the clock."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from disposal.models.objections.handling import ObjectionMessage
from disposal.models.objections.objection import Objection
from disposal.services.accounts.permissions import require
from disposal.services.filings.evidence import EvidenceFile
from disposal.services.filings.filing_rates import refuse_full_day
from disposal.services.filings.receipt_numbers import digest_of_link, new_link_token
from disposal.services.objections.answer_clock import pause_clock, pauses_of, resume_clock
from disposal.services.objections.errors import ObjectionRefused
from disposal.services.objections.evidence import store_evidence
from disposal.services.objections.lifecycle import objection_step
from disposal.services.objections.lookup import objection_behind
from disposal.services.objections.voiding import digest_of_said, said_in
from disposal.services.records.validation import read_reason
from disposal.services.records.writing import change, enter, locked
from notices.dates import SHANGHAI

MOST_FROM_OBJECTOR = 50
"""Messages of one objector; whoever has more to say calls or writes."""
_ASKED = "向异议人提问，等待答复"


def ask_objector(
    session: Session, objection: Objection, words: str, *, at: datetime, stops_clock: bool = True
) -> ObjectionMessage:
    """Ask the objector a question, shown behind the private link; the clock stands still until the answer.

    Raises: ObjectionStepRefused, InvalidRecord.
    """
    actor = require(session, "objection_message.asked")
    objection = locked(session, Objection, objection.id)
    objection_step("ask", state=objection.state, receipt=objection.receipt)
    message = _said(session, objection, words, by=(actor.name, False), at=at)
    if stops_clock and all(each.ends_on is not None for each in pauses_of(session, objection)):
        pause_clock(session, objection, because=_ASKED, on=at.astimezone(SHANGHAI).date())
    return message


def answer_behind_link(
    session: Session, token: str, words: str, files: Sequence[EvidenceFile], *, at: datetime
) -> ObjectionMessage:
    """Take what the objector says over the private link, with files; an open question's pause ends.

    Raises: ObjectionUnknown; ObjectionRefused once it is closed or too much was said; InvalidRecord; EvidenceRefused.
    """
    require(session, "objection_message.received")
    objection = locked(session, Objection, objection_behind(session, token).id)
    _refuse_unheard(session, objection)
    refuse_full_day(session, files)
    message = _said(session, objection, words, by=("异议人", True), at=at)
    store_evidence(session, objection, files, message_id=message.id)
    asked = [each for each in pauses_of(session, objection) if each.ends_on is None and each.because == _ASKED]
    if asked:
        resume_clock(session, objection, reason="异议人已答复", on=at.astimezone(SHANGHAI).date())
    return message


def messages_of(session: Session, objection: Objection) -> Sequence[ObjectionMessage]:
    """Return the questions and answers, the oldest first."""
    query = select(ObjectionMessage).where(ObjectionMessage.objection_id == objection.id)
    return session.exec(query.order_by(col(ObjectionMessage.id))).all()


def renew_link(session: Session, objection: Objection, *, reason: str) -> str:
    """Give an objection a new private link; the old one opens nothing any more. Return its token, shown once."""
    require(session, "objection.link_renewed")
    token = new_link_token()
    objection = locked(session, Objection, objection.id)
    values = {"link_digest": digest_of_link(token)}
    change(session, objection, values, event="objection.link_renewed", reason=reason)
    return token


def _said(
    session: Session, objection: Objection, words: str, *, by: tuple[str, bool], at: datetime
) -> ObjectionMessage:
    """Enter a message; ``by`` is its author, and whether that is the objector."""
    author, is_from_objector = by
    values = {"objection_id": objection.id, "words": read_reason(words), "author": author, "said_at": at}
    event = "objection_message.received" if is_from_objector else "objection_message.asked"
    row = ObjectionMessage.model_validate(values | {"is_from_objector": is_from_objector})
    row.said_digest = digest_of_said(objection.said_salt, said_in(row))
    return enter(session, row, event=event)


def _refuse_unheard(session: Session, objection: Objection) -> None:
    if not objection.state.is_open:
        raise ObjectionRefused(
            field="words",
            zh=f"异议 {objection.receipt} 已办结（{objection.state.zh}），不再接收补充；如有新的事实，请另行提出异议。",
            en=f"objection {objection.receipt} is closed ({objection.state.en}); if there is something new, "
            "file another",
        )
    if sum(each.is_from_objector for each in messages_of(session, objection)) >= MOST_FROM_OBJECTOR:
        raise ObjectionRefused(
            field="words",
            zh=f"网上补充已满{MOST_FROM_OBJECTOR}次；请按公告所载电话、地址联系。",
            en=f"{MOST_FROM_OBJECTOR} messages were taken; call or write to the contacts in the notice",
        )
