"""The cookies of the desk: the token of the sign-in, the mark of a known browser, the unlocked mailbox of reports.

Behind TLS they bear the prefix ``__Host-``: no other host and no plain connection can set them. On plain http they are
given to a browser on this machine only.
"""

import secrets
from typing import ClassVar, Literal

from fastapi import Request, Response

from disposal.errors import DisposalError
from disposal.services.sign_in.attempts import Visitor
from disposal.web.hosts import host_name

SESSION, MARK, BEFORE = "desk", "desk-known", "desk-before"
MAILBOX = "mailbox"
"""What unlocks the mailbox of reports, for a quarter of an hour; sent from pages of ours only (Strict)."""
_MAILBOX_SECONDS = 15 * 60
_MARK_SECONDS = 400 * 24 * 60 * 60
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})


class PlainHttp(DisposalError):
    """The desk was opened over plain http from another machine."""

    code: ClassVar[str] = "plain_http"
    status: ClassVar[int] = 403

    def __init__(self) -> None:
        super().__init__(
            zh="业务台只经加密连接（https）提供；请用以 https:// 开头的网址打开。",
            en="the desk is served over an encrypted connection only; open it by its address that begins with https://",
            field="scheme",
        )


def cookie(request: Request, name: str) -> str:
    """Return the value of one of our cookies, or nothing."""
    return request.cookies.get(_full(request, name), "")


def set_cookie(response: Response, request: Request, name: str, value: str) -> None:
    """Give the browser a cookie. Raises: PlainHttp."""
    is_secure = request.url.scheme == "https"
    if not is_secure and host_name(request.headers.get("host", "")) not in _LOOPBACK:
        raise PlainHttp
    lasts = {MARK: _MARK_SECONDS, MAILBOX: _MAILBOX_SECONDS}.get(name)
    sent: Literal["strict", "lax"] = "strict" if name == MAILBOX else "lax"
    response.set_cookie(
        _full(request, name), value, max_age=lasts, path="/", secure=is_secure, httponly=True, samesite=sent
    )


def drop_cookie(response: Response, request: Request, name: str) -> None:
    """Take a cookie back."""
    is_secure = request.url.scheme == "https"
    response.delete_cookie(_full(request, name), path="/", secure=is_secure, httponly=True, samesite="lax")


def before_sign_in(request: Request) -> str:
    """Return the secret of a browser that is not signed in, or a new one; forms of the sign-in are bound to it."""
    known = cookie(request, BEFORE) or getattr(request.state, BEFORE, "")
    if not known:
        known = secrets.token_urlsafe(32)
        setattr(request.state, BEFORE, known)
    return str(known)


def visitor(request: Request) -> Visitor:
    """Return from where a request comes. The address is the proxy's word where the settings trust the proxy."""
    address = request.client.host if request.client else ""
    return Visitor(address, request.headers.get("user-agent", ""), cookie(request, MARK))


def _full(request: Request, name: str) -> str:
    return f"__Host-{name}" if request.url.scheme == "https" else name
