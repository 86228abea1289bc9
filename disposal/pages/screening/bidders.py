"""录入申报 and 审查: a dossier typed or uploaded becomes a bidder, who is then screened."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from disposal.errors import RecordNotFound, RecordRefused
from disposal.models.records.record import new_id
from disposal.models.screening.bidder import Bidder
from disposal.models.screening.screening import ScreeningStage
from disposal.pages.desk.entry_form import EntryForm
from disposal.pages.desk.staff_page import see_other
from disposal.pages.screening.bidder_page import DraftShown, bidder_form_page, screen_page
from disposal.pages.screening.dossier_again import items_of
from disposal.pages.screening.dossier_form import TypedDossier, form_of, typed_dossier
from disposal.pages.screening.dossier_problems import problems_at_fields
from disposal.pages.screening.frame import Visit, form_after, status_of, today
from disposal.pages.site import Place
from disposal.record_ids import record_id_in
from disposal.services.accounts.permissions import require
from disposal.services.bidders.dossier_again import held_dossier
from disposal.services.bidders.dossier_drafts import (
    complete_dossier,
    discard_dossier,
    keep_dossier,
    own_dossiers,
    typed_dossier_of,
)
from disposal.services.bidders.dossier_file import DossierFile, dossier_in
from disposal.services.bidders.dossier_intake import take_over
from disposal.services.projects.codes import project_called, projects_like
from disposal.services.records.validation import InvalidRecord, every, read
from disposal.services.records.writing import found
from disposal.services.screening.screenings import screen_bidder
from disposal.web.acting import Acting
from disposal.web.acting_session import acting_session, reading_session
from disposal.web.nested_rows import after, row_act
from disposal.web.posted_form import LIMITS, FormUnreadable, Items, PostedForm
from disposal.web.writer import OwnForm, Write
from notices.dates import SHANGHAI
from notices.reading import Problem

router = APIRouter(include_in_schema=False)
_MORE_ROWS = 6
_NEW = "/desk/bidders/new"
T = TypeVar("T")


@router.get(_NEW)
def new_bidder(request: Request, acting: Acting, project: str = "", draft: str = "", bidder: str = "") -> Response:
    """Show an empty dossier with one's own drafts, one of these as typed, or what is held of a bidder (补充资料)."""
    with reading_session(request, acting) as session:
        require(session, "bidder.entered")
        if draft_id := record_id_in(draft):
            items = typed_dossier_of(session, draft_id)
            return bidder_form_page(request, acting, form_of(items), draft=DraftShown(draft_id))
        if bidder_id := record_id_in(bidder):
            items = items_of(held_dossier(session, bidder_id), Place.of(request).language)
            return bidder_form_page(request, acting, form_of(items), draft=DraftShown(new_id()))
        shown = DraftShown(new_id(), tuple(own_dossiers(session)))
        return bidder_form_page(request, acting, form_of((("project", project),)), draft=shown)


@router.post(_NEW + "/autosave")
def bidder_autosaved(request: Request, acting: Acting, posted: OwnForm) -> Response:
    """Keep what was typed and say when."""
    with acting_session(request, acting) as session:
        saved_at = keep_dossier(session, _draft_id(posted), _typed(posted)).saved_at
    return JSONResponse({"saved_at": f"{saved_at.astimezone(SHANGHAI):%H:%M}"})


@router.post(_NEW + "/discard")
def dossier_discarded(request: Request, acting: Acting, posted: OwnForm) -> Response:
    """Put one's own draft aside (作废)."""
    with acting_session(request, acting) as session:
        discard_dossier(session, _draft_id(posted))
    return see_other(request, _NEW)


@router.get("/desk/bidders/projects")
def project_suggestions(request: Request, acting: Acting, q: str = "") -> Response:
    """Suggest projects by a part of code or name."""
    with reading_session(request, acting) as session:
        require(session, "projects.read")
        suggested = projects_like(session, q)
    shown = [{"value": each.code, "label": each.code, "hint": each.name, "key": str(each.id)} for each in suggested]
    return JSONResponse({"suggestions": shown})


@router.post(_NEW)
def bidder_posted(request: Request, acting: Acting, write: Write) -> Response:
    """Enter the dossier as typed; what is wrong stands at its field, and everything typed stays."""
    items, draft_id = _typed(write.form), _draft_id(write.form)
    typed, is_kept = typed_dossier(items), write.form.value("rows") or write.form.value("do") == "draft"
    done = write.attempt(lambda session: None if is_kept else _entered(session, write.form, typed, draft_id))
    if done.value is not None:
        return see_other(request, f"/desk/bidders/{done.value.id}/screen?entered=1")
    with acting_session(request, acting) as session:  # what was refused is kept as it was typed
        keep_dossier(session, draft_id, items)
    if done.error is not None:
        problems = tuple(typed.problems) or problems_at_fields(done.error, typed)
        form = form_of(items, problems)
        return bidder_form_page(request, acting, form, status=_status(done.error), draft=DraftShown(draft_id))
    if write.form.value("do") == "draft" and not write.form.value("rows"):
        return see_other(request, f"{_NEW}?draft={draft_id}")
    form = _with_rows(items, write.form.value("rows"))
    return bidder_form_page(request, acting, form, draft=DraftShown(draft_id))


