"""What else staff do with an objection: stop its clock, group, ask, add evidence, record the reply and its delivery."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from disposal.api.examples import posted
from disposal.api.filings.objections import HANDLED, SHOWN, OfReceipt, Receipt, ShownObjectionBody, objection_state
from disposal.api.staff.answers import (
    READS,
    STEPS,
    UPLOADS,
    PayloadSchema,
    Reason,
    ReasonBody,
    RecordId,
    file_answer,
    form_of,
    staff_router,
    text_field,
)
from disposal.models.objections.handling import ObjectionReplySending
from disposal.models.objections.objection import Objection
from disposal.services.accounts.permissions import require
from disposal.services.filings.evidence import evidence_of
from disposal.services.objection_register.letters import record_reply
from disposal.services.objection_register.overview import staff_view
from disposal.services.objections import handling
from disposal.services.objections.answer_clock import pause_clock, resume_clock
from disposal.services.objections.evidence import file_of_objection
from disposal.services.objections.lookup import objection_called
from disposal.services.objections.messages import ask_objector
from disposal.services.public.queries import Storable
from disposal.web.bearer import ApiSession, ApiWriteSession
from disposal.web.dependencies import Now, Today
from disposal.web.idempotency import OnceFrom, OnceOnly
from disposal.web.responses import NEVER
from disposal.web.sent_form import Sent
from notices.working_days.calendar import WorkingCalendar

router: APIRouter = staff_router("/objections", "objections")
SENT: dict[str, Any] = {"method": "post", "number": "EMS1234567890", "sent_on": "2022-08-22"}
ReplyWanted = Annotated[dict[str, Any], PayloadSchema(ObjectionReplySending, SENT)]
_AFTER = "the objection after the step"
STEP: dict[str, Any] = {
    "response_model": ShownObjectionBody,
    "response_description": _AFTER,
    "responses": posted(200, SHOWN, "ETag") | STEPS,
}
"""What every step of handling answers: the objection as it stands after it."""


class QuestionWanted(BaseModel, extra="forbid"):
    """A question to the objector, shown behind the private link."""

    words: Storable = Field(max_length=20_000, description="问题", examples=["请提供还款凭证"])
    stops_clock: bool = Field(True, description="the clock stands still until the objector answers")


class GroupWanted(BaseModel, extra="forbid"):
    """Which objections are answered together with this one: same notice, same state, not grouped yet."""

    receipts: list[Storable] = Field(min_length=1, max_length=500, examples=[["YY-HRZJ-2022-0790130"]])
    reason: Reason


class EvidenceBody(BaseModel):
    """The files of an objection after one was added."""

    receipt: str
    files: list[dict[str, Any]]


def stepped(
    session: ApiSession,
    once: OnceOnly,
    of: tuple[str, WorkingCalendar],
    step: Callable[[Objection], object],
    *,
    beside: Sequence[str] = (),
) -> Response:
    """Take a step on the objection with a receipt, once, and answer with it as it is then.

    ``beside`` are the receipts of others that the step takes too: all are locked before their state is compared.
    """
    receipt, calendar = of

    def done() -> dict[str, Any]:
        require(session, "objections.read")
        step(objection_called(session, receipt))
        return staff_view(session, receipt, calendar=calendar).as_json()

    return once.answer(session, HANDLED, done, state=lambda: objection_state(session, receipt, calendar, beside=beside))


@router.post(
    "/{receipt}/questions",
    **STEP,
)
def ask_question(session: ApiWriteSession, once: OnceFrom, now: Now, of: OfReceipt, body: QuestionWanted) -> Response:
    """Ask the objector (向异议人提问); the answer clock stands still until the answer, unless told otherwise."""
    return stepped(
        session, once, of, lambda row: ask_objector(session, row, body.words, at=now, stops_clock=body.stops_clock)
    )


@router.post(
    "/{receipt}/pause",
    **STEP,
)
def pause_answer_clock(
    session: ApiWriteSession, once: OnceFrom, today: Today, of: OfReceipt, body: ReasonBody
) -> Response:
    """Let the answer clock stand still from today on (中止答复期限), with what interrupts it."""
    return stepped(session, once, of, lambda row: pause_clock(session, row, because=body.reason, on=today))


@router.post(
    "/{receipt}/resume",
    **STEP,
)
def resume_answer_clock(
    session: ApiWriteSession, once: OnceFrom, today: Today, of: OfReceipt, body: ReasonBody
) -> Response:
    """Let the answer clock go on (恢复答复期限); today counts again."""
    return stepped(session, once, of, lambda row: resume_clock(session, row, reason=body.reason, on=today))


@router.post(
    "/{receipt}/group",
    **STEP,
)
def group_objections(session: ApiWriteSession, once: OnceFrom, of: OfReceipt, body: GroupWanted) -> Response:
    """Answer others together with this one (合并处理): one decision and one reason for all."""

    def grouped(row: Objection) -> object:
        return handling.group(session, row, body.receipts, reason=body.reason)

    return stepped(session, once, of, grouped, beside=body.receipts)


@router.post(
    "/{receipt}/ungroup",
    **STEP,
)
def ungroup_objection(session: ApiWriteSession, once: OnceFrom, of: OfReceipt, body: ReasonBody) -> Response:
    """Handle this one by itself again (取消合并)."""
    return stepped(session, once, of, lambda row: handling.ungroup(session, row, reason=body.reason))


@router.post(
    "/{receipt}/replies",
    status_code=200,
    response_model=ShownObjectionBody,
    response_description=_AFTER,
    responses=posted(200, SHOWN | {"state": "dismissed"}, "ETag") | STEPS,
)
def create_reply(session: ApiWriteSession, once: OnceFrom, now: Now, of: OfReceipt, body: ReplyWanted) -> Response:
    """Record how the reply went out (答复送达): method, number, day sent, day received or returned.

    A new sending holds for those handled together with it too, each with an own letter, unless it went ``alone``.
    """
    return stepped(session, once, of, lambda row: record_reply(session, row, body, at=now, calendar=of[1]))


@router.post(
    "/{receipt}/files",
    status_code=201,
    response_model=EvidenceBody,
    response_description="the files of the objection",
    responses=posted(201, {"receipt": "YY-HRZJ-2022-4830176", "files": []}) | UPLOADS,
    openapi_extra=form_of(
        {
            "proves_receipt": text_field("yes: evidence of the time of receipt (收到时间凭证)", "yes"),
            "proves_withdrawal": text_field("yes: evidence that the objector withdrew it (撤回凭证)", "no"),
        }
    ),
)
def create_evidence(sent: Sent, session: ApiWriteSession, of: OfReceipt) -> Response:
    """Store evidence with an objection: PDF, JPG, PNG, DOCX, XLSX or OFD, at most 50 MiB, unchanged."""
    receipt, calendar = of

    def stored() -> dict[str, Any]:
        require(session, "objections.read")
        data, name = sent.file_in("file")
        timely, withdrawal = (
            sent.form.value(mark).strip() == "yes" for mark in ("proves_receipt", "proves_withdrawal")
        )
        file = evidence_of(name, data).proving(receipt=timely, withdrawal=withdrawal)
        handling.add_evidence(session, objection_called(session, receipt), [file])
        view = staff_view(session, receipt, calendar=calendar)
        return {"receipt": view.row.receipt, "files": view.as_json()["files"]}

    return sent.once.answer(session, 201, stored)


@router.get(
    "/{receipt}/files/{evidence_id}",
    response_class=Response,
    response_description="the file as it was sent",
    responses=file_answer("the file as it was sent", "application/octet-stream") | READS,
)
def show_evidence(session: ApiSession, receipt: Receipt, evidence_id: RecordId) -> Response:
    """Return a file of an objection as it was sent."""
    require(session, "objections.read")
    row = file_of_objection(session, objection_called(session, receipt), evidence_id)
    headers = {"cache-control": NEVER, "content-security-policy": "sandbox"}
    return Response(row.data, media_type="application/octet-stream", headers=headers)
