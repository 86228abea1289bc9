"""The account that an API token acts for."""

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, Field

from disposal.acting import Role, TokenScope
from disposal.api.errors import declared
from disposal.services.accounts.tokens import acting_account
from disposal.web.bearer import ApiSession

router = APIRouter(prefix="/api/v1/me", tags=["accounts"])
EXAMPLE: dict[str, Any] = {
    "login": "chen",
    "name": "陈静",
    "roles": ["asset_manager"],
    "issuers": ["HRZJ"],
    "scopes": ["read", "write"],
}


class AccountBody(BaseModel):
    """Who the token acts for, and what it may do."""

    login: str
    name: str
    roles: list[Role]
    issuers: list[str] = Field(description="codes of the branches whose records it sees and changes")
    scopes: list[TokenScope] = Field(description="what this token may do within the roles")


@router.get(
    "",
    response_description="the account",
    responses={200: {"content": {"application/json": {"example": EXAMPLE}}}, **declared(401, 403, 429, 503)},
)
def show_account(session: ApiSession) -> AccountBody:
    """Return the account that the token acts for, with its roles, branches and the scopes of the token."""
    return AccountBody.model_validate(acting_account(session), from_attributes=True)
