"""Who acts in a request of the API: the account of its bearer token. Cookies count for nothing here.

A route that shows takes ``ApiSession``, one that changes takes ``ApiWriteSession``: the token's account, limited to its
scopes, roles and issuers. The service asks for the right; a route that only reads calls ``require(session, …)`` itself.

    @router.post("/api/v1/…", status_code=201, responses=declared(401, 403, 409, 422, 429))
    def create(session: ApiWriteSession, once: Once, body: …) -> Response:
        return once.answer(session, 201, lambda: {"id": str(enter_…(session, …).id)})

The write is committed before the answer is sent: an answer of success is one of something stored.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Annotated, Any, ClassVar

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlmodel import Session

from disposal.acting import Actor, Channel
from disposal.errors import DisposalError
from disposal.services.accounts.tokens import TokenUnusable
from disposal.web.dependencies import register
from disposal.web.rates import TooManyRequests

_SCHEME = HTTPBearer(
    bearerFormat="dsp_…", scheme_name="token", description="an API token (令牌), made on 我的设置", auto_error=False
)
WITH_OR_WITHOUT_TOKEN: dict[str, Any] = {"security": [{}]}
"""What the description of a call that takes ``ApiVisitor`` adds to the token: it may be left out."""
_PUBLIC_PART, _GUESSED = 12, "guessed"


class TokenMissing(DisposalError):
    """The request has no bearer token."""

    code: ClassVar[str] = "token_missing"
    status: ClassVar[int] = 401

    def __init__(self) -> None:
        super().__init__(
            zh="此接口须以令牌证明身份：在请求头写 Authorization: Bearer 令牌。",
            en="this call needs an API token: send the header Authorization: Bearer TOKEN",
            field="authorization",
        )


def api_actor(request: Request, given: Annotated[HTTPAuthorizationCredentials | None, Depends(_SCHEME)]) -> Actor:
    """Return who claims to act; the session finds out whether the token is good.

    Raises: TokenMissing, TooManyRequests.
    """
    address = request.client.host if request.client else ""
    token = given.credentials if given else ""
    register(request).rates.refuse_empty(f"{_GUESSED} {address}")
    register(request).rates.take(f"{token[:_PUBLIC_PART]} {address}")
    if not token:
        raise TokenMissing
    return Actor("令牌", channel=Channel.api, bearer=token)


def api_visitor(
    request: Request, given: Annotated[HTTPAuthorizationCredentials | None, Depends(_SCHEME)]
) -> Actor | None:
    """Return who claims to act, or None without a token, for a call that anybody may make. Raises: TooManyRequests."""
    return api_actor(request, given) if given and given.credentials else None


ApiActor = Annotated[Actor, Depends(api_actor)]
ApiVisitor = Annotated[Actor | None, Depends(api_visitor)]


@contextmanager
def _guesses_counted(request: Request) -> Iterator[None]:
    """Count tokens that are not good by the address they come from: each guess would have a bucket of its own."""
    try:
        yield
    except TokenUnusable:
        with suppress(TooManyRequests):  # the refusal of the token is told, not that it was counted
            register(request).rates.take(f"{_GUESSED} {request.client.host if request.client else ''}")
        raise


def api_session(request: Request, actor: ApiActor) -> Iterator[Session]:
    """Yield a read-only session of the token's account. Raises: TokenUnusable, AccountDisabled."""
    with _guesses_counted(request), register(request).database.session(actor, is_read_only=True) as session:
        yield session


def api_write_session(request: Request, actor: ApiActor) -> Iterator[Session]:
    """Yield a session of the token's account, committed before the answer. Raises: TokenUnusable, AccountDisabled."""
    with _guesses_counted(request), register(request).database.session(actor) as session:
        yield session


ApiSession = Annotated[Session, Depends(api_session)]
ApiWriteSession = Annotated[Session, Depends(api_write_session, scope="function")]
