"""The public list of notices: filtered, newest first, paged by key and counted up to a bound."""

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
"""Words in no more notices than this are looked up first; of those in more, the newest soon turn up."""
PATIENCE_MS = 5_000
"""How long one list may take before it is given up."""

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
"""What a summary is made of; select them from notice joined with issuer."""

# Each step finds the next province in the index; DISTINCT would read every notice.
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
    """A list took longer than a reader waits; narrower filters answer at once."""

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
    """One notice as a list shows it; ``working_days_left`` only while its window runs.

    ``starts_on`` is the first day that counts while that is still to come.
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
    """One page of the list and the cursors of its neighbours, None where there is none."""

    notices: tuple[NoticeSummary, ...]
    next_after: str | None
    previous_before: str | None


@dataclass(frozen=True, slots=True)
class NoticeCount:
    """How many notices were found; ``is_more`` where there are more than that and counting stopped."""

    number: int
    is_more: bool


def find_notices(session: Session, query: NoticesQuery, *, calendar: WorkingCalendar, now: datetime) -> NoticeListPage:
    """Return one page of the notices a query asks for, newest first.

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
    """Count the notices a query asks for, on all its pages, up to ``MOST_COUNTED``.

    Raises: CalendarYearMissing, SearchTooSlow.
    """
    fitting = select(_NOTICE.c.id).where(_NOTICE.c.state != literal_column("'draft'"))
    fitting = fitting.where(*_fitting(session, query, calendar=calendar, now=now)).limit(MOST_COUNTED + 1)
    found = _run(session, select(func.count()).select_from(fitting.subquery()))[0][0]
    return NoticeCount(min(found, MOST_COUNTED), is_more=found > MOST_COUNTED)


def summaries() -> Select[Any]:
    """Return the selection of every published notice's summary, unordered."""
    whole = select(*SUMMARY_COLUMNS).join_from(_NOTICE, _ISSUER, _ISSUER.c.id == _NOTICE.c.issuer_id)
    return whole.where(_NOTICE.c.state != literal_column("'draft'"))


def summary_of(row: Row[Any], *, calendar: WorkingCalendar, now: datetime) -> NoticeSummary:
    """Return a selected row as a summary."""
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
    """Return what a notice must fulfil, its words to be looked up in their index unless they stand in very many.

    The planner is not left to choose: of words in few notices it knows nothing, and it takes it for free to unpack
    the words of each row, so it would read on and on from the newest for a word that stands nowhere.
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
    """Run a list with a limit of time, planned for its own values: a plan made for any word suits none.

    Reading the table from end to end is ruled out: what it costs to unpack the words of a row, no plan knows.
    """
    settings = {"statement_timeout": str(PATIENCE_MS), "plan_cache_mode": "force_custom_plan", "enable_seqscan": "off"}
    session.execute(select(*(func.set_config(name, value, true()) for name, value in settings.items())))
    try:
        return list(session.execute(wanted).all())
    except OperationalError as error:
        if isinstance(error.orig, QueryCanceled):
            raise SearchTooSlow from error
        raise
