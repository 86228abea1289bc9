"""All answers at the address of filings look alike: padded size, a least time, the same headers.

Objections, enquiries and reports are filed there. Whoever reads the access log of a proxy must not learn which of them
was filed, looked up or refused. No thread waits here, so many filings at once hold nobody up.
"""

import asyncio
import re
import time
from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from disposal.pages.even_pages import padded_page
from disposal.web.middleware import LIVE_POLICY

LEAST_SECONDS = 0.4
_ADDRESS = re.compile(r"(?:/notices/[^/]+)?/filings")
_HEADERS = (
    (b"content-type", b"text/html; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"referrer-policy", b"no-referrer"),
    (b"content-security-policy", LIVE_POLICY.encode()),
)


class EvenResponses:
    """Wraps the application; other addresses pass as they are."""

    def __init__(self, app: ASGIApp, least_seconds: Callable[[], float]) -> None:
        self._app, self._least_seconds = app, least_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or not _ADDRESS.fullmatch(scope["path"]):
            await self._app(scope, receive, send)
            return
        # Never compressed: how far a page shrinks tells what it holds.
        scope = {**scope, "headers": [each for each in scope["headers"] if each[0] != b"accept-encoding"]}
        since, status, body = time.monotonic(), 500, bytearray()

        async def receive_timed() -> Message:
            nonlocal since
            message = await receive()
            since = time.monotonic()  # the time of sending a form counts for nobody
            return message

        async def keep(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            else:
                body.extend(message.get("body", b""))

        try:
            await self._app(scope, receive_timed, keep)
        finally:  # an unexpected error is answered too, and then raised for the log
            await asyncio.sleep(max(0.0, since + self._least_seconds() - time.monotonic()))
            await _send_even(send, status, bytes(body))


async def _send_even(send: Send, status: int, body: bytes) -> None:
    page = padded_page(body)
    headers = [*_HEADERS, (b"content-length", str(len(page)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": page})
