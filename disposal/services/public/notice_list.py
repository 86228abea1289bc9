"""The public list of offers: filtered, newest first, paged by cursor, counted up to a limit.

Later notices (supplement, correction, extension, withdrawal, result) are listed under their offer. Filters apply to the
offer. The search words and the kind may also match a later notice.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from psycopg.errors import QueryCanceled
from sqlalchemy import ARRAY, CTE, ColumnElement, Row, Select, Uuid, any_, func, literal, select, text, true, tuple_
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from disposal.errors import DisposalError
from disposal.models.publication.notice import Notice
from disposal.services.public.filters import NoticesQuery, conditions, cursor_of, member_conditions, position
from disposal.services.public.queries import InvalidQuery, not_a_choice
from disposal.services.public.summaries import IS_OFFER, ListedOffer, NoticeSummary, listed, offers
from notices.reading import Problem
from notices.reading.explain import excerpt
from notices.working_days.calendar import WorkingCalendar
from notices.written.places import province_spellings

MOST_COUNTED = 1_000
RARE = 2_000
"""Words found in at most this many notices use the text index. Common words are found fast from the newest on."""
GROUPS = (2, 8)
"""Guesses of the average number of notices per offer. They limit how many search hits are counted."""
PATIENCE_MS = 5_000
"""Time limit of one list query."""
MOST_KNOWN = 10_000
"""Common searches that a process remembers."""
_Asked = tuple[str | None, str | None]
"""The words and the kind of a search."""

_NOTICE = Notice.__table__  # type: ignore[attr-defined]
_MEMBER = _NOTICE.alias("member")
"""An offer or a later notice of it, for the search words and the kind."""
Key = tuple[ColumnElement[Any], ColumnElement[Any]]
_OFFER: Key = (_NOTICE.c.published_on, _NOTICE.c.id)
_GROUP: Key = (_MEMBER.c.offer_published_on, _MEMBER.c.offer_id)
"""The position of an offer in the list: from its own row, and from any notice of its group."""

# Each step finds the next province in the index. DISTINCT would read every notice.
_PROVINCES = text(
    """
    WITH RECURSIVE found (province) AS (
        SELECT min(province) FROM notice WHERE number IS NOT NULL
        UNION ALL
        SELECT (SELECT min(n.province) FROM notice AS n WHERE n.province > found.province AND n.number IS NOT NULL)
        FROM found WHERE found.province IS NOT NULL
    )
    SELECT province FROM found WHERE province IS NOT NULL
    """
)


class SearchTooSlow(DisposalError):
    """A list query exceeded the time limit; narrower filters are faster."""

    code = "search_too_slow"
    status = 503

    def __init__(self) -> None:
        super().__init__(
            zh="检索范围过大，未能及时完成；请增加检索词，或按省份、日期、金额缩小范围后重试。",
            en="this search took too long; add a word, or narrow it by province, status or amount, and try again",
            field="q",
        )


@dataclass(frozen=True, slots=True)
class NoticeListPage:
    """One page of the list, and the cursors of the next and previous page; None if there is none."""

    rows: tuple[ListedOffer, ...]
    next_after: str | None
    previous_before: str | None

    @property
    def notices(self) -> tuple[NoticeSummary, ...]:
        """Return the offers of this page without what stands under them."""
        return tuple(row.offer for row in self.rows)


@dataclass(frozen=True, slots=True)
class NoticeCount:
    """The number of offers found; ``is_more`` if counting stopped at the limit."""

    number: int
    is_more: bool


class CommonSearches:
    """The searches of one process that were found to have too many hits to count; their number only grows.

    They need not be looked up in the index of words to be told so again. Past ``MOST_KNOWN`` it begins anew.
    """

    def __init__(self) -> None:
        self._known: set[_Asked] = set()

    def __contains__(self, asked: object) -> bool:
        return asked in self._known

    def add(self, asked: "_Asked") -> None:
        """Learn that a search has more than ``MOST_COUNTED`` offers."""
        if len(self._known) >= MOST_KNOWN:
            self._known = set()
        self._known.add(asked)


@dataclass(frozen=True, slots=True)
class _Hits:
    """What one look at the index of words found. ``offers`` are all of them unless ``are_common``."""

    offers: frozenset[UUID]
    are_common: bool
    are_beyond_count: bool


class NoticeSearch:
    """One search in the list. Its page and its count rest on the same look at the index of words.

    ``common`` are the searches that need no such look, of the process that serves.
    """

    def __init__(
        self,
        session: Session,
        query: NoticesQuery,
        *,
        calendar: WorkingCalendar,
        now: datetime,
        common: CommonSearches | None = None,
    ) -> None:
        self._session, self._query, self._calendar, self._now = session, query, calendar, now
        self._common = CommonSearches() if common is None else common
        self._is_set = False

    def page(self) -> NoticeListPage:
        """Return one page of the offers that match, newest first, each with its later notices.

        Raises: CalendarYearMissing, SearchTooSlow; InvalidQuery for a province that there is not.
        """
        query = self._query
        _check_province(self._session, query)
        fitting = self._fitting
        if fitting is None:
            keys = _paged(_groups(query), query, key=_GROUP).subquery()
            wanted = _ordered(offers().where(_NOTICE.c.id.in_(select(keys.c.offer_id))), query, key=_OFFER)
        else:
            wanted = _paged(offers().where(*fitting), query, key=_OFFER)
        rows = self._run(wanted)
        is_more = len(rows) > query.limit
        rows = rows[: query.limit]
        if query.before:
            rows.reverse()
        has_next, has_previous = (True, is_more) if query.before else (is_more, bool(query.after))
        return NoticeListPage(
            rows=listed(self._session, rows, calendar=self._calendar, now=self._now),
            next_after=cursor_of(rows[-1]) if rows and has_next else None,
            previous_before=cursor_of(rows[0]) if rows and has_previous else None,
        )

    def count(self) -> NoticeCount:
        """Count all offers that match, up to ``MOST_COUNTED``. Raises: CalendarYearMissing, SearchTooSlow."""
        hits, fitting = self._hits, self._fitting
        if hits and hits.are_beyond_count and fitting is None:
            found = MOST_COUNTED + 1
        elif hits and not hits.are_common and not self._conditions:
            found = len(hits.offers)
        elif fitting is None:
            found = self._count_groups()
        else:
            offering = select(_NOTICE.c.id).where(_NOTICE.c.number.is_not(None), IS_OFFER, *fitting)
            found = self._run(select(func.count()).select_from(offering.limit(MOST_COUNTED + 1).subquery()))[0][0]
        return NoticeCount(min(found, MOST_COUNTED), is_more=found > MOST_COUNTED)

    @cached_property
    def _conditions(self) -> list[ColumnElement[bool]]:
        return conditions(self._query, calendar=self._calendar, now=self._now)

    @cached_property
    def _hits(self) -> _Hits | None:
        """Look up the words and the kind; None if neither is asked for."""
        key = self._query.q, self._query.kind
        if key == (None, None):
            return None
        if key in self._common:
            return _Hits(frozenset(), are_common=True, are_beyond_count=True)
        # Planned for all hits, read no further than needed: a plan for so few would read a kind's index through.
        rows = self._run(select(_looked_up(self._query).c.offer_id).limit(RARE + 1))
        found = frozenset(row.offer_id for row in rows)
        hits = _Hits(found, are_common=len(rows) > RARE, are_beyond_count=len(found) > MOST_COUNTED)
        if hits.are_common and hits.are_beyond_count:
            self._common.add(key)
        return hits

    @cached_property
    def _fitting(self) -> list[ColumnElement[bool]] | None:
        """Build the SQL conditions on an offer. Uses the indexes of words and kinds unless matches are very common.

        Returns None if only words or a kind are asked for and very many notices match. Then the notices are read from
        the newest on. The choice is not left to the planner. It has no statistics for rare words and ignores the cost
        of unpacking the search column. So for a word that no notice contains it would scan all from the newest.
        """
        found, hits = self._conditions, self._hits
        if hits is None:
            return found
        if not hits.are_common:
            return [_NOTICE.c.id == any_(literal(list(hits.offers), ARRAY(Uuid))), *found]
        if not found:
            return None
        return [_NOTICE.c.id.in_(select(_looked_up(self._query).c.offer_id)), *found]

    def _count_groups(self) -> int:
        """Count the offers of very many search hits. Stops as soon as the limit is reached."""
        hits = select(_MEMBER.c.offer_id).where(*member_conditions(self._query, _MEMBER))
        for group in GROUPS:
            most = group * (MOST_COUNTED + 1)
            notices, groups = self._counts(hits.limit(most))
            if groups > MOST_COUNTED or notices < most:
                return groups
        return self._counts(hits)[1]

    def _counts(self, hits: Select[Any]) -> tuple[int, int]:
        """Return the number of notices found and the number of their offers."""
        read = hits.subquery()
        counted: Any = select(func.count(), func.count(read.c.offer_id.distinct())).select_from(read)
        row: Any = self._run(counted)[0]
        return row[0], row[1]

    def _run(self, wanted: Select[Any]) -> list[Row[Any]]:
        """Run a list query with a time limit and a plan made for its own values; a generic plan suits no word well.

        Sequential scans are disabled: the planner does not know the cost of unpacking the search column.
        """
        if not self._is_set:
            values = {"statement_timeout": str(PATIENCE_MS), "plan_cache_mode": "force_custom_plan"}
            values |= {"enable_seqscan": "off"}
            self._session.execute(select(*(func.set_config(name, value, true()) for name, value in values.items())))
            self._is_set = True
        try:
            return list(self._session.execute(wanted).all())
        except OperationalError as error:
            if isinstance(error.orig, QueryCanceled):
                raise SearchTooSlow from error
            raise


def provinces(session: Session) -> tuple[str, ...]:
    """Return the provinces that have a published notice, sorted."""
    return tuple(session.execute(_PROVINCES).scalars())


def _check_province(session: Session, query: NoticesQuery) -> None:
    """Refuse a province that neither the country has nor a notice names: an empty list would look like an answer."""
    if not query.province or province_spellings(query.province):
        return
    known = provinces(session)
    if query.province not in known:
        zh, en = not_a_choice("、".join(known), ", ".join(known))
        raise InvalidQuery([Problem(path="province", value=excerpt(query.province), zh=zh, en=en)])


def _looked_up(query: NoticesQuery) -> CTE:
    """Return the offers of the notices with the words and of the kind, looked up as a whole."""
    return select(_MEMBER.c.offer_id).where(*member_conditions(query, _MEMBER)).cte("hits").prefix_with("MATERIALIZED")


def _groups(query: NoticesQuery) -> Select[Any]:
    """Return the keys of the offers that fit, or that a fitting notice stands under, each once."""
    return select(*_GROUP).where(*member_conditions(query, _MEMBER)).distinct()


def _paged(wanted: Select[Any], query: NoticesQuery, *, key: Key) -> Select[Any]:
    if query.before:
        wanted = wanted.where(tuple_(*key) > tuple_(*position(query.before)))
    elif query.after:
        wanted = wanted.where(tuple_(*key) < tuple_(*position(query.after)))
    return _ordered(wanted, query, key=key).limit(query.limit + 1)


def _ordered(wanted: Select[Any], query: NoticesQuery, *, key: Key) -> Select[Any]:
    return wanted.order_by(*(key if query.before else (column.desc() for column in key)))
