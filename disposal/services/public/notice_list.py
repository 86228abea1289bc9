"""The public list of notices: filtered, newest first, paged by cursor, counted up to a limit."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from psycopg.errors import QueryCanceled
from sqlalchemy import ColumnElement, Row, Select, func, literal_column, select, text, true, tuple_
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from disposal.errors import DisposalError
from disposal.lifecycle import NoticeState
from disposal.models import Issuer, Notice
from disposal.services.public.filters import NoticesQuery, conditions, cursor_of, has_words, position
from disposal.services.public.status import PublicStatus, WindowDates, status_of, working_days_left
from notices.dates import SHANGHAI
from notices.kinds import Kind, kind_of
from notices.working_days.calendar import WorkingCalendar

NAMES_SHOWN = 3
MOST_COUNTED = 1_000
RARE = 2_000
"""Words found in at most this many notices use the text index. Common words are found fast from the newest on."""
PATIENCE_MS = 5_000
"""Time limit of one list query."""

_NOTICE = Notice.__table__  # type: ignore[attr-defined]
_ISSUER = Issuer.__table__  # type: ignore[attr-defined]
SUMMARY_COLUMNS = (
    *(_NOTICE.c[name] for name in ("id", "number", "title", "kind", "state", "province", "city", "total_amount")),
    *(_NOTICE.c[name] for name in ("published_on", "window_first_counted_on", "window_ends_on", "window_ends_at")),
    _NOTICE.c.window_is_provisional,
    func.jsonb_path_query_array(_NOTICE.c.debtor_names, text(f"'$[0 to {NAMES_SHOWN - 1}]'")).label("first_debtors"),
    func.jsonb_array_length(_NOTICE.c.debtor_names).label("debtor_count"),
    func.concat(_ISSUER.c.name, _ISSUER.c.branch).label("issuer"),
)
"""The columns of a summary; select them from notice joined with issuer."""

# Each step finds the next province in the index. DISTINCT would read every notice.
_PROVINCES = text(
    """
    WITH RECURSIVE found (province) AS (
        SELECT min(province) FROM notice WHERE state <> 'draft'
        UNION ALL
        SELECT (SELECT min(n.province) FROM notice AS n WHERE n.province > found.province AND n.state <> 'draft')
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
class NoticeSummary:
    """One notice in a list. ``working_days_left`` is set only while the window is open.

    ``starts_on`` is the first counted day, set only while it is in the future.
    """

    id: UUID
    number: str
    title: str
    kind: Kind
    issuer: str
    province: str | None
    city: str | None
    debtor_names: tuple[str, ...]
    debtor_count: int
    total_amount: Decimal | None
    published_on: date
    window: WindowDates | None
    is_provisional: bool
    status: PublicStatus
    working_days_left: int | None
    starts_on: date | None


@dataclass(frozen=True, slots=True)
class NoticeListPage:
    """One page of the list, and the cursors of the next and previous page; None if there is none."""

    notices: tuple[NoticeSummary, ...]
    next_after: str | None
    previous_before: str | None


@dataclass(frozen=True, slots=True)
class NoticeCount:
    """The number of notices found; ``is_more`` if counting stopped at the limit."""

    number: int
    is_more: bool


def find_notices(session: Session, query: NoticesQuery, *, calendar: WorkingCalendar, now: datetime) -> NoticeListPage:
    """Return one page of the notices that match a query, newest first.

    Raises: CalendarYearMissing, SearchTooSlow.
    """
    wanted = summaries().where(*_fitting(session, query, calendar=calendar, now=now))
    rows = _run(session, _paged(wanted, query))
    is_more = len(rows) > query.limit
    rows = rows[: query.limit]
    if query.before:
        rows.reverse()
    has_next, has_previous = (True, is_more) if query.before else (is_more, bool(query.after))
    return NoticeListPage(
        notices=tuple(summary_of(row, calendar=calendar, now=now) for row in rows),
        next_after=cursor_of(rows[-1]) if rows and has_next else None,
        previous_before=cursor_of(rows[0]) if rows and has_previous else None,
    )


def count_notices(session: Session, query: NoticesQuery, *, calendar: WorkingCalendar, now: datetime) -> NoticeCount:
    """Count all notices that match a query, up to ``MOST_COUNTED``.

    Raises: CalendarYearMissing, SearchTooSlow.
    """
    fitting = select(_NOTICE.c.id).where(_NOTICE.c.state != literal_column("'draft'"))
    fitting = fitting.where(*_fitting(session, query, calendar=calendar, now=now)).limit(MOST_COUNTED + 1)
    found = _run(session, select(func.count()).select_from(fitting.subquery()))[0][0]
    return NoticeCount(min(found, MOST_COUNTED), is_more=found > MOST_COUNTED)


def summaries() -> Select[Any]:
    """Return the unsorted SELECT of all published notices' summaries."""
    whole = select(*SUMMARY_COLUMNS).join_from(_NOTICE, _ISSUER, _ISSUER.c.id == _NOTICE.c.issuer_id)
    return whole.where(_NOTICE.c.state != literal_column("'draft'"))


def summary_of(row: Row[Any], *, calendar: WorkingCalendar, now: datetime) -> NoticeSummary:
    """Convert a selected row to a summary."""
    window = None
    if row.window_ends_at is not None:
        first = row.window_first_counted_on or row.published_on
        window = WindowDates(row.published_on, first, row.window_ends_on, row.window_ends_at)
    status = status_of(NoticeState[row.state], published_on=row.published_on, window=window, now=now)
    today = now.astimezone(SHANGHAI).date()
    is_running = window is not None and status is PublicStatus.open
    return NoticeSummary(
        id=row.id,
        number=row.number,
        title=row.title,
        kind=kind_of(row.kind),
        issuer=row.issuer,
        province=row.province,
        city=row.city,
        debtor_names=tuple(row.first_debtors),
        debtor_count=row.debtor_count,
        total_amount=row.total_amount,
        published_on=row.published_on,
        window=window,
        is_provisional=row.window_is_provisional,
        status=status,
        working_days_left=working_days_left(window, calendar, now) if window and is_running else None,
        starts_on=window.first_counted_on if window and window.first_counted_on > today else None,
    )


def provinces(session: Session) -> tuple[str, ...]:
    """Return the provinces that have a published notice, sorted."""
    return tuple(session.execute(_PROVINCES).scalars())


def _fitting(
    session: Session, query: NoticesQuery, *, calendar: WorkingCalendar, now: datetime
) -> list[ColumnElement[bool]]:
    """Build the SQL conditions of a search. Uses the text index unless the words are very common.

    The choice is not left to the planner. It has no statistics for rare words and ignores the cost of unpacking the
    search column. So for a word that no notice contains it would scan all notices from the newest.
    """
    found = conditions(query, calendar=calendar, now=now)
    if query.q is None:
        return found
    hits = select(_NOTICE.c.id).where(has_words(query.q))
    if not found:
        counted = select(func.count()).select_from(hits.limit(RARE + 1).subquery())
        if _run(session, counted)[0][0] > RARE:
            return [has_words(query.q)]
    looked_up = hits.cte("hits").prefix_with("MATERIALIZED")
    return [*found, _NOTICE.c.id.in_(select(looked_up.c.id))]


def _paged(wanted: Select[Any], query: NoticesQuery) -> Select[Any]:
    key = tuple_(_NOTICE.c.published_on, _NOTICE.c.id)
    if query.before:
        wanted = wanted.where(key > tuple_(*position(query.before)))
        wanted = wanted.order_by(_NOTICE.c.published_on, _NOTICE.c.id)
    else:
        if query.after:
            wanted = wanted.where(key < tuple_(*position(query.after)))
        wanted = wanted.order_by(_NOTICE.c.published_on.desc(), _NOTICE.c.id.desc())
    return wanted.limit(query.limit + 1)


def _run(session: Session, wanted: Select[Any]) -> list[Row[Any]]:
    """Run a list query with a time limit and a plan made for its own values; a generic plan suits no word well.

    Sequential scans are disabled: the planner does not know the cost of unpacking the search column.
    """
    settings = {"statement_timeout": str(PATIENCE_MS), "plan_cache_mode": "force_custom_plan", "enable_seqscan": "off"}
    session.execute(select(*(func.set_config(name, value, true()) for name, value in settings.items())))
    try:
        return list(session.execute(wanted).all())
    except OperationalError as error:
        if isinstance(error.orig, QueryCanceled):
            raise SearchTooSlow from error
        raise
