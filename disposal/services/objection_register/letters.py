"""The reply (答复函) as it went out: kept with its delivery, and given back as it was then.

Drawn anew, a letter tells of the end of the window as it stands; that end may have moved since the letter was sent.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.models.objections.handling import ObjectionReply
from disposal.models.objections.objection import Objection
from disposal.services.objection_register.overview import ObjectionView, view_of
from disposal.services.objection_register.papers import reply_pdf
from disposal.services.objections.errors import ObjectionRefused
from disposal.services.objections.handling import enter_reply
from notices.working_days.calendar import WorkingCalendar


def record_reply(
    session: Session, objection: Objection, values: Mapping[str, Any], *, at: datetime, calendar: WorkingCalendar
) -> ObjectionReply:
    """Record how a reply went out, and keep the letter as it is now. Raises: what ``enter_reply`` raises."""

    def drawn() -> bytes:
        return reply_pdf(session, view_of(session, objection, calendar=calendar))

    return enter_reply(session, objection, values, at=at, letter=drawn)


def letters_sent(session: Session, objection_id: UUID) -> list[bytes]:
    """Return the letters that went out to an objector, oldest first, the same one once."""
    query = select(ObjectionReply.letter).where(ObjectionReply.objection_id == objection_id)
    query = query.where(col(ObjectionReply.letter).is_not(None)).order_by(col(ObjectionReply.id))
    return list(dict.fromkeys(each for each in session.exec(query) if each is not None))


def letter_of(session: Session, view: ObjectionView) -> bytes:
    """Return the reply as it last went out; before that, as it would. Raises: ObjectionRefused while undecided."""
    return next(reversed(letters_sent(session, view.row.id)), None) or reply_pdf(session, view)


def letter_for_objector(session: Session, view: ObjectionView) -> bytes:
    """Return the reply for the objector, once its delivery is recorded. Raises: ObjectionRefused before that."""
    if not view.replies:
        raise ObjectionRefused(
            field="state",
            zh=f"异议 {view.row.receipt} 的答复尚未发出；请稍后再看。",
            en=f"the reply to objection {view.row.receipt} has not been sent yet; look again later",
        )
    return letter_of(session, view)
