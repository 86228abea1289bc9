"""The form at a notice as an enquiry (咨询): what was asked and answered before is offered while typing.

With script the answers come as a part of the page; without it a first post shows them before anything is filed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from disposal.models import Notice
from disposal.pages.filings import ACCEPT, caller, to_private, uploaded
from disposal.pages.forms import Form
from disposal.pages.site import HTML, Place, environment, public_body
from disposal.registry.public_enquiries import enquire_publicly
from disposal.registry.public_filing import Filer
from disposal.services.enquiries.public_enquiries import PublicEnquiry, public_enquiries, similar_enquiries
from disposal.services.filings.published import FilingContext, published_notice
from disposal.services.filings.windows import WindowEnd, end_words, is_within, window_end
from disposal.web.dependencies import register
from disposal.web.middleware import LIVE_POLICY
from disposal.web.posted_form import PostedForm
from disposal.web.responses import NEVER
from disposal.web.writer import FiledForm
from notices.errors import NoticesError

router = APIRouter(include_in_schema=False)
FIELDS = ("words", "enquirer", "phone", "email")


@dataclass(frozen=True, slots=True)
class EnquiryFormPage:
    """What the form shows: the notice, its period, answers like what was typed, all answers that readers see."""

    notice: Notice
    form: Form
    end: WindowEnd | None
    ends: str
    is_late: bool
    similar: Sequence[PublicEnquiry]
    answered: Sequence[PublicEnquiry]
    is_preview: bool = False
    error: NoticesError | None = None
    accept: str = ACCEPT


@dataclass(frozen=True, slots=True)
class TypedEnquiry:
    """What was typed, answers like it, and what is wrong."""

    form: Form
    similar: Sequence[PublicEnquiry] = ()
    error: NoticesError | None = None


@router.post("/notices/{notice}/filings/similar")
def similar(request: Request, notice: str, form: FiledForm) -> Response:
    """Send the answered questions like the one being typed, as a part of the page."""
    found = _similar(request, notice, form.value("words"))
    body = environment().get_template("_parts/similar.html.j2").render(place=Place.of(request), similar=found)
    return Response(body, headers={"content-type": HTML, "cache-control": NEVER})


def enquire_on_page(request: Request, number: str, form: PostedForm, context: FilingContext) -> Response:
    """File an enquiry and lead on to its private page; first show answers like it, where none were seen yet."""
    if form.value("seen") != "1" and (found := _similar(request, number, form.value("words"))):
        return enquiry_form(request, number, TypedEnquiry(Form(dict(form.items)), found), context)
    values: dict[str, object] = {name: form.value(name).strip() or None for name in FIELDS}
    values["agrees_to_publish"] = form.value("agrees_to_publish") == "true"
    filer = Filer(caller(request), context)
    done = enquire_publicly(register(request).database, number, values, uploaded(form), filer=filer)
    return to_private(request, f"/enquiries/{done.token}?new=1")


def enquiry_form(request: Request, number: str, typed: TypedEnquiry, context: FilingContext) -> Response:
    """Show the form, with what was typed, what is wrong, and answers like it."""
    form, error = typed.form, typed.error
    with register(request).database.session() as session:
        notice = published_notice(session, number)
        end = window_end(session, notice, calendar=context.calendar)
        answered = public_enquiries(session, number)
    shown = EnquiryFormPage(
        notice,
        form,
        end,
        end_words(end.dates.ends_at) if end else "",
        is_late=end is not None and not is_within(end, context.at),
        similar=typed.similar,
        answered=answered,
        is_preview=bool(typed.similar),
        error=error if error is not None and not form.problems else None,
    )
    body = public_body(request, "public/enquire.html.j2", shown=shown)
    headers = {"content-type": HTML, "cache-control": NEVER, "content-security-policy": LIVE_POLICY}
    return Response(body, status_code=error.status if error is not None else 200, headers=headers)


def _similar(request: Request, number: str, words: str) -> Sequence[PublicEnquiry]:
    """Return the answers like a question. Raises: NoticeUnknown, TooManyRequests."""
    ours = register(request)
    ours.rates.take(f"similar {caller(request)}")
    with ours.database.session() as session:
        return similar_enquiries(session, number, words)
