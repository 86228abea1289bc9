"""The five lists by their code, and one page of each. Who may see a list is asked here."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from disposal.models.projects.issuer import Issuer
from disposal.services.accounts.permissions import require
from disposal.services.public.queries import InvalidQuery, not_a_choice
from disposal.services.records.id_sets import among
from disposal.services.records.writing import found
from disposal.services.staff_lists import bidders, claims, notices, parties, projects
from disposal.services.staff_lists.columns import ListColumn, ListedRow
from disposal.services.staff_lists.keyset import (
    KeyPage,
    ListCount,
    ListedTable,
    count_keys,
    page_of_fitting_keys,
    page_of_keys,
)
from disposal.services.staff_lists.queries import StaffQuery
from notices.reading import Problem
from notices.reading.explain import excerpt


@dataclass(frozen=True, slots=True)
class StaffList:
    """One list: its code in addresses and permissions, its words, its query, and how its rows are found."""

    code: str
    zh: str
    en: str
    query: type[StaffQuery]
    table: ListedTable
    columns: tuple[ListColumn, ...]
    conditions: Callable[[Session, Any], list[ColumnElement[bool]]]
    rows_of: Callable[[Session, Sequence[UUID]], list[ListedRow]]
    fitting: Callable[[Session, Any, Sequence[UUID]], Collection[UUID]] | None = None

    def page(self, session: Session, query: Any, where: Sequence[ColumnElement[bool]]) -> KeyPage:
        """Return one page of keys; of bidders of an outcome, those whose decisions lead to it."""
        if self.fitting is None or not self.picks(query):
            return page_of_keys(session, self.table, query, where)
        fits = partial(self.fitting, session, query)
        return page_of_fitting_keys(session, self.table, query, where, fits=fits)

    def picks(self, query: Any) -> bool:
        """Return whether rows are picked by more than the conditions of a query."""
        return self.fitting is not None and getattr(query, "outcome", None) is not None


@dataclass(frozen=True, slots=True)
class StaffListPage:
    """One page: its rows, how many rows fit, the positions of its neighbours, and the branches to choose from."""

    rows: tuple[ListedRow, ...]
    count: ListCount
    keys: KeyPage
    branches: tuple[Issuer, ...] = ()


_LISTS = (
    StaffList("claims", "债权", "Claims", claims.ClaimsQuery, claims.TABLE, claims.COLUMNS, claims.conditions,
              claims.rows_of),
    StaffList("parties", "主体", "Parties", parties.PartiesQuery, parties.TABLE, parties.COLUMNS,
              parties.conditions, parties.rows_of),
    StaffList("projects", "处置项目", "Projects", projects.ProjectsQuery, projects.TABLE, projects.COLUMNS,
              projects.conditions, projects.rows_of),
    StaffList("notices", "公告", "Notices", notices.NoticesListQuery, notices.TABLE, notices.COLUMNS,
              notices.conditions, notices.rows_of),
    StaffList("bidders", "意向受让人", "Bidders", bidders.BiddersQuery, bidders.TABLE, bidders.COLUMNS,
              bidders.conditions, bidders.rows_of, bidders.fitting),
)  # fmt: skip
STAFF_LISTS: Mapping[str, StaffList] = MappingProxyType({each.code: each for each in _LISTS})
"""All lists by their code. A list is read with the permission ``<code>.read``."""


def list_page(session: Session, listed: StaffList, query: StaffQuery) -> StaffListPage:
    """Return one page of a list.

    Raises: PermissionRefused, ScopeRefused, RecordNotFound, InvalidQuery, WordsTooCommon, SearchTooSlow.
    """
    actor = require(session, f"{listed.code}.read")
    _check(session, listed, query)
    where = listed.conditions(session, query)
    keys = listed.page(session, query, where)
    is_whole = not (keys.next_after or keys.previous_before)
    if is_whole or listed.picks(query):  # what was picked is not counted beyond its page
        count = ListCount(len(keys.ids), is_more=not is_whole)
    else:
        count = count_keys(session, listed.table, query, where)
    return StaffListPage(
        tuple(listed.rows_of(session, keys.ids)), count, keys, _branches(session, listed, actor.issuer_ids)
    )


def all_rows(session: Session, listed: StaffList, query: StaffQuery) -> Iterator[list[ListedRow]]:
    """Yield every row that fits, page by page, whatever page the query names."""
    _check(session, listed, query)
    query = query.model_copy(update={"after": None, "before": None})
    where = listed.conditions(session, query)
    while True:
        keys = listed.page(session, query, where)
        yield listed.rows_of(session, keys.ids)
        session.expunge_all()
        if not keys.next_after:
            return
        query = query.model_copy(update={"after": keys.next_after})


def _branches(session: Session, listed: StaffList, ids: frozenset[UUID] | None) -> tuple[Issuer, ...]:
    """Return the issuers that a person may choose from, by code; none where there is no choice."""
    if listed.code == "parties" or (ids is not None and len(ids) < 2):
        return ()
    query = select(Issuer).order_by(col(Issuer.code))
    return tuple(session.exec(query if ids is None else query.where(among(Issuer.id, ids))))


def _check(session: Session, listed: StaffList, query: StaffQuery) -> None:
    """Refuse a branch that is not there, and an order that the list does not have."""
    if query.issuer is not None:
        found(session, Issuer, query.issuer, field="issuer")
    known = [sign + name for name in listed.table.sortings for sign in ("", "-")]
    if query.sort not in known:
        zh, en = not_a_choice("、".join(known), ", ".join(known))
        raise InvalidQuery([Problem(path="sort", value=excerpt(query.sort), zh=zh, en=en)])
