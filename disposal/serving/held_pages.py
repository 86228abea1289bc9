"""A notice's page that is in memory is sent before any route is looked for: that search costs more than the answer.

What is not in memory, not current or not asked for by a known host goes on to the routes, which answer or refuse it.
"""

import re

from fastapi import Request, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from disposal.pages.public.notice_page import held_page
from disposal.services.public.freshness import RegisterUnavailable
from disposal.web.dependencies import register
from disposal.web.hosts import is_trusted, named_host

_ADDRESS = re.compile(r"/notices/([^/.]+)")
_READING = {"GET", "HEAD", "OPTIONS"}


class HeldPages:
    """Wraps the application; it also tells the stamps when a request may have written."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["method"] not in _READING:
            await self._app(scope, receive, send)
            register(Request(scope)).stamps.forget()
        else:
            await (await _held(scope) or self._app)(scope, receive, send)


async def _held(scope: Scope) -> Response | None:
    """Return the page of the notice that is asked for, if it can be sent as it is."""
    found = _ADDRESS.fullmatch(scope["path"]) if scope["method"] == "GET" else None
    if found is None or not found[1].isprintable():
        return None
    request = Request(scope)
    if not is_trusted(named_host(request), register(request).database.settings.hosts):
        return None
    try:
        return await held_page(request, found[1])
    except RegisterUnavailable:
        return None
