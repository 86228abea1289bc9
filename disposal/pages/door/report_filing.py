"""举报 at the door: filing one, and following it up by its code.

Nothing is read from the database, and nothing counted in it. The code is never part of an address. Where no officer has
a key, the page names the telephone only.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from fastapi import Response

from disposal.pages.door.filing_form import good_keys
from disposal.pages.filings import HAPPENED, PostedFiling, shown, with_problems
from disposal.pages.forms import Form
from disposal.services.reports.errors import ReportRefused, ReportUnknown
from disposal.services.reports.filing import FollowUp, ReportForm, add_words, file_report, look_up
from disposal.services.reports.pictures import MOST_PICTURES, picture_of
from disposal.web.dependencies import register
from notices.errors import NoticesError


@dataclass(frozen=True, slots=True)
class ReportPage:
    """What the page shows: a code that was just given, or what belongs to a code."""

    code: str = field(repr=False)
    form: Form = field(default_factory=Form)
    is_new: bool = False
    follow_up: FollowUp | None = field(default=None, repr=False)


def report_on_page(posted: PostedFiling) -> Response:
    """File a report, look one up, or add words to it. Raises: what the services raise."""
    return _ACTS.get(_act(posted), _file)(posted)


def _act(posted: PostedFiling) -> str:
    """Return what is wanted: who typed nothing but a code wants to see its answer, whatever button was pressed."""
    value = posted.form.value
    is_code_alone = value("code").strip() and not value(HAPPENED).strip() and value("do") != "add"
    return "look" if is_code_alone else value("do")


def _file(posted: PostedFiling) -> Response:
    mailbox, keys = register(posted.request).mailbox, good_keys(register(posted.request))
    code = file_report(mailbox, keys, _read(posted), at=posted.context.at)
    return shown(posted.request, "door/report.html.j2", shown=ReportPage(code.text, is_new=True))


def _look(posted: PostedFiling, form: Form | None = None) -> Response:
    code = posted.form.value("code")
    found = look_up(register(posted.request).mailbox, code)
    page = ReportPage(code, form or Form(), follow_up=found)
    return shown(posted.request, "door/report.html.j2", status=page.form.status, shown=page)


def _add(posted: PostedFiling) -> Response:
    """Add words. What is wrong with them stands at what belongs to the code, unless the code is what is wrong."""
    mailbox, keys = register(posted.request).mailbox, good_keys(register(posted.request))
    try:
        add_words(mailbox, keys, posted.form.value("code"), _read(posted), at=posted.context.at)
    except ReportUnknown:
        raise
    except NoticesError as error:
        typed = Form({"kind": "report", HAPPENED: posted.form.value(HAPPENED)})
        return _look(posted, with_problems(typed, error, (HAPPENED, "files")))
    return _look(posted)


def _read(posted: PostedFiling) -> ReportForm:
    """Return what was filled in. Raises: ReportRefused."""
    sent = [file for file in posted.form.files if file.size]
    if len(sent) > MOST_PICTURES:
        raise ReportRefused(
            field="files",
            zh=f"举报一次至多附{MOST_PICTURES}张图片，没有存入；其余的请凭查询码补充。",
            en=f"a report takes up to {MOST_PICTURES} pictures at once, and nothing was stored; add others by the code",
        )
    pictures = tuple(picture_of(file.content.read(), number=n) for n, file in enumerate(sent, start=1))
    return ReportForm(posted.form.value(HAPPENED), posted.number, posted.form.value("contact"), pictures)


_ACTS: Mapping[str, Callable[[PostedFiling], Response]] = MappingProxyType({"file": _file, "look": _look, "add": _add})
