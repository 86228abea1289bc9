"""Discarding a draft of a notice (作废)."""

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from disposal.api.drafts import STEPS, OfDraft, draft_stepped
from disposal.api.examples import posted
from disposal.models.publication.notice import Notice
from disposal.services.notice_entry import discarding
from disposal.services.publication.drafts import short_id
from disposal.web.bearer import ApiWriteSession
from disposal.web.idempotency import OnceFrom

router = APIRouter(prefix="/api/v1/drafts", tags=["drafts"])


class DiscardWanted(BaseModel, extra="forbid"):
    """Why the draft is put aside."""

    reason: str = Field(max_length=2_000, examples=["起草有误"], description="stands in the audit trail")


class DiscardedBody(BaseModel):
    """The draft that was put aside."""

    draft: str = Field(examples=["4e1a77c2"], description="its short id")
    title: str


@router.post(
    "/{draft}/discard",
    response_model=DiscardedBody,
    response_description="what was put aside",
    responses=posted(200, {"draft": "4e1a77c2", "title": "关于虚构甲制造有限公司债权的资产处置公告"}) | STEPS,
)
def discard_draft(session: ApiWriteSession, once: OnceFrom, of: OfDraft, body: DiscardWanted) -> Response:
    """Put a draft aside for good; one that is submitted or approved is taken back or returned first."""

    def discarded(notice: Notice) -> DiscardedBody:
        row = discarding.discard_draft(session, notice.id, reason=body.reason)
        return DiscardedBody(draft=short_id(row), title=row.title)

    return draft_stepped(session, once, of, discarded)
