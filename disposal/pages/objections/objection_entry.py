"""登记异议: one screen, under a minute; whether it is in time stands beside it at once."""

from contextlib import suppress
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from disposal.models.objections.codes import AuthorityPapers, ObjectionGround, ObjectorStanding
from disposal.models.objections.objection import ObjectionCreate
from disposal.models.records.filing_channel import FilingChannel
from disposal.pages.desk.entry_form import EntryForm
from disposal.pages.desk.menu import menu_of
from disposal.pages.desk.own_proof import form_after, problems_of
from disposal.pages.desk.staff_page import staff_page
from disposal.pages.forms import Choice, choices
from disposal.pages.site import Place
from disposal.services.accounts.permissions import require
from disposal.services.filings.evidence import ENDINGS, EvidenceFile, evidence_of
from disposal.services.filings.published import FilingContext, published_notice
from disposal.services.filings.windows import Timeliness, WindowEnd, end_words, window_end
from disposal.services.objections.filing import FiledObjection, log_objection, told_beforehand
from disposal.services.objections.targets import WHOLE, targets_of_notice
from disposal.services.publication.errors import NoticeUnknown
from disposal.services.records.validation import InvalidRecord, every, read
from disposal.services.sign_in.sessions import SignedIn
from disposal.services.staff_search.published import FoundNotice, published_like
from disposal.web.acting import Acting, StaffSession
from disposal.web.dependencies import Calendar, Now, register
from disposal.web.posted_form import PostedForm
from disposal.web.writer import Write
from notices.codes import PartyKind
from notices.dates import SHANGHAI
from notices.errors import NoticesError
from notices.reading import Problem

router = APIRouter(include_in_schema=False)
PATH = "/desk/objections/new"
_NO_NOTICE = Problem(path="notice", value="", zh="填写公告编号", en="give the number of the notice")
BY_STAFF = tuple(channel for channel in FilingChannel if channel is not FilingChannel.web_page)


@dataclass(frozen=True, slots=True)
class EntryPage:
    """The form, its choices, the window of the notice beside it, and what was just logged."""

    form: EntryForm
    channels: tuple[Choice, ...]
    grounds: tuple[Choice, ...]
    standings: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    authorities: tuple[Choice, ...]
    targets: tuple[Choice, ...]
    now: str
    end: WindowEnd | None = None
    ends: str = ""
    told: Timeliness | None = None
    untold: tuple[Problem, ...] = ()
    likely: tuple[FoundNotice, ...] = ()
    filed: FiledObjection | None = None
    address: str = ""
    accept: str = ",".join(ENDINGS)


@router.get(PATH)
def entry_form(
    request: Request, signed: Acting, session: StaffSession, now: Now, calendar: Calendar, notice: str = ""
) -> Response:
    """Show the form, prefilled from a notice."""
    require(session, "objection.entered")
    form = EntryForm((("notice", notice[:80]),))
    return _page(request, signed, (session, FilingContext(now, calendar)), form)


@router.get("/desk/published-notices")
def notice_suggestions(session: StaffSession, q: str = "") -> Response:
    """Suggest published notices by a part of their number, title or debtors."""
    found = published_like(session, q)
    shown = [{"value": each.number, "label": each.number, "hint": each.hint} for each in found]
    return JSONResponse({"suggestions": shown})


@router.post(PATH)
def objection_logged(request: Request, write: Write, now: Now, calendar: Calendar) -> Response:
    """Log the objection; the page shows its number large, and the form for one more."""
    context, form = FilingContext(now, calendar), write.form
    if form.value("do") == "look" or form.value("pick"):
        with write.reading() as session:
            require(session, "objection.entered")
            return _page(request, write.signed, (session, context), _looked_up(write))
    done = write.attempt(lambda session: _log(session, form, context))
    shown = EntryForm((("notice", form.value("notice")),)) if done.error is None else form_after(write, done.error)
    with write.reading() as session:
        return write.answered(_page(request, write.signed, (session, context), shown, done.value))


def values_in(form: PostedForm) -> dict[str, str | None]:
    """Return the fields of an objection as typed; those left empty take their defaults."""
    given = {name: form.value(name).strip() or None for name in ObjectionCreate.model_fields}
    defaults = {"target": WHOLE.code, "ground": "other", "standing": "other", "channel": "telephone"}
    return {name: value or defaults.get(name) for name, value in given.items()}


