"""Placements: where a published notice stood, with the scan as evidence."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Response
from pydantic import BaseModel, Field

from disposal.api.examples import posted
from disposal.api.staff.answers import (
    CREATES,
    ID,
    READS,
    UPLOADS,
    PayloadSchema,
    Reason,
    ReasonBody,
    RecordId,
    form_of,
    staff_router,
)
from disposal.models.publication.placement import PlacementCreate, PlacementRead
from disposal.models.publication.placement_change import PlacementChange
from disposal.services.accounts.permissions import require
from disposal.services.filings.published import FilingContext
from disposal.services.placement_changes.changing import (
    changes_of,
    check_change,
    correct_placement,
    withdraw_placement,
)
from disposal.services.placement_changes.recording import enter_placement
from disposal.services.placement_changes.taking_back import take_back_change
from disposal.services.placement_changes.words import shown_changes
from disposal.services.press.placements import placement_findings, placement_of, placements_of
from disposal.services.press.scans import scan_of, store_scan
from disposal.services.public.queries import Storable
from disposal.services.publication.drafts import notice_called
from disposal.web.bearer import ApiSession, ApiWriteSession
from disposal.web.dependencies import Calendar, Now
from disposal.web.idempotency import Once
from disposal.web.sent_form import Sent

router: APIRouter = staff_router("/notices", "placements")
Number = Annotated[Storable, Path(max_length=80, description="公告编号", examples=["HRZJ-2022-0001"])]
PLACED: dict[str, Any] = {
    "medium": "浙江法制报", "kind": "newspaper_province", "published_on": "2022-08-03", "page": "第8版",
    "paper": "general", "province": "浙江省",
}  # fmt: skip
_PLACEMENT = PlacementRead.model_validate(
    {**PLACED, "id": ID, "notice_id": ID, "created_at": "2022-08-03T01:00:00Z"}
).model_dump(mode="json")
_SCAN = {"id": ID, "placement_id": ID, "file_name": "第8版.pdf", "media_type": "application/pdf", "size": 120_000,
         "sha256": "3c24c3ed" * 8}  # fmt: skip
_CHANGE = {
    "id": ID, "placement_id": ID, "kind": "corrected", "state": "in_force", "before": {"page": "第8版"},
    "after": {"page": "第9版"}, "reason": "版次抄错", "proposed_by": "陈静", "decided_by": None,
    "decided_at": "2022-08-05T01:00:00Z", "remark": None, "ended_at": "2022-08-31T16:00:00Z",
    "ends_at": "2022-08-31T16:00:00Z", "moves_end": False,
}  # fmt: skip
PlacementWanted = Annotated[dict[str, Any], PayloadSchema(PlacementCreate, PLACED, without=("notice_id",))]


class PlacementsBody(BaseModel):
    """Where a notice stood, by date."""

    number: str
    placements: list[PlacementRead]


class RecordedPlacementBody(PlacementRead):
    """A placement; ``findings`` say where the placements recorded so far do not keep the floor."""

    findings: list[dict[str, Any]]


class ChangeBody(BaseModel):
    """A correction, a withdrawal or the record of a placement; what moves an end waits for a second person."""

    id: str
    placement_id: str
    kind: str = Field(description="corrected, withdrawn or recorded")
    state: str = Field(description="waiting, in_force, declined or taken_back")
    before: dict[str, Any]
    after: dict[str, Any]
    reason: str
    proposed_by: str
    decided_by: str | None
    decided_at: datetime | None
    remark: str | None
    ended_at: datetime | None = Field(description="end of the window before")
    ends_at: datetime | None = Field(description="end of the window after")
    moves_end: bool


class ChangesBody(BaseModel):
    """The changes of a notice's placements, oldest first."""

    number: str
    changes: list[ChangeBody]


class CorrectionWanted(BaseModel, extra="forbid"):
    """What is wrong, as it should be, and why."""

    changes: Annotated[dict[str, Any], PayloadSchema(PlacementCreate, {"page": "第9版"}, ("notice_id",), False)]
    reason: Reason


class PlacementCheckWanted(BaseModel, extra="forbid"):
    """The second person's word on the change that waits; declining needs a remark."""

    confirms: bool
    remark: str = Field(default="", max_length=2_000, examples=["与原件一致"])


class ScanBody(BaseModel):
    """A scan, kept as it is."""

    id: str
    placement_id: str
    file_name: str
    media_type: str
    size: int
    sha256: str


CHANGED: dict[str, Any] = {
    "status_code": 201,
    "response_model": ChangeBody,
    "response_description": "the change, in force or waiting",
    "responses": posted(201, _CHANGE) | CREATES,
}


@dataclass(frozen=True, slots=True)
class _Of:
    """Which placement of which notice, when, by which calendar."""

    number: str
    placement_id: UUID
    context: FilingContext


def _of(number: Number, placement_id: RecordId, now: Now, calendar: Calendar) -> _Of:
    return _Of(number, placement_id, FilingContext(now, calendar))


def _at(now: Now, calendar: Calendar) -> FilingContext:
    return FilingContext(now, calendar)


