"""编制公告: the form of a project's notice with its preview; saved in the project, drafted, submitted."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.publication.notice import Notice
from disposal.pages.compose.notice_acts import answer_to, keep_posted
from disposal.pages.compose.notice_form_fields import notes_of, typed_from
from disposal.pages.compose.notice_form_page import FormState, context_in, show_form, shown_preview, stored_form
from disposal.pages.desk.menu import menu_of
from disposal.pages.desk.staff_page import see_other, staff_page
from disposal.services.accounts.permissions import require
from disposal.services.four_eyes.overview import is_settled
from disposal.services.notice_entry.saving import open_draft_of
from disposal.services.notice_entry.typed_drafts import close_form, form_draft_of
from disposal.services.records.writing import found
from disposal.web.acting import Acting
from disposal.web.acting_session import acting_session, reading_session
from disposal.web.dependencies import Calendar, Language
from disposal.web.writer import OwnForm
from notices.dates import SHANGHAI

router = APIRouter(include_in_schema=False)


@router.get("/desk/projects/{project_id}/notice")
def notice_form(request: Request, project_id: UUID, acting: Acting, done: str = "", change: str = "") -> Response:
    """Show the form as the project has it; a submitted notice shows as submitted, unless it is to change."""
    with acting_session(request, acting) as session:
        require(session, "projects.read")
        project = found(session, DisposalProject, project_id)
        if not change and (draft := _settled(request, session, project_id)):
            return see_other(request, f"/desk/notices/{draft.id}/approve")
        left = form_draft_of(session, project_id)
        typed = left.typed if left else stored_form(request, session, project)
        state = FormState(typed, done=done, left=left)
        return show_form(request, acting, session, project, state)


@router.post("/desk/projects/{project_id}/notice")
def notice_posted(request: Request, project_id: UUID, acting: Acting, posted: OwnForm) -> Response:
    """Do what the button says; whatever is refused, everything typed stays."""
    with reading_session(request, acting) as session:
        require(session, "projects.read")
    return answer_to(request, acting, project_id, posted)


@router.post("/desk/projects/{project_id}/notice/autosave")
def notice_autosaved(request: Request, project_id: UUID, acting: Acting, posted: OwnForm) -> Response:
    """Keep what was typed and say when."""
    with acting_session(request, acting) as session:
        found(session, DisposalProject, project_id)
        saved_at = keep_posted(session, project_id, posted)
    return JSONResponse({"saved_at": f"{saved_at.astimezone(SHANGHAI):%H:%M}"})


@router.post("/desk/projects/{project_id}/notice/discard")
def notice_discarded(request: Request, project_id: UUID, acting: Acting, posted: OwnForm) -> Response:
    """Put aside what was typed and not stored."""
    with acting_session(request, acting) as session:
        found(session, DisposalProject, project_id)
        close_form(session, project_id, event="notice_form_draft.discarded")
    return see_other(request, f"/desk/projects/{project_id}/notice")


@router.post("/desk/projects/{project_id}/notice/preview")
def notice_preview(request: Request, project_id: UUID, acting: Acting, posted: OwnForm) -> Response:
    """Show how the notice would print as typed; nothing is stored."""
    with acting_session(request, acting) as session:
        require(session, "projects.read")
        said = shown_preview(request, session, project_id, typed_from(posted.items))
        return staff_page(request, "compose/preview.html.j2", menu_of(request, acting), said=said)


@router.post("/desk/projects/notes")
def notice_notes(request: Request, acting: Acting, language: Language, calendar: Calendar, posted: OwnForm) -> Response:
    """Say what was read in the fields of the form; nothing is stored."""
    told = notes_of(typed_from(posted.items), calendar, language=language)
    return JSONResponse({"notes": told.notes, "doubts": told.doubts, "totals": {}})


def _settled(request: Request, session: Any, project_id: UUID) -> Notice | None:
    """Return the notice of a project while what was submitted stands; None while its form is to be filled in."""
    draft = open_draft_of(session, project_id)
    return draft if draft and is_settled(session, draft, context=context_in(request)) else None
