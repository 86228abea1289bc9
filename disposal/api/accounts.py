"""Accounts (用户), for administrators: listed, opened, shown, given roles, disabled, enabled, unlocked.

What hands over a whole code or a link to an identity provider stays on the pages and on the command line.
"""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, Field

from disposal.acting import Role
from disposal.api.errors import declared
from disposal.api.examples import posted
from disposal.services.accounts.account_list import list_accounts, listed_account
from disposal.services.accounts.account_requests import is_waiting
from disposal.services.accounts.accounts import (
    AccountEntry,
    account_called,
    add_account,
    change_roles,
    enable_account,
)
from disposal.services.accounts.permissions import require
from disposal.services.public.queries import Storable
from disposal.services.sign_in.attempts import unlock_account
from disposal.services.worklist.account_items import disable_holder
from disposal.web.bearer import ApiSession, ApiWriteSession
from disposal.web.dependencies import UNFILTERED, Now
from disposal.web.idempotency import Answer, Once, OnceFrom, OnceOnly
from disposal.web.preconditions import ReadState, state_answer

router = APIRouter(prefix="/api/v1/users", tags=["accounts"])
_USER: dict[str, Any] = {
    "id": "01890a5d-ac96-774b-bcce-b302099a8057",
    "login": "chen",
    "name": "陈静",
    "staff_number": "0017",
    "roles": ["asset_manager"],
    "issuers": ["HRZJ"],
    "has_second_factor": True,
    "made_by_one": False,
    "disabled_at": None,
}
_SHOWN = _USER | {"waits_for_second_administrator": False}
_STATE = Answer(200, is_state=True)
Login = Annotated[Storable, Path(max_length=40, description="login of the account", examples=["chen"])]
Reason = Annotated[str, Field(max_length=2_000, examples=["离岗"], description="why; kept for ever")]


class UserBody(BaseModel):
    """An account with its person, roles and branches."""

    id: str
    login: str
    name: str
    staff_number: str | None
    roles: list[Role]
    issuers: list[str] = Field(description="codes of the branches")
    has_second_factor: bool
    made_by_one: bool = Field(description="an administrator whom one alone made or let in: see disposal user list")
    disabled_at: str | None


class UserListBody(BaseModel):
    """All accounts, by login."""

    users: list[UserBody]


class ShownUserBody(UserBody):
    """An account as it stands. What waits for a second administrator is not yet so: see /api/v1/account-requests."""

    waits_for_second_administrator: bool


class NewUserBody(BaseModel, extra="forbid"):
    """An account to be opened. Its person sets a password on a reset code of an administrator."""

    login: str = Field(max_length=40, examples=["chen"])
    name: str = Field(max_length=200, examples=["陈静"])
    roles: list[Role] = Field(max_length=7, examples=[["asset_manager"]])
    issuers: list[str] = Field(default=[], max_length=200, examples=[["HRZJ"]])
    staff_number: str | None = Field(default=None, max_length=200, examples=["0017"])


class UserFieldsChanged(BaseModel, extra="forbid"):
    """What becomes of an account; what is left out stays."""

    roles: list[Role] | None = Field(None, max_length=7, examples=[["asset_manager"]])
    issuers: list[str] | None = Field(None, max_length=200, examples=[["HRZJ"]], description="codes of the branches")


class UserChange(BaseModel, extra="forbid"):
    """The fields to change, and why."""

    changes: UserFieldsChanged = Field(examples=[{"roles": ["asset_manager"]}])
    reason: Reason


class UserStep(BaseModel, extra="forbid"):
    """Why an account is enabled or unlocked."""

    reason: Reason


class UserDisabled(UserStep):
    """Why an account is disabled."""

    despite_items: bool = Field(False, examples=[False], description="although it holds items that are open")


def _user_json(session: ApiSession, login: str) -> dict[str, Any]:
    shown = listed_account(session, login)
    return shown.as_json() | {"waits_for_second_administrator": is_waiting(session, shown.account)}


def _stepped(session: ApiSession, once: OnceOnly, login: str, verb: str, does: Callable[[], object]) -> Response:
    """Take a step on an account, and answer what it is then."""

    def state() -> dict[str, Any]:
        require(session, "accounts.read")
        require(session, verb)
        account_called(session, login)  # locks it
        return _user_json(session, login)

    def act() -> dict[str, Any]:
        state()
        does()
        return state()

    return once.answer(session, _STATE, act, state=state)


