"""举报 on the desk: one address, which exists for discipline officers only; everything is posted to it.

What is read, and whether there is anything to read, stands in no address. Pages are of even size.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from fastapi import APIRouter, Request, Response

from disposal.mailbox_keys.identity import AgeIdentity
from disposal.pages.desk.entry_form import EntryForm
from disposal.pages.desk.menu import menu_of
from disposal.pages.desk.own_proof import form_with
from disposal.pages.desk.staff_page import see_other
from disposal.pages.even_pages import STEP_BYTES, padded_page
from disposal.pages.site import Place, render
from disposal.services.reports.erasing import (
    ErasingOfficer,
    Erasure,
    ask_to_erase,
    confirm_erasure,
    erasure_for,
)
from disposal.services.reports.errors import MailboxLocked, ReportRefused
from disposal.services.reports.mailbox import Mailbox
from disposal.services.reports.officers import OfficerNote, ReportThread, read_reports, reply, take_note
from disposal.services.reports.trusted_keys import TrustedKeys, opened_identity
from disposal.services.reports.unlocking import unlock_token, unlocked_identity
from disposal.services.sign_in.sessions import SignedIn
from disposal.web.acting import OfficerActing
from disposal.web.acting_session import reading_session
from disposal.web.cookies import MAILBOX, cookie, drop_cookie, set_cookie
from disposal.web.dependencies import Now, register
from disposal.web.posted_form import PostedForm
from disposal.web.writer import WriteOfficer
from notices.dates import SHANGHAI
from notices.errors import NoticesError
from notices.written.dates import read_day_near

router = APIRouter(include_in_schema=False)
PATH = "/desk/reports"
_TYPED = ("thread", "words", "reason", "regulator", "document", "passed_on")


@dataclass(frozen=True, slots=True)
class ReportsPage:
    """What the page shows. Without ``reports`` the mailbox is locked.

    ``has_key``: the officer has a key that an earlier one signed. ``done`` are words of what was done.
    """

    has_key: bool
    is_open: bool
    fingerprint: str
    waiting_keys: int
    form: EntryForm
    reports: tuple[ReportThread, ...] | None = field(default=None, repr=False)
    report: ReportThread | None = field(default=None, repr=False)
    erasure: Erasure | None = field(default=None, repr=False)
    done: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class OfficerAtWork:
    """A request of an officer: what the cookie unlocks, and what was posted."""

    request: Request
    signed: SignedIn
    at: datetime
    mailbox: Mailbox
    keys: TrustedKeys
    identity: AgeIdentity | None
    form: PostedForm = field(default_factory=PostedForm, repr=False)

    @classmethod
    def of(cls, request: Request, signed: SignedIn, at: datetime, form: PostedForm | None = None) -> "OfficerAtWork":
        """Return the officer of a request; the cookie unlocks nothing once the key has ended."""
        found = register(request)
        keys = found.mailbox.keys
        token = cookie(request, MAILBOX)
        identity = unlocked_identity(found.database.secrets, token, signed.session_id, at=at)
        if identity is not None and keys.key_of(identity) is None:
            identity = None
        return cls(request, signed, at, found.mailbox, keys, identity, form or PostedForm())

    @property
    def note(self) -> OfficerNote:
        """Return what the officer wrote. Raises: ReportRefused for a day that cannot be read."""
        value, today = self.form.value, self.at.astimezone(SHANGHAI).date()
        try:
            passed_on = read_day_near(value("passed_on"), today=today) if value("do") == "passed_on" else None
        except ValueError:
            raise ReportRefused(field="passed_on", zh="填写报送日，如 2022-8-3。", en="write a day: 2022-8-3") from None
        return OfficerNote(value("words"), self.signed.name, value("regulator"), value("document"), passed_on)

    def report(self) -> ReportThread | None:
        """Return the report that the form names, or None. Raises: MailboxLocked."""
        if self.identity is None:
            raise MailboxLocked
        named = self.form.value("thread")
        return next((each for each in read_reports(self.mailbox, self.identity) if each.thread == named), None)

    @property
    def erasing(self) -> ErasingOfficer:
        """Return who asks to erase, or confirms it. Raises: MailboxLocked."""
        if self.identity is None:
            raise MailboxLocked
        return ErasingOfficer(self.signed.account_id, self.signed.name, self.identity, self.at)

    def report_there(self) -> ReportThread:
        """Return the report that the form names. Raises: MailboxLocked; ReportRefused once it is erased."""
        report = self.report()
        if report is None:
            raise ReportRefused(
                field="thread",
                zh="该举报已不在信箱中（可能已被清除），没有办理；请重新打开列表。",
                en="the report is in the mailbox no more (an officer may have erased it), and nothing was done; open "
                "the list again",
            )
        return report

    def page(self, form: EntryForm, report: ReportThread | None = None, done: tuple[str, str] = ("", "")) -> Response:
        """Return the page as things stand."""
        erasure = erasure_for(report, self.keys, self.signed.account_id) if report else None
        reports = read_reports(self.mailbox, self.identity) if self.identity else None
        own = [key for key in self.keys.officers if key.account_id == self.signed.account_id]
        is_open, waiting = self.mailbox.is_open, len(self.keys.waiting)
        told = (self.keys.fingerprint, waiting, form, reports, report, erasure, done)
        shown = ReportsPage(bool(own), is_open, *told)
        place, menu = Place.of(self.request), menu_of(self.request, self.signed)
        body = padded_page(render(place, "reports/reports.html.j2", menu=menu, shown=shown))
        return Response(body, status_code=422 if form.problems else 200, media_type="text/html")


@router.get(PATH)
def reports_page(request: Request, signed: OfficerActing, now: Now) -> Response:
    """Show the reports, or the form that unlocks them."""
    return OfficerAtWork.of(request, signed, now).page(EntryForm())


@router.post(PATH)
def reports_posted(request: Request, write: WriteOfficer, now: Now) -> Response:
    """Unlock, lock, open a report, reply, take a note, ask to erase, confirm: by what the form says."""
    officer = OfficerAtWork.of(request, write.signed, now, write.form)
    act = _ACTS.get(write.form.value("do"), _open)
    try:
        return write.answered(act(officer))
    except NoticesError as error:
        typed = tuple((name, write.form.value(name)) for name in _TYPED)
        report = officer.report() if officer.identity else None
        return write.answered(officer.page(form_with(typed, error), report=report))


def _unlock(officer: OfficerAtWork) -> Response:
    with reading_session(officer.request, officer.signed) as session:
        identity = opened_identity(session, officer.form.value("passphrase"))
    secrets = register(officer.request).database.secrets
    token = unlock_token(secrets, identity, officer.signed.session_id, at=officer.at)
    answer = see_other(officer.request, PATH)
    set_cookie(answer, officer.request, MAILBOX, token)
    return answer


def _lock(officer: OfficerAtWork) -> Response:
    answer = see_other(officer.request, PATH)
    drop_cookie(answer, officer.request, MAILBOX)
    return answer


def _open(officer: OfficerAtWork) -> Response:
    return officer.page(EntryForm(), report=officer.report())


def _reply(officer: OfficerAtWork) -> Response:
    report = officer.report_there()
    reply(officer.mailbox, officer.keys, report, officer.note, at=officer.at)
    return _written(officer, report, "答复", "The reply")


def _note(officer: OfficerAtWork) -> Response:
    report = officer.report_there()
    take_note(officer.mailbox, officer.keys, report, officer.note, at=officer.at)
    return _written(officer, report, "记录", "The note")


def _propose_erasing(officer: OfficerAtWork) -> Response:
    report = officer.report_there()
    ask_to_erase(officer.mailbox, officer.keys, report, officer.erasing, reason=officer.form.value("reason"))
    return _written(officer, report, "清除申请", "The asking")


def _erase(officer: OfficerAtWork) -> Response:
    report = officer.report_there()
    if officer.form.value("sure") != "true":
        raise ReportRefused(
            field="sure", zh="请勾选确认；清除后不能恢复。", en="tick the box; it cannot be brought back"
        )
    confirm_erasure(officer.mailbox, officer.keys, report, officer.erasing)
    return _written(officer, None, "清除", "The erasure")


def _picture(officer: OfficerAtWork) -> Response:
    """Send a picture as a file of even size: what follows the end of a JPEG is ignored."""
    report, number = officer.report(), officer.form.value("number")
    pictures = [picture for entry in (report.entries if report else ()) for picture in entry.pictures]
    if not number.isascii() or not number.isdigit() or not 1 <= int(number) <= len(pictures):
        return officer.page(EntryForm(), report=report)
    data = pictures[int(number) - 1].data
    headers = {"content-disposition": f'attachment; filename="picture-{int(number)}.jpg"'}
    return Response(data + bytes(-len(data) % STEP_BYTES), media_type="application/octet-stream", headers=headers)


def _written(officer: OfficerAtWork, report: ReportThread | None, zh: str, en: str) -> Response:
    done = (f"{zh}正在写入，约70秒后可见。", f"{en} is being written and shows in about 70 seconds.")
    return officer.page(EntryForm(), report=report, done=done)


_ACTS: Mapping[str, Callable[[OfficerAtWork], Response]] = MappingProxyType({
    "unlock": _unlock, "lock": _lock, "open": _open, "reply": _reply, "note": _note, "passed_on": _note,
    "ask": _propose_erasing, "erase": _erase, "picture": _picture,
})  # fmt: skip
