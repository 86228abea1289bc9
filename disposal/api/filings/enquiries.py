"""Enquiries: asked by anybody, logged, listed and answered by staff."""

from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from fastapi import Query as InQuery
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, WithJsonSchema

from disposal.acting import ENQUIRER
from disposal.api.errors import declared
from disposal.api.examples import posted
from disposal.api.filings.filed import (
    BECAUSE,
    IN_TURN,
    FiledBody,
    answer_to_filing,
    fields_in,
    filed_example,
    filing,
    told_of_filing,
)
from disposal.api.filings.objections import HANDLED, Number, OfReceipt, Receipt
from disposal.api.staff.answers import READS, STEPS, staff_router
from disposal.models.enquiries.enquiry import Enquiry, EnquiryState
from disposal.services.accounts.permissions import require
from disposal.services.enquiries.answering import AnswerGiven, answer_enquiry
from disposal.services.enquiries.filing import file_enquiry, log_enquiry
from disposal.services.enquiries.lookup import enquiry_called
from disposal.services.enquiries.overview import page_of_enquiries, staff_view
from disposal.services.enquiries.paging import EnquiryQuery
from disposal.services.filings.published import FilingContext, refuse_unknown_notice
from disposal.services.public.queries import Query, Storable
from disposal.services.records.writing import locked
from disposal.services.staff_lists.queries import Cursor
from disposal.web.bearer import WITH_OR_WITHOUT_TOKEN, ApiSession, ApiVisitor, ApiWriteSession
from disposal.web.dependencies import Calendar, Now
from disposal.web.idempotency import Once, OnceFrom
from disposal.web.preconditions import state_answer
from disposal.web.responses import NEVER, page_links

router: APIRouter = staff_router("", "enquiries")
ENQUIRY: dict[str, Any] = {
    "words": "抵押厂房目前是否出租？", "agrees_to_publish": True,
    "enquirer": {"name": "虚构咨询人", "phone": "0000-10000004"},
}  # fmt: skip
_SAID = {
    "words": {"type": "string", "description": "问题"},
    "agrees_to_publish": {"type": "boolean", "description": "同意公开问答；姓名、号码遮盖"},
    "enquirer": {
        "type": "object",
        "description": "name, phone, email; empty: 未留名",
        "additionalProperties": {"type": "string"},
    },
}
EnquiryWanted = Annotated[
    dict[str, Any],
    WithJsonSchema({"type": "object", "properties": _SAID, "required": ["words"], "examples": [ENQUIRY]}),
]
_SHOWN = {
    "receipt": "ZX-HRZJ-2022-4830176", "notice": "HRZJ-2022-0001", "state": "received", "is_in_time": True,
    "because": BECAUSE, "words": "抵押厂房目前是否出租？", "answers": [], "public": None,
}  # fmt: skip


class ShownEnquiryBody(BaseModel, extra="allow"):
    """An enquiry with its answers and what readers see of it."""

    receipt: str
    notice: str
    state: str
    is_in_time: bool
    because: str


class EnquiriesBody(BaseModel):
    """One page of the enquiries that fit, the unanswered first; ``next_after`` where there are more."""

    enquiries: list[ShownEnquiryBody]
    next_after: str | None = Field(None, description="ask with after for the next page")


class EnquiriesWanted(Query):
    """Which enquiries; empty fields ask for all."""

    notice: Storable = Field("", max_length=80, description="公告编号", examples=["HRZJ-2022-0001"])
    q: Storable = Field("", max_length=200, description="name, receipt, words", examples=["租期"])
    state: EnquiryState | None = Field(None, description="where it stands", examples=["received"])
    after: Cursor | None = Field(None, description="next_after of the page before", examples=["WyIwMTg5MGE1ZCJd"])


class AnswerWanted(BaseModel, extra="forbid"):
    """The answer; it is always shown over the private link."""

    words: Storable = Field(max_length=20_000, description="答复", examples=["已出租，租期至2025年12月31日。"])
    is_public: bool | None = Field(None, description="shown to readers; left out: as the asker agreed")
    public_question: Storable = Field(
        "",
        max_length=20_000,
        description="the question as readers see it; empty: as it stands, at first as asked. Always masked",
    )


