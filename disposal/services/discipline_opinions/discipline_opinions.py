"""Opinions of the discipline department: of which notices one is due, giving one, and what stands.

An opinion is asked when a window ends, of each notice alike, and can be given no earlier: neither that it is asked nor
when says anything of a report. It holds no words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, exists, select

from disposal.errors import DisposalError
from disposal.models.publication.notice import Notice
from disposal.models.reports.discipline_opinion import DisciplineOpinion, DisciplineVerdict
from disposal.services.accounts.permissions import require
from disposal.services.filings.published import FilingContext
from disposal.services.filings.windows import is_within, offer_of, window_end, window_ends
from disposal.services.public.queries import parse
from disposal.services.records.id_sets import among
from disposal.services.records.writing import enter, locked
from disposal.services.staff_lists.keyset import ListedTable, Sorting, page_of_keys
from disposal.services.staff_lists.queries import StaffQuery

_WITH_WINDOW = ("published", "concluded", "withdrawn", "superseded")
_TABLE = ListedTable(Notice, {"ended": Sorting(col(Notice.window_ends_at), datetime, is_nullable=True)})


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


class OpinionOnAmendment(DisposalError):
    """The notice amends another one, which is what an opinion is given on."""

    code: ClassVar[str] = "discipline_opinion_on_amendment"
    status: ClassVar[int] = 409

    def __init__(self, number: str, *, offer: str) -> None:
        super().__init__(
            zh=f"公告 {number} 是对公告 {offer} 的后续公告，不单独出具纪检部门意见；请对公告 {offer} 出具。",
            en=f"notice {number} speaks of notice {offer} and gets no opinion of its own; give it on notice {offer}",
            field="verdict",
        )


@dataclass(frozen=True, slots=True)
class NoticeOpinion:
    """A notice whose window has ended, with the opinion that stands, None while it is due."""

    notice: Notice
    opinion: DisciplineOpinion | None


@dataclass(frozen=True, slots=True)
class OpinionPage:
    """One page of notices whose windows have ended, and the positions of its neighbours, empty where there is none."""

    notices: tuple[NoticeOpinion, ...]
    next_after: str = ""
    previous_before: str = ""


def opinions_due(session: Session, *, context: FilingContext, after: str = "", before: str = "") -> OpinionPage:
    """Return the offers whose windows have ended and of which no opinion was given, the first to end first.

    Raises: InvalidQuery for a position of another list.
    """
    where = [~exists().where(col(DisciplineOpinion.notice_id) == col(Notice.id))]
    return _page(session, {"sort": "ended", "after": after, "before": before}, where, context=context)


def opinions_given(session: Session, *, context: FilingContext, after: str = "", before: str = "") -> OpinionPage:
    """Return the offers of which an opinion was given, the last to end first, each with the newest opinion.

    Raises: InvalidQuery for a position of another list.
    """
    where = [exists().where(col(DisciplineOpinion.notice_id) == col(Notice.id))]
    return _page(session, {"sort": "-ended", "after": after, "before": before}, where, context=context)


def _page(
    session: Session, asked: dict[str, str], where: Sequence[ColumnElement[bool]], *, context: FilingContext
) -> OpinionPage:
    """Return one page. A window that a late paper or a loaded calendar moved beyond now has not ended."""
    is_offer = col(Notice.offer_id).is_(None) | (col(Notice.offer_id) == col(Notice.id))
    ended = [col(Notice.window_ends_at) <= context.at, col(Notice.state).in_(_WITH_WINDOW), is_offer]
    keys = page_of_keys(session, _TABLE, parse(StaffQuery, asked), [*ended, *where])
    rows = {each.id: each for each in session.exec(select(Notice).where(among(Notice.id, keys.ids)))}
    notices = [rows[each] for each in keys.ids if each in rows]
    ends = window_ends(session, notices, calendar=context.calendar)
    over = [each for each in notices if (end := ends[each.id]) is not None and not is_within(end, context.at)]
    newest = standing_opinions(session, [each.id for each in over])
    found = tuple(NoticeOpinion(each, newest.get(each.id)) for each in over)
    return OpinionPage(found, keys.next_after, keys.previous_before)


def standing_opinions(session: Session, notice_ids: Iterable[UUID]) -> dict[UUID, DisciplineOpinion]:
    """Return the newest opinion on each of these notices."""
    query = select(DisciplineOpinion).where(col(DisciplineOpinion.notice_id).in_(list(notice_ids)))
    return {each.notice_id: each for each in session.exec(query.order_by(col(DisciplineOpinion.id)))}


def give_opinion(
    session: Session, notice_id: UUID, verdict: DisciplineVerdict, *, context: FilingContext
) -> DisciplineOpinion:
    """Give the opinion on a notice, or a new one in place of an earlier.

    Raises: PermissionRefused, RecordNotFound, OpinionOnAmendment, OpinionTooEarly.
    """
    actor = require(session, "discipline_opinion.given")
    notice = locked(session, Notice, notice_id)
    offer = offer_of(session, notice)
    if offer.id != notice.id:
        raise OpinionOnAmendment(notice.number or notice.title, offer=offer.number or offer.title)
    end = window_end(session, notice, calendar=context.calendar)
    if end is None or is_within(end, context.at) or notice.state not in _WITH_WINDOW:
        raise OpinionTooEarly
    values = {"notice_id": notice.id, "verdict": verdict, "given_by": actor.name, "given_at": context.at}
    return enter(session, DisciplineOpinion.model_validate(values), event="discipline_opinion.given")
