"""Drafts of notices: submit, approve, return, publish; exactly what another person approved is published."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Response
from pydantic import BaseModel, Field

from disposal.api.bodies import Instant
from disposal.api.errors import declared
from disposal.api.examples import posted
from disposal.models.approvals.submission import Submission, Urgency
from disposal.models.approvals.submission_return import ReturnReason
from disposal.models.publication.notice import Notice
from disposal.services.accounts.permissions import require
from disposal.services.approvals.submissions import submissions_of
from disposal.services.four_eyes.deciding import approve, send_back
from disposal.services.four_eyes.overview import overview_of
from disposal.services.four_eyes.reading import read_submission
from disposal.services.four_eyes.submitting import Routing, submit, withdraw_submission
from disposal.services.public.queries import Storable
from disposal.services.publication.context import PublicationContext
from disposal.services.publication.days import enter_afterwards
from disposal.services.publication.drafts import ListedNotice, draft_called, listed, listed_draft, listed_notice
from disposal.services.publication.papers import draft_text
from disposal.services.publication.publication import publish_or_schedule
from disposal.services.records.writing import locked
from disposal.web.bearer import ApiSession, ApiWriteSession
from disposal.web.dependencies import UNFILTERED, Publication
from disposal.web.idempotency import OnceFrom, OnceOnly
from disposal.web.preconditions import state_answer

router = APIRouter(prefix="/api/v1/drafts", tags=["drafts"])
_SHA256 = "3c24c3ed0b7e5f5b8a3f6d1c9e2a7b4d6f8091a2b3c4d5e6f708192a3e7fb3e1"
_REFUSALS = declared(401, 403, 404, 409, 422, 429, 503)
STEPS = _REFUSALS | declared(412)
Draft = Annotated[
    Storable,
    Path(
        max_length=80,
        description="id of the draft, its short id, or the code of its project",
        examples=["4e1a77c2"],
    ),
]


class SubmissionWanted(BaseModel, extra="forbid"):
    """``until``: the publication date may be chosen from the stated day to this one."""

    until: date | None = Field(None, examples=["2022-08-05"], description="latest publication date; empty: the stated")
    urgency: Urgency = Field(Urgency.normal, examples=["urgent"], description="急缓")
    presented_to: str = Field("", max_length=500, examples=["总经理室"], description="呈送, as it stands on the sheet")


class ApprovalWanted(BaseModel, extra="forbid"):
    """The digest of exactly what is approved."""

    sha256: str = Field(min_length=16, max_length=64, examples=[_SHA256], description="批准对象, as the draft shows it")
    comment: str = Field("", max_length=2_000, examples=["同意"], description="意见")


class ReturnWanted(BaseModel, extra="forbid"):
    """What to mend: a sentence, and what it is about."""

    comment: str = Field(max_length=2_000, examples=["利息与清单不符，请核对"], description="what to mend")
    reasons: list[ReturnReason] = Field(
        [ReturnReason.other], min_length=1, examples=[["amount"]], description="what it is about"
    )


class PublicationWanted(BaseModel, extra="forbid"):
    """``entered_afterwards``: why a notice of an earlier day is entered only now (补录)."""

    entered_afterwards: str = Field("", max_length=2_000, examples=["依原文补录"], description="补录的原因")


class SubmissionBody(BaseModel):
    """Where a submission stands, and the digest to approve."""

    state: str = Field(examples=["waiting"], description="waiting, approved, returned, withdrawn, replaced, published")
    ordinal: int = Field(description="第几次送审")
    sha256: str = Field(examples=[_SHA256])


class ReturnBody(BaseModel):
    """A returned submission."""

    state: str = Field(examples=["returned"])
    reasons: list[ReturnReason]
    comment: str


class DraftReadBody(BaseModel):
    """Who has read a submission."""

    read_by: str = Field(examples=["纪明"])
    read_at: Instant


class PublishedBody(BaseModel):
    """The number of the published notice; null where it is scheduled for a day to come."""

    number: str | None = Field(examples=["HRZJ-2022-0001"])
    scheduled_at: Instant | None = Field(None, description="the instant at which it will be published")


class StaffDraftBody(BaseModel):
    """A draft as staff see it; ``submission`` says who takes part, who may approve, and what has changed."""

    draft: dict[str, Any]
    text: str
    submission: dict[str, Any] | None


class DraftListBody(BaseModel):
    """Drafts of the account's branches, newest first; their ``state`` says what waits for approval."""

    drafts: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class DraftInPath:
    """Which draft a call is about, and what composes it."""

    draft: str
    context: PublicationContext


def _of_draft(draft: Draft, context: Publication) -> DraftInPath:
    return DraftInPath(draft, context)


OfDraft = Annotated[DraftInPath, Depends(_of_draft)]


def draft_json(session: ApiSession, of: DraftInPath, row: ListedNotice) -> dict[str, Any]:
    """Return a draft as JSON values."""
    require(session, "drafts.read")
    overview = overview_of(session, row.notice.id, context=of.context)
    text = draft_text(session, row.notice, context=of.context)
    return {"draft": row.as_json(), "text": text, "submission": overview.as_json() if overview else None}


def draft_stepped(
    session: ApiSession, once: OnceOnly, of: DraftInPath, step: Callable[[Notice], BaseModel]
) -> Response:
    """Take a step on a draft, once, from the state that the caller may name."""

    def state() -> dict[str, Any]:
        notice = locked(session, Notice, draft_called(session, of.draft).id)
        return draft_json(session, of, listed_notice(session, notice.id))

    def done() -> dict[str, Any]:
        return step(draft_called(session, of.draft)).model_dump(mode="json")

    return once.answer(session, 200, done, state=state)


