"""举报: the public form of obstruction reports, and following one up by its code. All of it at one address.

The code is never part of an address; answers are of even size and time. Where no officer has a key, the page names the
telephone only.
"""

import time
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from disposal.pages.even_pages import even_page
from disposal.pages.forms import Form
from disposal.pages.site import public_body
from disposal.services.public.contacts import ContactView
from disposal.services.public.notice import public_notice
from disposal.services.publication.errors import NoticeUnknown
from disposal.services.reports.errors import ReportUnknown
from disposal.services.reports.filing import FollowUp, ReportForm, add_words, file_report, look_up
from disposal.services.reports.mailbox import Mailbox
from disposal.services.reports.pictures import picture_of
from disposal.services.reports.trusted_keys import TrustedKeys
from disposal.services.sign_in.attempts import network_of
from disposal.web.dependencies import Now, Register, register
from disposal.web.posted_form import OF_REPORTERS, PostedForm, read_form
from disposal.web.writer import SameSite
from notices.errors import NoticesError

router = APIRouter(include_in_schema=False)
PATH = "/report"
_LABELLED = ("words", "contact", "notice", "pictures", "code")


@dataclass(frozen=True, slots=True)
class ReportPage:
    """What the page shows: the form, or a code that was just given, or what belongs to a code.

    ``fingerprint`` is empty where nothing can be filed. ``hotlines`` are those of the notice that the page was reached
    from.
    """

    form: Form
    fingerprint: str
    notice: str = ""
    hotlines: tuple[ContactView, ...] = ()
    code: str = field(default="", repr=False)
    is_new: bool = False
    follow_up: FollowUp | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class PostedReport:
    """A form that was posted, with what is needed to answer it."""

    mailbox: Mailbox
    form: PostedForm
    at: datetime

    def read(self) -> ReportForm:
        """Return what was filled in. Raises: ReportRefused."""
        sent = [file for file in self.form.files if file.size]
        pictures = tuple(picture_of(file.content.read(), number=n) for n, file in enumerate(sent, start=1))
        value = self.form.value
        return ReportForm(value("words"), value("notice"), value("contact"), pictures)


@router.get(PATH)
def report_page(request: Request, now: Now, notice: Annotated[str, Query(max_length=64)] = "") -> Response:
    """Show the form."""
    since = time.monotonic()
    return _page(request, now, Form({"notice": notice}), since=since)


async def reporters_form(request: Request, _: SameSite) -> AsyncIterator[PostedForm]:
    """Yield a form of the page, read into memory.

    Raises: PostOfAnotherSite, TooManyRequests, FormTooLarge, FormUnreadable.
    """
    address = request.client.host if request.client else ""
    register(request).report_rates.take(network_of(address))
    form = await read_form(request, OF_REPORTERS)
    try:
        yield form
    finally:
        for file in form.files:
            file.content.close()


@router.post(PATH)
def report_posted(request: Request, now: Now, form: Annotated[PostedForm, Depends(reporters_form)]) -> Response:
    """File a report, look one up, or add words to it."""
    since, posted = time.monotonic(), PostedReport(register(request).mailbox, form, now)
    act = _ACTS.get(form.value("do"), _file)
    shown = Form({name: form.value(name) for name in _LABELLED})
    try:
        return _page(request, now, shown, since=since, **act(posted))
    except NoticesError as error:
        return _page(request, now, shown.with_error(error), since=since, **_still_shown(posted))


def _file(posted: PostedReport) -> dict[str, object]:
    code = file_report(posted.mailbox, posted.mailbox.keys, posted.read(), at=posted.at)
    return {"code": code.text, "is_new": True}


def _look(posted: PostedReport) -> dict[str, object]:
    code = posted.form.value("code")
    return {"code": code, "follow_up": look_up(posted.mailbox, code)}


def _add(posted: PostedReport) -> dict[str, object]:
    add_words(posted.mailbox, posted.mailbox.keys, posted.form.value("code"), posted.read(), at=posted.at)
    return _look(posted)


def _still_shown(posted: PostedReport) -> dict[str, object]:
    """Return what belongs to the code of a form that was refused; nothing where the code is what was refused."""
    try:
        return _look(posted) if posted.form.value("do") == "add" else {}
    except ReportUnknown:
        return {}


_ACTS: Mapping[str, Callable[[PostedReport], dict[str, object]]] = MappingProxyType(
    {"file": _file, "look": _look, "add": _add}
)


def _page(request: Request, now: datetime, form: Form, *, since: float, **more: object) -> Response:
    found, number = register(request), form.value("notice")
    keys = found.mailbox.keys if found.mailbox.is_open else TrustedKeys()
    hotlines = _hotlines(found, number, now) if request.method == "GET" or not keys.officers else ()
    shown = ReportPage(form, keys.fingerprint, number, hotlines, **more)  # type: ignore[arg-type]
    body = public_body(request, "public/report.html.j2", shown=shown)
    return even_page(body, since=since, status=form.status)


def _hotlines(found: Register, number: str, now: datetime) -> tuple[ContactView, ...]:
    """Return the telephones for reports of a notice; none where there is no such notice."""
    if not number or not number.isprintable():
        return ()
    try:
        with found.database.session() as session:
            view = public_notice(session, number, calendar=found.calendar, now=now)
    except NoticeUnknown:
        return ()
    return view.contacts.hotlines if view.contacts else ()
