"""咨询: the register of enquiries, the unanswered first, and the form that logs one of a call or a letter."""

from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from disposal.models.enquiries.enquiry import EnquiryState
from disposal.models.records.filing_channel import FilingChannel
from disposal.pages.desk.entry_form import EntryForm
from disposal.pages.desk.list_filters import unknown_notice
from disposal.pages.desk.menu import menu_of
from disposal.pages.desk.own_proof import form_after
from disposal.pages.desk.staff_page import staff_page
from disposal.pages.forms import Choice, choices, read_form
from disposal.pages.site import Place
from disposal.services.enquiries.filing import FiledEnquiry, log_enquiry
from disposal.services.enquiries.overview import ListedEnquiries, page_of_enquiries
from disposal.services.enquiries.paging import EnquiryQuery, count_of
from disposal.services.filings.published import FilingContext
from disposal.services.sign_in.sessions import SignedIn
from disposal.services.staff_lists.keyset import ListCount
from disposal.web.acting import Acting, StaffSession
from disposal.web.dependencies import Calendar, Now, register
from disposal.web.posted_form import PostedForm
from disposal.web.writer import Write
from notices.dates import SHANGHAI

router = APIRouter(include_in_schema=False)
PATH = "/desk/enquiries"
FILTERS = ("q", "notice", "state")
FIELDS = ("words", "enquirer", "phone", "email", "agrees_to_publish", "channel", "received_at")
BY_STAFF = tuple(channel for channel in FilingChannel if channel is not FilingChannel.web_page)


@dataclass(frozen=True, slots=True)
class EnquiriesPage:
    """The register: its filter, how many wait, one page of it; the form to log one, and what was just logged."""

    asked: EntryForm
    page: ListedEnquiries
    waiting: ListCount
    states: tuple[Choice, ...]
    channels: tuple[Choice, ...]
    may_log: bool
    now: str
    filed: FiledEnquiry | None = None
    address: str = ""

    def beside(self, **position: str) -> str:
        """Return the query of a neighbouring page."""
        return urlencode(dict(self.asked.items) | position)


@dataclass(frozen=True, slots=True)
class EntryState:
    """What the form to log one holds, and what was just logged."""

    form: EntryForm
    filed: FiledEnquiry | None = None


@router.get(PATH)
def enquiries_page(
    request: Request, signed: Acting, session: StaffSession, now: Now, calendar: Calendar, notice: str = ""
) -> Response:
    """Show the register of enquiries, and the form to log one."""
    context = FilingContext(now, calendar)
    return _page(request, signed, session, EntryState(EntryForm((("number", notice[:80]),))), context)


@router.post(PATH)
def enquiry_logged(request: Request, write: Write, now: Now, calendar: Calendar) -> Response:
    """Log an enquiry; the page shows its receipt number and its private address once."""
    context, form = FilingContext(now, calendar), write.form
    done = write.attempt(lambda session: log_enquiry(session, form.value("number"), _values(form), (), context=context))
    shown = EntryForm() if done.error is None else form_after(write, done.error)
    with write.reading() as session:
        return write.answered(_page(request, write.signed, session, EntryState(shown, done.value), context))


def _values(form: PostedForm) -> dict[str, str | None]:
    given = {name: form.value(name).strip() or None for name in FIELDS}
    defaults = {"agrees_to_publish": "no", "channel": FilingChannel.telephone.value}
    return {name: value or defaults.get(name) for name, value in given.items()}


def _page(
    request: Request,
    signed: SignedIn,
    session: StaffSession,
    state: EntryState,
    context: FilingContext,
) -> Response:
    form, filed = state.form, state.filed
    language, (query, asked) = Place.of(request).language, read_form(EnquiryQuery, request.query_params)
    page = (
        page_of_enquiries(session, query, calendar=context.calendar)
        if query
        else ListedEnquiries((), ListCount(0, is_more=False))
    )
    filters = EntryForm(
        tuple((name, value) for name in FILTERS if (value := asked.value(name))),
        (*asked.problems, *unknown_notice(session, asked.value("notice"))),
    )
    base = register(request).database.settings.public_base_url
    shown = EnquiriesPage(
        filters,
        page,
        count_of(session, EnquiryQuery(state=EnquiryState.received)),
        choices(EnquiryState, language),
        choices(BY_STAFF, language),
        may_log=signed.may("enquiry.entered"),
        now=f"{context.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}",
        filed=filed,
        address=f"{base}/enquiries/{filed.token}" if filed else "",
    )
    menu, status = menu_of(request, signed), 422 if form.problems or filters.problems else 200
    return staff_page(request, "enquiries/enquiries.html.j2", menu, status=status, form=form, shown=shown)
