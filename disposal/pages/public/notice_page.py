"""The page of one notice: its frozen text, its current status, its window day by day."""

import re
from collections.abc import Hashable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from markupsafe import Markup
from starlette.convertors import Convertor, register_url_convertor

from disposal.pages.day_rows import DayRow, rows_of
from disposal.pages.in_memory import answered
from disposal.pages.site import linkable, public_body
from disposal.services.enquiries.public_enquiries import PublicEnquiries, public_enquiries
from disposal.services.filings.windows import WindowEnd, later_end
from disposal.services.public.notice import NoticeView, notice_summary, public_notice
from disposal.services.public.version_differences import Changes, changes_of
from disposal.services.publication.errors import NoticeUnknown
from disposal.services.windows.standing import PublicStatus
from disposal.web.dependencies import Register, register
from disposal.web.hosts import trusted_host
from disposal.web.middleware import language_of
from disposal.web.page_cache import CachedPage
from disposal.web.responses import cache_tags, tag_of
from notices.dates import ONE_DAY, SHANGHAI

router = APIRouter(include_in_schema=False)

NOTICE_KEY = "[^/.]{1,100}"
_ARTICLE = re.compile(r'<article class="notice">.*?</article>', re.DOTALL)
_ANNEX = re.compile(r'<section class="annex">.*?</section>', re.DOTALL)
_SECTIONS = re.compile(r'<div class="debtors">.*(?=</section>)', re.DOTALL)
_TITLE = re.compile(r"<h1(.*?)</h1>", re.DOTALL)
_ENDED = {PublicStatus.withdrawn, PublicStatus.superseded, PublicStatus.concluded}


@dataclass(frozen=True, slots=True)
class NoticePage:
    """The data of a notice's page; ``words`` and ``annex`` are cut unchanged from the frozen page.

    ``sections`` are the debtors' sections of the annex, cut from it so that the page can fold them. ``changes`` are the
    changes of each later version.
    """

    view: NoticeView
    base_url: str
    words: Markup
    annex: Markup
    sections: Markup
    days: tuple[DayRow, ...]
    changes: Changes
    enquiries: PublicEnquiries | None = None
    later: WindowEnd | None = None
    """The later end to which filings count, where the paper appeared late; the page shows both days."""

    @property
    def is_ended(self) -> bool:
        """Return whether the notice is no longer in force."""
        return self.view.summary.status in _ENDED


async def notice_page(request: Request) -> Response:
    """Show a notice in its current state; a cached page is used while nothing on it has changed.

    Raises: NoticeUnknown, HostUnknown, RegisterUnavailable.
    """
    found, number = register(request), str(request.path_params["notice"])
    if not number.isprintable():
        raise NoticeUnknown("")  # PostgreSQL does not accept a NUL character
    await trusted_host(request)  # a plain route has no dependencies
    await request.app.state.bring_up_to_date(request)
    stamp = await found.stamps.of(number)
    if stamp is None:
        return await run_in_threadpool(_elsewhere, found, number, request)
    made = partial(_made_page, found, number, request)
    page = await found.pages.fresh(page_key(request, number), stamp=stamp, now=found.clock(), make=made)
    return answered(page, request)


def page_key(request: Request, number: str) -> Hashable:
    """Return what tells one page of a notice in memory from another."""
    return number, language_of(request.scope)


class _Key(Convertor[str]):
    """A URL part without a dot; with a dot it is a file of the notice. No number and no id is longer."""

    regex = NOTICE_KEY

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("notice_key", _Key())
# A plain route: it needs only the request, and FastAPI's parameter handling costs as much as the response.
router.add_route("/notices/{notice:notice_key}", notice_page, methods=["GET"], include_in_schema=False)


def _elsewhere(found: Register, key: str, request: Request) -> Response:
    """Redirect from an id or lower-case number to the notice's canonical URL. Raises: NoticeUnknown."""
    with found.database.session() as session:
        number = notice_summary(session, key, calendar=found.calendar, now=found.clock()).number
    if number == key:
        raise NoticeUnknown(key)
    prefix = "/en" if language_of(request.scope) == "en" else ""
    return Response(status_code=308, headers={"location": f"{prefix}/notices/{number}", "cache-control": "no-cache"})


def _made_page(found: Register, number: str, request: Request) -> CachedPage:
    """Render the page of a notice, with the instant until which it is valid if nothing changes."""
    now = found.clock()
    with found.database.session() as session:
        view = public_notice(session, number, calendar=found.calendar, now=now)
        changes = changes_of(session, view.summary.id) if len(view.versions) > 1 else {}
        enquiries = public_enquiries(session, view.summary.number)
        later = later_end(session, view.summary.number, calendar=found.calendar) if view.window else None
    today = now.astimezone(SHANGHAI).date()
    base_url = found.database.settings.public_base_url
    page = replace(shown(view, today, base_url=base_url, changes=changes), enquiries=enquiries, later=later)
    # The page is kept for all its readers: nothing of this one's query may stand on it.
    body = public_body(request, "public/notice.html.j2", place=replace(linkable(request), query=""), shown=page)
    until = found.shown_until(now, _holds_until(view, now, today))
    return CachedPage.of(body, since=now, until=until, headers=cache_tags(*map(tag_of, view.numbers)))


def shown(view: NoticeView, today: date, *, base_url: str, changes: Changes) -> NoticePage:
    """Return the data of a notice's page on a day."""
    article, annex = _ARTICLE.search(view.html), _ANNEX.search(view.html)
    words = _TITLE.sub(_subtitle, article[0], count=1) if article else ""
    sections = _SECTIONS.search(annex[0]) if annex else None
    return NoticePage(
        view=view,
        base_url=base_url,
        words=Markup(words),  # noqa: S704 - written and escaped by our own rendering when it was published
        annex=Markup(_SECTIONS.sub("", annex[0])) if annex else Markup(),  # noqa: S704 - the same
        sections=Markup(sections[0]) if sections else Markup(),  # noqa: S704 - the same
        days=rows_of(view.window.days, today=today) if view.window else (),
        changes=changes,
    )


def _subtitle(title: re.Match[str]) -> str:
    """Return the title as h2, since the page has its own h1; on a narrow screen it breaks after a company's name."""
    attributes, _, said = title[1].partition(">")
    return f"<h2{attributes}>{said.replace('公司', '公司<wbr>')}</h2>"


def _holds_until(view: NoticeView, now: datetime, today: date) -> datetime:
    """Return the next instant at which the page changes by itself: midnight, or the close of a window shown."""
    midnight = datetime.combine(today + ONE_DAY, datetime.min.time(), SHANGHAI)
    shown_notices = (view.summary, *(link.notice for link in view.links))
    closings = (notice.window.ends_at for notice in shown_notices if notice.window)
    return min([midnight, *(at for at in closings if at > now)])
