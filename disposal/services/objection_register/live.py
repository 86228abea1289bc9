"""The objections that something is still to be done about: to be decided, to be answered, or their time checked."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col, select

from disposal.models.objections.codes import OPEN_STATES, ObjectionState, ReceiptCheck
from disposal.models.objections.handling import ObjectionReply
from disposal.models.objections.objection import Objection

TO_BE_ANSWERED = (
    ObjectionState.not_accepted, ObjectionState.upheld, ObjectionState.partly_upheld, ObjectionState.dismissed,
)  # fmt: skip
"""Decided, so that a reply goes out."""


def live_objections(session: Session) -> Sequence[Objection]:
    """Return the objections that something is still to be done about, the oldest first."""
    return session.exec(select(Objection).where(is_live()).order_by(col(Objection.id))).all()


def is_live() -> ColumnElement[bool]:
    """Build the condition that something is still to be done. A reply that came back (退回) is to be sent again."""
    went_out: Any = select(ObjectionReply.id).where(
        ObjectionReply.objection_id == Objection.id, col(ObjectionReply.returned_on).is_(None)
    )
    unanswered = and_(col(Objection.state).in_(TO_BE_ANSWERED), ~went_out.exists())
    is_checked_later = col(Objection.receipt_check) == ReceiptCheck.waiting
    return or_(col(Objection.state).in_(OPEN_STATES), unanswered, is_checked_later)
