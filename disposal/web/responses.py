"""Answers that a reader may keep: a strong ETag of the bytes, and 304 to who holds them already."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256

from fastapi import Request, Response

REVALIDATE = "public, no-cache"
"""Keep it, but ask before showing it again: days left change, notices are withdrawn."""
IMMUTABLE = "public, max-age=31536000, immutable"
"""Never changes under its address."""
NEVER = "no-store"


def digest_of(body: bytes) -> str:
    """Return the SHA-256 of a body as hex digits."""
    return sha256(body).hexdigest()


def known_digests(request: Request) -> frozenset[str]:
    """Return the entity tags of If-None-Match, without quotes and weakness marks."""
    return tags_in(request.headers.get("if-none-match", ""))


def tags_in(header: str) -> frozenset[str]:
    """Return the entity tags of a header, without quotes and weakness marks."""
    tags = (tag.strip().removeprefix("W/").strip('"') for tag in header.split(","))
    return frozenset(tag for tag in tags if tag)


def answer(request: Request, body: bytes, *, headers: Mapping[str, str], status: int = 200) -> Response:
    """Return ``body``, or 304 without it where the reader holds these bytes; the ETag is their SHA-256."""
    return tagged(request, body, tag=digest_of(body), headers=headers, status=status)


def tagged(
    request: Request, body: bytes | None, *, tag: str, headers: Mapping[str, str], status: int = 200
) -> Response:
    """Return ``body`` under the entity tag ``tag``, or 304 where the reader holds it; no body is one held."""
    whole = {"etag": f'"{tag}"', "cache-control": REVALIDATE, **headers}
    known = known_digests(request)
    if status == 200 and (body is None or known & {tag, "*"} or (not known and _is_unmodified(request, whole))):
        validators = {
            name: value for name, value in whole.items() if name not in {"content-type", "content-disposition"}
        }
        return Response(status_code=304, headers=validators)
    return Response(body, status_code=status, headers=whole)


def http_date(at: datetime) -> str:
    """Return an instant as HTTP writes it, to the second."""
    return format_datetime(at.astimezone(UTC).replace(microsecond=0), usegmt=True)


def _is_unmodified(request: Request, headers: Mapping[str, str]) -> bool:
    """Tell whether If-Modified-Since names the instant of the Last-Modified we would send, or a later one."""
    since, modified = request.headers.get("if-modified-since"), headers.get("last-modified")
    if since is None or modified is None:
        return False
    try:
        return parsedate_to_datetime(since) >= parsedate_to_datetime(modified)
    except (ValueError, TypeError):
        return False
