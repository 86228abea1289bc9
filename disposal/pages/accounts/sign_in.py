"""Sign-in (登录): password, second factor, a new password on a reset code, and signing out."""

from collections.abc import Collection
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from disposal.acting import Role
from disposal.demo.people import PASSWORD, invented_users
from disposal.pages.desk.entry_form import EntryForm
from disposal.pages.desk.menu import menu_of
from disposal.pages.desk.own_proof import form_with
from disposal.pages.desk.staff_page import SIGN_IN, see_other, staff_page
from disposal.registry.sign_in import IssuedSession, give_code, reset_password, sign_in, sign_out
from disposal.requests.next_address import next_address
from disposal.services.accounts.identity import has_accounts
from disposal.services.sign_in.attempts import TooManyAttempts
from disposal.services.sign_in.sessions import SignedIn, StillNeeded
from disposal.web.acting import GivingCode
from disposal.web.cookies import BEFORE, MAILBOX, MARK, SESSION, before_sign_in, drop_cookie, set_cookie, visitor
from disposal.web.dependencies import Now, register
from disposal.web.middleware import language_of
from disposal.web.writer import StrangersForm, WriteCode, WriteEnd
from notices.errors import NoticesError

router = APIRouter(include_in_schema=False)
CODE, RESET = "/desk/sign-in/code", "/desk/reset"
STEPS = {StillNeeded.factor: CODE, StillNeeded.password: "/desk/me/password", StillNeeded.enrolment: "/desk/me/factor"}
"""Where each missing step of a sign-in is taken."""
Next = Annotated[str, Query(alias="next")]


@router.get(SIGN_IN)
def sign_in_page(request: Request, wanted: Next = "") -> Response:
    """Show the form of the sign-in."""
    return strangers_page(request, "accounts/sign_in.html.j2", EntryForm((("next", next_address(wanted)),)))


@router.post(SIGN_IN)
def signed_in(request: Request, now: Now, form: StrangersForm) -> Response:
    """Sign in by password."""
    login, password = form.value("login"), form.value("password")
    try:
        issued = sign_in(register(request).database, login, password, visitor=visitor(request), at=now)
    except NoticesError as error:
        return strangers_page(request, "accounts/sign_in.html.j2", form_with(form.without("password"), error), error)
    return entered(request, issued, next_address(form.value("next")))


@router.get(CODE)
def code_page(request: Request, signed: GivingCode, wanted: Next = "") -> Response:
    """Show the form of the second factor."""
    return _code_page(request, signed, EntryForm((("next", next_address(wanted)),)))


@router.post(CODE)
def code_given(request: Request, now: Now, write: WriteCode) -> Response:
    """Complete the sign-in by a code."""
    code, wanted = write.form.value("code"), next_address(write.form.value("next"))
    try:
        issued = give_code(write.database, write.signed, code, visitor=visitor(request), at=now)
    except NoticesError as error:
        return _held_back(_code_page(request, write.signed, form_with((("next", wanted),), error), error.status), error)
    return entered(request, issued, wanted)


@router.get(RESET)
def reset_page(request: Request) -> Response:
    """Show the form that sets a password on a reset code."""
    return strangers_page(request, "accounts/reset.html.j2", EntryForm())


@router.post(RESET)
def password_reset(request: Request, now: Now, form: StrangersForm) -> Response:
    """Set a new password on a reset code."""
    login, code, new = (form.value(name) for name in ("login", "reset_code", "password"))
    try:
        reset_password(register(request).database, login, code, new=new, about=(visitor(request), now))
    except NoticesError as error:
        return strangers_page(request, "accounts/reset.html.j2", form_with(form.without("password"), error), error)
    return see_other(request, f"{SIGN_IN}?reset=1")


@router.post("/desk/sign-out")
def signed_out(request: Request, now: Now, write: WriteEnd) -> Response:
    """End the sign-in; the browser forgets what it stored of the desk."""
    sign_out(write.database, write.signed, at=now)
    answer = see_other(request, SIGN_IN)
    answer.headers["clear-site-data"] = '"cache", "storage"'
    drop_cookie(answer, request, SESSION)
    drop_cookie(answer, request, MAILBOX)
    return answer


def entered(request: Request, issued: IssuedSession, wanted: str) -> Response:
    """Give the browser the token, and send it to the missing step or to the page it wanted."""
    step = STEPS.get(issued.signed.need) if issued.signed.need else None
    answer = see_other(request, f"{step}?next={wanted}" if step == CODE else step or wanted)
    set_cookie(answer, request, SESSION, issued.token)
    if issued.signed.need is not StillNeeded.factor:
        set_cookie(answer, request, MARK, issued.mark)
    drop_cookie(answer, request, BEFORE)
    return answer


def strangers_page(request: Request, template: str, form: EntryForm, error: NoticesError | None = None) -> Response:
    """Return a page for somebody who is not signed in, whose forms are bound to this browser.

    ``error`` sets the status; it stands on top where it is no problem of a field.
    """
    bound_to = before_sign_in(request)
    is_reset = "reset" in request.query_params
    settings = register(request).database.settings
    answer = staff_page(
        request,
        template,
        menu_of(request, None),
        status=error.status if error else 200,
        form=form,
        is_reset=is_reset,
        is_first="first" in request.query_params,
        is_without_accounts=_is_without_accounts(request),
        refused=error if error and not form.problems else None,
        has_passkeys=bool(settings.passkey_host),
        provider=settings.oidc_label if settings.has_provider else "",
        invented=_invented_users(request),
        invented_password=PASSWORD,
    )
    set_cookie(answer, request, BEFORE, bound_to)
    return _held_back(answer, error)


def _is_without_accounts(request: Request) -> bool:
    """Return whether nobody can sign in yet."""
    with register(request).database.session(is_read_only=True) as session:
        return not has_accounts(session)


def _invented_users(request: Request) -> tuple[tuple[str, str], ...]:
    """Return login and who it is of the users of the demonstration, where there are no others."""
    with register(request).database.session(is_read_only=True) as session:
        users = invented_users(session)
    is_english = language_of(request.scope) == "en"
    return tuple((login, _said(name, roles, is_english=is_english)) for login, name, roles in users)


def _said(name: str, roles: Collection[Role], *, is_english: bool) -> str:
    """Return the name and roles of somebody."""
    return (
        ", ".join((name, *(role.en for role in roles))) if is_english else f"{name}，{'、'.join(r.zh for r in roles)}"
    )


def _code_page(request: Request, signed: SignedIn, form: EntryForm, status: int = 200) -> Response:
    menu = menu_of(request, signed)
    return staff_page(request, "accounts/sign_in_code.html.j2", menu, status=status, form=form, signed=signed)


def _held_back(answer: Response, error: NoticesError | None) -> Response:
    if isinstance(error, TooManyAttempts):
        answer.headers["retry-after"] = str(min(error.wait_seconds, 86_400))
    return answer
