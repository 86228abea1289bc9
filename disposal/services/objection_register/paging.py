"""What a list of objections asks for, and its rows page by page by key, as the other lists of staff."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from pydantic import Field
from sqlalchemy import ColumnElement, case, or_
from sqlmodel import Session, col, select

from disposal.models.objections.codes import ObjectionGround, ObjectionState, ReceiptCheck
from disposal.models.objections.objection import Objection
from disposal.models.publication.notice import Notice
from disposal.services.objection_register.live import is_live
from disposal.services.public.queries import Query, Storable, parse
from disposal.services.records.id_sets import among
from disposal.services.staff_lists.keyset import KeyPage, ListCount, ListedTable, Sorting, count_keys, page_of_keys
from disposal.services.staff_lists.queries import StaffQuery

_STATES = case({state: at for at, state in enumerate(ObjectionState)}, value=col(Objection.state))
TABLE = ListedTable(
    Objection,
    {
        "received": Sorting(col(Objection.received_at), datetime),
        "entered": Sorting(),
        "state": Sorting(_STATES, int),
    },
)
Sort = Literal["received", "-received", "entered", "-entered", "state", "-state"]
"""What a list may be sorted by; with ``-`` before it the other way round. Numbers are drawn, so none sorts by them."""
Part = Literal["new", "today", "overdue", "objector", "second", "answer"]
"""The parts of what waits: new, due today, overdue, for the objector, for a second person, a reply to be delivered."""


class ObjectionQuery(Query):
    """What is asked for; empty fields ask for all, and a word that none of the choices has is refused.

    ``which`` is a part of what waits; ``after`` and ``before`` are positions of a page.
    """

    q: Storable = Field("", max_length=200)
    notice: Storable = Field("", max_length=80)
    state: ObjectionState | None = None
    ground: ObjectionGround | None = None
    in_time: Literal["yes", "no"] | None = None
    which: Part | None = None
    sort: Sort = "-received"
    after: str = ""
    before: str = ""

    @property
    def is_told_later(self) -> bool:
        """Tell whether something is asked for that no column says: in time or late, or a part of what waits."""
        return bool(self.in_time or self.which)


def keys_of_page(session: Session, query: ObjectionQuery, *, after: str = "", before: str = "") -> KeyPage:
    """Return the keys of one page. Raises: InvalidQuery for a position of another list; SearchTooSlow."""
    return page_of_keys(session, TABLE, _paged(query, after=after, before=before), conditions(query))


def count_of(session: Session, query: ObjectionQuery) -> ListCount:
    """Count the objections that fit what columns say. Raises: SearchTooSlow."""
    return count_keys(session, TABLE, _paged(query), conditions(query))


def rows_with_keys(session: Session, keys: KeyPage) -> Sequence[Objection]:
    """Return the objections of a page in its order."""
    found = {each.id: each for each in session.exec(select(Objection).where(among(Objection.id, keys.ids)))}
    return [found[each] for each in keys.ids if each in found]


def conditions(query: ObjectionQuery) -> list[ColumnElement[bool]]:
    """Build the conditions on an objection; for what no column says, such as let nothing that fits slip by."""
    found = [holds_words(query.q)] if query.q.strip() else []
    of_notice = select(Notice.id)
    if query.notice.strip():
        found.append(col(Objection.notice_id).in_(of_notice.where(Notice.number == query.notice.strip().upper())))
    if query.state:
        found.append(col(Objection.state) == query.state)
    if query.ground:
        found.append(col(Objection.ground) == query.ground)
    if query.which:
        found.append(is_live())
    if query.in_time == "no":  # the end that a notice states is the earliest there may be
        ended = of_notice.where(col(Notice.window_ends_at) <= col(Objection.entered_at)).correlate(Objection)
        is_past = col(Objection.notice_id).in_(ended) | col(Objection.notice_id).in_(_amending())
        found.append(is_past | col(Objection.receipt_check).in_((ReceiptCheck.waiting, ReceiptCheck.declined)))
    return found


def holds_words(words: str) -> ColumnElement[bool]:
    """Build the condition that the number, the objector's name, what was said or the court case holds some words."""
    columns = (Objection.objector, Objection.words, Objection.arguments, Objection.case_number)
    number = col(Objection.receipt).icontains("".join(words.split()), autoescape=True)  # as it is told on the telephone
    return or_(number, *(col(column).icontains(words.strip(), autoescape=True) for column in columns))


def _amending() -> Any:
    """Return the ids of notices whose window is that of their offer."""
    return select(Notice.id).where(col(Notice.offer_id).is_not(None))


def _paged(query: ObjectionQuery, *, after: str = "", before: str = "") -> StaffQuery:
    asked: Mapping[str, str] = {"sort": query.sort, "after": after, "before": before}
    return parse(StaffQuery, asked)
