"""Compression of answers that anybody may read: gzip, where the client accepts it.

Only what ``disposal.web.responses`` sends as public is compressed. Staff pages, private links, the door of filings and
what a token opens hold secrets, or must have one size: their compressed size would tell of what they hold (BREACH).
"""

import gzip
from functools import lru_cache

LEAST_BYTES = 512
"""A shorter body would hardly become smaller."""
_TYPES = ("text/", "application/json", "application/schema+json", "image/svg+xml")
_LEVEL = 6


def is_compressible(media_type: str) -> bool:
    """Tell whether bytes of this type become smaller; a PDF is compressed inside."""
    return media_type.startswith(_TYPES)


@lru_cache(maxsize=256)
def accepts_gzip(accept_encoding: str) -> bool:
    """Tell whether a client that sends this Accept-Encoding takes gzip."""
    weights: dict[str, float] = {}
    for coding in accept_encoding.lower().split(","):
        name, *parameters = (part.strip() for part in coding.split(";"))
        weights[name] = next((_weight(each[2:]) for each in parameters if each.startswith("q=")), 1.0)
    return weights.get("gzip", weights.get("*", 0.0)) > 0


def compress(body: bytes) -> bytes:
    """Return a body as gzip, the same bytes at any time."""
    return gzip.compress(body, _LEVEL, mtime=0)


@lru_cache(maxsize=16)
def gzipped(body: bytes) -> bytes:
    """Return a body as gzip; that of the newest few is remembered."""
    return compress(body)


def _weight(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
