"""The form at a notice: 提出异议. Enquiries (咨询) and reports (举报) join it as further kinds at the same address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from fastapi import APIRouter, Request, Response

from disposal.models import Notice, ObjectionGround, ObjectorStanding
from disposal.pages.forms import Choice, Form, choices
from disposal.pages.site import HTML, Place, render
from disposal.registry.public_filing import Filer, file_publicly
from disposal.services.filings.errors import EvidenceRefused
from disposal.services.filings.evidence import ENDINGS, MOST_PUBLIC_FILES, OF_PUBLIC, EvidenceFile, evidence_of
from disposal.services.filings.published import FilingContext, published_notice
from disposal.services.filings.windows import WindowEnd, end_words, is_within, window_end
from disposal.services.objections.errors import ObjectionInvalid
from disposal.services.objections.public_count import PublicCount, public_count
from disposal.services.objections.targets import targets_of_notice
from disposal.services.records.validation import InvalidRecord
from disposal.web.dependencies import Calendar, Now, register
from disposal.web.middleware import language_of
from disposal.web.posted_form import PostedForm
from disposal.web.responses import NEVER
from disposal.web.writer import FiledForm
from notices.codes import PartyKind
from notices.dates import SHANGHAI
from notices.errors import NoticesError
from notices.reading import Problem

router = APIRouter(include_in_schema=False)
PATH = "/notices/{number}/filings"
FIELDS = (
    "target", "ground", "words", "arguments", "remedy", "objector", "objector_kind", "standing", "phone", "email",
    "address", "representative",
)  # fmt: skip
ACCEPT = ",".join(ENDINGS)


@dataclass(frozen=True, slots=True)
class FilingPage:
    """What the form shows: the notice, its period, the choices, what others filed where the issuer tells it."""

    notice: Notice
    form: Form
    kinds: tuple[Choice, ...]
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
def filing_form(request: Request, number: str, now: Now, calendar: Calendar, kind: str = "objection") -> Response:
    """Show the form."""
    return _page(
        request, number, Form({"kind": kind if kind in FILINGS else "objection"}), FilingContext(now, calendar)
    )


@router.post(PATH)
def filed(request: Request, number: str, now: Now, calendar: Calendar, form: FiledForm) -> Response:
    """File what was typed; the answer leads to the private page of what was filed."""
    context = FilingContext(now, calendar)
    typed = Form(dict(form.items))
    try:
        address = _filing(form.value("kind"))(request, number, form, context)
    except NoticesError as error:
        return _page(request, number, _with_problems(typed, error), context, error)
    prefix = "/en" if language_of(request.scope) == "en" else ""
    return Response(status_code=303, headers={"location": prefix + address, **PRIVATE})


def file_on_page(request: Request, number: str, form: PostedForm, context: FilingContext) -> str:
    """File an objection; return the address of its private page."""
    values = {name: form.value(name).strip() or None for name in FIELDS}
    values |= {"target": values["target"] or "notice", "ground": values["ground"] or "other"}
    values["standing"] = values["standing"] or "other"
    filer = Filer(request.client.host if request.client else "", context)
    done = file_publicly(register(request).database, number, values, uploaded(form), filer=filer)
    return f"/objections/{done.token}?new=1"


Filing = Callable[[Request, str, PostedForm, FilingContext], str]
FILINGS: Mapping[str, Filing] = MappingProxyType({"objection": file_on_page})
"""What may be filed at this address: each kind takes the form and returns the address to go to."""
KIND_WORDS = {"objection": ("异议", "Objection")}
PRIVATE = {"cache-control": NEVER, "referrer-policy": "no-referrer"}
"""Headers of everything behind a private link: it is stored nowhere and told to no other page."""


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


def uploaded(form: PostedForm) -> list[EvidenceFile]:
    """Return the files that somebody without account uploaded. Raises: EvidenceRefused."""
    given = [each for each in form.files if each.name or each.size]
    if len(given) > MOST_PUBLIC_FILES:
        raise EvidenceRefused(
            given[MOST_PUBLIC_FILES].name,
            zh=f"超出一次可传的{MOST_PUBLIC_FILES}个文件；请合并，或提交后再补充",
            en=f"is one too many: {MOST_PUBLIC_FILES} files at once; join some, or add them afterwards",
        )
    return [evidence_of(each.name, each.content.read(OF_PUBLIC + 1), most=OF_PUBLIC) for each in given]


def _page(
    request: Request, number: str, form: Form, context: FilingContext, error: NoticesError | None = None
) -> Response:
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
        tuple((code, KIND_WORDS[code][language == "en"]) for code in FILINGS),
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
    body = render(Place.of(request), "public/filing.html.j2", shown=shown)
    status = error.status if error is not None else 200
    return Response(body, status_code=status, headers={"content-type": HTML, "cache-control": NEVER})


def _with_problems(form: Form, error: NoticesError) -> Form:
    """Return the form with what is wrong beside its field; what concerns no field stands above it."""
    if isinstance(error, InvalidRecord):
        return Form(form.values, error.problems)
    if error.field in FIELDS or error.field == "files":
        return Form(form.values, (Problem(path=error.field, value="", zh=error.zh, en=error.en),))
    return form
