"""Claims as they are typed on their page: entered, listed, shown, changed; and their history."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field, WithJsonSchema

from disposal.api.examples import posted
from disposal.api.staff.answers import CHANGES, CREATES, ID, READS, Reason, RecordId, staff_router
from disposal.api.staff.history import HISTORY, HistoryBody, WantedHistory, history_body
from disposal.api.staff.rows import ListedRowBody, RowsBody, WordsOfCell, page_example, rows_answer
from disposal.services.accounts.permissions import require
from disposal.services.claim_entry.amounts import totals
from disposal.services.claim_entry.changes import change_page, page_for_change
from disposal.services.claim_entry.completion import enter_page
from disposal.services.claim_entry.drafts import owner_in
from disposal.services.claim_entry.read_page import read_typed
from disposal.services.claim_entry.sections import SECTIONS, EntrySection
from disposal.services.claim_entry.typed import Typed, nested, patched, read_nested
from disposal.services.claim_entry.typed_records import typed_of
from disposal.services.staff_lists.claims import ClaimsQuery
from disposal.web.bearer import ApiSession, ApiWriteSession
from disposal.web.idempotency import Answer, Once
from disposal.web.preconditions import ReadState, state_answer

router: APIRouter = staff_router("/claims", "claims")
PAGE: dict[str, Any] = {
    "debtor": {"name": "虚构甲制造有限公司", "number": "91999999MA0000001N"},
    "claim": {"five_class": "可疑"},
    "contracts": [{"number": "虚构借字001号"}],
    "statements": [{"record_date": "2022-01-31", "principal": "1,340万元", "interest": "600,000.00"}],
    "guarantees": [{"name": "虚构乙有限公司"}],
}
_PROBLEM = {"path": "claim-currency", "value": "", "zh": "填写币种", "en": "fill in the currency"}
_SHOWN = {"id": ID, "claim": PAGE, "totals": {"2022-01-31": "14,000,000.00"}, "before_notice": [_PROBLEM]}
_LISTED = {
    "id": ID, "debtor": "虚构甲制造有限公司", "contract": "虚构借字001号", "batch": None, "record_date": "2022-01-31",
    "principal": "13400000.00", "total": "14000000.00", "project": None, "state": {"zh": "持有", "en": "held"},
    "entered": "2022-08-03",
}  # fmt: skip


def _fields_schema(section: EntrySection) -> dict[str, Any]:
    """Return the JSON Schema of one section, or of one row of its table."""
    words = {
        each.name: each.label + (f"：{'、'.join(each.choices)}" if each.choices else "") for each in section.fields
    }
    fields = {name: {"type": ["string", "boolean", "null"], "description": said} for name, said in words.items()}
    known = {"id": {"type": "string", "description": "id of the record on file; without it the row is new"}}
    return {"type": "object", "properties": known | fields if section.is_table else fields}


def _page_schema() -> dict[str, Any]:
    """Return the JSON Schema of the claim page: each section an object, each table a list of rows."""
    rows = {each.name: {"type": "array", "items": _fields_schema(each)} for each in SECTIONS if each.is_table}
    properties = {each.name: rows.get(each.name) or _fields_schema(each) for each in SECTIONS}
    return {"type": "object", "properties": properties, "examples": [PAGE]}


ClaimPage = Annotated[dict[str, Any], WithJsonSchema(_page_schema())]
"""The sections of the claim page, as ``disposal claim enter`` takes them."""


class ClaimBody(BaseModel):
    """A claim as its page says it, the total of each statement, and what a notice will need besides."""

    id: str = Field(examples=[ID])
    claim: dict[str, Any] = Field(description="sections and rows; each row with the id of its record")
    totals: dict[str, str] = Field(description="total of each statement, by record date")
    before_notice: list[dict[str, str]] = Field(description="what is missing or to be corrected before a notice")


class ClaimChange(BaseModel, extra="forbid"):
    """What is to change, as a merge patch of the page (RFC 7396), and why."""

    claim: ClaimPage = Field(description="a field replaces, null empties; a list of rows replaces the whole table")
    reason: Reason


class ListedClaimBody(ListedRowBody):
    """A claim as lists show it, with the amounts of its newest statement in its own currency."""

    debtor: str
    contract: str | None
    batch: str | None
    record_date: str | None
    principal: str | None
    total: str | None
    project: str | None
    state: WordsOfCell
    entered: str


class ClaimRowsBody(RowsBody):
    """One page of claims."""

    claims: list[ListedClaimBody]


def _claim_json(claim_id: Any, typed: Typed) -> dict[str, Any]:
    return {
        "id": str(claim_id),
        "claim": nested(typed),
        "totals": {each.record_date: each.words.full for each in totals(typed)},
        "before_notice": [each.as_json() for each in read_typed(typed).before_notice],
    }


def _entered(session: ApiSession, written: dict[str, Any]) -> dict[str, Any]:
    typed = read_nested(written)
    claim = enter_page(session, typed, issuer_id=owner_in(session).issuer_id)
    return _claim_json(claim.id, typed_of(session, claim.id))


@router.post(
    "",
    status_code=201,
    response_model=ClaimBody,
    response_description="the claim that was entered",
    responses=posted(201, _SHOWN, "Location", "ETag") | CREATES,
)
def create_claim(session: ApiWriteSession, once: Once, body: ClaimPage) -> Response:
    """Enter a claim with its parties, security, guarantors and lawsuits; all or nothing.

    Sections and fields are those of the page of the desk and of `disposal claim enter`; amounts, days and choices are
    written as there (1,340万元, 2022年1月31日, 是). Every problem is told at its field, as `statements-0-principal`.
    """
    return once.answer(session, Answer(201, "/api/v1/claims/{id}", is_state=True), lambda: _entered(session, body))


@router.get(
    "",
    response_model=ClaimRowsBody,
    response_description="one page of claims",
    responses=posted(200, page_example("claims", _LISTED), "Link") | READS,
)
def list_claims(request: Request, session: ApiSession, query: Annotated[ClaimsQuery, Query()]) -> Response:
    """List the claims of the account's branches, the last entered first; all filters given must fit."""
    return rows_answer(request, session, "claims", query)


