"""Who acts in a call of the API: the account of the token in the Authorization header. Cookies are ignored here."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from fastapi import Request
from sqlmodel import Session

from disposal.acting import Actor, Channel
from disposal.errors import DisposalError
from disposal.services.publication.context import PublicationContext
from disposal.web.dependencies import register

_SCHEME = "bearer "


class TokenNeeded(DisposalError):
    """A call without a token."""

    code: ClassVar[str] = "token_needed"
    status: ClassVar[int] = 401

    def __init__(self) -> None:
        super().__init__(
            zh="此接口须凭令牌调用；请在 Authorization 中写明 Bearer 令牌，令牌在“我的设置”中建立。",
            en="this call needs a token; send Authorization: Bearer TOKEN, made on your settings page",
            field="authorization",
        )


@contextmanager
def token_session(request: Request, *, is_read_only: bool = False) -> Iterator[Session]:
    """Yield a session of the account whose token a call bears; it is committed before the call is answered.

    Raises: TokenNeeded, and what ``identify`` raises.
    """
    said = request.headers.get("authorization", "")
    if not said.lower().startswith(_SCHEME):
        raise TokenNeeded
    actor = Actor("", channel=Channel.api, bearer=said[len(_SCHEME) :].strip())
    with register(request).database.session(actor, is_read_only=is_read_only) as session:
        yield session


def publication_context(request: Request) -> PublicationContext:
    """Return what composing and publishing need, with the clock and calendar of this process."""
    ours = register(request)
    return PublicationContext(ours.calendar, ours.database.settings.public_base_url, ours.clock)
