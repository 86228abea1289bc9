"""Placements: where a published notice stood, with the scan as evidence."""

from datetime import datetime
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
    RecordId,
    form_of,
    staff_router,
)
from disposal.models.publication.notice import Notice
from disposal.models.publication.placement import Placement, PlacementCreate, PlacementRead
from disposal.models.publication.placement_scan import PlacementScan
from disposal.services.accounts.permissions import require
from disposal.services.filings.published import FilingContext
from disposal.services.placement_changes.changing import changes_of
from disposal.services.placement_changes.recording import enter_placement
from disposal.services.placement_changes.words import ShownChange, shown_changes
from disposal.services.press.placements import placement_findings, placement_of, placements_of
from disposal.services.press.scans import scan_of, scans_of, store_scan
from disposal.services.public.queries import Storable
from disposal.services.publication.drafts import notice_called
from disposal.web.bearer import ApiSession, ApiWriteSession
from disposal.web.dependencies import UNFILTERED, Calendar, Now
from disposal.web.idempotency import Answer, Once
from disposal.web.preconditions import state_answer
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
CHANGE = {
    "id": ID, "placement_id": ID, "kind": "corrected", "state": "in_force", "before": {"page": "第8版"},
    "after": {"page": "第9版"}, "reason": "版次抄错", "proposed_by": "陈静", "decided_by": None,
    "decided_at": "2022-08-05T01:00:00Z", "remark": None, "ended_at": "2022-08-31T16:00:00Z",
    "ends_at": "2022-08-31T16:00:00Z", "moves_end": False,
}  # fmt: skip
_PLACED = {**_PLACEMENT, "number": "HRZJ-2022-0001"}
PlacementWanted = Annotated[dict[str, Any], PayloadSchema(PlacementCreate, PLACED, without=("notice_id",))]


class PlacementsBody(BaseModel):
    """Where a notice stood, by date."""

    number: str
    placements: list[PlacementRead]


class PlacedBody(PlacementRead):
    """A placement of a notice."""

    number: str = Field(description="公告编号")


class RecordedPlacementBody(PlacedBody):
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


class ScanBody(BaseModel):
    """A scan, kept as it is."""

    id: str
    placement_id: str
    file_name: str
    media_type: str
    size: int
    sha256: str


def _at(now: Now, calendar: Calendar) -> FilingContext:
    return FilingContext(now, calendar)


At = Annotated[FilingContext, Depends(_at)]


class ShownPlacementBody(PlacedBody):
    """A placement with the scans kept of it, and its changes, oldest first."""

    scans: list[ScanBody]
    changes: list[ChangeBody]


def _recorded(session: ApiSession, number: str, stated: dict[str, Any], context: FilingContext) -> dict[str, Any]:
    notice = notice_called(session, number)
    placed = enter_placement(session, {**stated, "notice_id": notice.id}, context=context)
    found = placement_findings(session, notice, calendar=context.calendar)
    return {**_placed(placed, notice), "findings": [each.as_json() for each in found]}


def placement_state(session: ApiSession, number: str, placement_id: UUID) -> dict[str, Any]:
    """Return a placement as reading it does. Raises: NoticeUnknown, RecordNotFound."""
    require(session, "notices.read")
    notice = notice_called(session, number)
    placement = placement_of(session, notice, placement_id)
    changes = [row for row in changes_of(session, notice) if row.placement_id == placement.id]
    return {
        **_placed(placement, notice),
        "scans": [_scan_json(row) for row in scans_of(session, placement)],
        "changes": [changed_json(each) for each in shown_changes(changes)],
    }


def changed_json(change: ShownChange) -> dict[str, Any]:
    """Return a change of a placement as JSON values."""
    return ChangeBody.model_validate(change.as_json()).model_dump(mode="json")


def _scan_json(row: PlacementScan) -> dict[str, Any]:
    return row.model_dump(mode="json", include=set(ScanBody.model_fields))


def _placed(placement: Placement, notice: Notice) -> dict[str, Any]:
    shown = PlacementRead.model_validate(placement, from_attributes=True).model_dump(mode="json")
    return {**shown, "number": notice.number}


@router.get(
    "/{number}/placements",
    dependencies=UNFILTERED,
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
    responses=posted(201, {**_PLACED, "findings": []}, "Location") | CREATES,
)
def create_placement(session: ApiWriteSession, once: Once, at: At, number: Number, body: PlacementWanted) -> Response:
    """Record that a published notice stood in a medium (刊登).

    One that moves an end which is relied on ``awaits_check``: it counts once another person has confirmed it.
    """
    answer = Answer(201, "/api/v1/notices/{number}/placements/{id}")
    return once.answer(session, answer, lambda: _recorded(session, number, body, at))


@router.get(
    "/{number}/placements/{placement_id}",
    response_model=ShownPlacementBody,
    response_description="the placement, with the ETag of its state",
    responses=posted(200, {**_PLACED, "scans": [_SCAN], "changes": [CHANGE]}, "ETag") | READS,
)
def show_placement(session: ApiSession, number: Number, placement_id: RecordId) -> Response:
    """Show where a published notice stood, with the scans that are kept of it and how it was changed."""
    return state_answer(placement_state(session, number, placement_id))


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
        return _scan_json(store_scan(session, placed, scan_of(name, data)))

    return sent.once.answer(session, 201, stored)
