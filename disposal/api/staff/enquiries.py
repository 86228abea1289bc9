"""Enquiries: asked by anybody, logged, listed and answered by staff."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, WithJsonSchema

from disposal.api.errors import declared
from disposal.api.examples import posted
from disposal.api.staff.answers import CREATES, READS, staff_router
from disposal.api.staff.filed import BECAUSE, FiledBody, fields_in, filed_answer, filed_example, filer_of
from disposal.api.staff.objections import Number, Receipt
from disposal.models.enquiries.enquiry import EnquiryState
from disposal.registry.public_enquiries import enquire_or_log
from disposal.services.enquiries.answering import AnswerGiven, answer_enquiry
from disposal.services.enquiries.overview import page_of_enquiries, staff_view
from disposal.services.enquiries.paging import EnquiryQuery
from disposal.services.filings.published import FilingContext
from disposal.services.public.queries import Storable
from disposal.services.staff_lists.queries import Cursor
from disposal.web.bearer import WITH_OR_WITHOUT_TOKEN, ApiSession, ApiVisitor, ApiWriteSession
from disposal.web.dependencies import Calendar, Now, register
from disposal.web.idempotency import Once
from disposal.web.responses import NEVER

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


class EnquiriesWanted(BaseModel, extra="forbid"):
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
    response_model=FiledBody,
    response_description="the enquiry that was received",
    responses=posted(201, filed_example("ZX-HRZJ-2022-4830176", "enquiries")) | declared(401, 404, 409, 422, 429, 503),
    openapi_extra=WITH_OR_WITHOUT_TOKEN,
)
def create_enquiry(
    request: Request, now: Now, calendar: Calendar, visitor: ApiVisitor, number: Number, body: EnquiryWanted
) -> Response:
    """Ask about a notice (anybody, without a token); a late enquiry is kept and marked. Staff who answer log one."""
    filer = filer_of(request, FilingContext(now, calendar))
    asked = fields_in(body, "enquirer", {"name": "enquirer"})
    filed = enquire_or_log(register(request).database, number, asked, filer=filer, actor=visitor)
    return filed_answer(request, filed.enquiry, filed.timeliness, number=number, path=f"/enquiries/{filed.token}")


@router.get(
    "/enquiries",
    response_model=EnquiriesBody,
    response_description="the enquiries that fit",
    responses=posted(200, {"enquiries": [_SHOWN]}) | READS,
)
def list_enquiries(session: ApiSession, calendar: Calendar, asked: Annotated[EnquiriesWanted, Query()]) -> Any:
    """List the enquiries about notices of the account's branches; all filters given must fit."""
    query = EnquiryQuery(q=asked.q, notice=asked.notice, state=asked.state or "", after=asked.after or "")
    page = page_of_enquiries(session, query, calendar=calendar)
    shown = {"enquiries": [each.as_json() for each in page.views], "next_after": page.next_after or None}
    return JSONResponse(shown, headers={"cache-control": NEVER})


@router.post(
    "/enquiries/{receipt}/answer",
    response_model=ShownEnquiryBody,
    response_description="the enquiry with its answer",
    responses=posted(200, _SHOWN | {"state": "answered"}) | CREATES,
)
def create_answer(
    session: ApiWriteSession, once: Once, now: Now, calendar: Calendar, receipt: Receipt, body: AnswerWanted
) -> Response:
    """Answer an enquiry; readers see it where the asker agreed, with persons and numbers masked."""

    def answered() -> dict[str, Any]:
        answer_enquiry(session, receipt, AnswerGiven(body.words, body.is_public, body.public_question), at=now)
        return staff_view(session, receipt, calendar=calendar).as_json()

    return once.answer(session, 200, answered)
