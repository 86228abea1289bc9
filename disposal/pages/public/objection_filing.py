"""The form at a notice: 提出异议, and 咨询 at the same address. Reports (举报) may join as a further kind."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from fastapi import APIRouter, Request, Response

from disposal.models import Notice, ObjectionGround, ObjectorStanding
from disposal.pages.filings import ACCEPT, caller, to_private, uploaded, with_problems
from disposal.pages.forms import Choice, Form, choices
from disposal.pages.public.enquiry_filing import TypedEnquiry, enquire_on_page, enquiry_form
from disposal.pages.site import HTML, public_body
from disposal.registry.public_filing import Filer, file_publicly
from disposal.services.filings.published import FilingContext, published_notice
from disposal.services.filings.windows import WindowEnd, end_words, is_within, window_end
from disposal.services.objection_register.public_count import PublicCount, public_count
from disposal.services.objections.errors import ObjectionInvalid
from disposal.services.objections.targets import targets_of_notice
from disposal.web.dependencies import Calendar, Now, register
from disposal.web.middleware import language_of
from disposal.web.posted_form import PostedForm
from disposal.web.responses import NEVER
from disposal.web.writer import FiledForm
from notices.codes import PartyKind
from notices.dates import SHANGHAI
from notices.errors import NoticesError

router = APIRouter(include_in_schema=False)
PATH = "/notices/{notice}/filings"
FIELDS = (
    "target", "ground", "words", "arguments", "remedy", "objector", "objector_kind", "standing", "phone", "email",
    "address", "representative",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FilingPage:
    """What the form shows: the notice, its period, the choices, what others filed where the issuer tells it."""

    notice: Notice
    form: Form
    targets: tuple[Choice, ...]
    grounds: tuple[Choice, ...]
    standings: tuple[Choice, ...]
    party_kinds: tuple[Choice, ...]
    end: WindowEnd | None
    ends: str
    is_late: bool
    count: PublicCount | None
    error: NoticesError | None = None
    accept: str = ACCEPT


@router.get(PATH)
def filing_form(request: Request, notice: str, now: Now, calendar: Calendar, kind: str = "objection") -> Response:
    """Show the form."""
    return _page(
        request, notice, Form({"kind": kind if kind in FILINGS else "objection"}), FilingContext(now, calendar)
    )


@router.post(PATH)
def filed(request: Request, notice: str, now: Now, calendar: Calendar, form: FiledForm) -> Response:
    """File what was typed; the answer leads to the private page of what was filed."""
    context = FilingContext(now, calendar)
    typed = Form(dict(form.items))
    try:
        return _filing(form.value("kind"))(request, notice, form, context)
    except NoticesError as error:
        return _page(request, notice, with_problems(typed, error, FIELDS), context, error)


def file_on_page(request: Request, number: str, form: PostedForm, context: FilingContext) -> Response:
    """File an objection; lead on to its private page."""
    values = {name: form.value(name).strip() or None for name in FIELDS}
    values |= {"target": values["target"] or "notice", "ground": values["ground"] or "other"}
    values["standing"] = values["standing"] or "other"
    filer = Filer(caller(request), context)
    done = file_publicly(register(request).database, number, values, uploaded(form), filer=filer)
    return to_private(request, f"/objections/{done.token}?new=1")


Filing = Callable[[Request, str, PostedForm, FilingContext], Response]
FILINGS: Mapping[str, Filing] = MappingProxyType({"objection": file_on_page, "enquiry": enquire_on_page})
"""What may be filed at this address: each kind takes the form and leads on to a private page."""


def _filing(kind: str) -> Filing:
    """Return how a kind is filed. Raises: ObjectionInvalid: what is no objection must never become one by mistake."""
    found = FILINGS.get(kind)
    if found is None:
        raise ObjectionInvalid(
            field="kind",
            zh="本页不接收所选事项，没有存入；请重新选择事项。",
            en="this page does not take that matter, and nothing was stored; choose the matter again",
        )
    return found


def _page(
    request: Request, number: str, form: Form, context: FilingContext, error: NoticesError | None = None
) -> Response:
    if form.value("kind") == "enquiry":
        return enquiry_form(request, number, TypedEnquiry(form, error=error), context)
    language = language_of(request.scope)
    with register(request).database.session() as session:
        notice = published_notice(session, number)
        end = window_end(session, notice, calendar=context.calendar)
        targets = tuple(
            (each.code, each.en if language == "en" else each.zh) for each in targets_of_notice(session, notice)
        )
        count = public_count(session, notice, today=context.at.astimezone(SHANGHAI).date())
    shown = FilingPage(
        notice,
        form,
        targets,
        choices(ObjectionGround, language),
        choices(ObjectorStanding, language),
        choices(PartyKind, language),
        end,
        end_words(end.dates.ends_at) if end else "",
        is_late=end is not None and not is_within(end, context.at),
        count=count,
        error=error if error is not None and not form.problems else None,
    )
    body = public_body(request, "public/filing.html.j2", shown=shown)
    status = error.status if error is not None else 200
    return Response(body, status_code=status, headers={"content-type": HTML, "cache-control": NEVER})
