"""The list of notices: search, filters, paging."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from disposal.pages.forms import Choice, Form, choices, read_form
from disposal.pages.site import page
from disposal.services.accounts.identity import has_accounts
from disposal.services.public.filters import NoticesQuery
from disposal.services.public.home import HomeView, home
from disposal.services.public.notice_list import NoticeCount, NoticeListPage, NoticeSearch, provinces
from disposal.services.public.queries import InvalidQuery
from disposal.services.public.status import PublicStatus
from disposal.web.dependencies import Calendar, Now, ReadSession, register
from disposal.web.middleware import language_of
from disposal.web.responses import LISTS
from notices.kinds import KINDS
from notices.working_days.calendar import WorkingCalendar

router = APIRouter(include_in_schema=False)
_PAGING = {"after", "before"}
_BELOW_FOLD = {"kind", "province", "min_amount", "max_amount", "days_left", "provisional"}


@dataclass(frozen=True, slots=True)
class ListPage:
    """The data of the list page; ``found`` and ``count`` are None if the query was invalid.

    ``home`` is set only on the home page without a query. ``has_accounts``: somebody can sign in and publish.
    """

    form: Form
    found: NoticeListPage | None
    count: NoticeCount | None
    is_filtered: bool
    choices: Mapping[str, tuple[Choice, ...]]
    home: HomeView | None = None
    has_accounts: bool = True

    @property
    def has_more_filters(self) -> bool:
        """Return whether one of the collapsed filters is set."""
        return any(value for name, value in self.form.values.items() if name in _BELOW_FOLD)

    @property
    def next_query(self) -> str:
        """Return the query string of the next page, or an empty string."""
        return self._query(after=self.found.next_after) if self.found and self.found.next_after else ""

    @property
    def previous_query(self) -> str:
        """Return the query string of the previous page, or an empty string."""
        return self._query(before=self.found.previous_before) if self.found and self.found.previous_before else ""

    @property
    def is_first(self) -> bool:
        """Return whether this is the first page."""
        return not (_PAGING & self.form.values.keys())

    @property
    def first_query(self) -> str:
        """Return the query string of the first page."""
        return self._query()

    def _query(self, **cursor: str | None) -> str:
        filters = {name: value for name, value in self.form.values.items() if value and name not in _PAGING}
        return urlencode(filters | {name: value for name, value in cursor.items() if value})


@router.get("/")
def home_page(request: Request, session: ReadSession, calendar: Calendar, now: Now) -> Response:
    """Show what closes this week and what was published today above the list of all notices."""
    shown = _shown(request, session, calendar=calendar, now=now)
    if shown.is_first and not shown.is_filtered:
        shown = replace(shown, home=home(session, calendar=calendar, now=now))
    return page(request, "public/list.html.j2", status=shown.form.status, tags=(LISTS,), shown=shown)


@router.get("/notices")
def notice_list(request: Request, session: ReadSession, calendar: Calendar, now: Now) -> Response:
    """List the notices that match the filters, newest first."""
    shown = _shown(request, session, calendar=calendar, now=now)
    return page(request, "public/list.html.j2", status=shown.form.status, tags=(LISTS,), shown=shown)


def _shown(request: Request, session: ReadSession, *, calendar: WorkingCalendar, now: datetime) -> ListPage:
    query, form = read_form(NoticesQuery, request.query_params)
    empty = ListPage(
        form, None, None, is_filtered=True, choices=_choices(language_of(request.scope), provinces(session))
    )
    if query is None:
        return empty
    search = NoticeSearch(session, query, calendar=calendar, now=now, common=register(request).common_searches)
    try:
        found = search.page()
    except InvalidQuery as error:
        return replace(empty, form=Form(form.values, error.problems))
    known = bool(found.rows) or has_accounts(session)
    return replace(empty, found=found, count=search.count(), is_filtered=query.is_filtered, has_accounts=known)


def _choices(language: str, places: tuple[str, ...]) -> dict[str, tuple[Choice, ...]]:
    every = ("", "All" if language == "en" else "全部")
    kinds = tuple((kind.code, kind.label_en if language == "en" else kind.label_zh) for kind in KINDS)
    return {
        "status": (every, *choices(PublicStatus, language)),
        "kind": (every, *kinds),
        "province": (every, *((place, place) for place in places)),
    }
