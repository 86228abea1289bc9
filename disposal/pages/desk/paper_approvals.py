"""线下审批: the signed sheet is entered with its scan; another person looks at the scan and confirms it."""

from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Request, Response

from disposal.errors import RecordNotFound
from disposal.models.publication.notice import Notice
from disposal.models.records.record import Payload
from disposal.pages.desk.entry_form import EntryForm
from disposal.pages.desk.menu import menu_of
from disposal.pages.desk.own_proof import form_after, proof_kind
from disposal.pages.desk.staff_page import see_other, staff_page
from disposal.services.accounts.permissions import require
from disposal.services.four_eyes.overview import SubmissionOverview, overview_of
from disposal.services.four_eyes.paper_approvals import (
    SignedSheet,
    confirm_signed_sheet,
    decline_signed_sheet,
    enter_signed_sheet,
    paper_of_notice,
    signers_of,
)
from disposal.services.press.scans import scan_of
from disposal.services.records.validation import read
from disposal.services.records.writing import found
from disposal.services.sign_in.sessions import SignedIn
from disposal.web.acting import Acting, StaffSession
from disposal.web.dependencies import publication_context, register
from disposal.web.posted_form import PostedForm
from disposal.web.writer import Write
from notices.errors import NoticesError
from notices.text import Line
from notices.written.fields import Day

router = APIRouter(include_in_schema=False)
PATH = "/desk/notices/{notice_id}/papers"
DONE = {
    "entered": ("已录入，待另一人核对", "Entered; another person confirms it"),
    "confirm": ("已核对，线下审批生效", "Confirmed; the approval counts"),
    "decline": ("不予采用", "Declined"),
}


class TypedSheet(Payload):
    """What is typed from the signed sheet."""

    code: Line
    sha256: Line
    signer: Line
    signed_on: Day


@dataclass(frozen=True, slots=True)
class PaperPage:
    """The signed sheets of a notice that wait, and the form of a further one. ``signers``: login and words."""

    notice: Notice
    overview: SubmissionOverview | None
    signers: tuple[tuple[str, str], ...]
    proof: str
    done: tuple[str, str]


@router.get(PATH)
def papers_page(request: Request, signed: Acting, session: StaffSession, notice_id: UUID, done: str = "") -> Response:
    """Show the signed sheets that wait, and the form of a further one."""
    return _page(request, signed, (session, notice_id), EntryForm(), done=done)


@router.post(PATH + "/entered")
def sheet_posted(request: Request, write: Write, notice_id: UUID) -> Response:
    """Enter a signed sheet with its scan (录入)."""
    tried = write.attempt(lambda session: enter_signed_sheet(session, notice_id, _sheet(write.form)))
    return _answer(request, write, notice_id, error=tried.error, done="entered")


@router.post(PATH + "/{paper_id}/{act}")
def sheet_decided(
    request: Request, write: Write, notice_id: UUID, paper_id: UUID, act: Literal["confirm", "decline"]
) -> Response:
    """Confirm (核对) or decline (不予采用) a signed sheet."""
    context, form = publication_context(request), write.form

    def confirm(session: StaffSession) -> None:
        paper = paper_of_notice(session, notice_id, paper_id)
        confirm_signed_sheet(session, paper.id, sha256=form.value("typed"), context=context)

    def decline(session: StaffSession) -> None:
        decline_signed_sheet(session, paper_of_notice(session, notice_id, paper_id).id, reason=form.value("reason"))

    tried = write.attempt(confirm, proof="always") if act == "confirm" else write.attempt(decline)
    return _answer(request, write, notice_id, error=tried.error, done=act)


@router.get(PATH + "/{paper_id}/scan")
def signed_scan(signed: Acting, session: StaffSession, notice_id: UUID, paper_id: UUID) -> Response:
    """Send the scan of a signed sheet; nothing in it is run by the browser."""
    require(session, "drafts.read")
    paper = paper_of_notice(session, notice_id, paper_id)
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(paper.file_name)}",
        "x-content-type-options": "nosniff",
    }
    return Response(paper.data, media_type=paper.media_type, headers=headers)


def _sheet(form: PostedForm) -> SignedSheet:
    """Return what was typed and uploaded. Raises: InvalidRecord, ScanRefused."""
    typed = read(TypedSheet, {name: form.value(name) for name in TypedSheet.model_fields})
    file = next((each for each in form.files if each.field == "scan"), None)
    scan = scan_of(file.name if file else "", file.content.read() if file else b"")
    return SignedSheet(typed.code, typed.sha256, typed.signer, typed.signed_on, scan, form.value("comment"))


def _answer(request: Request, write: Write, notice_id: UUID, *, error: NoticesError | None, done: str) -> Response:
    if error is None:
        return write.answered(see_other(request, f"/desk/notices/{notice_id}/papers?done={done}"))
    if isinstance(error, RecordNotFound):
        raise error
    with write.reading() as session:
        form = form_after(write, error)
        return write.answered(_page(request, write.signed, (session, notice_id), form))


def _page(
    request: Request, signed: SignedIn, of: tuple[StaffSession, UUID], form: EntryForm, done: str = ""
) -> Response:
    """Return the page of a notice's signed sheets; ``of`` is the session and the notice's id."""
    session, notice_id = of
    require(session, "drafts.read")
    notice = found(session, Notice, notice_id)
    shown = PaperPage(
        notice,
        overview_of(session, notice_id, context=publication_context(request)),
        tuple(signers_of(session, notice)),
        proof_kind(signed, register(request).clock(), is_always=True),
        DONE.get(done, ("", "")),
    )
    status = 422 if form.problems else 200
    return staff_page(request, "desk/papers.html.j2", menu_of(request, signed), status=status, form=form, shown=shown)
