"""Objections: filed by anybody, logged, listed, shown and decided by staff; the reply as PDF."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Request, Response
from fastapi import Query as InQuery
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, WithJsonSchema

from disposal.acting import OBJECTOR
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
from disposal.api.staff.answers import READS, STEPS, Reason, file_answer, staff_router
from disposal.models.objections.codes import ObjectionGround, ObjectionState
from disposal.services.accounts.permissions import require
from disposal.services.filings.published import FilingContext, refuse_unknown_notice
from disposal.services.objection_register.letters import letter_of
from disposal.services.objection_register.listing import ObjectionSearch, page_of_objections
from disposal.services.objection_register.overview import staff_view
from disposal.services.objection_register.paging import ObjectionQuery
from disposal.services.objections.decision_words import DecisionGiven, DecisionWord, decide
from disposal.services.objections.filing import file_objection, log_objection
from disposal.services.objections.lookup import lock_in_order, objection_called
from disposal.services.public.queries import Query, Storable
from disposal.services.staff_lists.queries import Cursor
from disposal.web.bearer import WITH_OR_WITHOUT_TOKEN, ApiSession, ApiVisitor, ApiWriteSession
from disposal.web.dependencies import Calendar, Now, Today
from disposal.web.idempotency import Answer, Once, OnceFrom
from disposal.web.preconditions import state_answer
from disposal.web.responses import NEVER, page_links
from notices.working_days.calendar import WorkingCalendar

router: APIRouter = staff_router("", "objections")
Number = Annotated[Storable, Path(max_length=80, description="公告编号", examples=["HRZJ-2022-0001"])]
Receipt = Annotated[Storable, Path(max_length=80, description="回执号", examples=["YY-HRZJ-2022-4830176"])]
OBJECTION: dict[str, Any] = {
    "target": "notice", "ground": "amount", "words": "本金有误，已还二十万元。",
    "objector": {"name": "虚构异议人", "phone": "0000-10000003"},
}  # fmt: skip
_SAID = {
    "target": {"type": "string", "description": "notice for the whole; procedure, claim-1, collateral-2, limb-…"},
    "ground": {"type": "string", "description": "理由 as a code; other where none fits"},
    "words": {"type": "string", "description": "原话"},
    "objector": {
        "type": "object",
        "description": "name, phone, email, address, standing, kind; empty: 未留名",
        "additionalProperties": {"type": "string"},
    },
}
ObjectionWanted = Annotated[
    dict[str, Any],
    WithJsonSchema({"type": "object", "properties": _SAID, "required": ["words"], "examples": [OBJECTION]}),
]
SHOWN = {
    "receipt": "YY-HRZJ-2022-4830176", "notice": "HRZJ-2022-0001", "state": "received", "is_in_time": True,
    "because": BECAUSE, "words": "本金有误，已还二十万元。", "decisions": [],
}  # fmt: skip


class ShownObjectionBody(BaseModel, extra="allow"):
    """An objection with its decisions, messages, replies and files."""

    receipt: str
    notice: str
    state: str
    is_in_time: bool
    because: str


class ObjectionsBody(BaseModel):
    """One page of the objections that fit, the last received first; ``next_after`` where there are more."""

    objections: list[ShownObjectionBody]
    next_after: str | None = Field(None, description="ask with after for the next page")


class ObjectionsWanted(Query):
    """Which objections; empty fields ask for all."""

    notice: Storable = Field("", max_length=80, description="公告编号", examples=["HRZJ-2022-0001"])
    q: Storable = Field("", max_length=200, description="name, receipt, words, case number", examples=["本金"])
    state: ObjectionState | None = Field(None, description="where it stands", examples=["received"])
    ground: ObjectionGround | None = Field(None, description="理由 as a code", examples=["amount"])
    in_time: Literal["yes", "no"] | None = Field(None, description="in time or late", examples=["no"])
    after: Cursor | None = Field(None, description="next_after of the page before", examples=["WyIwMTg5MGE1ZCJd"])

    @property
    def query(self) -> ObjectionQuery:
        """Return what the register is asked."""
        return ObjectionQuery(**{name: value or "" for name, value in self})


class ObjectionDecisionWanted(BaseModel, extra="forbid"):
    """What is decided and why. 不予受理, 成立, 部分成立, 不成立: the first call proposes, another person's confirms."""

    decision: DecisionWord = Field(examples=["upheld"])
    reason: Reason


HANDLED = Answer(is_state=True)
"""How a step of handling is answered: with the objection as reading it returns it."""


def _of_receipt(receipt: Receipt, calendar: Calendar) -> tuple[str, WorkingCalendar]:
    return receipt, calendar


