"""用印与登报: the seal, the booked media, their proofs compared with the approved text, and 确认刊发."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from fastapi import APIRouter, Request, Response

from disposal.errors import RecordNotFound
from disposal.models.publication.press import PressBooking, PressBookingCreate, SealUseCreate
from disposal.pages.compose.files import attached
from disposal.pages.desk.entry_form import EntryForm
from disposal.pages.desk.menu import menu_of
from disposal.pages.desk.own_proof import form_after
from disposal.pages.desk.staff_page import see_other, staff_page
from disposal.pages.forms import Choice, choices
from disposal.pages.site import Place
from disposal.services.accounts.permissions import require
from disposal.services.press import bookings
from disposal.services.press.progress import PressProgress, press_progress
from disposal.services.press.scans import ScanFile, scan_of
from disposal.services.records.writing import found
from disposal.services.sign_in.sessions import SignedIn
from disposal.web.acting import Acting, StaffSession
from disposal.web.dependencies import publication_context
from disposal.web.posted_form import PostedForm
from disposal.web.writer import Write, Writer
from notices.codes import MediumKind
from notices.errors import NoticesError

router = APIRouter(include_in_schema=False)
PATH = "/desk/notices/{notice_id}/press"
Step = Literal["proof", "confirm", "cancel"]
DONE = {
    "seal": ("已登记用印", "The seal is entered"),
    "book": ("已订版", "Booked"),
    "proof": ("已登记小样并比对", "The proof is entered and compared"),
    "confirm": ("已确认刊发", "The printing is confirmed"),
    "cancel": ("已取消订版", "The booking is cancelled"),
}


@dataclass(frozen=True, slots=True)
class PressPage:
    """Where the notice stands, the forms, and what was just done."""

    progress: PressProgress
    kinds: tuple[Choice, ...]
    done: tuple[str, str]


@router.get(PATH)
def press_page(request: Request, signed: Acting, session: StaffSession, notice_id: UUID, done: str = "") -> Response:
    """Show the way of a notice to the paper: 用印 › 订版 › 小样 › 确认刊发 › 见报."""
    return _page(request, signed, (session, notice_id), EntryForm(), done)


@router.post(PATH + "/{act}")
def press_posted(request: Request, write: Write, notice_id: UUID, act: Literal["seal", "book"]) -> Response:
    """Enter the use of a seal (用印登记), or book a medium (订版)."""
    form = write.form
    if act == "seal":
        values = _values(form, SealUseCreate)
        return _answer(request, write, notice_id, act, lambda s: bookings.enter_seal(s, notice_id, values, _file(form)))
    values = _values(form, PressBookingCreate)
    return _answer(request, write, notice_id, act, lambda session: bookings.book(session, notice_id, values))


@router.post(PATH + "/{booking_id}/{step}")
def booking_posted(request: Request, write: Write, notice_id: UUID, booking_id: UUID, step: Step) -> Response:
    """Enter a proof (小样), confirm the printing (确认刊发), or cancel the booking."""
    form = write.form

    def act(session: StaffSession) -> None:
        booking = found(session, PressBooking, booking_id)
        if booking.notice_id != notice_id:
            raise RecordNotFound(label=PressBooking.label, key=booking_id)
        if step == "proof":
            bookings.enter_proof(session, booking.id, _file(form), typed=form.value("typed"))
        elif step == "confirm":
            bookings.confirm_printing(session, booking.id)
        else:
            bookings.cancel(session, booking.id, reason=form.value("reason"))

    return _answer(request, write, notice_id, step, act)


@router.get(PATH + "/files/{file_id}")
def press_file(signed: Acting, session: StaffSession, notice_id: UUID, file_id: UUID) -> Response:
    """Send a stamped copy or a proof as a download, never to be shown by the browser."""
    require(session, "notices.read")
    row = bookings.press_file(session, notice_id, file_id)
    return attached(row.data, row.file_name)


def _values(form: PostedForm, of: type[SealUseCreate] | type[PressBookingCreate]) -> dict[str, Any]:
    return {name: form.value(name).strip() or None for name in of.model_fields}


def _file(form: PostedForm) -> ScanFile:
    """Return the uploaded file. Raises: ScanRefused, without a file too."""
    file = next((each for each in form.files if each.field == "scan"), None)
    return scan_of(file.name if file else "", file.content.read() if file else b"")


def _answer(
    request: Request, write: Writer, notice_id: UUID, done: str, act: Callable[[StaffSession], Any]
) -> Response:
    error: NoticesError | None = write.attempt(act).error
    if isinstance(error, RecordNotFound):
        raise error
    if error is None:
        return write.answered(see_other(request, f"/desk/notices/{notice_id}/press?done={done}"))
    with write.reading() as session:
        return write.answered(_page(request, write.signed, (session, notice_id), form_after(write, error)))


def _page(
    request: Request, signed: SignedIn, of: tuple[StaffSession, UUID], form: EntryForm, done: str = ""
) -> Response:
    """Return the page of a notice's way to the paper; ``of`` is the session and the notice's id."""
    session, notice_id = of
    require(session, "notices.read")
    progress = press_progress(session, notice_id, context=publication_context(request))
    shown = PressPage(progress, choices(MediumKind, Place.of(request).language), DONE.get(done, ("", "")))
    status = 422 if form.problems else 200
    return staff_page(request, "compose/press.html.j2", menu_of(request, signed), status=status, form=form, shown=shown)
