"""Responses that a reader may cache: an ETag of the bytes, and 304 if the reader has them.

The ETag is the SHA-256 of the bytes, strong. Where they are sent compressed it is the same with ``W/`` before it: what
it names is what the client unpacks. Whoever asks for a range gets the bytes as they are.

Only what is sent here, as public, is compressed. Staff pages, private links, the door of filings and what a token opens
hold secrets, or must have one size: their compressed size would tell of what they hold (BREACH).
"""

import gzip
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import lru_cache
from hashlib import sha256
from urllib.parse import urlencode

from fastapi import Request, Response

REVALIDATE = "public, no-cache"
"""Cache it, but ask before each use: the days left change, and notices are withdrawn."""
PAGE = "public, max-age=0, stale-if-error=600"
"""The same for a page that people read; a cache may show it for ten minutes more while we cannot answer at all.

Never stale-while-revalidate: while we do answer, nobody reads a status that is over.
"""
IMMUTABLE = "public, max-age=31536000, immutable"
"""The content at this address never changes."""
NEVER = "no-store"
LISTS = "notices"
"""The cache tag of whatever lists notices."""
LEAST_BYTES = 512
"""A shorter body would hardly become smaller."""
_TYPES = ("text/", "application/json", "application/schema+json", "image/svg+xml")
_LEVEL = 6
_OF_BODY = {"content-type", "content-disposition", "content-encoding"}


def digest_of(body: bytes) -> str:
    """Return the SHA-256 of a body as hex digits."""
    return sha256(body).hexdigest()


def known_digests(request: Request) -> frozenset[str]:
    """Return the entity tags of If-None-Match, without quotes and weak prefixes."""
    return tags_in(request.headers.get("if-none-match", ""))


def tags_in(header: str) -> frozenset[str]:
    """Return the entity tags of a header, without quotes and weak prefixes."""
    tags = (tag.strip().removeprefix("W/").strip('"') for tag in header.split(","))
    return frozenset(tag for tag in tags if tag)


def answer(request: Request, body: bytes, *, headers: Mapping[str, str], status: int = 200) -> Response:
    """Return ``body``, or 304 without it if the reader has these bytes. The ETag is their SHA-256."""
    return tagged(request, body, tag=digest_of(body), headers=headers, status=status)


def tagged(
    request: Request, body: bytes | None, *, tag: str, headers: Mapping[str, str], status: int = 200
) -> Response:
    """Return ``body`` with the entity tag ``tag``, or 304 if the reader has it or if there is no body."""
    whole = {"etag": f'"{tag}"', "cache-control": REVALIDATE, **headers}
    known = known_digests(request)
    if status == 200 and is_compressible(whole.get("content-type", "")):
        whole["vary"] = "accept-encoding"
        if _is_compressed(request, body):
            whole, body = whole | {"etag": f'W/"{tag}"', "content-encoding": "gzip"}, body and gzipped(body)
    if status == 200 and (body is None or known & {tag, "*"} or (not known and _is_unmodified(request, whole))):
        validators = {name: value for name, value in whole.items() if name not in _OF_BODY}
        return Response(status_code=304, headers=validators)
    return Response(body, status_code=status, headers=whole)


def page_links(request: Request, *, after: str | None, before: str | None) -> dict[str, str]:
    """Return the header Link to the pages after and before one of a list, with the filters it was asked with."""
    asked = [each for each in request.query_params.multi_items() if each[0] not in {"after", "before"} and each[1]]
    places = (("after", after, "next"), ("before", before, "prev"))
    links = [f'<{request.url.path}?{urlencode([*asked, (name, at)])}>; rel="{rel}"' for name, at, rel in places if at]
    return {"link": ", ".join(links)} if links else {}


def http_date(at: datetime) -> str:
    """Return an instant as an HTTP date, to the second."""
    return format_datetime(at.astimezone(UTC).replace(microsecond=0), usegmt=True)


def cache_tags(*names: str) -> dict[str, str]:
    """Return the headers by which shared caches throw an answer away: ``notices``, ``notice-HRZJ-2022-0001``.

    When a notice is withdrawn or amended, purge its tag and that of the lists, ``notices``. Cloudflare and others read
    Cache-Tag, Fastly and Varnish read Surrogate-Key.
    """
    return {"cache-tag": ",".join(names), "surrogate-key": " ".join(names)} if names else {}


def tag_of(number: str) -> str:
    """Return the cache tag of a notice."""
    return f"notice-{number}"


def _is_compressed(request: Request, body: bytes | None) -> bool:
    """Tell whether the client gets these bytes compressed."""
    asked = request.headers
    is_long = body is None or len(body) >= LEAST_BYTES
    return is_long and "range" not in asked and accepts_gzip(asked.get("accept-encoding", ""))


def _is_unmodified(request: Request, headers: Mapping[str, str]) -> bool:
    """Check whether If-Modified-Since is the same as or later than the Last-Modified that we would send."""
    since, modified = request.headers.get("if-modified-since"), headers.get("last-modified")
    if since is None or modified is None:
        return False
    try:
        return parsedate_to_datetime(since) >= parsedate_to_datetime(modified)
    except (ValueError, TypeError):  # no date: the whole page is sent
        return False


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
    except ValueError:  # no weight: as if refused
        return 0.0
