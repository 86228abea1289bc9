"""Parts of a file: a reader that has the beginning of a PDF or scan asks for the rest (RFC 9110, chapter 14).

One range is answered, with 206 or 416. Several at once are not worth their form: the whole file is a lawful answer.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.types import Message, Scope, Send

_ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
_OF_PAGES = ("text/", "application/json", "application/problem+json")
"""Pages and JSON are made anew, and small: they are sent whole."""


@dataclass(frozen=True, slots=True)
class FilePart:
    """The bytes from ``first`` to ``last``, both included, of so many; ``first`` beyond them: none."""

    first: int
    last: int
    total: int

    @property
    def is_there(self) -> bool:
        """Tell whether the file has any of these bytes."""
        return self.first <= self.last

    @property
    def content_range(self) -> bytes:
        """Return the header that tells which part it is, or how long the file is."""
        stated = f"{self.first}-{self.last}" if self.is_there else "*"
        return f"bytes {stated}/{self.total}".encode()


def part_of(header: str, total: int) -> FilePart | None:
    """Return the part that a Range header asks for; None where it asks for none, or for several, or cannot be read."""
    found = _ONE_RANGE.fullmatch(header.replace(" ", ""))
    if found is None or not (found[1] or found[2]):
        return None
    if not found[1]:
        return FilePart(max(0, total - int(found[2])), total - 1, total)
    first, last = int(found[1]), int(found[2] or total - 1)
    if last < first and found[2]:
        return None
    return FilePart(first, min(last, total - 1), total)


def in_parts(scope: Scope, send: Send) -> Send:
    """Return ``send`` that sends the part of a file which the request asks for."""
    asked = {name: value.decode("latin-1") for name, value in scope["headers"] if name in (b"range", b"if-range")}
    is_asked = scope["method"] == "GET" and b"range" in asked
    part: FilePart | None = None
    at = 0

    async def send_part(message: Message) -> None:
        nonlocal part, at
        if message["type"] == "http.response.start":
            headers = dict(message["headers"])
            if message["status"] == 200 and _is_file(headers):
                total = int(headers[b"content-length"])
                is_same = asked.get(b"if-range") in {None, *_validators(headers)}
                part = part_of(asked[b"range"], total) if is_asked and is_same else None
                message = _started(message, part)
        elif part is not None and message["type"] == "http.response.body":
            body = message.get("body", b"")
            start, at = at, at + len(body)
            message = {**message, "body": body[max(0, part.first - start) : max(0, part.last + 1 - start)]}
        await send(message)

    return send_part


def _is_file(headers: Mapping[bytes, bytes]) -> bool:
    """Tell whether an answer is a file whose length is known."""
    kind = headers.get(b"content-type", b"text/").decode("latin-1")
    is_plain = headers.get(b"content-length", b"").isdigit() and b"content-encoding" not in headers
    return is_plain and not kind.startswith(_OF_PAGES)


def _validators(headers: Mapping[bytes, bytes]) -> set[str]:
    """Return what If-Range may name: the strong tag of the file, or its date."""
    stated = (headers.get(name, b"").decode("latin-1") for name in (b"etag", b"last-modified"))
    return {each for each in stated if each and not each.startswith("W/")}


def _started(message: Message, part: FilePart | None) -> Message:
    """Return the start of an answer: whole, of a part, or of a part that is not there."""
    headers = [*message["headers"], (b"accept-ranges", b"bytes")]
    if part is None:
        return {**message, "headers": headers}
    length = part.last - part.first + 1 if part.is_there else 0
    own = [(name, value) for name, value in headers if name != b"content-length"]
    told = [(b"content-range", part.content_range), (b"content-length", str(length).encode())]
    return {**message, "status": 206 if part.is_there else 416, "headers": [*own, *told]}