def submission_body(row: Submission) -> SubmissionBody:
    """Return where a submission stands."""
    return SubmissionBody(state=row.state.value, ordinal=row.ordinal, sha256=row.sha256)


@router.get(
    "",
    dependencies=UNFILTERED,
    response_model=DraftListBody,
    response_description="the drafts",
    responses=posted(200, {"drafts": [{"draft": "4e1a77c2", "state": "submitted", "project": "HRZJ-HUACHENG"}]})
    | _REFUSALS,
)
def list_drafts(session: ApiSession) -> DraftListBody:
    """List the drafts that are not published yet, as `disposal draft list` does."""
    require(session, "drafts.read")
    return DraftListBody(drafts=[row.as_json() for row in listed(session, is_draft=True)])


@router.get(
    "/{draft}",
    response_model=StaffDraftBody,
    response_description="the draft, and where its approval stands, with the ETag of its state",
    responses=posted(200, {"draft": {"state": "submitted"}, "text": "…", "submission": {"sha256": _SHA256}}, "ETag")
    | _REFUSALS,
)
def show_draft(session: ApiSession, of: OfDraft) -> Response:
    """Show a draft: its text, the digest to approve, its steps, and what changed since the last approved version."""
    return state_answer(draft_json(session, of, listed_draft(session, of.draft)))


@router.post(
    "/{draft}/submit",
    response_model=SubmissionBody,
    response_description="what was frozen for approval",
    responses=posted(200, {"state": "waiting", "ordinal": 1, "sha256": _SHA256}) | STEPS,
)
def submit_draft(
    session: ApiWriteSession, once: OnceFrom, of: OfDraft, body: SubmissionWanted | None = None
) -> Response:
    """Submit a draft for approval: exactly what it says now is frozen."""
    said = body or SubmissionWanted()
    routing = Routing(said.urgency, said.presented_to)

    def submitted(notice: Notice) -> SubmissionBody:
        return submission_body(submit(session, notice.id, until=said.until, context=of.context, routing=routing))

    return draft_stepped(session, once, of, submitted)


@router.post(
    "/{draft}/withdraw-submission",
    response_model=SubmissionBody,
    response_description="what was taken back",
    responses=posted(200, {"state": "withdrawn", "ordinal": 1, "sha256": _SHA256}) | STEPS,
)
def withdraw_submission_of_draft(session: ApiWriteSession, once: OnceFrom, of: OfDraft) -> Response:
    """Take one's own submission back before it is decided."""
    return draft_stepped(session, once, of, lambda notice: submission_body(withdraw_submission(session, notice.id)))


@router.post(
    "/{draft}/read",
    response_model=DraftReadBody,
    response_description="who has read it, and when",
    responses=posted(200, {"read_by": "纪明", "read_at": "2022-08-02T10:00:00+08:00"}) | STEPS,
)
def read_draft(session: ApiWriteSession, once: OnceFrom, of: OfDraft) -> Response:
    """Note that you have read what is submitted (传阅); it holds nothing up."""

    def noted(notice: Notice) -> DraftReadBody:
        rows = read_submission(session, notice.id)
        return DraftReadBody(read_by=rows[0].name, read_at=rows[0].read_at)

    return draft_stepped(session, once, of, noted)


@router.post(
    "/{draft}/approve",
    response_model=SubmissionBody,
    response_description="where the submission stands now; it waits on if the issuer asks for more steps",
    responses=posted(200, {"state": "approved", "ordinal": 1, "sha256": _SHA256}) | STEPS,
)
def approve_draft(session: ApiWriteSession, once: OnceFrom, of: OfDraft, body: ApprovalWanted) -> Response:
    """Approve exactly the content with this digest; another person than drafted or changed it."""

    def approved(notice: Notice) -> SubmissionBody:
        approve(session, notice.id, sha256=body.sha256, comment=body.comment, context=of.context)
        return submission_body(submissions_of(session, notice.id)[0])

    return draft_stepped(session, once, of, approved)


@router.post(
    "/{draft}/return",
    response_model=ReturnBody,
    response_description="what goes back to the drafter",
    responses=posted(200, {"state": "returned", "reasons": ["amount"], "comment": "利息与清单不符，请核对"}) | STEPS,
)
def return_draft(session: ApiWriteSession, once: OnceFrom, of: OfDraft, body: ReturnWanted) -> Response:
    """Return a submission to its drafter, with reasons."""

    def returned(notice: Notice) -> ReturnBody:
        row = send_back(session, notice.id, reasons=body.reasons, comment=body.comment)
        return ReturnBody(state="returned", reasons=row.reasons, comment=row.comment)

    return draft_stepped(session, once, of, returned)


@router.post(
    "/{draft}/publish",
    response_model=PublishedBody,
    response_description="the number, or the instant of a scheduled publication",
    responses=posted(200, {"number": "HRZJ-2022-0001", "scheduled_at": None}) | STEPS,
)
def publish_draft(
    session: ApiWriteSession, once: OnceFrom, of: OfDraft, body: PublicationWanted | None = None
) -> Response:
    """Publish an approved draft: exactly the approved content, plus number, registry box and QR code."""

    def published(notice: Notice) -> PublishedBody:
        if body is not None and body.entered_afterwards:
            enter_afterwards(session, notice, reason=body.entered_afterwards)
        made = publish_or_schedule(session, notice.id, context=of.context)
        return PublishedBody(number=notice.number, scheduled_at=made if isinstance(made, datetime) else None)

    return draft_stepped(session, once, of, published)
