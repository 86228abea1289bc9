"""Accounts (用户), for administrators: list them, open one."""

from typing import Any

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from disposal.acting import Role
from disposal.api.errors import declared
from disposal.clock import now
from disposal.services.accounts.account_list import list_accounts
from disposal.services.accounts.accounts import AccountEntry, add_account
from disposal.web.bearer import ApiSession, ApiWriteSession
from disposal.web.idempotency import Once

router = APIRouter(prefix="/api/v1/users", tags=["accounts"])
_USER: dict[str, Any] = {
    "id": "01890a5d-ac96-774b-bcce-b302099a8057",
    "login": "chen",
    "name": "陈静",
    "staff_number": "0017",
    "roles": ["asset_manager"],
    "issuers": ["HRZJ"],
    "has_second_factor": True,
    "disabled_at": None,
}
_OPENED: dict[str, Any] = {"id": _USER["id"], "login": "chen", "waits_for_second_administrator": False}


class UserBody(BaseModel):
    """An account with its person, roles and branches."""

    id: str
    login: str
    name: str
    staff_number: str | None
    roles: list[Role]
    issuers: list[str] = Field(description="codes of the branches")
    has_second_factor: bool
    disabled_at: str | None


class UserListBody(BaseModel):
    """All accounts, by login."""

    users: list[UserBody]


class NewUserBody(BaseModel, extra="forbid"):
    """An account to be opened."""

    login: str = Field(max_length=40, examples=["chen"])
    name: str = Field(max_length=200, examples=["陈静"])
    roles: list[Role] = Field(max_length=7, examples=[["asset_manager"]])
    issuers: list[str] = Field(default=[], max_length=200, examples=[["HRZJ"]])
    staff_number: str | None = Field(default=None, max_length=200, examples=["0017"])


class OpenedUserBody(BaseModel):
    """The account that was opened. Its person sets a password on a reset code of an administrator."""

    id: str
    login: str
    waits_for_second_administrator: bool


@router.get(
    "",
    response_description="the accounts",
    responses={
        200: {"content": {"application/json": {"example": {"users": [_USER]}}}},
        **declared(401, 403, 429, 503),
    },
)
def list_users(session: ApiSession) -> UserListBody:
    """List the accounts, for administrators and auditors."""
    return UserListBody.model_validate({"users": [row.as_json() for row in list_accounts(session)]})


@router.post(
    "",
    status_code=201,
    response_model=OpenedUserBody,
    response_description="the account is open, or waits for a second administrator",
    responses={
        201: {"content": {"application/json": {"example": _OPENED}}},
        **declared(401, 403, 404, 409, 422, 429, 503),
    },
)
def create_user(session: ApiWriteSession, once: Once, body: NewUserBody) -> Response:
    """Open an account, for administrators. It has no password until an administrator hands over a reset code.

    A role that waits for a second administrator needs a code of two halves, which is asked for on the page of users.
    """

    def opened() -> dict[str, Any]:
        entry = AccountEntry(body.login, body.name, tuple(body.roles), tuple(body.issuers), body.staff_number)
        outcome = add_account(session, entry, password=None, at=now())
        waits = outcome.request is not None
        return {
            "id": str(outcome.account.id),
            "login": outcome.account.login,
            "waits_for_second_administrator": waits,
        }

    return once.answer(session, 201, opened)
