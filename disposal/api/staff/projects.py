"""Projects as their branch sees them: the list, and one with its drafts and notices; cancelled, taken up again."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from disposal.api.examples import posted
from disposal.api.projects import Code
from disposal.api.staff.answers import ID, READS, STEPS, ReasonBody, staff_router
from disposal.api.staff.rows import ListedRowBody, RowsBody, WordsOfCell, page_example, rows_answer
from disposal.models.projects.disposal_project import DisposalProject
from disposal.services.accounts.permissions import require
from disposal.services.projects import projects
from disposal.services.projects.codes import project_called
from disposal.services.projects.overview import listed_project
from disposal.services.publication.drafts import listed
from disposal.services.records.writing import locked
from disposal.services.staff_lists.projects import ProjectsQuery
from disposal.web.bearer import ApiSession, ApiWriteSession
from disposal.web.idempotency import Answer, OnceFrom, OnceOnly
from disposal.web.preconditions import state_answer

router: APIRouter = staff_router("/projects", "projects")
_LISTED = {
    "id": ID, "code": "HRZJ-HUACHENG", "name": "杭州华成聚合纤有限公司债权", "branch": "浙江省分公司", "claims": 1,
    "book_value": "193474338.54", "province": "浙江省", "review": "2022-09-01", "notice": "HRZJ-2022-0001",
    "state": {"zh": "已公告", "en": "announced"}, "entered": "2022-08-03",
}  # fmt: skip
_SHOWN = {
    "id": ID, "code": "HRZJ-HUACHENG", "name": "杭州华成聚合纤有限公司债权", "status": "announced", "issuer": "HRZJ",
    "book_value": "193474338.54", "claims": 1, "drafts": [], "notices": [{"number": "HRZJ-2022-0001"}],
}  # fmt: skip


class ListedProjectBody(ListedRowBody):
    """A project in the list, with the number of its newest notice, or what its draft is."""

    code: str
    name: str
    branch: str
    claims: int
    book_value: str
    province: str | None
    review: str | None
    notice: str | None
    state: WordsOfCell
    entered: str


class ProjectRowsBody(RowsBody):
    """One page of projects."""

    projects: list[ListedProjectBody]


class ShownProjectBody(BaseModel, extra="allow"):
    """A project with its drafts and its published notices, newest first."""

    id: str = Field(examples=[ID])
    code: str
    name: str
    status: str
    issuer: str = Field(description="code of the branch")
    book_value: str
    claims: int = Field(description="how many")
    drafts: list[dict[str, Any]]
    notices: list[dict[str, Any]]


_STEP: dict[str, Any] = {
    "response_model": ShownProjectBody,
    "response_description": "the project after the step",
    "responses": posted(200, _SHOWN, "ETag") | STEPS,
}


@router.get(
    "",
    response_model=ProjectRowsBody,
    response_description="one page of projects",
    responses=posted(200, page_example("projects", _LISTED), "Link") | READS,
)
def list_projects(request: Request, session: ApiSession, query: Annotated[ProjectsQuery, Query()]) -> Response:
    """List the projects of the account's branches, the last entered first; all filters given must fit."""
    return rows_answer(request, session, "projects", query)


@router.get(
    "/{code}",
    response_model=ShownProjectBody,
    response_description="the project, with the ETag of its state",
    responses=posted(200, _SHOWN, "ETag") | READS,
)
def show_project(session: ApiSession, code: Code) -> Response:
    """Return a project with its drafts and notices."""
    require(session, "projects.read")
    return state_answer(_shown(session, project_called(session, code)))


@router.post("/{code}/cancel", **_STEP)
def cancel_project(session: ApiWriteSession, once: OnceFrom, code: Code, body: ReasonBody) -> Response:
    """Cancel a project that is not to be sold, or was entered wrongly (取消项目); its draft is discarded first."""
    return _stepped(session, once, code, lambda row: projects.cancel_project(session, row.id, reason=body.reason))


@router.post("/{code}/reopen", **_STEP)
def reopen_project(session: ApiWriteSession, once: OnceFrom, code: Code, body: ReasonBody) -> Response:
    """Take a cancelled project up again (恢复项目)."""
    return _stepped(session, once, code, lambda row: projects.reopen_project(session, row.id, reason=body.reason))


def _stepped(
    session: ApiSession, once: OnceOnly, code: str, step: Callable[[DisposalProject], DisposalProject]
) -> Response:
    """Take a step on a project, once, from the state that the caller may name; answer with it as it is then."""

    def state() -> dict[str, Any]:
        require(session, "projects.read")
        return _shown(session, locked(session, DisposalProject, project_called(session, code).id))

    def done() -> dict[str, Any]:
        require(session, "projects.read")
        return _shown(session, step(project_called(session, code)))

    return once.answer(session, Answer(is_state=True), done, state=state)


def _shown(session: ApiSession, project: DisposalProject) -> dict[str, Any]:
    """Return a project as reading it does."""
    shown = listed_project(session, project).as_json()
    for name, is_draft in (("drafts", True), ("notices", False)):
        shown[name] = [each.as_json() for each in listed(session, is_draft=is_draft, project_id=project.id)]
    return shown
