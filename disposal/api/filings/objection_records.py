"""What is put right or drawn from an objection: time of receipt, court case, link, next notice, receipt, case file."""

from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from disposal.api.examples import posted
from disposal.api.filings.objection_handling import STEP, stepped
from disposal.api.filings.objections import OfReceipt, Receipt, objection_state
from disposal.api.staff.answers import CREATES, ID, READS, STEPS, Reason, ReasonBody, file_answer, staff_router
from disposal.services.accounts.permissions import require
from disposal.services.case_files.case_file import files_in, index_pdf, zipped
from disposal.services.case_files.drawing import case_of_objection
from disposal.services.filings.published import FilingContext
from disposal.services.objection_register.next_notice import draft_proposed
from disposal.services.objection_register.overview import staff_view
from disposal.services.objection_register.receipts import receipt_pdf
from disposal.services.objections import handling
from disposal.services.objections.lookup import objection_called
from disposal.services.objections.messages import renew_link
from disposal.services.public.queries import Storable
from disposal.web.bearer import ApiSession, ApiWriteSession
from disposal.web.dependencies import Calendar, Now, Publication, Today, register
from disposal.web.idempotency import Answer, Once, OnceFrom
from disposal.web.responses import NEVER

router: APIRouter = staff_router("/objections", "objections")
_ADDRESS = "https://registry.example/objections/…"


class ReceivedAtWanted(BaseModel, extra="forbid"):
    """The right time of receipt."""

    received_at: Storable = Field(max_length=100, description="收到时间", examples=["2022-08-31T14:05:00+08:00"])
    reason: Reason


class CheckWanted(BaseModel, extra="forbid"):
    """Whether a second person confirms the time of receipt, or the postmark, that waits."""

    confirms: bool = Field(description="true: 认可; false: 不予认可", examples=[True])
    reason: Reason


class CaseNumberWanted(BaseModel, extra="forbid"):
    """The number of the court case."""

    case_number: Storable = Field(max_length=200, description="案号", examples=["（2022）浙0109民初1号"])
    reason: Reason


class PrivateLinkBody(BaseModel):
    """A new private link, shown this once."""

    receipt: str
    private_link: str = Field(description="the old one opens nothing any more")


class NextNoticeBody(BaseModel):
    """The draft that an upheld objection leads to, and its kind."""

    receipt: str
    draft: str
    kind: str


@router.post(
    "/{receipt}/received-at",
    **STEP,
)
def correct_received_at(
    session: ApiWriteSession, once: OnceFrom, now: Now, of: OfReceipt, body: ReceivedAtWanted
) -> Response:
    """Correct the time of receipt (更改收到时间); one that makes it timely waits for evidence and a second person."""
    at = FilingContext(now, of[1])
    return stepped(
        session,
        once,
        of,
        lambda row: handling.correct_received(session, row, body.received_at, reason=body.reason, context=at),
    )


@router.post(
    "/{receipt}/received-at/check",
    **STEP,
)
def check_received_at(session: ApiWriteSession, once: OnceFrom, of: OfReceipt, body: CheckWanted) -> Response:
    """Confirm or decline a time of receipt or a postmark that waits (收到时间复核), as a second person."""
    return stepped(
        session,
        once,
        of,
        lambda row: handling.check_received(session, row, confirms=body.confirms, reason=body.reason),
    )


@router.post(
    "/{receipt}/case-number",
    **STEP,
)
def enter_case_number(session: ApiWriteSession, once: OnceFrom, of: OfReceipt, body: CaseNumberWanted) -> Response:
    """Enter the number of the court case (登记案号)."""
    return stepped(
        session, once, of, lambda row: handling.enter_case(session, row, body.case_number, reason=body.reason)
    )


@router.post(
    "/{receipt}/private-link",
    status_code=201,
    response_model=PrivateLinkBody,
    response_description="the new private link",
    responses=posted(201, {"receipt": "YY-HRZJ-2022-4830176", "private_link": _ADDRESS}) | CREATES,
)
def renew_private_link(
    request: Request, session: ApiWriteSession, once: Once, receipt: Receipt, body: ReasonBody
) -> Response:
    """Make a new private link (重发专用网址). It is stored nowhere in clear; a call without a key makes another one."""

    def renewed() -> dict[str, Any]:
        require(session, "objections.read")
        token = renew_link(session, objection_called(session, receipt), reason=body.reason)
        base = register(request).database.settings.public_base_url
        return {"receipt": receipt, "private_link": f"{base}/objections/{token}"}

    return once.answer(session, Answer(201, secret="private_link"), renewed)  # noqa: S106 - the name of the field


@router.post(
    "/{receipt}/next-notice",
    status_code=201,
    response_model=NextNoticeBody,
    response_description="the draft",
    responses=posted(201, {"receipt": "YY-HRZJ-2022-4830176", "draft": ID, "kind": "correction"}, "Location") | STEPS,
)
def draft_next_notice(
    session: ApiWriteSession, once: OnceFrom, today: Today, calendar: Calendar, receipt: Receipt
) -> Response:
    """Draft the notice that an upheld objection leads to: a correction, a withdrawal, or one that replaces it."""

    def drafted() -> dict[str, Any]:
        draft = draft_proposed(session, staff_view(session, receipt, calendar=calendar), on=today)
        return {"receipt": receipt, "draft": str(draft.id), "kind": draft.kind}

    return once.answer(
        session,
        Answer(201, "/api/v1/drafts/{draft}"),
        drafted,
        state=lambda: objection_state(session, receipt, calendar),
    )


@router.get(
    "/{receipt}/receipt.pdf",
    response_class=Response,
    response_description="the receipt as PDF",
    responses=file_answer("the receipt as PDF", "application/pdf") | READS,
)
def show_receipt(session: ApiSession, calendar: Calendar, today: Today, receipt: Receipt) -> Response:
    """Return the receipt (回执) of an objection as PDF."""
    view = staff_view(session, receipt, calendar=calendar)
    pdf = receipt_pdf(session, view, on=today)
    return Response(pdf, media_type="application/pdf", headers={"cache-control": NEVER})


@router.post(
    "/{receipt}/case-file",
    response_class=Response,
    response_description="the case file as an archive",
    responses=file_answer("the case file as an archive", "application/zip") | CREATES,
)
def export_case_file(session: ApiWriteSession, context: Publication, receipt: Receipt) -> Response:
    """Return the case file (导出卷宗): numbered files with an index of their SHA-256. Who exported it is on record."""
    case = case_of_objection(session, receipt, context=context)
    archive = b"".join(zipped(files_in(session, case, index_pdf(case)), case.name))
    return Response(archive, media_type="application/zip", headers={"cache-control": NEVER})
