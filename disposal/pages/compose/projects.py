"""新建项目: choose claims, give the project its code, name, book value and review; then its notice is made."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response

from disposal.pages.claim_entry.claim_form import ShownSection
from disposal.pages.compose.notice_acts import problems_in
from disposal.pages.compose.notice_form_fields import entry_form, labels_of, notes_of, shown_sections, typed_from
from disposal.pages.compose.notice_form_page import ClaimChoice, FormState, claims_in, context_in
from disposal.pages.desk.entry_form import EntryForm
from disposal.pages.desk.menu import menu_of
from disposal.pages.desk.staff_page import see_other, staff_page
from disposal.pages.site import Place
from disposal.services.accounts.permissions import require
from disposal.services.notice_entry.saving import enter_typed_project
from disposal.services.projects.issuers import own_issuers
from disposal.services.sign_in.sessions import SignedIn
from disposal.web.acting import Acting
from disposal.web.acting_session import acting_session
from disposal.web.dependencies import register
from disposal.web.writer import OwnForm
from notices.errors import NoticesError

router = APIRouter(include_in_schema=False)
NEW = "/desk/projects/new"


@dataclass(frozen=True, slots=True)
class NewProjectPage:
    """The form of a new project, the claims to choose from, the branches that may sell."""

    form: EntryForm
    sections: dict[str, ShownSection]
    labels: dict[str, str]
    claims: ClaimChoice
    issuers: tuple[tuple[str, str], ...]


@router.get("/desk/projects/new")
def new_project(request: Request, acting: Acting, claim: UUID | None = None) -> Response:
    """Show an empty form; ``claim`` is one that is chosen already."""
    with acting_session(request, acting) as session:
        state = FormState({"claims-chosen": str(claim)} if claim else {})
        return _page(request, acting, session, state)


@router.post("/desk/projects/new")
def project_posted(request: Request, acting: Acting, posted: OwnForm) -> Response:
    """Search claims, or enter the project; whatever is refused, everything typed stays."""
    typed = typed_from(posted.items)
    state = FormState(typed, words=posted.value("words"), is_searched=True)
    if posted.value("do") == "create":
        try:
            with acting_session(request, acting) as session:
                project = enter_typed_project(session, typed, today=context_in(request).today)
                return see_other(request, f"/desk/projects/{project.id}/notice?done=created")
        except NoticesError as error:
            state = replace(state, problems=problems_in(error), status=422)
    with acting_session(request, acting) as session:
        return _page(request, acting, session, state)


def _page(request: Request, acting: SignedIn, session: Any, state: FormState) -> Response:
    require(session, "project.entered")
    language = Place.of(request).language
    notes = notes_of(state.typed, register(request).calendar, language=language)
    page = NewProjectPage(
        entry_form(state.typed, state.problems, notes.notes),
        shown_sections(language),
        labels_of(language),
        claims_in(session, state, issuer_id=None),
        tuple((str(each.id), each.full_name) for each in own_issuers(session)),
    )
    return staff_page(request, "compose/project.html.j2", menu_of(request, acting), status=state.status, shown=page)
