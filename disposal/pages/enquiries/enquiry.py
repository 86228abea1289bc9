"""答复: one enquiry, what readers will see of it, its answers, and the supplement that may follow."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from fastapi import APIRouter, Request, Response

from disposal.pages.compose.files import download
from disposal.pages.desk.entry_form import EntryForm
from disposal.pages.desk.menu import menu_of
from disposal.pages.desk.own_proof import form_after
from disposal.pages.desk.staff_page import see_other, staff_page
from disposal.services.accounts.permissions import require
from disposal.services.enquiries.answering import AnswerGiven, answer_enquiry, proposed_public_question
from disposal.services.enquiries.errors import EnquiryUnknown
from disposal.services.enquiries.files import file_of_enquiry
from disposal.services.enquiries.lookup import enquiry_called
from disposal.services.enquiries.overview import EnquiryView, staff_view
from disposal.services.enquiries.supplements import draft_supplement
from disposal.services.sign_in.sessions import SignedIn
from disposal.web.acting import Acting, StaffSession
from disposal.web.dependencies import Now, register
from disposal.web.posted_form import PostedForm
from disposal.web.writer import Write
from notices.dates import SHANGHAI

router = APIRouter(include_in_schema=False)
PATH = "/desk/enquiries/{receipt}"
_VERBS = {"answer": "enquiry.answered", "draft": "notice.drafted"}


@dataclass(frozen=True, slots=True)
class EnquiryPage:
    """One enquiry, the question as readers would see it, and what the person may do."""

    view: EnquiryView
    public_question: str
    may: Mapping[str, bool]
    is_done: bool


@router.get(PATH)
def enquiry_page(request: Request, signed: Acting, session: StaffSession, receipt: str) -> Response:
    """Show an enquiry."""
    return _page(request, signed, session, receipt, EntryForm())


@router.post(PATH + "/answer")
def enquiry_answered(request: Request, write: Write, receipt: str, now: Now) -> Response:
    """Answer the enquiry; whatever is refused, everything typed stays."""
    given = _answer(write.form)
    done = write.attempt(lambda session: answer_enquiry(session, receipt, given, at=now))
    if done.error is None:
        return write.answered(see_other(request, f"/desk/enquiries/{receipt}?done=1"))
    if isinstance(done.error, EnquiryUnknown):
        raise done.error
    with write.reading() as session:
        form = form_after(write, done.error)
        return write.answered(_page(request, write.signed, session, receipt, form))


@router.post(PATH + "/draft")
def supplement_drafted(request: Request, write: Write, receipt: str, now: Now) -> Response:
    """Draft a supplement with question and answer as its text, and open it."""
    today = now.astimezone(SHANGHAI).date()
    done = write.attempt(lambda session: draft_supplement(session, receipt, on=today).id)
    if done.error is None:
        return write.answered(see_other(request, f"/desk/notices/{done.value}"))
    if isinstance(done.error, EnquiryUnknown):
        raise done.error
    with write.reading() as session:
        form = form_after(write, done.error)
        return write.answered(_page(request, write.signed, session, receipt, form))


@router.get(PATH + "/files/{file_id}")
def enquiry_file(session: StaffSession, signed: Acting, receipt: str, file_id: UUID) -> Response:
    """Send a file of an enquiry as a download, never to be shown by the browser."""
    require(session, "enquiries.read")
    row = file_of_enquiry(session, enquiry_called(session, receipt), file_id)
    return download(row.data, row.file_name)


def _answer(form: PostedForm) -> AnswerGiven:
    is_public = {"yes": True, "no": False}.get(form.value("is_public"))
    return AnswerGiven(form.value("words"), is_public, form.value("public_question"))


def _page(request: Request, signed: SignedIn, session: StaffSession, receipt: str, form: EntryForm) -> Response:
    view = staff_view(session, receipt, calendar=register(request).calendar)
    shown = EnquiryPage(
        view,
        view.row.public_question or proposed_public_question(session, view.row),
        {name: signed.may(verb) for name, verb in _VERBS.items()},
        is_done=bool(request.query_params.get("done")),
    )
    menu, status = menu_of(request, signed), 422 if form.problems else 200
    return staff_page(request, "enquiries/enquiry.html.j2", menu, status=status, form=form, shown=shown)