OfReceipt = Annotated[tuple[str, WorkingCalendar], Depends(_of_receipt)]
"""The receipt number in the address, and the calendar by which its clock is counted."""


def objection_state(
    session: ApiSession, receipt: str, calendar: WorkingCalendar, *, beside: Sequence[str] = ()
) -> dict[str, Any]:
    """Lock an objection, with those that a step takes ``beside`` it, and return it as reading it does."""
    require(session, "objections.read")
    lock_in_order(session, [objection_called(session, each) for each in (receipt, *beside)])
    return staff_view(session, receipt, calendar=calendar).as_json()


@router.post(
    "/notices/{number}/objections",
    status_code=201,
    dependencies=IN_TURN,
    response_model=FiledBody,
    response_description="the objection that was received",
    responses=posted(201, filed_example("YY-HRZJ-2022-4830176", "objections"), "Location")
    | declared(401, 404, 409, 422, 429, 503),
    openapi_extra=WITH_OR_WITHOUT_TOKEN,
)
def create_objection(
    once: Once, now: Now, calendar: Calendar, visitor: ApiVisitor, number: Number, body: ObjectionWanted
) -> Response:
    """Object to a notice (anybody, without a token); a late objection is kept and marked. Legal staff log one.

    Whoever repeats a call without a token needs the same `Idempotency-Key` and the same body to be told the private
    link again.
    """
    request, context = once.request, FilingContext(now, calendar)
    said = fields_in(body, "objector", {"name": "objector", "kind": "objector_kind"})
    with filing(request, visitor, "objection.entered", public=OBJECTOR, context=context) as (session, is_staff):
        enter = log_objection if is_staff else file_objection

        def filed() -> dict[str, Any]:
            made = enter(session, number, said, (), context=context)
            path = f"/objections/{made.token}"
            return told_of_filing(request, made.objection, made.timeliness, number=number, path=path)

        return once.answer(session, answer_to_filing("objections", is_staff=is_staff), filed)


@router.get(
    "/objections",
    response_model=ObjectionsBody,
    response_description="the objections that fit",
    responses=posted(200, {"objections": [SHOWN]}, "Link") | READS,
)
def list_objections(
    request: Request,
    session: ApiSession,
    calendar: Calendar,
    today: Today,
    asked: Annotated[ObjectionsWanted, InQuery()],
) -> Response:
    """List the objections to notices of the account's branches; all filters given must fit."""
    require(session, "objections.read")
    refuse_unknown_notice(session, asked.notice)
    page = page_of_objections(session, ObjectionSearch(asked.query, calendar, today))
    shown: dict[str, Any] = {"objections": [each.as_json() for each in page.views]}
    if page.next_after:
        shown["next_after"] = page.next_after
    links = page_links(request, after=page.next_after, before=None)
    return JSONResponse(shown, headers={"cache-control": NEVER, **links})


@router.get(
    "/objections/{receipt}",
    response_model=ShownObjectionBody,
    response_description="the objection, with the ETag of its state",
    responses=posted(200, SHOWN, "ETag") | READS,
)
def show_objection(session: ApiSession, calendar: Calendar, receipt: Receipt) -> Any:
    """Return one objection: what was said, in time or late and why, decisions, messages, replies, files."""
    return state_answer(staff_view(session, receipt, calendar=calendar).as_json())


@router.post(
    "/objections/{receipt}/decide",
    response_model=ShownObjectionBody,
    response_description="the objection after the step",
    responses=posted(200, SHOWN | {"state": "accepted"}, "ETag") | STEPS,
)
def decide_objection(
    session: ApiWriteSession, once: OnceFrom, now: Now, of: OfReceipt, body: ObjectionDecisionWanted
) -> Response:
    """Take an objection up, propose a decision, confirm or return what another proposed, or record a withdrawal."""
    receipt, calendar = of

    def decided() -> dict[str, Any]:
        decide(session, receipt, DecisionGiven(body.decision, body.reason, now))
        return staff_view(session, receipt, calendar=calendar).as_json()

    return once.answer(session, HANDLED, decided, state=lambda: objection_state(session, receipt, calendar))


@router.get(
    "/objections/{receipt}/letter.pdf",
    response_class=Response,
    response_description="the reply as PDF",
    responses=file_answer("the reply as PDF", "application/pdf") | READS,
)
def show_letter(session: ApiSession, calendar: Calendar, today: Today, receipt: Receipt) -> Response:
    """Return the reply (答复函) on a decided objection as PDF, in the name of the branch."""
    require(session, "objections.read")
    pdf = letter_of(session, staff_view(session, receipt, calendar=calendar), on=today)
    return Response(pdf, media_type="application/pdf", headers={"cache-control": NEVER})
