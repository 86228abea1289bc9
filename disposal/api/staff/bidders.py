"""Bidders: dossiers entered, the bidders of a project, screened."""

import json
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field
from pydantic_core import to_jsonable_python

from disposal.api.examples import posted
from disposal.api.projects import Code
from disposal.api.staff.answers import CHANGES, CREATES, ID, READS, STEPS, PayloadSchema, Reason, RecordId, staff_router
from disposal.api.staff.history import HISTORY, HistoryBody, WantedHistory, history_body
from disposal.api.staff.rows import ListedRowBody, RowsBody, WordsOfCell, page_example, rows_answer
from disposal.api.staff.screenings import SCREENING, ScreeningBody, screening_json
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.screening.bidder import Bidder, BidderCreate
from disposal.models.screening.screening import ScreeningStage
from disposal.services.accounts.permissions import require
from disposal.services.bidders.bidders import change_bidder
from disposal.services.bidders.dossier_again import dossier_of
from disposal.services.bidders.dossier_file import DossierFile, dossier_in
from disposal.services.bidders.dossier_intake import take_over
from disposal.services.projects.codes import project_called
from disposal.services.records.writing import found, locked
from disposal.services.screening.overview import ProjectBidder, bidder_now, bidders_of
from disposal.services.screening.screenings import screen_bidder
from disposal.services.staff_lists.bidders import BiddersQuery
from disposal.web.bearer import ApiSession, ApiWriteSession
from disposal.web.dependencies import UNFILTERED, Today
from disposal.web.idempotency import Answer, Once, OnceFrom
from disposal.web.preconditions import ReadState, state_answer

router: APIRouter = staff_router("", "bidders")
DOSSIER: dict[str, Any] = {
    "bidder": {"name": "虚构竞买有限公司", "status": "active", "organ": "ordinary", "stated": ["directors"]},
    "declarations": [{"limb": "civil_servant", "is_barred": False, "signed_on": "2022-08-10"}],
    "means": [{"document": "银行存款证明", "amount": "200000000.00"}],
    "parties": [{"key": "owner", "kind": "natural_person", "name": "测试股东"}],
    "relations": [
        {"from_key": "owner", "to_key": "bidder", "kind": "ownership", "percent": "100", "source": "工商登记"}
    ],
}
_OF_PROJECT: dict[str, Any] = {
    "id": ID, "party_id": ID, "name": "虚构竞买有限公司", "screening_id": None, "screened_on": None, "outcome": None,
    "outcome_zh": None, "pending": [],
}  # fmt: skip
_SHOWN = _OF_PROJECT | {
    "project": "HRZJ-HUACHENG",
    "dossier": DOSSIER
    | {
        "bidder": DOSSIER["bidder"] | {"id": ID, "kind": "organisation", "owners": "unknown"},
        "parties": [DOSSIER["parties"][0] | {"status": "unknown", "owners": "unknown"}],
    },
}
_LISTED = {
    "id": ID, "bidder": "虚构竞买有限公司", "code_or_number": None, "project": "HRZJ-HUACHENG",
    "screening": {"zh": "未审查", "en": "not screened"}, "screened_on": None, "to_be_screened_again": None,
    "entered": "2022-08-15",
}  # fmt: skip
Dossier = Annotated[dict[str, Any], PayloadSchema(DossierFile, DOSSIER)]
_FIXED = ("project_id", "party_id")
BidderFieldsChanged = Annotated[
    dict[str, Any], PayloadSchema(BidderCreate, {"stated": ["directors"]}, without=_FIXED, is_needed=False)
]


class ProjectBidderBody(BaseModel):
    """A bidder with its newest screening; null before the first."""

    id: str
    party_id: str
    name: str
    screening_id: str | None
    screened_on: str | None
    outcome: str | None = Field(description="with the decisions that hold today")
    outcome_zh: str | None
    pending: list[WordsOfCell] = Field(description="what has changed since, so that it must be screened again")


class ProjectBiddersBody(BaseModel):
    """The bidders of a project, by name."""

    project: str
    bidders: list[ProjectBidderBody]


class ShownBidderBody(ProjectBidderBody):
    """A bidder as it stands; its dossier without numbers and contacts may be completed and sent again."""

    project: str = Field(description="code of the project")
    dossier: dict[str, Any] = Field(description="as `create_bidder` takes it; numbers and contacts are left out")


class BidderChange(BaseModel, extra="forbid"):
    """The fields to change, and why."""

    changes: BidderFieldsChanged
    reason: Reason


class ListedBidderBody(ListedRowBody):
    """A bidder as lists show it; a personal number is masked."""

    bidder: str
    code_or_number: str | None
    project: str
    screening: WordsOfCell
    screened_on: str | None
    to_be_screened_again: WordsOfCell | None
    entered: str


class BidderRowsBody(RowsBody):
    """One page of bidders."""

    bidders: list[ListedBidderBody]


class ScreeningWanted(BaseModel, extra="forbid"):
    """At which stage the bidder is screened; the day judged is today."""

    stage: ScreeningStage = Field(ScreeningStage.intake, description="intake, award or signing", examples=["intake"])


def _entered(session: ApiSession, code: str, dossier: dict[str, Any], *, on: date) -> dict[str, Any]:
    require(session, "bidder.entered")
    project = project_called(session, code)
    bidder = take_over(session, project.id, dossier_in(json.dumps(dossier).encode(), name="dossier.json"))
    return _state(session, bidder, on=on)


