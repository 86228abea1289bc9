"""What a list of enquiries asks for, and its rows page by page by key, as the other lists of staff."""

from collections.abc import Sequence

from pydantic import Field
from sqlalchemy import ColumnElement, case, or_
from sqlmodel import Session, col, select

from disposal.models.enquiries.enquiry import Enquiry, EnquiryState
from disposal.models.publication.notice import Notice
from disposal.services.public.queries import Query, Storable, parse
from disposal.services.records.id_sets import among
from disposal.services.staff_lists.keyset import KeyPage, ListCount, ListedTable, Sorting, count_keys, page_of_keys
from disposal.services.staff_lists.queries import StaffQuery

_WAITING = case((col(Enquiry.state) == EnquiryState.received, 1), else_=0)
TABLE = ListedTable(Enquiry, {"waiting": Sorting(_WAITING, int)})
ORDER = "-waiting"
"""The unanswered first, then the last entered."""


class EnquiryQuery(Query):
    """What is asked for; empty fields ask for all. ``after`` and ``before`` are positions of a page."""

    q: Storable = Field("", max_length=200)
    notice: Storable = Field("", max_length=80)
    state: EnquiryState | None = None
    after: str = ""
    before: str = ""


def keys_of_page(session: Session, query: EnquiryQuery, *, after: str = "", before: str = "") -> KeyPage:
    """Return the keys of one page. Raises: InvalidQuery for a position of another list; SearchTooSlow."""
    paged = parse(StaffQuery, {"sort": ORDER, "after": after, "before": before})
    return page_of_keys(session, TABLE, paged, conditions(query))


def count_of(session: Session, query: EnquiryQuery) -> ListCount:
    """Count the enquiries that fit. Raises: SearchTooSlow."""
    return count_keys(session, TABLE, parse(StaffQuery, {"sort": ORDER}), conditions(query))


def rows_with_keys(session: Session, keys: KeyPage) -> Sequence[Enquiry]:
    """Return the enquiries of a page in its order."""
    found = {each.id: each for each in session.exec(select(Enquiry).where(among(Enquiry.id, keys.ids)))}
    return [found[each] for each in keys.ids if each in found]


def conditions(query: EnquiryQuery) -> list[ColumnElement[bool]]:
    """Build the conditions on an enquiry."""
    found: list[ColumnElement[bool]] = []
    if words := query.q.strip():
        columns = (Enquiry.receipt, Enquiry.enquirer, Enquiry.words)
        found.append(or_(*(col(column).icontains(words, autoescape=True) for column in columns)))
    if query.notice.strip():
        of_notice = select(Notice.id).where(Notice.number == query.notice.strip().upper())
        found.append(col(Enquiry.notice_id).in_(of_notice))
    if query.state:
        found.append(col(Enquiry.state) == query.state)
    return found
