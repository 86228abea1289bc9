"""Changes of placements: corrected, withdrawn, checked by a second person where an end moves, taken back before."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, Field

from disposal.api.examples import posted
from disposal.api.staff.answers import (
    READS,
    STEPS,
    PayloadSchema,
    Reason,
    ReasonBody,
    RecordId,
    staff_router,
)
from disposal.api.staff.placements import CHANGE, ChangeBody, Number, changed_json, placement_state
from disposal.models.publication.placement import PlacementCreate
from disposal.models.publication.placement_change import PlacementChange
from disposal.services.accounts.permissions import require
from disposal.services.filings.published import FilingContext
from disposal.services.placement_changes.changing import (
    changes_of,
    check_change,
    correct_placement,
    withdraw_placement,
)
from disposal.services.placement_changes.taking_back import take_back_change
from disposal.services.placement_changes.words import shown_changes
from disposal.services.press.placements import placement_of
from disposal.services.publication.drafts import notice_called
from disposal.services.publication.notices import locked
from disposal.web.bearer import ApiSession, ApiWriteSession
from disposal.web.dependencies import UNFILTERED, Calendar, Now
from disposal.web.idempotency import OnceFrom, OnceOnly

router: APIRouter = staff_router("/notices", "placements")


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


CHANGED: dict[str, Any] = {
    "status_code": 201,
    "response_model": ChangeBody,
    "response_description": "the change, in force or waiting",
    "responses": posted(201, CHANGE) | STEPS,
}


@dataclass(frozen=True, slots=True)
class _Of:
    """Which placement of which notice, when, by which calendar."""

    number: str
    placement_id: UUID
    context: FilingContext


def _of(number: Number, placement_id: RecordId, now: Now, calendar: Calendar) -> _Of:
    return _Of(number, placement_id, FilingContext(now, calendar))


OfPlacement = Annotated[_Of, Depends(_of)]


def _changed(session: ApiSession, once: OnceOnly, of: _Of, does: Callable[..., PlacementChange]) -> Response:
    def act() -> dict[str, Any]:
        require(session, "notices.read")
        placement = placement_of(session, notice_called(session, of.number), of.placement_id)
        (shown,) = shown_changes([does(session, placement, context=of.context)])
        return changed_json(shown)

    def state() -> dict[str, Any]:
        locked(session, notice_called(session, of.number).id)
        return placement_state(session, of.number, of.placement_id)

    return once.answer(session, 201, act, state=state)


@router.get(
    "/{number}/placements/changes",
    dependencies=UNFILTERED,
    response_model=ChangesBody,
    response_description="the changes",
    responses=posted(200, {"number": "HRZJ-2022-0001", "changes": [CHANGE]}) | READS,
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
    session: ApiWriteSession, once: OnceFrom, of: OfPlacement, body: CorrectionWanted
) -> Response:
    """Correct a placement (更正刊登); one that moves the end of the window waits for a second person."""
    does = partial(correct_placement, changes=body.changes, reason=body.reason)
    return _changed(session, once, of, does)


@router.post(
    "/{number}/placements/{placement_id}/withdrawal",
    **CHANGED,
)
def create_placement_withdrawal(
    session: ApiWriteSession, once: OnceFrom, of: OfPlacement, body: ReasonBody
) -> Response:
    """Withdraw a placement (作废刊登登记): it stays on record and counts no more."""
    return _changed(session, once, of, partial(withdraw_placement, reason=body.reason))


@router.post(
    "/{number}/placements/{placement_id}/check",
    **CHANGED,
)
def check_placement_change(
    session: ApiWriteSession, once: OnceFrom, of: OfPlacement, body: PlacementCheckWanted
) -> Response:
    """Confirm or decline the change of a placement that waits (复核), as another person than proposed it."""
    return _changed(session, once, of, partial(check_change, confirms=body.confirms, remark=body.remark))


@router.post(
    "/{number}/placements/{placement_id}/take-back",
    **CHANGED,
)
def take_back_placement_change(session: ApiWriteSession, once: OnceFrom, of: OfPlacement, body: ReasonBody) -> Response:
    """Take back (撤回) the record or change of a placement that waits, as who recorded or proposed it."""
    return _changed(session, once, of, partial(take_back_change, reason=body.reason))