def _state(session: ApiSession, bidder: Bidder, *, on: date) -> dict[str, Any]:
    return {
        **_bidder_json(bidder_now(session, bidder, on=on)),
        "project": found(session, DisposalProject, bidder.project_id).code,
        "dossier": _stated(to_jsonable_python(dossier_of(session, bidder).values)),
    }


def _stated(value: Any) -> Any:
    """Return JSON values without the fields that hold nothing, as a dossier is written."""
    if isinstance(value, dict):
        return {name: _stated(each) for name, each in value.items() if each not in (None, [])}
    return [_stated(each) for each in value] if isinstance(value, list) else value


def _state_locked(session: ApiSession, bidder_id: UUID, *, on: date) -> dict[str, Any]:
    """Lock a bidder and return it as reading it does."""
    require(session, "bidders.read")
    return _state(session, locked(session, Bidder, bidder_id), on=on)


def _bidder_json(each: ProjectBidder) -> dict[str, Any]:
    return {
        "id": str(each.bidder_id),
        "party_id": str(each.party_id),
        "name": each.name,
        "screening_id": str(each.screening.id) if each.screening else None,
        "screened_on": each.screening.judged_on.isoformat() if each.screening else None,
        "outcome": each.outcome and each.outcome.value,
        "outcome_zh": each.outcome and each.outcome.zh,
        "pending": [{"zh": zh, "en": en} for zh, en in each.pending],
    }


@router.get(
    "/bidders",
    response_model=BidderRowsBody,
    response_description="one page of bidders",
    responses=posted(200, page_example("bidders", _LISTED), "Link") | READS,
)
def list_bidders(request: Request, session: ApiSession, query: Annotated[BiddersQuery, Query()]) -> Response:
    """List the bidders of the account's branches, the last entered first; all filters given must fit."""
    return rows_answer(request, session, "bidders", query)


@router.get(
    "/projects/{code}/bidders",
    dependencies=UNFILTERED,
    response_model=ProjectBiddersBody,
    response_description="the bidders of the project",
    responses=posted(200, {"project": "HRZJ-HUACHENG", "bidders": [_OF_PROJECT]}) | READS,
)
def list_project_bidders(session: ApiSession, code: Code, today: Today) -> Any:
    """List the bidders of a project with the outcome of the newest screening of each."""
    require(session, "bidders.read")
    project = project_called(session, code)
    return {
        "project": project.code,
        "bidders": [_bidder_json(each) for each in bidders_of(session, project.id, on=today)],
    }


@router.post(
    "/projects/{code}/bidders",
    status_code=201,
    response_model=ShownBidderBody,
    response_description="the bidder that was entered",
    responses=posted(201, _SHOWN, "Location", "ETag") | CREATES,
)
def create_bidder(session: ApiWriteSession, once: Once, code: Code, today: Today, body: Dossier) -> Response:
    """Enter a bidder's dossier: parties, standing, contacts and relations, all or nothing; sent again, it updates."""
    answer = Answer(201, "/api/v1/bidders/{id}", is_state=True)
    return once.answer(session, answer, lambda: _entered(session, code, body, on=today))


@router.get(
    "/bidders/{bidder_id}",
    response_model=ShownBidderBody,
    response_description="the bidder, with the ETag of its state",
    responses=posted(200, _SHOWN, "ETag") | READS,
)
def show_bidder(session: ApiSession, bidder_id: RecordId, today: Today) -> Response:
    """Show a bidder with its newest screening, and what the register holds of its dossier."""
    require(session, "bidders.read")
    return state_answer(_state(session, found(session, Bidder, bidder_id), on=today))


@router.patch(
    "/bidders/{bidder_id}",
    response_model=ShownBidderBody,
    response_description="the bidder as it stands now",
    responses=posted(200, _SHOWN, "ETag") | CHANGES,
)
def update_bidder(
    session: ApiWriteSession, read_state: ReadState, bidder_id: RecordId, today: Today, body: BidderChange
) -> Response:
    """Change what a bidder itself states; parties and relations change with the dossier sent again."""
    require(session, "bidders.read")
    require(session, "bidder.changed")
    read_state.refuse_stale(_state_locked(session, bidder_id, on=today))
    return state_answer(_state(session, change_bidder(session, bidder_id, body.changes, reason=body.reason), on=today))


@router.get(
    "/bidders/{bidder_id}/history",
    response_model=HistoryBody,
    response_description="one page of its history",
    responses=posted(200, HISTORY) | READS,
)
def list_bidder_history(session: ApiSession, bidder_id: RecordId, asked: WantedHistory) -> Any:
    """Show who changed what in a bidder, its screenings and decisions, when and why; the newest first."""
    return history_body(session, "bidders", bidder_id, asked)


@router.post(
    "/bidders/{bidder_id}/screenings",
    status_code=201,
    response_model=ScreeningBody,
    response_description="the screening that was made",
    responses=posted(201, SCREENING, "Location", "ETag") | STEPS,
)
def create_screening(
    session: ApiWriteSession, once: OnceFrom, bidder_id: RecordId, today: Today, body: ScreeningWanted | None = None
) -> Response:
    """Screen a bidder under the restrictions of its project's notice, and store the screening with its facts."""

    def screened() -> dict[str, Any]:
        require(session, "bidders.read")
        found(session, Bidder, bidder_id)
        stage = body.stage if body else ScreeningStage.intake
        return screening_json(session, screen_bidder(session, bidder_id, stage=stage, on=today).id, on=today)

    answer = Answer(201, "/api/v1/screenings/{id}", is_state=True)
    return once.answer(session, answer, screened, state=lambda: _state_locked(session, bidder_id, on=today))
