"""Enquiries: asked by anybody, logged, listed and answered by staff."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, WithJsonSchema

from disposal.acting import Channel
from disposal.api.errors import declared
from disposal.api.examples import posted
from disposal.api.staff.answers import CREATES, READS, staff_router
from disposal.api.staff.objections import Number, Receipt
from disposal.models import EnquiryState
from disposal.registry.public_enquiries import enquire_or_log
from disposal.registry.public_filing import Filer
from disposal.services.enquiries.answering import AnswerGiven, answer_enquiry
from disposal.services.enquiries.filing import FiledEnquiry
from disposal.services.enquiries.overview import EnquiryQuery, enquiries_of, staff_view
from disposal.services.filings.published import FilingContext
from disposal.services.public.queries import Storable
from disposal.web.bearer import WITH_OR_WITHOUT_TOKEN, ApiSession, ApiVisitor, ApiWriteSession
from disposal.web.dependencies import Calendar, Now, register
from disposal.web.idempotency import Once
from disposal.web.responses import NEVER
from notices.dates import SHANGHAI

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
_BECAUSE = (
    "2022年8月15日（星期一）10:00:00收到；公告期20个工作日（发布当日不计入）"
    "至2022年8月31日（星期三）24:00届满，在期内。"
)
FILED: dict[str, Any] = {
    "receipt": "ZX-HRZJ-2022-4830176", "notice": "HRZJ-2022-0001", "state": "received",
    "received_at": "2022-08-15T10:00:00+08:00", "is_in_time": True, "because": _BECAUSE,
    "because_en": "received 2022-08-15 10:00:00, the window closed 2022-08-31 24:00: in time.",
    "private_link": "https://registry.example/enquiries/…",
}  # fmt: skip
_SHOWN = {
    "receipt": "ZX-HRZJ-2022-4830176", "notice": "HRZJ-2022-0001", "state": "received", "is_in_time": True,
    "because": _BECAUSE, "words": "抵押厂房目前是否出租？", "answers": [], "public": None,
}  # fmt: skip


class FiledEnquiryBody(BaseModel):
    """What was received: the receipt, whether in time and why, and the private link, shown this once."""

    receipt: str
    notice: str
    state: str
    received_at: str
    is_in_time: bool
    because: str
    because_en: str
    private_link: str = Field(description="whoever has it reads the answer; it is stored nowhere")


class ShownEnquiryBody(BaseModel, extra="allow"):
    """An enquiry with its answers and what readers see of it."""

    receipt: str
    notice: str
    state: str
    is_in_time: bool
    because: str


class EnquiriesBody(BaseModel):
    """The enquiries that fit, the unanswered first."""

    enquiries: list[ShownEnquiryBody]


class EnquiriesWanted(BaseModel, extra="forbid"):
    """Which enquiries; empty fields ask for all."""

    notice: Storable = Field("", max_length=80, description="公告编号", examples=["HRZJ-2022-0001"])
    q: Storable = Field("", max_length=200, description="name, receipt, words", examples=["租期"])
    state: EnquiryState | None = Field(None, description="where it stands", examples=["received"])


class AnswerWanted(BaseModel, extra="forbid"):
    """The answer; it is always shown over the private link."""

    words: Storable = Field(max_length=20_000, description="答复", examples=["已出租，租期至2025年12月31日。"])
    is_public: bool | None = Field(None, description="shown to readers; left out: as the asker agreed")
    public_question: Storable = Field(
        "",
        max_length=20_000,
        description="the question as readers see it; empty: as it stands, at first as asked. Always masked",
    )


def asked_in(body: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of an enquiry from a body, in which the asker's stand together."""
    by = body.get("enquirer")
    if not isinstance(by, dict):
        return body
    return {**body, "enquirer": None, **{{"name": "enquirer"}.get(str(key), str(key)): by[key] for key in by}}


def _filed_json(filed: FiledEnquiry, number: str, base_url: str) -> dict[str, Any]:
    row, told = filed.enquiry, filed.timeliness
    return {
        "receipt": row.receipt,
        "notice": number.strip().upper(),
        "state": row.state.value,
        "received_at": row.received_at.astimezone(SHANGHAI).isoformat(),
        "is_in_time": told.is_in_time,
        "because": told.because,
        "because_en": told.because_en,
        "private_link": f"{base_url}/enquiries/{filed.token}",
    }


@router.post(
    "/notices/{number}/enquiries",
    status_code=201,
    response_model=FiledEnquiryBody,
    response_description="the enquiry that was received",
    responses=posted(201, FILED) | declared(401, 404, 409, 422, 429, 503),
    openapi_extra=WITH_OR_WITHOUT_TOKEN,
)
def create_enquiry(
    request: Request, now: Now, calendar: Calendar, visitor: ApiVisitor, number: Number, body: EnquiryWanted
) -> Response:
    """Ask about a notice (anybody, without a token); a late enquiry is kept and marked. Staff who answer log one."""
    ours = register(request)
    address = request.client.host if request.client else ""
    filer = Filer(address, FilingContext(now, calendar), Channel.api)
    filed = enquire_or_log(ours.database, number, asked_in(body), filer=filer, actor=visitor)
    shown = _filed_json(filed, number, ours.database.settings.public_base_url)
    return JSONResponse(shown, status_code=201, headers={"cache-control": NEVER})


@router.get(
    "/enquiries",
    response_model=EnquiriesBody,
    response_description="the enquiries that fit",
    responses=posted(200, {"enquiries": [_SHOWN]}) | READS,
)
def list_enquiries(session: ApiSession, calendar: Calendar, asked: Annotated[EnquiriesWanted, Query()]) -> Any:
    """List the enquiries about notices of the account's branches; all filters given must fit."""
    query = EnquiryQuery(q=asked.q, notice=asked.notice, state=asked.state or "")
    found = enquiries_of(session, query, calendar=calendar)
    return JSONResponse({"enquiries": [each.as_json() for each in found]}, headers={"cache-control": NEVER})


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