def evidence_in(form: PostedForm, field: str) -> list[EvidenceFile]:
    """Return the files uploaded in a field, which says what they prove. Raises: EvidenceRefused."""
    given = [each for each in form.files if each.field == field and (each.name or each.size)]
    proven = {"receipt": field == "proof_of_receipt", "withdrawal": field == "proof_of_withdrawal"}
    return [evidence_of(each.name, each.content.read()).proving(**proven) for each in given]


def _looked_up(write: Write) -> EntryForm:
    """Return the form as typed, with the notice that was picked where one was."""
    number = write.form.value("pick") or write.form.value("notice")
    return EntryForm((*(each for each in write.typed if each[0] not in {"notice", "pick"}), ("notice", number)))


def _log(session: StaffSession, form: PostedForm, context: FilingContext) -> FiledObjection:
    require(session, "objection.entered")
    values = values_in(form)
    _, files, proofs, *_ = every(
        lambda: _notice_called(form),
        lambda: evidence_in(form, "files"),
        lambda: evidence_in(form, "proof_of_receipt"),
        lambda: read(ObjectionCreate, values),
        lambda: _time_told(session, form, values, context),
    )
    return log_objection(session, form.value("notice"), values, [*files, *proofs], context=context)


def _time_told(session: StaffSession, form: PostedForm, values: dict[str, str | None], context: FilingContext) -> None:
    """Check time and postmark, as ``told_beforehand`` does; of an unknown notice that is told by itself."""
    with suppress(NoticeUnknown):  # told at its own field
        told_beforehand(session, published_notice(session, form.value("notice")), values, context=context)


def _notice_called(form: PostedForm) -> str:
    """Return the number of the notice as typed. Raises: InvalidRecord where there is none."""
    written = form.value("notice").strip()
    if not written:
        raise InvalidRecord((_NO_NOTICE,))
    return written


def _page(
    request: Request,
    signed: SignedIn,
    of: tuple[StaffSession, FilingContext],
    form: EntryForm,
    filed: FiledObjection | None = None,
) -> Response:
    """Return the form; ``of`` is the session, and when by which calendar."""
    session, context = of
    language = Place.of(request).language
    beside = _beside(session, form, context, language, is_live="hx-request" in request.headers)
    base = register(request).database.settings.public_base_url
    shown = EntryPage(
        form,
        choices(BY_STAFF, language),
        choices(ObjectionGround, language),
        choices(ObjectorStanding, language),
        choices(PartyKind, language),
        choices(AuthorityPapers, language),
        beside.targets,
        f"{context.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}",
        beside.end,
        end_words(beside.end.dates.ends_at) if beside.end else "",
        told=beside.told,
        untold=beside.untold,
        likely=beside.likely,
        filed=filed,
        address=f"{base}/objections/{filed.token}" if filed else "",
    )
    status = 422 if form.problems else 200
    return staff_page(
        request, "objections/new.html.j2", menu_of(request, signed), status=status, form=form, shown=shown
    )


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands beside the form: what may be objected to, the window, in time or late, or why that cannot be told."""

    targets: tuple[Choice, ...]
    end: WindowEnd | None = None
    told: Timeliness | None = None
    untold: tuple[Problem, ...] = ()
    likely: tuple[FoundNotice, ...] = ()


def _beside(session: StaffSession, form: EntryForm, context: FilingContext, language: str, *, is_live: bool) -> _Beside:
    """Return what stands beside the form; while it is typed (``is_live``) the field itself suggests notices."""
    at = int(language == "en")
    try:
        notice = published_notice(session, form.value("notice"))
    except NoticeUnknown:  # told when it is logged; until then the whole notice is the choice
        whole = ((WHOLE.code, (WHOLE.zh, WHOLE.en)[at]),)
        return _Beside(whole, likely=() if is_live else published_like(session, form.value("notice")))
    targets = tuple((each.code, (each.zh, each.en)[at]) for each in targets_of_notice(session, notice))
    end = window_end(session, notice, calendar=context.calendar)
    typed = {name: form.value(name).strip() or None for name in ("received_at", "postmark_on")}
    typed["channel"] = form.value("channel") or FilingChannel.telephone.value
    try:
        return _Beside(targets, end, told_beforehand(session, notice, typed, context=context))
    except NoticesError as error:
        return _Beside(targets, end, untold=problems_of(error))
