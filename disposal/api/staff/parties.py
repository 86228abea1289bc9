"""Parties: found, shown, entered, changed; two records of one party merged, and parted again."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from disposal.api.examples import posted
from disposal.api.staff.answers import (
    CHANGES,
    CREATES,
    ID,
    READS,
    STEPS,
    PayloadSchema,
    Reason,
    ReasonBody,
    RecordId,
    staff_router,
)
from disposal.api.staff.history import HISTORY, HistoryBody, WantedHistory, history_body
from disposal.api.staff.rows import ListedRowBody, RowsBody, WordsOfCell, page_example, rows_answer
from disposal.models.parties.merge import PartyMerge
from disposal.models.parties.party import Party, PartyCreate, PartyRead
from disposal.services.accounts.permissions import require
from disposal.services.parties.merging import current_party, merge_parties, mergers_of, undo_merge
from disposal.services.parties.parties import change_party, enter_party
from disposal.services.records.validation import read
from disposal.services.records.writing import found, locked
from disposal.services.staff_lists.parties import PartiesQuery
from disposal.web.bearer import ApiSession, ApiWriteSession
from disposal.web.idempotency import Answer, Once, OnceFrom
from disposal.web.preconditions import ReadState, state_answer

router: APIRouter = staff_router("/parties", "parties")
_OTHER = "01890a5d-ac96-774b-bcce-b302099a8058"
PARTY: dict[str, Any] = {"name": "虚构甲制造有限公司", "credit_code": "91999999MA0000001N", "is_state_organ": False}
_SHOWN = {
    **PartyRead.model_validate({**PARTY, "id": ID, "created_at": "2022-08-03T01:00:00Z"}).model_dump(mode="json"),
    "current_id": ID,
    "mergers": [],
}
_MERGED = {"id": ID, "merged_id": _OTHER, "into_id": ID, "reason": "同一主体", "moved": 3, "undone_at": None}
_LISTED = {
    "id": ID, "name": "虚构甲制造有限公司", "kind": {"zh": "单位", "en": "organisation"},
    "code_or_number": "91999999MA0000001N", "former_names": "", "registered_as": {"zh": "未知", "en": "unknown"},
    "state_organ": {"zh": "否", "en": "no"}, "bankruptcy": None, "debtor_of": 1, "guarantor_of": 0,
    "entered": "2022-08-03",
}  # fmt: skip
NewParty = Annotated[dict[str, Any], PayloadSchema(PartyCreate, PARTY)]
PartyFieldsChanged = Annotated[dict[str, Any], PayloadSchema(PartyCreate, {"is_state_organ": True}, is_needed=False)]


class MergeBody(BaseModel):
    """A merger: whose record was merged into whose, and how many uses moved."""

    id: str
    merged_id: str
    into_id: str
    reason: str
    moved: int = Field(description="uses that moved to the record that stays")
    undone_at: str | None


class PartyBody(PartyRead):
    """A party as shown; a personal number is masked."""

    current_id: UUID = Field(description="the record that it was merged into; its own where it was not")
    mergers: list[MergeBody] = Field(description="mergers in force that moved uses to it")


class PartyChange(BaseModel, extra="forbid"):
    """The fields to change, and why."""

    changes: PartyFieldsChanged
    reason: Reason


class MergeWanted(BaseModel, extra="forbid"):
    """The record that stays, and why the two are one party."""

    into_id: UUID = Field(examples=[ID], description="the party whose record stays")
    reason: Reason


class ListedPartyBody(ListedRowBody):
    """A party as lists show it; a personal number is masked."""

    name: str
    kind: WordsOfCell
    code_or_number: str | None
    former_names: str | None
    registered_as: WordsOfCell | None
    state_organ: WordsOfCell | None
    bankruptcy: WordsOfCell | None
    debtor_of: int
    guarantor_of: int
    entered: str


class PartyRowsBody(RowsBody):
    """One page of parties."""

    parties: list[ListedPartyBody]


def _merge_json(row: PartyMerge) -> dict[str, Any]:
    values = row.model_dump(mode="json", include={"id", "merged_id", "into_id", "reason", "undone_at"})
    return values | {"moved": len(row.moved)}


def _party_state(session: ApiSession, party_id: UUID) -> dict[str, Any]:
    """Lock a party and return it as reading it does."""
    require(session, "parties.read")
    return _party_json(session, locked(session, Party, party_id))


def _party_json(session: ApiSession, party: Party) -> dict[str, Any]:
    shown = PartyRead.model_validate(party, from_attributes=True).model_dump(mode="json")
    mergers = [_merge_json(row) for row in mergers_of(session, party.id)]
    return {**shown, "current_id": str(current_party(session, party.id).id), "mergers": mergers}


@router.get(
    "",
    response_model=PartyRowsBody,
    response_description="one page of parties",
    responses=posted(200, page_example("parties", _LISTED), "Link") | READS,
)
def list_parties(request: Request, session: ApiSession, query: Annotated[PartiesQuery, Query()]) -> Response:
    """Search the parties of the company by any two characters of a name or code, or by a whole number."""
    return rows_answer(request, session, "parties", query)


@router.post(
    "",
    status_code=201,
    response_model=PartyBody,
    response_description="the party that was entered",
    responses=posted(201, _SHOWN, "Location", "ETag") | CREATES,
)
def create_party(session: ApiWriteSession, once: Once, body: NewParty) -> Response:
    """Enter a party; a personal number is stored encrypted and shown masked."""
    answer = Answer(201, "/api/v1/parties/{id}", is_state=True)
    return once.answer(session, answer, lambda: _party_json(session, enter_party(session, read(PartyCreate, body))))


@router.get(
    "/{party_id}",
    response_model=PartyBody,
    response_description="the party, with the ETag of its state",
    responses=posted(200, _SHOWN, "ETag") | READS,
)
def show_party(session: ApiSession, party_id: RecordId) -> Response:
    """Show a party, and which records were merged into it."""
    require(session, "parties.read")
    return state_answer(_party_json(session, found(session, Party, party_id)))


@router.patch(
    "/{party_id}",
    response_model=PartyBody,
    response_description="the party as it stands now",
    responses=posted(200, _SHOWN, "ETag") | CHANGES,
)
def update_party(session: ApiWriteSession, read_state: ReadState, party_id: RecordId, body: PartyChange) -> Response:
    """Change fields of a party; ``personal_number`` may be given too, null deletes it."""
    require(session, "parties.read")
    require(session, "party.changed")
    read_state.refuse_stale(_party_state(session, party_id))
    return state_answer(_party_json(session, change_party(session, party_id, body.changes, reason=body.reason)))


@router.get(
    "/{party_id}/history",
    response_model=HistoryBody,
    response_description="one page of its history",
    responses=posted(200, HISTORY) | READS,
)
def list_party_history(session: ApiSession, party_id: RecordId, asked: WantedHistory) -> Any:
    """Show who changed what in a party, its standing and its relations, when and why; the newest first."""
    return history_body(session, "parties", party_id, asked)


@router.post(
    "/{party_id}/merge",
    status_code=201,
    response_model=MergeBody,
    response_description="the merger; its id undoes it",
    responses=posted(201, _MERGED) | STEPS,
)
def merge_party(session: ApiWriteSession, once: OnceFrom, party_id: RecordId, body: MergeWanted) -> Response:
    """Merge a party into another: every use moves to the record that stays, the name becomes a former name there."""

    def merged() -> dict[str, Any]:
        require(session, "party.merged")
        return _merge_json(merge_parties(session, party_id, into_id=body.into_id, reason=body.reason))

    return once.answer(session, 201, merged, state=lambda: _party_state(session, party_id))


@router.post(
    "/mergers/{merge_id}/undo",
    response_model=MergeBody,
    response_description="the merger that was undone",
    responses=posted(200, _MERGED | {"undone_at": "2022-08-03T01:00:00Z"}) | CREATES,
)
def undo_party_merge(session: ApiWriteSession, once: Once, merge_id: RecordId, body: ReasonBody) -> Response:
    """Put back what a merger moved; refused once a published notice has named the party."""

    def undone() -> dict[str, Any]:
        require(session, "party.separated")
        return _merge_json(undo_merge(session, merge_id, reason=body.reason))

    return once.answer(session, 200, undone)