@router.post("/desk/bidders/upload")
def bidder_uploaded(request: Request, acting: Acting, write: Write) -> Response:
    """Enter the dossier of an uploaded file."""
    file = next((each for each in write.form.files if each.field == "file" and each.size), None)

    def enter(session: Any) -> Bidder:
        require(session, "bidder.entered")
        project_id, dossier = every(lambda: _project(session, write.form), lambda: _dossier(file))
        return take_over(session, project_id, dossier)

    done = write.attempt(enter)
    if done.value is not None:
        return see_other(request, f"/desk/bidders/{done.value.id}/screen?entered=1")
    form = _of_upload(form_after(write.form.without("csrf"), done.error)) if done.error else EntryForm()
    return bidder_form_page(request, acting, form, status=_status(done.error))


@router.get("/desk/bidders/{bidder_id}/screen")
def bidder_to_screen(request: Request, acting: Acting, bidder_id: UUID, entered: str = "") -> Response:
    """Show who would be screened, and what has changed since the last time."""
    with reading_session(request, acting) as session:
        require(session, "bidders.read")
        return screen_page(Visit(request, acting, session), bidder_id, is_entered=bool(entered))


@router.post("/desk/bidders/{bidder_id}/screen")
def bidder_screened(request: Request, acting: Acting, bidder_id: UUID, write: Write) -> Response:
    """Screen the bidder and lead to the result."""

    def screen(session: Any) -> UUID:
        require(session, "bidders.read")
        found(session, Bidder, bidder_id)
        stage = next(
            (each for each in ScreeningStage if each.value == write.form.value("stage")), ScreeningStage.intake
        )
        return screen_bidder(session, bidder_id, stage=stage, on=today(request)).id

    done = write.attempt(screen)
    if done.error is None:
        return see_other(request, f"/desk/screenings/{done.value}")
    with reading_session(request, acting) as session:
        require(session, "bidders.read")
        return screen_page(Visit(request, acting, session), bidder_id, error=done.error)


def _dossier(file: Any) -> DossierFile:
    """Return the dossier in an uploaded file. Raises: InvalidRecord, also where none was chosen."""
    if file is None:
        no_file = Problem(path="file", value="", zh="选择资料文件", en="choose the file of the dossier")
        raise InvalidRecord((no_file,))
    return dossier_in(file.content.read(), name=file.name)


def _project(session: Any, posted: PostedForm) -> UUID:
    """Return the project that was typed. Raises: InvalidRecord, RecordNotFound, RecordRefused."""
    written = posted.value("project").strip()
    if not written:
        missing = Problem(path="project", value="", zh="填写处置项目的编号", en="give the code of the project")
        raise InvalidRecord((missing,))
    return project_called(session, written).id


def _status(error: Any) -> int:
    return 403 if status_of(error) == 403 else 422


def _of_upload(form: EntryForm) -> EntryForm:
    """Return the form with problems of the file at the file, each with its place in it."""
    told = (
        each
        if each.path in {"project", "file"}
        else Problem(
            path="file",
            value=each.value,
            zh=f"{each.path}：{each.zh}" if each.path else each.zh,
            en=f"{each.path}: {each.en}" if each.path else each.en,
        )
        for each in form.problems
    )
    return EntryForm(form.items, tuple(told))


def _typed(posted: PostedForm) -> Items:
    """Return the fields of the dossier."""
    return posted.without("csrf", "do", "rows", "draft")


def _draft_id(posted: PostedForm) -> UUID:
    """Return the id that the page gave its draft; a new one for a form without. Raises: FormUnreadable."""
    written = posted.value("draft")
    found = record_id_in(written) if written else new_id()
    if found is None:
        raise FormUnreadable(LIMITS)
    return found


def _entered(session: Any, posted: PostedForm, typed: TypedDossier, draft_id: UUID) -> Bidder:
    """Enter a typed dossier. Raises: InvalidRecord with the problems of all its fields, also kept in ``typed``."""
    require(session, "bidder.entered")
    told: list[Problem] = []
    project_id = _or_told(lambda: _project(session, posted), told, typed)
    dossier = _or_told(lambda: read(DossierFile, typed.values), told, typed)
    if not posted.value("bidder-name").strip() and "bidder-name" not in {each.path for each in told}:
        told.append(Problem(path="bidder-name", value="", zh="填写名称或姓名", en="give the name"))
    typed.problems = told + typed.problems
    if typed.problems or project_id is None or dossier is None:
        raise InvalidRecord(tuple(typed.problems))
    complete_dossier(session, draft_id)
    return take_over(session, project_id, dossier)


def _or_told(step: Callable[[], T], told: list[Problem], typed: TypedDossier) -> T | None:
    """Return what the step returns; what it refuses is told at its fields, with the problems of the other steps."""
    try:
        return step()
    except (InvalidRecord, RecordNotFound, RecordRefused) as error:
        told += problems_at_fields(error, typed)
        return None


def _with_rows(items: Items, wanted: str) -> EntryForm:
    """Return the form after a row was added, deleted or restored without script."""
    act = row_act(wanted)
    spare = {act.key: _MORE_ROWS} if act and act.verb == "add" else {}
    return form_of(after(items, act) if act else items, spare=spare)
