"""Opinions of the discipline department: of which notices one is due, giving one, and what stands.

An opinion is asked when a window ends, of each notice alike, and can be given no earlier: neither that it is asked nor
when says anything of a report. It holds no words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlmodel import Session, col, exists, select
from sqlmodel.sql.expression import SelectOfScalar

from disposal.errors import DisposalError
from disposal.models import DisciplineOpinion, DisciplineVerdict, Notice
from disposal.services.accounts.permissions import require
from disposal.services.records.writing import enter, locked

MOST = 50
_WITH_WINDOW = ("published", "concluded", "withdrawn", "superseded")


class OpinionTooEarly(DisposalError):
    """The window of the notice has not ended, or it has none."""

    code: ClassVar[str] = "discipline_opinion_too_early"
    status: ClassVar[int] = 409

    def __init__(self) -> None:
        super().__init__(
            zh="公告期届满后方可出具纪检部门意见；请在届满后办理。",
            en="the opinion is given once the window has ended; give it then",
            field="verdict",
        )


@dataclass(frozen=True, slots=True)
class NoticeOpinion:
    """A notice whose window has ended, with the opinion that stands, None while it is due."""

    notice: Notice
    opinion: DisciplineOpinion | None


def opinions_due(session: Session, *, now: datetime) -> tuple[Notice, ...]:
    """Return the offers whose windows have ended and of which no opinion was given, the first to end first."""
    given = exists().where(col(DisciplineOpinion.notice_id) == col(Notice.id))
    query = _ended(now).where(~given).order_by(col(Notice.window_ends_at), col(Notice.id)).limit(MOST)
    return tuple(session.exec(query))


def opinions_given(session: Session, *, now: datetime) -> tuple[NoticeOpinion, ...]:
    """Return the offers of which an opinion was given, the last to end first, each with the newest opinion."""
    given = exists().where(col(DisciplineOpinion.notice_id) == col(Notice.id))
    query = _ended(now).where(given).order_by(col(Notice.window_ends_at).desc(), col(Notice.id)).limit(MOST)
    notices = tuple(session.exec(query))
    newest = standing_opinions(session, [notice.id for notice in notices])
    return tuple(NoticeOpinion(notice, newest.get(notice.id)) for notice in notices)


def standing_opinions(session: Session, notice_ids: Iterable[UUID]) -> dict[UUID, DisciplineOpinion]:
    """Return the newest opinion on each of these notices."""
    query = select(DisciplineOpinion).where(col(DisciplineOpinion.notice_id).in_(list(notice_ids)))
    return {each.notice_id: each for each in session.exec(query.order_by(col(DisciplineOpinion.id)))}


def give_opinion(session: Session, notice_id: UUID, verdict: DisciplineVerdict, *, at: datetime) -> DisciplineOpinion:
    """Give the opinion on a notice, or a new one in place of an earlier.

    Raises: PermissionRefused, RecordNotFound, OpinionTooEarly.
    """
    actor = require(session, "discipline_opinion.given")
    notice = locked(session, Notice, notice_id)
    if notice.window_ends_at is None or at < notice.window_ends_at or notice.state not in _WITH_WINDOW:
        raise OpinionTooEarly
    values = {"notice_id": notice.id, "verdict": verdict, "given_by": actor.name, "given_at": at}
    return enter(session, DisciplineOpinion.model_validate(values), event="discipline_opinion.given")


def _ended(now: datetime) -> SelectOfScalar[Notice]:
    is_offer = col(Notice.offer_id).is_(None) | (col(Notice.offer_id) == col(Notice.id))
    return select(Notice).where(col(Notice.window_ends_at) <= now, col(Notice.state).in_(_WITH_WINDOW), is_offer)
