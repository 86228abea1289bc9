"""Sign-in at the company's identity provider (统一身份认证): the way there, and the way back."""

from typing import Annotated, ClassVar

from fastapi import APIRouter, Query, Request, Response

from disposal.errors import DisposalError
from disposal.identity_provider.binding import ANSWER_PATH
from disposal.pages.accounts.sign_in import Next, entered, strangers_page
from disposal.pages.desk.entry_form import EntryForm
from disposal.pages.desk.staff_page import SIGN_IN
from disposal.registry.provider_sign_in import FromBrowser, ProviderSays, provider_address, sign_in_by_provider
from disposal.requests.next_address import next_address
from disposal.services.sign_in.attempts import network_of
from disposal.web.cookies import BEFORE, SESSION, before_sign_in, cookie, set_cookie, visitor
from disposal.web.dependencies import Now, register
from disposal.web.hosts import host_name
from disposal.web.middleware import leave_for
from notices.errors import NoticesError

router = APIRouter(include_in_schema=False)
Said = Annotated[str, Query()]


class DeskElsewhere(DisposalError):
    """The desk was opened under another name than the one that the provider leads back to."""

    code: ClassVar[str] = "desk_elsewhere"
    status: ClassVar[int] = 421

    def __init__(self, origin: str) -> None:
        super().__init__(
            zh=f"统一身份认证只能从 {origin}/desk 登录；请改用此网址打开业务台。",
            en=f"signing in at the identity provider works from {origin}/desk only; open the desk there",
            field="provider",
        )


@router.get(f"{SIGN_IN}/oidc")
def sent_to_provider(request: Request, now: Now, wanted: Next = "", again: bool = False) -> Response:
    """Send the browser to the provider; ``again`` asks it to authenticate the person anew."""
    page, bound_to = next_address(wanted), before_sign_in(request)
    try:
        _refuse_haste(request)
        _refuse_elsewhere(request)
        database = register(request).database
        address = provider_address(database, page, is_again=again, bound_to=bound_to, at=now)
    except NoticesError as error:
        return strangers_page(request, "accounts/sign_in.html.j2", EntryForm((("next", page),)), error)
    leave_for(request.scope, address)
    answer = Response(status_code=303, headers={"location": address})
    set_cookie(answer, request, BEFORE, bound_to)
    return answer


@router.get(ANSWER_PATH)
def back_from_provider(
    request: Request, now: Now, state: Said = "", code: Said = "", error: Said = "", iss: Said = ""
) -> Response:
    """Sign in whom the provider has authenticated, and lead to the page that was wanted."""
    said = ProviderSays(state, code, error, iss)
    browser = FromBrowser(before_sign_in(request), visitor(request), cookie(request, SESSION))
    try:
        _refuse_haste(request)
        issued, wanted = sign_in_by_provider(register(request).database, said, browser=browser, at=now)
    except NoticesError as problem:
        return strangers_page(request, "accounts/sign_in.html.j2", EntryForm(), problem)
    return entered(request, issued, next_address(wanted))


def _refuse_haste(request: Request) -> None:
    """Count a request of a network: each asks the provider too. Raises: TooManyRequests."""
    register(request).rates.take(f"oidc {network_of(visitor(request).address)}")


def _refuse_elsewhere(request: Request) -> None:
    """Refuse a host whose cookies do not reach the redirect address. Raises: DeskElsewhere."""
    origin = register(request).database.settings.desk_origin
    if host_name(request.headers.get("host", "")) != host_name(origin.partition("://")[2]):
        raise DeskElsewhere(origin)
