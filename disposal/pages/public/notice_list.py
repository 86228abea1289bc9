"""The list of notices: search, filters, paging."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from disposal.pages.forms import Choice, Form, choices, read_form
from disposal.pages.in_memory import answered
from disposal.pages.site import linkable, page, public_body
from disposal.services.accounts.identity import has_accounts
from disposal.services.public.filters import NoticesQuery
from disposal.services.public.freshness import EVERYTHING
from disposal.services.public.home import HomeView, home, lists_change_at
from disposal.services.public.notice_list import NoticeCount, NoticeListPage, NoticeSearch, provinces
from disposal.services.public.queries import InvalidQuery
from disposal.services.windows.standing import PublicStatus
from disposal.web.dependencies import ReadSession, Register, register
from disposal.web.middleware import language_of
from disposal.web.page_cache import CachedPage
from disposal.web.responses import LISTS, cache_tags
from notices.kinds import KINDS

router = APIRouter(include_in_schema=False)
_TEMPLATE = "public/list.html.j2"
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
@router.get("/notices")
async def notice_list(request: Request) -> Response:
    """List the notices that match the filters, newest first; ``/`` shows this week's above the list of all.

    A list in memory is sent while nothing in the register has changed. Those who ask while it is made wait for it.
    """
    ours, (query, form) = register(request), read_form(NoticesQuery, request.query_params)
    if query is None:
        return await run_in_threadpool(_asked_again, ours, request, form)
    stamp, made = await ours.stamps.of(EVERYTHING), partial(_made_list, ours, request, query, form)
    try:
        shown = await ours.lists.fresh(list_key(request), stamp=stamp, now=ours.clock(), make=made)
    except InvalidQuery as error:
        return await run_in_threadpool(_asked_again, ours, request, Form(form.values, error.problems))
    return answered(shown, request)


def list_key(request: Request) -> Hashable:
    """Return what tells one list in memory from another: which page, in which language, and what was asked.

    The query is taken as it was sent, as the filters are read from it: an address ends at ``#``, they do not.
    """
    return request.scope["path"], language_of(request.scope), request.scope["query_string"]


def _made_list(ours: Register, request: Request, query: NoticesQuery, form: Form) -> CachedPage:
    """Render a list, with the instant until which it is valid if nothing changes.

    Raises: InvalidQuery, SearchTooSlow.
    """
    now = ours.clock()
    with ours.database.session() as session:
        shown = _found(session, query, form, request=request, now=now)
        if request.scope["path"] == "/" and shown.is_first and not shown.is_filtered:
            shown = replace(shown, home=home(session, calendar=ours.calendar, now=now))
        until = lists_change_at(session, now)
    body = public_body(request, _TEMPLATE, place=linkable(request), shown=shown)
    return CachedPage.of(body, since=now, until=ours.shown_until(now, until), headers=cache_tags(LISTS))


def _found(session: ReadSession, query: NoticesQuery, form: Form, *, request: Request, now: datetime) -> ListPage:
    ours = register(request)
    search = NoticeSearch(session, query, calendar=ours.calendar, now=now, common=ours.common_searches)
    found = search.page()
    return ListPage(
        form,
        found,
        search.count(),
        is_filtered=query.is_filtered,
        choices=_choices(language_of(request.scope), provinces(session)),
        has_accounts=bool(found.rows) or has_accounts(session),
    )


def _asked_again(ours: Register, request: Request, form: Form) -> Response:
    """Show the form again, with what is wrong at its fields and no list."""
    with ours.database.session() as session:
        offered = _choices(language_of(request.scope), provinces(session))
    shown = ListPage(form, None, None, is_filtered=True, choices=offered)
    return page(request, _TEMPLATE, status=form.status, tags=(LISTS,), shown=shown)


def _choices(language: str, places: tuple[str, ...]) -> dict[str, tuple[Choice, ...]]:
    every = ("", "All" if language == "en" else "全部")
    kinds = tuple((kind.code, kind.label_en if language == "en" else kind.label_zh) for kind in KINDS)
    return {
        "status": (every, *choices(PublicStatus, language)),
        "kind": (every, *kinds),
        "province": (every, *((place, place) for place in places)),
    }