@router.post(
    "/notices/{number}/enquiries",
    status_code=201,
    dependencies=IN_TURN,
    response_model=FiledBody,
    response_description="the enquiry that was received",
    responses=posted(201, filed_example("ZX-HRZJ-2022-4830176", "enquiries"), "Location")
    | declared(401, 404, 409, 422, 429, 503),
    openapi_extra=WITH_OR_WITHOUT_TOKEN,
)
def create_enquiry(
    once: Once, now: Now, calendar: Calendar, visitor: ApiVisitor, number: Number, body: EnquiryWanted
) -> Response:
    """Ask about a notice (anybody, without a token); a late enquiry is kept and marked. Staff who answer log one.

    Whoever repeats a call without a token needs the same `Idempotency-Key` and the same body to be told the private
    link again.
    """
    request, context = once.request, FilingContext(now, calendar)
    asked = fields_in(body, "enquirer", {"name": "enquirer"})
    with filing(request, visitor, "enquiry.entered", public=ENQUIRER, context=context) as (session, is_staff):
        enter = log_enquiry if is_staff else file_enquiry

        def filed() -> dict[str, Any]:
            made = enter(session, number, asked, (), context=context)
            path = f"/enquiries/{made.token}"
            return told_of_filing(request, made.enquiry, made.timeliness, number=number, path=path)

        return once.answer(session, answer_to_filing("enquiries", is_staff=is_staff), filed)


@router.get(
    "/enquiries",
    response_model=EnquiriesBody,
    response_description="the enquiries that fit",
    responses=posted(200, {"enquiries": [_SHOWN]}, "Link") | READS,
)
def list_enquiries(
    request: Request, session: ApiSession, calendar: Calendar, asked: Annotated[EnquiriesWanted, InQuery()]
) -> Response:
    """List the enquiries about notices of the account's branches; all filters given must fit."""
    query = EnquiryQuery(q=asked.q, notice=asked.notice, state=asked.state, after=asked.after or "")
    require(session, "enquiries.read")
    refuse_unknown_notice(session, asked.notice)
    page = page_of_enquiries(session, query, calendar=calendar)
    shown = {"enquiries": [each.as_json() for each in page.views], "next_after": page.next_after or None}
    links = page_links(request, after=page.next_after, before=None)
    return JSONResponse(shown, headers={"cache-control": NEVER, **links})


@router.get(
    "/enquiries/{receipt}",
    response_model=ShownEnquiryBody,
    response_description="the enquiry, with the ETag of its state",
    responses=posted(200, _SHOWN, "ETag") | READS,
)
def show_enquiry(session: ApiSession, calendar: Calendar, receipt: Receipt) -> Response:
    """Return one enquiry: what was asked, in time or late and why, answers, files."""
    return state_answer(staff_view(session, receipt, calendar=calendar).as_json())


@router.post(
    "/enquiries/{receipt}/answer",
    response_model=ShownEnquiryBody,
    response_description="the enquiry with its answer",
    responses=posted(200, _SHOWN | {"state": "answered"}, "ETag") | STEPS,
)
def create_answer(session: ApiWriteSession, once: OnceFrom, now: Now, of: OfReceipt, body: AnswerWanted) -> Response:
    """Answer an enquiry; readers see it where the asker agreed, with persons and numbers masked."""
    receipt, calendar = of

    def state() -> dict[str, Any]:
        require(session, "enquiries.read")
        locked(session, Enquiry, enquiry_called(session, receipt).id)
        return staff_view(session, receipt, calendar=calendar).as_json()

    def answered() -> dict[str, Any]:
        answer_enquiry(session, receipt, AnswerGiven(body.words, body.is_public, body.public_question), at=now)
        return staff_view(session, receipt, calendar=calendar).as_json()

    return once.answer(session, HANDLED, answered, state=state)
