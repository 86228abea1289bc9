"""Users (用户): accounts listed, opened, given roles, disabled and reset; what waits for a second administrator."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

from fastapi import APIRouter, Request, Response

from disposal.acting import Role
from disposal.errors import RecordNotFound
from disposal.models.accounts.account import Account
from disposal.pages.desk.entry_form import EntryForm
from disposal.pages.desk.menu import menu_of
from disposal.pages.desk.own_proof import form_after, proof_kind
from disposal.pages.desk.staff_page import staff_page
from disposal.pages.forms import Choice, choices
from disposal.services.accounts.account_list import ListedAccount, list_accounts
from disposal.services.accounts.account_requests import PendingRequest, pending_requests
from disposal.services.accounts.account_rules import MADE_BY_ONE, MADE_BY_ONE_ZH
from disposal.services.accounts.accounts import (
    AccountEntry,
    AccountOutcome,
    add_account,
    change_roles,
    enable_account,
    reset_account,
)
from disposal.services.accounts.permissions import require
from disposal.services.accounts.provider_links import link_identity, unlink_identity
from disposal.services.approvals.rule_requests import decide_request
from disposal.services.projects.issuers import issuers
from disposal.services.sign_in.attempts import locked_accounts, unlock_account
from disposal.services.sign_in.sessions import SignedIn
from disposal.services.worklist.account_items import disable_holder
from disposal.web.acting import Acting, StaffSession
from disposal.web.dependencies import Now, register
from disposal.web.middleware import language_of
from disposal.web.posted_form import PostedForm
from disposal.web.writer import Attempted, Write, Writer

router = APIRouter(include_in_schema=False)
USERS = "/desk/users"
Act = Literal["roles", "disable", "enable", "unlock", "reset", "reset-factors", "link", "unlink"]
ACTS = {
    "new": ("已开设", "opened"),
    "disable": ("已停用", "disabled"),
    "enable": ("已启用", "enabled"),
    "unlock": ("已解锁", "unlocked"),
    "reset": ("已重设密码", "password reset"),
    "reset-factors": ("已重设二次验证", "second factor reset"),
    "link": ("已关联统一身份", "linked to the identity provider"),
    "unlink": ("已解除统一身份的关联，该账号的登录均已退出", "unlinked; the sign-ins of the account have ended"),
    "roles": ("岗位已变更，该账号的登录均已退出", "roles changed; the sign-ins of the account have ended"),
}


@dataclass(frozen=True, slots=True)
class UsersPage:
    """The list of accounts, those that are locked, and the requests that wait for a second administrator.

    ``made_by_one`` says what to do about administrators whom one alone made.
    """

    rows: tuple[ListedAccount, ...]
    made_by_one: str
    locked: frozenset[UUID]
    requests: tuple[PendingRequest, ...]
    proof: str
    may_change: bool
    done: str = ""
    reset_code: str = ""


@dataclass(frozen=True, slots=True)
class UserPage:
    """One account and the forms that change it; ``row`` is None on the page of a new one."""

    row: ListedAccount | None
    roles: tuple[Choice, ...]
    issuers: tuple[Choice, ...]
    proof: str
    may_change: bool
    is_locked: bool
    done: str = ""
    reset_code: str = ""
    half_code: str = ""
    is_waiting: bool = False
    has_provider: bool = False


@dataclass(frozen=True, slots=True)
class ToldOfUser:
    """What the page of an account says besides: the form as typed, or what a change has led to."""

    form: EntryForm = field(default_factory=EntryForm)
    act: str = ""
    outcome: AccountOutcome | None = None


@router.get(USERS)
def users_page(request: Request, signed: Acting, session: StaffSession) -> Response:
    """List the accounts."""
    return _users(request, signed, session, form=EntryForm())


@router.get(f"{USERS}/new")
def new_user_page(request: Request, signed: Acting, session: StaffSession) -> Response:
    """Show the form of a new account."""
    require(session, "account.entered")
    return _user(request, signed, session)


@router.post(f"{USERS}/new")
def user_added(request: Request, write: Write, now: Now) -> Response:
    """Open an account; the answer shows the code on which the person sets a password."""
    form = write.form
    roles = tuple(role for role in Role if role.value in form.values("roles"))
    number = form.value("staff_number").strip() or None
    entry = AccountEntry(form.value("login"), form.value("name"), roles, form.values("issuers"), number)
    done = write.attempt(lambda session: add_account(session, entry, password=None, at=now), proof="fresh")
    return _answer(request, write, done, login=None if done.error else form.value("login"))


@router.post(f"{USERS}/requests/{{request_id}}/{{decision}}")
def request_decided(
    request: Request, write: Write, now: Now, request_id: UUID, decision: Literal["confirm", "decline"]
) -> Response:
    """Confirm or decline what another administrator asked for."""
    is_confirmed = decision == "confirm"
    done = write.attempt(
        lambda session: decide_request(session, request_id, is_confirmed=is_confirmed, at=now), proof="fresh"
    )
    words = () if done.error else (("done", decision), ("reset_code", done.value or ""))
    form = form_after(write, done.error) if done.error else EntryForm(words)
    with write.reading() as session:
        return write.answered(
            _users(request, write.signed, session, form=form, status=done.error.status if done.error else 200)
        )


@router.get(f"{USERS}/{{login}}")
def user_page(request: Request, signed: Acting, session: StaffSession, login: str) -> Response:
    """Show one account and what may be done to it."""
    return _user(request, signed, session, login=login)


@router.post(f"{USERS}/{{login}}/{{act}}")
def user_changed(request: Request, write: Write, now: Now, login: str, act: Act) -> Response:
    """Change, disable, enable, unlock or reset an account."""
    done = write.attempt(lambda session: _done_to(session, login, act, form=write.form, at=now), proof="fresh")
    return _answer(request, write, done, login=login, act=act)


def _done_to(session: StaffSession, login: str, act: Act, *, form: PostedForm, at: datetime) -> AccountOutcome:
    """Call the service of an act."""
    reason = form.value("reason")
    match act:
        case "roles":
            roles = [role for role in Role if role.value in form.values("roles")]
            return change_roles(session, login, roles=roles, issuers=form.values("issuers"), why=(reason, at))
        case "disable":
            return disable_holder(session, login, reason=reason, at=at, despite_items=bool(form.value("despite_items")))
        case "enable":
            return enable_account(session, login, reason=reason)
        case "unlock":
            return AccountOutcome(unlock_account(session, login, reason=reason))
        case "reset" | "reset-factors":
            return reset_account(session, login, reason=reason, at=at, factors=act == "reset-factors")
        case "link":
            return link_identity(session, login, form.value("subject"), reason=reason)
        case "unlink":
            return unlink_identity(session, login, reason=reason, at=at)


def _answer(
    request: Request, write: Writer, done: Attempted[AccountOutcome], *, login: str | None, act: str = "new"
) -> Response:
    """Show the account after a change, or the form as typed with the error."""
    outcome, error = done.value, done.error
    told = ToldOfUser(form_after(write, error)) if error else ToldOfUser(act=act, outcome=outcome)
    with write.reading() as session:
        page = _user(request, write.signed, session, login=login, told=told)
    page.status_code = error.status if error else 200
    return write.answered(page)


def _users(
    request: Request, signed: SignedIn, session: StaffSession, *, form: EntryForm, status: int = 200
) -> Response:
    now = register(request).clock()
    shown = UsersPage(
        rows=list_accounts(session),
        made_by_one=MADE_BY_ONE if language_of(request.scope) == "en" else MADE_BY_ONE_ZH,
        locked=locked_accounts(session, at=now),
        requests=pending_requests(session),
        proof=proof_kind(signed, now),
        may_change=signed.may("account.entered"),
        done=form.value("done"),
        reset_code=form.value("reset_code"),
    )
    return staff_page(
        request, "accounts/users.html.j2", menu_of(request, signed), status=status, form=form, shown=shown
    )


def _user(
    request: Request,
    signed: SignedIn,
    session: StaffSession,
    *,
    login: str | None = None,
    told: ToldOfUser | None = None,
) -> Response:
    """Return the page of one account, or of a new one. Raises: RecordNotFound."""
    now, place = register(request).clock(), language_of(request.scope)
    row = next((each for each in list_accounts(session) if each.account.login == (login or "").strip().lower()), None)
    if login is not None and row is None:
        raise RecordNotFound(label=Account.label, key=login, field="login")
    told = told or ToldOfUser()
    form, outcome = told.form, told.outcome
    shown = UserPage(
        row=row,
        roles=choices(Role, place),
        issuers=tuple((issuer.code, issuer.full_name) for issuer in issuers(session)),
        proof=proof_kind(signed, now),
        may_change=signed.may("account.changed"),
        is_locked=row is not None and row.account.id in locked_accounts(session, at=now),
        done=ACTS.get(told.act, ("", ""))[place == "en"],
        reset_code=(outcome.reset_code or "") if outcome else "",
        half_code=(outcome.half_code or "") if outcome else "",
        is_waiting=outcome is not None and outcome.request is not None,
        has_provider=register(request).database.settings.has_provider,
    )
    if not form.items and row is not None:
        form = EntryForm(tuple(
            [("roles", role.value) for role in row.account.roles] + [("issuers", each.code) for each in row.issuers]
        ))  # fmt: skip
    return staff_page(request, "accounts/user.html.j2", menu_of(request, signed), form=form, shown=shown)
