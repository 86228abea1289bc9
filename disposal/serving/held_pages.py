"""A notice's page or a list in memory is sent before any route is looked for: that search costs more than the answer.

What is not in memory, not current or not asked for by a known host goes on to the routes, which answer or refuse it.
"""

import re

from fastapi import Request, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from disposal.pages.in_memory import in_memory
from disposal.pages.public.notice_list import list_key
from disposal.pages.public.notice_page import NOTICE_KEY, page_key
from disposal.services.public.freshness import EVERYTHING, RegisterUnavailable
from disposal.web.dependencies import register
from disposal.web.hosts import is_trusted, named_host

_ADDRESS = re.compile(f"/notices/({NOTICE_KEY})")
_LISTS = {"/", "/notices"}
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
            await self._written(scope, receive, send)
        else:
            await (await _held(scope) or self._app)(scope, receive, send)

    async def _written(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request that may write. Whoever has the answer finds on each page what was written."""
        stamps = register(Request(scope)).stamps

        async def told(message: Message) -> None:
            stamps.forget()
            await send(message)

        await self._app(scope, receive, told)
        stamps.forget()


async def _held(scope: Scope) -> Response | None:
    """Return the page that is asked for, if it can be sent as it is."""
    found = _ADDRESS.fullmatch(scope["path"])
    is_list = scope["path"] in _LISTS
    if scope["method"] != "GET" or not (is_list or (found and found[1].isprintable())):
        return None
    request = Request(scope)
    ours = register(request)
    if not is_trusted(named_host(request), ours.database.settings.hosts):
        return None
    try:
        if found:
            return await in_memory(request, ours.pages, page_key(request, found[1]), stamp_of=found[1])
        return await in_memory(request, ours.lists, list_key(request), stamp_of=EVERYTHING)
    except RegisterUnavailable:  # the page is made anew, and tells it
        return None
