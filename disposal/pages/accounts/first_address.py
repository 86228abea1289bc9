"""The first address (首位管理员): while there is no account, its holder makes the first administrator, once."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from disposal.pages.desk.entry_form import EntryForm
from disposal.pages.desk.menu import menu_of
from disposal.pages.desk.own_proof import form_with
from disposal.pages.desk.staff_page import SIGN_IN, see_other, staff_page
from disposal.registry.sign_in import open_register
from disposal.services.sign_in.first_address import PATH, FirstAdministrator, check_first_address
from disposal.web.cookies import BEFORE, before_sign_in, set_cookie
from disposal.web.dependencies import Now, ReadSession, register
from disposal.web.writer import StrangersForm
from notices.errors import NoticesError

router = APIRouter(include_in_schema=False)
Key = Annotated[str, Query()]


@router.get(PATH)
def first_page(request: Request, session: ReadSession, now: Now, key: Key = "") -> Response:
    """Show the form of the first administrator; looking at it uses nothing up."""
    check_first_address(session, key, at=now)
    return _first_page(request, key, EntryForm())


@router.post(PATH)
def first_made(request: Request, now: Now, form: StrangersForm, key: Key = "") -> Response:
    """Make the first administrator."""
    first = FirstAdministrator(form.value("login"), form.value("name"), form.value("password"))
    try:
        open_register(register(request).database, key, first, at=now)
    except NoticesError as error:
        if error.status == 404:
            raise
        return _first_page(request, key, form_with(form.without("password"), error), status=error.status)
    return see_other(request, f"{SIGN_IN}?first=1")


def _first_page(request: Request, key: str, form: EntryForm, *, status: int = 200) -> Response:
    menu = menu_of(request, None)
    answer = staff_page(request, "accounts/first.html.j2", menu, status=status, form=form, key=key)
    set_cookie(answer, request, BEFORE, before_sign_in(request))
    return answer
