"""Screenings: shown with their findings, decided on, printed as the opinion."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from disposal.api.examples import posted
from disposal.api.staff.answers import (
    CREATES,
    ID,
    READS,
    STEPS,
    Reason,
    RecordId,
    file_answer,
    staff_router,
)
from disposal.models.screening.decision import ScreeningDecision
from disposal.models.screening.screening import Screening
from disposal.services.accounts.permissions import require
from disposal.services.opinions.opinion import render_opinion
from disposal.services.records.writing import found, locked
from disposal.services.screening.decisions import (
    approve_override,
    confirm,
    decided_findings,
    dismiss,
    request_override,
)
from disposal.services.screening.screening_json import decision_as_json, screening_as_json
from disposal.web.bearer import ApiSession, ApiWriteSession
from disposal.web.dependencies import Today
from disposal.web.idempotency import Once, OnceFrom
from disposal.web.preconditions import state_answer
from disposal.web.responses import NEVER

router: APIRouter = staff_router("/screenings", "bidders")
DISMISSAL_LASTS = timedelta(days=180)
_FINDING = {
    "number": 1, "outcome_decided": "possible", "rule": "civil_servant", "outcome": "possible",
    "zh": "测试竞买人可能列于《员工名册》", "en": "may be on the list “our staff”",
}  # fmt: skip
SCREENING: dict[str, Any] = {
    "id": ID, "bidder_id": ID, "bidder": "虚构竞买有限公司", "stage": "intake", "on": "2022-08-15",
    "asked_by": "虚构shen", "overall": "possible", "overall_decided": "possible", "overall_zh": "待核实",
    "sha256": "3c24c3ed" * 8,
    "lists": {"staff": 1}, "engine_version": "1", "rule_versions": {"civil_servant": "1"}, "findings": [_FINDING],
    "overtaken_by": [],
}  # fmt: skip
_DECISION = {
    "id": ID, "screening_id": ID, "finding": 1, "verdict": "dismissed", "reason": "身份证号码不同",
    "decided_by": "虚构shen", "requested_by": None, "request_id": None, "expires_on": "2023-02-11",
}  # fmt: skip


class ScreeningBody(BaseModel):
    """A screening; ``overall_decided`` counts the decisions that hold today."""

    id: str
    bidder_id: str
    bidder: str
    stage: str
    on: str = Field(description="the day judged")
    asked_by: str
    overall: str = Field(description="worst outcome as found")
    overall_decided: str = Field(description="worst outcome with decisions applied")
    overall_zh: str
    sha256: str = Field(description="of the stored record of facts and findings")
    lists: dict[str, int] = Field(description="lists consulted, with their versions")
    engine_version: str | int
    rule_versions: dict[str, Any]
    findings: list[dict[str, Any]] = Field(description="by number, with source, grounds and the newest decision")
    overtaken_by: list[str] = Field(description="what has changed since; then screen again")


class DecidedAs(StrEnum):
    """What one person may decide on a finding."""

    confirmed = "confirmed"
    dismissed = "dismissed"
    override_requested = "override_requested"


class DecisionWanted(BaseModel, extra="forbid"):
    """A decision on one finding; a dismissal without ``expires_on`` holds for 180 days."""

    finding: int = Field(ge=1, le=100_000, examples=[1], description="number of the finding")
    verdict: DecidedAs = Field(examples=["dismissed"])
    reason: Reason
    expires_on: date | None = Field(None, examples=["2023-02-11"], description="of a dismissal: the last day it holds")


class OverrideApproved(BaseModel, extra="forbid"):
    """The approval of an override that another person asked for."""

    reason: Reason
    expires_on: date | None = Field(None, examples=["2023-02-11"], description="last day it holds; null: no last day")


class DecisionBody(BaseModel):
    """A decision on a finding; never altered."""

    id: str
    screening_id: str
    finding: int
    verdict: str
    reason: str
    decided_by: str
    requested_by: str | None = Field(description="of an approved override: who asked for it")
    request_id: str | None
    expires_on: str | None


def screening_json(session: ApiSession, screening_id: UUID, *, on: date) -> dict[str, Any]:
    """Return a screening with the decisions that hold on a day, as JSON values."""
    row = found(session, Screening, screening_id)
    return screening_as_json(session, row, decided_findings(session, row, on=on))


def _decision_json(made: ScreeningDecision) -> dict[str, Any]:
    ids = {"screening_id": str(made.screening_id), "request_id": str(made.request_id) if made.request_id else None}
    return {**decision_as_json(made), **ids, "finding": made.finding_no}


def _decided(session: ApiSession, screening_id: UUID, body: DecisionWanted, *, on: date) -> ScreeningDecision:
    found(session, Screening, screening_id)
    match body.verdict:
        case DecidedAs.confirmed:
            return confirm(session, screening_id, number=body.finding, reason=body.reason, on=on)
        case DecidedAs.dismissed:
            until = body.expires_on or on + DISMISSAL_LASTS
            return dismiss(session, screening_id, number=body.finding, reason=body.reason, expires_on=until)
        case DecidedAs.override_requested:
            return request_override(session, screening_id, number=body.finding, reason=body.reason)


@router.get(
    "/{screening_id}",
    response_model=ScreeningBody,
    response_description="the screening with its findings, and the ETag of its state",
    responses=posted(200, SCREENING, "ETag") | READS,
)
def show_screening(session: ApiSession, screening_id: RecordId, today: Today) -> Response:
    """Show a screening with its findings and the decisions that hold today."""
    require(session, "bidders.read")
    return state_answer(screening_json(session, screening_id, on=today))


@router.post(
    "/{screening_id}/decisions",
    status_code=201,
    response_model=DecisionBody,
    response_description="the decision",
    responses=posted(201, _DECISION) | STEPS,
)
def create_decision(
    session: ApiWriteSession, once: OnceFrom, screening_id: RecordId, today: Today, body: DecisionWanted
) -> Response:
    """Confirm or dismiss what a person must decide, or ask that a barred finding be overridden."""

    def state() -> dict[str, Any]:
        require(session, "bidders.read")
        locked(session, Screening, screening_id)
        return screening_json(session, screening_id, on=today)

    return once.answer(
        session, 201, lambda: _decision_json(_decided(session, screening_id, body, on=today)), state=state
    )


@router.post(
    "/decisions/{request_id}/approve",
    status_code=201,
    response_model=DecisionBody,
    response_description="the approved override",
    responses=posted(201, _DECISION | {"verdict": "override_approved", "request_id": ID, "requested_by": "虚构shen",
                                       "decided_by": "虚构wang"}) | CREATES,
)  # fmt: skip
def approve_decision(session: ApiWriteSession, once: Once, request_id: RecordId, body: OverrideApproved) -> Response:
    """Approve an override; by another person than asked for it, with the scope `approve`."""

    def approved() -> dict[str, Any]:
        return _decision_json(approve_override(session, request_id, reason=body.reason, expires_on=body.expires_on))

    return once.answer(session, 201, approved)


@router.get(
    "/{screening_id}/opinion.pdf",
    response_class=Response,
    responses=file_answer("买受人资格审查意见书 as PDF/A-3, the record attached", "application/pdf") | READS,
)
def show_opinion(session: ApiSession, screening_id: RecordId, today: Today) -> Response:
    """Return the opinion on a screening (买受人资格审查意见书), with the decisions that hold today."""
    require(session, "bidders.read")
    data = render_opinion(session, screening_id, on=today)
    headers = {"content-disposition": f'attachment; filename="opinion-{screening_id}.pdf"', "cache-control": NEVER}
    return Response(data, media_type="application/pdf", headers=headers)
