"""The middleware between server and routes: language by address, HEAD, and security headers."""

import re
from urllib.parse import quote

from fastapi import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from disposal.requests.ranges import in_parts
from disposal.requests.slow_bodies import timed

CONTENT_POLICY = (
    "default-src 'self'; script-src 'none'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
DESK_POLICY = (
    "default-src 'self'; script-src 'self'; object-src 'none'; frame-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
LIVE_POLICY = DESK_POLICY
"""Of a public page that a script of our own adds to while somebody types."""
MOST_BODY, MOST_MULTIPART = 8 * 2**20, 53 * 2**20
"""Bytes of a body that is read into memory at once; and of a form with files, which ``posted_form`` counts itself."""
_ENGLISH = "/en"
_DESK = "/desk"
_LEAVING = "disposal.leaving"
_CONTROLS = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
"""No address of ours holds one; the database takes no NUL and no half a pair, a header no line break."""
_SAFETY = {
    b"content-security-policy": CONTENT_POLICY.encode(),
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"same-origin",
    b"cross-origin-opener-policy": b"same-origin",
    b"x-robots-tag": b"noindex, noarchive",  # notices name natural persons: search engines are kept off
}
_OF_DESK = {
    b"cache-control": b"no-store",
    b"content-security-policy": DESK_POLICY.encode(),
    b"referrer-policy": b"no-referrer",
    b"cross-origin-resource-policy": b"same-origin",
}
"""Sent with every answer at an address of the desk, in place of what a route says."""
_BEHIND_TLS = {b"strict-transport-security": b"max-age=31536000"}


def language_of(scope: Scope) -> str:
    """Return ``en`` if the address began with /en, else ``zh``. The browser's preference is ignored."""
    return str(scope.get("disposal.language", "zh"))


def leave_for(scope: Scope, address: str) -> None:
    """Let the answer of this request lead to an address of another site: that of the identity provider."""
    scope[_LEAVING] = address.encode()


class LanguageMiddleware:
    """Wraps the application: /en/… is the English page of /…, and HEAD is GET without the body."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path: str = _CONTROLS.sub("\ufffd", scope["path"])
        scope = {**scope, "path": path}
        if path == _ENGLISH or path.startswith(_ENGLISH + "/"):
            scope = {**scope, "path": path[len(_ENGLISH) :] or "/", "disposal.language": "en"}
        scope = {**scope, "query_string": _percent_encoded(scope["query_string"])}
        is_head = scope["method"] == "HEAD"
        if is_head:
            scope = {**scope, "method": "GET"}

        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = _safe([_on_this_site(header, scope) for header in message["headers"]], scope)
            elif is_head:
                message = {"type": "http.response.body", "body": b"", "more_body": message.get("more_body", False)}
            await send(message)

        sends = send_on if is_head else in_parts(scope, send_on)
        await self._app(scope, _counted(scope, timed(receive)), sends)


def _counted(scope: Scope, receive: Receive) -> Receive:
    """Return ``receive`` that refuses a body which is too large: unread where its length is told, else as it comes."""
    headers = dict(scope["headers"])
    is_form = headers.get(b"content-type", b"").lower().startswith(b"multipart/form-data")
    most, told, count = MOST_MULTIPART if is_form else MOST_BODY, headers.get(b"content-length", b""), 0

    async def receive_counted() -> Message:
        nonlocal count
        if told.isdigit() and int(told) > most:
            raise HTTPException(413)
        message = await receive()
        count += len(message.get("body", b""))
        if count > most:
            raise HTTPException(413)
        return message

    return receive_counted


def is_desk(path: str) -> bool:
    """Tell whether an address without language is one of the staff pages. Their headers hang on it, no right does."""
    return path == _DESK or path.startswith(_DESK + "/")


def _safe(headers: list[tuple[bytes, bytes]], scope: Scope) -> list[tuple[bytes, bytes]]:
    """Return the headers of an answer with those of safety."""
    forced = _OF_DESK if is_desk(scope["path"]) else {}
    if forced and (b"content-security-policy", b"sandbox") in headers:
        forced = {**forced, b"content-security-policy": f"{DESK_POLICY}; sandbox".encode()}
    if any(name == b"authorization" for name, _ in scope["headers"]):
        forced = {**forced, b"cache-control": b"no-store"}  # what a token opens is for its bearer alone
    if is_desk(scope["path"]) and scope.get("scheme") == "https":
        forced = {**forced, **_BEHIND_TLS}
    own = [(name, value) for name, value in headers if name not in forced]
    given = {name for name, _ in own}
    return [*own, *forced.items(), *((n, value) for n, value in _SAFETY.items() if n not in given and n not in forced)]


def _on_this_site(header: tuple[bytes, bytes], scope: Scope) -> tuple[bytes, bytes]:
    """Return a header. A redirect by the router becomes a path with its language and without the host.

    The router redirects an address with a trailing slash. Behind a proxy it does not know the scheme and host that
    readers use. The only address elsewhere that passes is one that ``leave_for`` named.
    """
    name, value = header
    is_elsewhere = value.startswith((b"http://", b"https://")) and value != scope.get(_LEAVING)
    if name != b"location" or not is_elsewhere:
        return header
    # More than one leading slash would lead to another host.
    path = (_ENGLISH if language_of(scope) == "en" else "") + "/" + quote(scope["path"].strip("/"))
    return name, path.encode() + (b"?" + scope["query_string"] if scope["query_string"] else b"")


def _percent_encoded(query: bytes) -> bytes:
    """Return the query with non-ASCII bytes percent-encoded, as browsers send it but not every script."""
    return query if query.isascii() else b"".join(b"%%%02X" % byte if byte > 0x7F else bytes([byte]) for byte in query)
