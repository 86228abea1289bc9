"""Amendments: a supplement, correction, extension, withdrawal or result of a published notice is drafted."""

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel, BeforeValidator, Field

from disposal.api.examples import posted
from disposal.api.projects import DraftBody
from disposal.api.staff.answers import CREATES, staff_router
from disposal.api.staff.placements import Number
from disposal.services.publication.amendment_files import amendment_of
from disposal.services.publication.drafts import notice_called, short_id
from disposal.services.publication.publication import draft_amendment
from disposal.web.bearer import ApiWriteSession
from disposal.web.dependencies import Today
from disposal.web.idempotency import Answer, Once
from notices.kinds import CODES_BY_NAME

router: APIRouter = staff_router("/notices", "amendments")
STATEMENTS: dict[str, Any] = {"statements": ["补充：虚构甲制造有限公司名下设备已由法院查封。"]}


def _kind_in(written: Any) -> Any:
    """Return the code of a kind that is written by its name, such as 更正公告."""
    return CODES_BY_NAME.get(written.strip(), written) if isinstance(written, str) else written


AmendmentKind = Annotated[
    Literal["correction", "supplement", "extension", "withdrawal", "result"], BeforeValidator(_kind_in)
]


class AmendmentWanted(BaseModel, extra="forbid"):
    """What an amendment says, as a content file does; issuer and contacts are those of the notice."""

    kind: AmendmentKind = Field(examples=["supplement"])
    content: dict[str, Any] = Field(examples=[STATEMENTS], description="its own statements, as a content file has them")
    published_on: date | None = Field(None, examples=["2022-08-10"], description="the day it states; null: today")


@router.post(
    "/{number}/amendments",
    status_code=201,
    response_model=DraftBody,
    response_description="the draft",
    responses=posted(201, {"id": "01988f3a-6c00-7c2d-9f41-a0b14e1a77c2", "draft": "4e1a77c2"}, "Location") | CREATES,
)
def create_amendment(
    session: ApiWriteSession, once: Once, today: Today, number: Number, body: AmendmentWanted
) -> Response:
    """Draft an amendment of a published notice; it is submitted, approved and published as any draft."""

    def drafted() -> dict[str, Any]:
        earlier, day = notice_called(session, number), body.published_on or today
        content = amendment_of(session, earlier, body.kind, body.content, published_on=day)
        notice = draft_amendment(session, earlier.id, content)
        return {"id": str(notice.id), "draft": short_id(notice)}

    return once.answer(session, Answer(201, "/api/v1/drafts/{id}"), drafted)