STEP: dict[str, Any] = {
    "response_model": ShownUserBody,
    "response_description": "the account as it stands now, or with what waits for a second administrator",
    "responses": posted(200, _SHOWN, "ETag") | declared(401, 403, 404, 409, 412, 422, 429, 503),
}


@router.get(
    "",
    dependencies=UNFILTERED,
    response_description="the accounts",
    responses=posted(200, {"users": [_USER]}) | declared(401, 403, 422, 429, 503),
)
def list_users(session: ApiSession) -> UserListBody:
    """List the accounts, for administrators and auditors."""
    return UserListBody.model_validate({"users": [row.as_json() for row in list_accounts(session)]})


@router.post(
    "",
    status_code=201,
    response_model=ShownUserBody,
    response_description="the account is open, or waits for a second administrator",
    responses=posted(201, _SHOWN | {"has_second_factor": False}, "Location", "ETag")
    | declared(401, 403, 404, 409, 422, 429, 503),
)
def create_user(session: ApiWriteSession, once: Once, now: Now, body: NewUserBody) -> Response:
    """Open an account, for administrators. It has no password until an administrator hands over a reset code.

    A role that waits for a second administrator needs a code of two halves: ask for it on the page of users, or by
    `disposal user`.
    """

    def opened() -> dict[str, Any]:
        entry = AccountEntry(body.login, body.name, tuple(body.roles), tuple(body.issuers), body.staff_number)
        return _user_json(session, add_account(session, entry, password=None, at=now).account.login)

    return once.answer(session, Answer(201, "/api/v1/users/{login}", is_state=True), opened)


@router.get(
    "/{login}",
    response_model=ShownUserBody,
    response_description="the account, with the ETag of its state",
    responses=posted(200, _SHOWN, "ETag") | declared(401, 403, 404, 409, 422, 429, 503),
)
def show_user(session: ApiSession, login: Login) -> Response:
    """Show an account, for administrators and auditors."""
    require(session, "accounts.read")
    return state_answer(_user_json(session, login))


@router.patch(
    "/{login}",
    response_model=ShownUserBody,
    response_description="the account as it stands now, or with what waits for a second administrator",
    responses=posted(200, _SHOWN, "ETag") | declared(401, 403, 404, 409, 412, 422, 428, 429, 503),
)
def update_user(session: ApiWriteSession, read_state: ReadState, now: Now, login: Login, body: UserChange) -> Response:
    """Give an account other roles or branches; its sign-ins end. In production some need a second administrator."""
    require(session, "accounts.read")
    require(session, "account.changed")
    account = account_called(session, login)
    read_state.refuse_stale(_user_json(session, login))
    roles = account.roles if body.changes.roles is None else body.changes.roles
    change_roles(session, login, roles=roles, issuers=body.changes.issuers, why=(body.reason, now))
    return state_answer(_user_json(session, login))


@router.post("/{login}/disable", **STEP)
def disable_user(session: ApiWriteSession, once: OnceFrom, now: Now, login: Login, body: UserDisabled) -> Response:
    """Disable an account (停用); its sign-ins and tokens end. Refused while it holds open items, unless told to."""
    return _stepped(
        session, once, login, "account.disabled",
        lambda: disable_holder(session, login, reason=body.reason, at=now, despite_items=body.despite_items),
    )  # fmt: skip


@router.post("/{login}/enable", **STEP)
def enable_user(session: ApiWriteSession, once: OnceFrom, login: Login, body: UserStep) -> Response:
    """Enable a disabled account again (启用); one with a privileged role waits for a second administrator."""
    return _stepped(session, once, login, "account.enabled", lambda: enable_account(session, login, reason=body.reason))


@router.post("/{login}/unlock", **STEP)
def unlock_user(session: ApiWriteSession, once: OnceFrom, login: Login, body: UserStep) -> Response:
    """Forget the failed sign-ins of an account, so that it may sign in at once (解锁)."""
    return _stepped(
        session, once, login, "account.unlocked", lambda: unlock_account(session, login, reason=body.reason)
    )
