"""Answers that look alike from outside: a page is filled up to a multiple of some size, and takes a least time.

Who watches the line sees length and time of an answer, and must not learn from them what somebody asked for.
"""

import secrets
import time

from fastapi import Response

STEP_BYTES = 64 * 2**10
LEAST_SECONDS = 0.4
_OPEN, _CLOSE = b"<!-- ", b" -->\n"
_FRAME = len(_OPEN) + len(_CLOSE)


def padded_page(page: bytes, *, step: int = STEP_BYTES) -> bytes:
    """Return a page with a comment of random digits, which no compression shortens away, up to a multiple of step."""
    missing = -(len(page) + _FRAME) % step
    return page + _OPEN + secrets.token_hex(missing // 2 + 1)[:missing].encode() + _CLOSE


def even_page(page: bytes, *, since: float, status: int = 200) -> Response:
    """Return a page of even size, not before the least time since ``time.monotonic()`` was ``since``."""
    response = Response(padded_page(page), status_code=status, media_type="text/html")
    response.headers["cache-control"] = "no-store"
    time.sleep(max(0.0, since + LEAST_SECONDS - time.monotonic()))
    return response