@router.get(
    "/{claim_id}",
    response_model=ClaimBody,
    response_description="the claim, with the ETag of its state",
    responses=posted(200, _SHOWN, "ETag") | READS,
)
def show_claim(session: ApiSession, claim_id: RecordId) -> Response:
    """Show a claim as its page does; numbers of persons are masked."""
    require(session, "claims.read")
    return state_answer(_claim_json(claim_id, typed_of(session, claim_id)))


@router.patch(
    "/{claim_id}",
    response_model=ClaimBody,
    response_description="the claim as it stands now",
    responses=posted(200, _SHOWN, "ETag") | CHANGES,
)
def change_claim(session: ApiWriteSession, read_state: ReadState, claim_id: RecordId, body: ClaimChange) -> Response:
    """Change a claim and what hangs on it; only what differs is written, and each change is audited with the reason."""
    require(session, "claims.read")
    require(session, "claim.changed")
    saved = page_for_change(session, claim_id)
    read_state.refuse_stale(_claim_json(claim_id, saved))
    change_page(session, claim_id, saved, patched(saved, body.claim), reason=body.reason)
    return state_answer(_claim_json(claim_id, typed_of(session, claim_id)))


@router.get(
    "/{claim_id}/history",
    response_model=HistoryBody,
    response_description="one page of its history",
    responses=posted(200, HISTORY) | READS,
)
def list_claim_history(session: ApiSession, claim_id: RecordId, asked: WantedHistory) -> Any:
    """Show who changed what in a claim and in what hangs on it, when and why; the newest first."""
    return history_body(session, "claims", claim_id, asked)
