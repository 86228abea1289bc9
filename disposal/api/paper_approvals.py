"""Approvals on paper (线下审批): a signed sheet is entered by one person, and confirmed or declined by another."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path, Response
from pydantic import Base64Bytes, BaseModel, Field

from disposal.api.drafts import STEPS, Draft, OfDraft, SubmissionBody, draft_stepped, submission_body
from disposal.api.errors import declared
from disposal.api.examples import posted
from disposal.models.approvals.paper_approval import PaperApproval
from disposal.models.publication.notice import Notice
from disposal.services.accounts.permissions import require
from disposal.services.approvals.submissions import submissions_of
from disposal.services.four_eyes.paper_approvals import (
    SignedSheet,
    confirm_signed_sheet,
    decline_signed_sheet,
    enter_signed_sheet,
    paper_of_notice,
)
from disposal.services.press.scans import scan_of
from disposal.services.publication.drafts import draft_called
from disposal.web.bearer import ApiSession, ApiWriteSession
from disposal.web.idempotency import Once, OnceFrom

router = APIRouter(prefix="/api/v1/drafts/{draft}/paper-approvals", tags=["drafts"])
_DIGEST = "3c24c3ed0b7e5f5b"
_ID = "0198a3c2-6f00-7c00-8000-4e1a77c24e1a"
_REFUSALS = declared(401, 403, 404, 409, 422, 429, 503)
_ENTERED = {
    "id": _ID,
    "state": "waiting",
    "step": 1,
    "signed_by": "王磊",
    "signed_on": "2022-08-02",
    "scan_sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
}
PaperId = Annotated[UUID, Path(description="id of the signed sheet", examples=[_ID])]


class SheetSigned(BaseModel, extra="forbid"):
    """What somebody reads from the signed sheet, and its scan."""

    code: str = Field(max_length=40, examples=["4E1A77C2-1"], description="单号, as printed")
    sha256: str = Field(max_length=80, examples=[_DIGEST], description="the 16 characters of the digest on the sheet")
    signer: str = Field(max_length=80, examples=["wang"], description="login of who signed")
    signed_on: date = Field(examples=["2022-08-02"], description="签署日")
    comment: str = Field("", max_length=2_000, examples=["同意"], description="意见, as written on the sheet")
    file_name: str = Field(max_length=200, examples=["审批单.pdf"])
    scan: Base64Bytes = Field(examples=["JVBERi0xLjcK"], description="PDF, JPG or PNG of at most 50 MB, in base64")


class SheetConfirmed(BaseModel, extra="forbid"):
    """The digest typed anew from the scan."""

    sha256: str = Field(max_length=80, examples=[_DIGEST], description="the 16 characters of the digest on the sheet")


class SheetDeclined(BaseModel, extra="forbid"):
    """Why the signed sheet is not used."""

    reason: str = Field(max_length=2_000, examples=["签名不清，请重新扫描"], description="what does not fit")


class PaperApprovalBody(BaseModel):
    """A signed sheet; it counts once its state is confirmed."""

    id: UUID
    state: str = Field(examples=["waiting"], description="waiting, confirmed, declined")
    step: int = Field(description="number of the step, from 1")
    signed_by: str
    signed_on: date
    scan_sha256: str


@router.post(
    "",
    status_code=201,
    response_model=PaperApprovalBody,
    response_description="what was entered; it waits for another person",
    responses=posted(201, _ENTERED) | _REFUSALS,
)
def enter_sheet(session: ApiWriteSession, once: Once, draft: Draft, body: SheetSigned) -> Response:
    """Enter a signed sheet; it counts once another person has confirmed it."""

    def entered() -> dict[str, Any]:
        scan = scan_of(body.file_name, body.scan)
        said = SignedSheet(body.code, body.sha256, body.signer, body.signed_on, scan, body.comment)
        return _body(enter_signed_sheet(session, draft_called(session, draft).id, said)).model_dump(mode="json")

    return once.answer(session, 201, entered)


@router.post(
    "/{paper_id}/confirm",
    response_model=SubmissionBody,
    response_description="where the submission stands now",
    responses=posted(200, {"state": "approved", "ordinal": 1, "sha256": _DIGEST + "…"}) | STEPS,
)
def confirm_sheet(
    session: ApiWriteSession, once: OnceFrom, of: OfDraft, paper_id: PaperId, body: SheetConfirmed
) -> Response:
    """Confirm a signed sheet after looking at its scan; another person than entered it."""

    def confirmed(notice: Notice) -> SubmissionBody:
        paper = paper_of_notice(session, notice.id, paper_id)
        confirm_signed_sheet(session, paper.id, sha256=body.sha256, context=of.context)
        return submission_body(submissions_of(session, notice.id)[0])

    return draft_stepped(session, once, of, confirmed)


@router.post(
    "/{paper_id}/decline",
    response_model=PaperApprovalBody,
    response_description="what was declined",
    responses=posted(200, {**_ENTERED, "state": "declined"}) | STEPS,
)
def decline_sheet(
    session: ApiWriteSession, once: OnceFrom, of: OfDraft, paper_id: PaperId, body: SheetDeclined
) -> Response:
    """Decline a signed sheet that does not fit its scan; another person than entered it."""

    def declined(notice: Notice) -> PaperApprovalBody:
        paper = paper_of_notice(session, notice.id, paper_id)
        return _body(decline_signed_sheet(session, paper.id, reason=body.reason))

    return draft_stepped(session, once, of, declined)


@router.get(
    "/{paper_id}/scan",
    response_class=Response,
    response_description="the scan as it was stored",
    responses={**_REFUSALS, 200: {"content": {"application/octet-stream": {"schema": {"format": "binary"}}}}},
)
def show_scan_of_sheet(session: ApiSession, draft: Draft, paper_id: PaperId) -> Response:
    """Send the scan of a signed sheet, to be looked at before it is confirmed."""
    require(session, "drafts.read")
    paper = paper_of_notice(session, draft_called(session, draft).id, paper_id)
    return Response(paper.data, media_type="application/octet-stream")


def _body(row: PaperApproval) -> PaperApprovalBody:
    return PaperApprovalBody(
        id=row.id,
        state=row.state.value,
        step=row.step,
        signed_by=row.name,
        signed_on=row.signed_on,
        scan_sha256=row.scan_sha256,
    )
