"""What waits for a second administrator (双人授权): listed, confirmed, declined.

To decide takes a token made within the last five minutes, with password and code, as pages ask for a fresh proof.
"""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, Field

from disposal.acting import Role
from disposal.api.errors import declared
from disposal.api.examples import posted
from disposal.models.accounts.account_request import AccountAct
from disposal.services.accounts.account_requests import pending_requests
from disposal.services.accounts.permissions import require
from disposal.services.accounts.tokens import refuse_old_token
from disposal.services.approvals.rule_requests import decide_request
from disposal.web.bearer import ApiSession, ApiWriteSession
from disposal.web.dependencies import UNFILTERED, Now
from disposal.web.idempotency import Answer, Once, OnceOnly

router = APIRouter(prefix="/api/v1/account-requests", tags=["accounts"])
_ID = "01988f3a-0000-7000-8000-000000000000"
_REQUEST: dict[str, Any] = {
    "id": _ID,
    "act": "roles",
    "login": "zhao",
    "roles": ["approver"],
    "issuers": ["HRZJ"],
    "subject": None,
    "reason": "升任",
    "asked_by": "孙管",
    "asked_at": "2022-08-03T10:00:00+08:00",
    "is_own": False,
}
_DECIDED: dict[str, Any] = {"id": _ID, "is_confirmed": True, "half_code": "7KQ2-M9XD-4RTB"}
RequestId = Annotated[UUID, Path(description="id of the request", examples=[_ID])]


class AccountRequestBody(BaseModel):
    """What one administrator asked for and another is to decide; of rules of approval there is no ``login``."""

    id: str
    act: AccountAct
    login: str | None = Field(description="account that it is about; null: the rules of approval of the issuer")
    roles: list[Role] = Field(description="roles wanted")
    issuers: list[str] = Field(description="codes of the branches wanted, or of the one whose rules are to change")
    subject: str | None = Field(description="identity to be linked; rules of approval in words, and those of now")
    reason: str
    asked_by: str = Field(description="name of who asked")
    asked_at: str
    is_own: bool = Field(description="whether you asked: then another administrator confirms it")


class AccountRequestListBody(BaseModel):
    """What waits for a second administrator, oldest first."""

    requests: list[AccountRequestBody]


class DecidedRequestBody(BaseModel):
    """What became of a request."""

    id: str
    is_confirmed: bool
    half_code: str = Field(
        description="half of a reset code, shown this once, to be handed over in person: who asked has the other half; "
        "empty where none is needed"
    )


_DECISION: dict[str, Any] = {
    "response_model": DecidedRequestBody,
    "responses": posted(200, _DECIDED) | declared(401, 403, 404, 409, 422, 429, 503),
}


@router.get(
    "",
    dependencies=UNFILTERED,
    response_description="the requests that wait",
    responses=posted(200, {"requests": [_REQUEST]}) | declared(401, 403, 422, 429, 503),
)
def list_account_requests(session: ApiSession) -> AccountRequestListBody:
    """List what waits for a second administrator, for administrators and auditors."""
    return AccountRequestListBody.model_validate({"requests": [row.as_json() for row in pending_requests(session)]})


@router.post("/{request_id}/confirm", response_description="the request is confirmed and carried out", **_DECISION)
def confirm_account_request(session: ApiWriteSession, once: Once, now: Now, request_id: RequestId) -> Response:
    """Confirm what another administrator asked for; it is carried out at once (双人授权)."""
    return _decided(session, once, now, request_id, is_confirmed=True)


@router.post("/{request_id}/decline", response_description="the request is declined", **_DECISION)
def decline_account_request(session: ApiWriteSession, once: Once, now: Now, request_id: RequestId) -> Response:
    """Decline what another administrator asked for, or take your own request back."""
    return _decided(session, once, now, request_id, is_confirmed=False)


def _decided(session: ApiWriteSession, once: OnceOnly, now: Now, request_id: UUID, *, is_confirmed: bool) -> Response:
    verb = f"account_request.{'confirmed' if is_confirmed else 'declined'}"
    refuse_old_token(require(session, verb), verb, at=now)  # an answer given again shows the half again

    def decided() -> dict[str, Any]:
        half = decide_request(session, request_id, is_confirmed=is_confirmed, at=now)
        return {"id": str(request_id), "is_confirmed": is_confirmed, "half_code": half or ""}

    return once.answer(session, Answer(200, secret="half_code"), decided)  # noqa: S106 - the name of the field
