"""The reply (答复函) as it went out: kept with its delivery, and given back as it was then.

Drawn anew, a letter tells of the end of the window as it stands; that end may have moved since the letter was sent.
What is handled together is answered once, and each objector gets a letter of his own, by name and receipt number.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.models.objections.handling import ObjectionReply, ObjectionReplySending
from disposal.models.objections.objection import Objection
from disposal.services.accounts.permissions import require
from disposal.services.objection_register.overview import ObjectionView, view_of, views_of
from disposal.services.objection_register.papers import reply_pdf
from disposal.services.objections.answer_clock import replies_of
from disposal.services.objections.errors import ObjectionRefused
from disposal.services.objections.handling import enter_reply
from disposal.services.objections.lookup import members_of
from disposal.services.records.validation import read
from notices.working_days.calendar import WorkingCalendar


def record_reply(
    session: Session, objection: Objection, values: Mapping[str, Any], *, at: datetime, calendar: WorkingCalendar
) -> ObjectionReply:
    """Record how a reply went out, and keep the letter as it is now. Raises: what ``enter_reply`` raises.

    A new sending holds for those grouped to the objection that none has gone out to yet, each with an own letter; its
    number and whether it arrived are of the one alone. ``alone`` among the values: it went to this objector only.
    """
    require(session, "objection_reply.entered")
    is_alone = read(ObjectionReplySending, values).alone
    said = {name: value for name, value in values.items() if name != "alone"}
    known = {each.id for each in replies_of(session, objection)}
    reply = _recorded(session, view_of(session, objection, calendar=calendar), said, at=at)
    if is_alone or reply.id in known:
        return reply
    sent = {"method": reply.method, "sent_on": reply.sent_on}
    for view in views_of(session, members_of(session, objection), calendar=calendar):
        if not view.is_reply_out:
            _recorded(session, view, sent, at=at)
    return reply


def _recorded(session: Session, view: ObjectionView, values: Mapping[str, Any], *, at: datetime) -> ObjectionReply:
    return enter_reply(session, view.row, values, at=at, letter=lambda: reply_pdf(session, view))


def letters_sent(session: Session, objection_id: UUID) -> list[bytes]:
    """Return the letters that went out to an objector, oldest first, the same one once."""
    query = select(ObjectionReply.letter).where(ObjectionReply.objection_id == objection_id)
    query = query.where(col(ObjectionReply.letter).is_not(None)).order_by(col(ObjectionReply.id))
    return list(dict.fromkeys(each for each in session.exec(query) if each is not None))


def letter_of(session: Session, view: ObjectionView, *, on: date) -> bytes:
    """Return the reply as it last went out; before that, as it would. Raises: ObjectionRefused while undecided.

    One that went out before letters were kept is drawn anew ``on`` a day, which it says.
    """
    last = next(reversed(letters_sent(session, view.row.id)), None)
    return last or reply_pdf(session, view, anew_on=on if view.is_letter_lost else None)


def letter_for_objector(session: Session, view: ObjectionView, *, on: date) -> bytes:
    """Return the reply for the objector, once its delivery is recorded. Raises: ObjectionRefused before that."""
    if not view.replies:
        raise ObjectionRefused(
            field="state",
            zh=f"异议 {view.row.receipt} 的答复尚未发出；请稍后再看。",
            en=f"the reply to objection {view.row.receipt} has not been sent yet; look again later",
        )
    return letter_of(session, view, on=on)
