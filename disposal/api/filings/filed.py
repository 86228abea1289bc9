"""What filing an objection and asking an enquiry share: who files, fields that stand together, what is answered."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractContextManager
from typing import Any

from fastapi import Depends, Request
from pydantic import BaseModel, Field

from disposal.acting import Actor, Channel
from disposal.models.enquiries.enquiry import Enquiry
from disposal.models.objections.objection import Objection
from disposal.registry.public_filing import Filer, logging_or_filing
from disposal.services.filings.published import FilingContext
from disposal.services.filings.windows import Timeliness
from disposal.services.sign_in.attempts import network_of
from disposal.web.bearer import ApiSession, ApiVisitor
from disposal.web.dependencies import register
from disposal.web.idempotency import Answer
from notices.dates import SHANGHAI

BECAUSE = (
    "2022年8月15日（星期一）10:00:00收到；公告期20个工作日（发布当日不计入）"
    "至2022年8月31日（星期三）24:00届满，在期内。"
)


class FiledBody(BaseModel):
    """What was received: the receipt, whether in time and why, and the private link, shown this once."""

    receipt: str
    notice: str
    state: str
    received_at: str
    is_in_time: bool
    because: str
    because_en: str
    private_link: str = Field(description="whoever has it reads the answer and answers; never stored in clear")


def filed_example(receipt: str, path: str) -> dict[str, Any]:
    """Return the example of what was received; ``path`` leads to its private page."""
    return {
        "receipt": receipt, "notice": "HRZJ-2022-0001", "state": "received",
        "received_at": "2022-08-15T10:00:00+08:00", "is_in_time": True, "because": BECAUSE,
        "because_en": "received 2022-08-15 10:00:00, the window ends 2022-08-31 24:00: in time.",
        "private_link": f"https://registry.example/{path}/…",
    }  # fmt: skip


async def turn_of_stranger(request: Request, visitor: ApiVisitor) -> AsyncIterator[None]:
    """Let somebody without a token file in turn, as at the door of the pages, so that staff go on working.

    Raises: TooManyRequests, FilingsBusy.
    """
    if visitor is not None:
        yield
        return
    register(request).filing_rates.take(network_of(request.client.host if request.client else ""))
    async with register(request).filing_gate.turn():
        yield


IN_TURN: Any = [Depends(turn_of_stranger, scope="function")]
"""The ``dependencies`` of what anybody may file."""


def fields_in(body: dict[str, Any], holder: str, renamed: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields of a filing from a body, in which those of who files stand together under ``holder``."""
    by = body.get(holder)
    if not isinstance(by, dict):
        return body
    return {**body, holder: None, **{renamed.get(str(name), str(name)): value for name, value in by.items()}}


def filing(
    request: Request, visitor: Actor | None, verb: str, *, public: Actor, context: FilingContext
) -> AbstractContextManager[tuple[ApiSession, bool]]:
    """Return the session of whoever files over the API, and whether it is staff who log."""
    filer = Filer(request.client.host if request.client else "", context, Channel.api)
    return logging_or_filing(register(request).database, visitor, verb, public=public, filer=filer)


def told_of_filing(
    request: Request, row: Objection | Enquiry, told: Timeliness, *, number: str, path: str
) -> dict[str, Any]:
    """Return what whoever filed is told; ``path`` leads to the private page."""
    base = register(request).database.settings.public_base_url
    return {
        "receipt": row.receipt,
        "notice": number.strip().upper(),
        "state": row.state.value,
        "received_at": row.received_at.astimezone(SHANGHAI).isoformat(),
        "is_in_time": told.is_in_time,
        "because": told.because,
        "because_en": told.because_en,
        "private_link": f"{base}{path}",
    }


def answer_to_filing(noun: str, *, is_staff: bool) -> Answer:
    """Return how a filing is answered: staff find it in their register, anybody else behind the private link."""
    location = f"/api/v1/{noun}/{{receipt}}" if is_staff else "{private_link}"
    return Answer(201, location, secret="private_link")  # noqa: S106 - the name of the field
