"""Projects as staff enter them: from a content and what it does not say."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, Field

from disposal.api.errors import declared
from disposal.api.examples import CONTENT, FACTS, posted
from disposal.services.intake.facts import IntakeFacts
from disposal.services.intake.intake import enter_content
from disposal.services.projects.codes import project_called
from disposal.services.projects.loans_elsewhere import loans_elsewhere
from disposal.services.public.queries import Storable
from disposal.services.publication.drafts import short_id
from disposal.services.publication.publication import draft_notice
from disposal.services.records.validation import below, read
from disposal.web.bearer import ApiWriteSession
from disposal.web.dependencies import Publication
from disposal.web.idempotency import Answer, Once
from notices.reading import validate_content

router = APIRouter(prefix="/api/v1/projects", tags=["projects"])


Code = Annotated[Storable, Path(description="code of the project, ISSUER/CODE, or id", examples=["HRZJ-HUACHENG"])]


class EnteredContent(BaseModel, extra="forbid"):
    """A content as ``notice schema`` describes it, and the facts of the intake that it does not say."""

    content: dict[str, Any] = Field(examples=[CONTENT], description="as notice schema describes it")
    facts: dict[str, Any] = Field(examples=[FACTS], description="what the notice does not say")


class ProjectBody(BaseModel):
    """A project that was entered; ``warnings`` name other projects and notices in which its loans stand."""

    id: UUID
    code: str = Field(examples=["HRZJ-HUACHENG"])
    warnings: list[dict[str, Any]] = Field([], description="one loan in two projects; ``url`` is the notice's page")


class DraftWanted(BaseModel, extra="forbid"):
    """The day that a notice is to state."""

    published_on: date = Field(examples=["2022-08-03"], description="the day that the notice states")


class DraftBody(BaseModel):
    """A draft, with the short id that commands take too."""

    id: UUID
    draft: str = Field(examples=["4e1a77c2"])


@router.post(
    "/from-content",
    status_code=201,
    response_model=ProjectBody,
    response_description="the project that was entered",
    responses=posted(
        201, {"id": "01988f3a-6c00-7c2d-9f41-a0b1c2d3e4f5", "code": "HRZJ-HUACHENG", "warnings": []}, "Location"
    )
    | declared(401, 403, 404, 409, 422, 429, 503),
)
def create_project(session: ApiWriteSession, once: Once, context: Publication, body: EnteredContent) -> Response:
    """Enter a content as records: parties, claims, security, terms; all or nothing."""

    def entered() -> dict[str, Any]:
        content = validate_content(body.content)
        with below("facts"):
            facts = read(IntakeFacts, body.facts)
        project = enter_content(session, content, facts)
        warnings = [
            {**each.as_json(), "url": context.address_of(each.notice) if each.notice else None}
            for each in loans_elsewhere(session, project.id)
        ]
        return {"id": str(project.id), "code": project.code, "warnings": warnings}

    return once.answer(session, Answer(201, "/api/v1/projects/{id}"), entered)


@router.post(
    "/{code}/drafts",
    status_code=201,
    response_model=DraftBody,
    response_description="the draft",
    responses=posted(201, {"id": "01988f3a-6c00-7c2d-9f41-a0b14e1a77c2", "draft": "4e1a77c2"}, "Location")
    | declared(401, 403, 404, 409, 422, 429, 503),
)
def create_draft(session: ApiWriteSession, once: Once, code: Code, body: DraftWanted) -> Response:
    """Draft the disposal notice of a project; its words are composed from the records."""

    def drafted() -> dict[str, Any]:
        notice = draft_notice(session, project_called(session, code).id, published_on=body.published_on)
        return {"id": str(notice.id), "draft": short_id(notice)}

    return once.answer(session, Answer(201, "/api/v1/drafts/{id}"), drafted)
