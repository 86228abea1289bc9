"""One door for 异议, 咨询 and 举报: everything is posted to one address, and all answers look alike.

``serving/even_responses`` gives them their size and time. No address says which of the three is meant.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.concurrency import run_in_threadpool

from disposal.pages.door.enquiry_filing import answers_alike, enquire_on_page
from disposal.pages.door.filing_form import Typed, filing_form, good_keys
from disposal.pages.door.objection_filing import object_on_page
from disposal.pages.door.report_filing import report_on_page
from disposal.pages.filings import PostedFiling, caller, door_form, with_problems
from disposal.pages.forms import Form
from disposal.services.filings.errors import FilingInvalid, FilingsTooMany
from disposal.services.filings.published import FilingContext, published_notice
from disposal.services.sign_in.attempts import network_of
from disposal.web.dependencies import Calendar, Now, register
from disposal.web.posted_form import PostedForm
from disposal.web.rates import TooManyRequests
from notices.errors import NoticesError

router = APIRouter(include_in_schema=False)
PATH = "/filings"
FIELDS = (
    "kind", "notice", "words", "target", "ground", "arguments", "remedy", "objector", "objector_kind", "standing",
    "address", "representative", "enquirer", "agrees_to_publish", "phone", "email", "happened", "contact", "code",
    "files", "seen",
)  # fmt: skip
Filing = Callable[[PostedFiling], Response]
FILINGS: Mapping[str, Filing] = MappingProxyType(
    {"objection": object_on_page, "enquiry": enquire_on_page, "report": report_on_page}
)
"""What may be filed: each kind takes the form and returns the page that says it was."""


@router.get(PATH)
def filing_page(request: Request, now: Now, calendar: Calendar) -> Response:
    """Show the form without a notice."""
    return filing_form(request, "", Typed(), FilingContext(now, calendar))


@router.get("/notices/{notice}/filings")
def filing_page_of_notice(request: Request, notice: str, now: Now, calendar: Calendar) -> Response:
    """Show the form at a notice."""
    with register(request).database.session() as session:
        number = str(published_notice(session, notice).number)
    return filing_form(request, number, Typed(Form({"notice": number})), FilingContext(now, calendar))


@router.post(PATH)
async def filed(
    request: Request, now: Now, calendar: Calendar, form: Annotated[PostedForm, Depends(door_form)]
) -> Response:
    """File what was typed, look a report up, or offer answers like what is being typed."""
    posted = PostedFiling(request, form, FilingContext(now, calendar))
    async with register(request).filing_gate.turn():
        return await run_in_threadpool(_answered, posted)


def _answered(posted: PostedFiling) -> Response:
    if posted.form.value("do") == "similar":
        return answers_alike(posted)
    try:
        _count(posted)
        return _filing(posted.kind)(posted)
    except NoticesError as error:
        return _with_error(posted, error)


def _count(posted: PostedFiling) -> None:
    """Count a filing of any kind by its network; a report is refused once there are too many.

    Were reports alone counted, whoever tries how many pass would learn that somebody of the same network has sent one.

    Raises: TooManyRequests.
    """
    try:
        register(posted.request).report_rates.take(network_of(caller(posted.request)))
    except TooManyRequests:  # the others are counted by the database, and refused there
        if posted.kind == "report":
            raise


def _filing(kind: str) -> Filing:
    """Return how a kind is filed. Raises: FilingInvalid: nothing is filed as another kind by mistake."""
    found = FILINGS.get(kind)
    if found is None:
        raise FilingInvalid(
            field="kind",
            zh="没有存入：请先选择事项（异议、咨询或举报）。",
            en="nothing was stored: first choose the matter (objection, question or report)",
        )
    return found


def _with_error(posted: PostedFiling, error: NoticesError) -> Response:
    """Return the form with what is wrong. The status is the same whatever was filed and whatever was wrong with it."""
    typed_in = {name: value for name in FIELDS if (value := posted.form.value(name))}  # what is empty has its default
    form = with_problems(Form(typed_in), error, FIELDS)
    is_too_many = isinstance(error, FilingsTooMany | TooManyRequests)
    is_even = posted.kind == "report" and bool(good_keys(register(posted.request)).officers)
    typed = Typed(form, error, status=429 if is_too_many else 422, is_even=is_even)
    return filing_form(posted.request, posted.number, typed, posted.context)
