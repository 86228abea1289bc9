"""Pages that look alike from outside: each is filled up to a multiple of some size.

Who watches the line sees the length of an answer, and must not learn from it what somebody asked for.
"""

import secrets

STEP_BYTES = 64 * 2**10
_OPEN, _CLOSE = b"<!-- ", b" -->\n"
_FRAME = len(_OPEN) + len(_CLOSE)


def padded_page(page: bytes, *, step: int = STEP_BYTES) -> bytes:
    """Return a page with a comment of random digits, which no compression shortens away, up to a multiple of step."""
    missing = -(len(page) + _FRAME) % step
    return page + _OPEN + secrets.token_hex(missing // 2 + 1)[:missing].encode() + _CLOSE