OfPlacement = Annotated[_Of, Depends(_of)]
At = Annotated[FilingContext, Depends(_at)]


def _changed(session: ApiSession, once: Once, of: _Of, does: Callable[..., PlacementChange]) -> Response:
    def act() -> dict[str, Any]:
        require(session, "notices.read")
        placement = placement_of(session, notice_called(session, of.number), of.placement_id)
        (shown,) = shown_changes([does(session, placement, context=of.context)])
        return ChangeBody.model_validate(shown.as_json()).model_dump(mode="json")

    return once.answer(session, 201, act)


def _recorded(session: ApiSession, number: str, stated: dict[str, Any], context: FilingContext) -> dict[str, Any]:
    notice = notice_called(session, number)
    placed = enter_placement(session, {**stated, "notice_id": notice.id}, context=context)
    found = placement_findings(session, notice, calendar=context.calendar)
    shown = PlacementRead.model_validate(placed, from_attributes=True).model_dump(mode="json")
    return {**shown, "findings": [each.as_json() for each in found]}


@router.get(
    "/{number}/placements",
    response_model=PlacementsBody,
    response_description="where the notice stood",
    responses=posted(200, {"number": "HRZJ-2022-0001", "placements": [_PLACEMENT]}) | READS,
)
def list_placements(session: ApiSession, number: Number) -> Any:
    """List where a published notice of the account's branches stood, by date; withdrawn placements too, marked so."""
    require(session, "notices.read")
    notice = notice_called(session, number)
    rows = [row.model_dump(mode="json") for row in placements_of(session, notice, with_withdrawn=True)]
    return {"number": notice.number, "placements": rows}


@router.post(
    "/{number}/placements",
    status_code=201,
    response_model=RecordedPlacementBody,
    response_description="the placement that was recorded",
    responses=posted(201, {**_PLACEMENT, "findings": []}) | CREATES,
)
def create_placement(session: ApiWriteSession, once: Once, at: At, number: Number, body: PlacementWanted) -> Response:
    """Record that a published notice stood in a medium (刊登).

    One that moves an end which is relied on ``awaits_check``: it counts once another person has confirmed it.
    """
    return once.answer(session, 201, lambda: _recorded(session, number, body, at))


@router.get(
    "/{number}/placements/changes",
    response_model=ChangesBody,
    response_description="the changes",
    responses=posted(200, {"number": "HRZJ-2022-0001", "changes": [_CHANGE]}) | READS,
)
def list_placement_changes(session: ApiSession, number: Number) -> Any:
    """List how the placements of a notice were corrected or withdrawn, oldest first."""
    require(session, "notices.read")
    notice = notice_called(session, number)
    return {"number": notice.number, "changes": [each.as_json() for each in shown_changes(changes_of(session, notice))]}


@router.post(
    "/{number}/placements/{placement_id}/correction",
    **CHANGED,
)
def create_placement_correction(
    session: ApiWriteSession, once: Once, of: OfPlacement, body: CorrectionWanted
) -> Response:
    """Correct a placement (更正刊登); one that moves the end of the window waits for a second person."""
    does = partial(correct_placement, changes=body.changes, reason=body.reason)
    return _changed(session, once, of, does)


@router.post(
    "/{number}/placements/{placement_id}/withdrawal",
    **CHANGED,
)
def create_placement_withdrawal(session: ApiWriteSession, once: Once, of: OfPlacement, body: ReasonBody) -> Response:
    """Withdraw a placement (作废刊登登记): it stays on record and counts no more."""
    return _changed(session, once, of, partial(withdraw_placement, reason=body.reason))


@router.post(
    "/{number}/placements/{placement_id}/check",
    **CHANGED,
)
def check_placement_change(
    session: ApiWriteSession, once: Once, of: OfPlacement, body: PlacementCheckWanted
) -> Response:
    """Confirm or decline the change of a placement that waits (复核), as another person than proposed it."""
    return _changed(session, once, of, partial(check_change, confirms=body.confirms, remark=body.remark))


@router.post(
    "/{number}/placements/{placement_id}/take-back",
    **CHANGED,
)
def take_back_placement_change(session: ApiWriteSession, once: Once, of: OfPlacement, body: ReasonBody) -> Response:
    """Take back (撤回) the record or change of a placement that waits, as who recorded or proposed it."""
    return _changed(session, once, of, partial(take_back_change, reason=body.reason))


@router.post(
    "/{number}/placements/{placement_id}/scan",
    status_code=201,
    response_model=ScanBody,
    response_description="the scan that was stored",
    responses=posted(201, _SCAN) | UPLOADS,
    openapi_extra=form_of({}),
)
def create_scan(sent: Sent, session: ApiWriteSession, number: Number, placement_id: RecordId) -> Response:
    """Store the scan of a placement (PDF, JPG or PNG, at most 50 MiB), unchanged, with its SHA-256."""

    def stored() -> dict[str, Any]:
        placed = placement_of(session, notice_called(session, number), placement_id)
        data, name = sent.file_in("file")
        row = store_scan(session, placed, scan_of(name, data))
        return row.model_dump(mode="json", include=set(ScanBody.model_fields))

    return sent.once.answer(session, 201, stored)
