"""The middleware between server and routes: language by address, HEAD, and security headers."""

from urllib.parse import quote

from starlette.types import ASGIApp, Message, Receive, Scope, Send

LANGUAGES = ("zh", "en")
CONTENT_POLICY = (
    "default-src 'self'; script-src 'none'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
_ENGLISH = "/en"
_SAFETY = {
    b"content-security-policy": CONTENT_POLICY.encode(),
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"same-origin",
    b"cross-origin-opener-policy": b"same-origin",
    b"x-robots-tag": b"noindex, noarchive",  # notices name natural persons: search engines are kept off
}


def language_of(scope: Scope) -> str:
    """Return ``en`` if the address began with /en, else ``zh``. The browser's preference is ignored."""
    return str(scope.get("disposal.language", "zh"))


class LanguageMiddleware:
    """Wraps the application: /en/… is the English page of /…, and HEAD is GET without the body."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path: str = scope["path"]
        if path == _ENGLISH or path.startswith(_ENGLISH + "/"):
            scope = {**scope, "path": path[len(_ENGLISH) :] or "/", "disposal.language": "en"}
        scope = {**scope, "query_string": _percent_encoded(scope["query_string"])}
        is_head = scope["method"] == "HEAD"
        if is_head:
            scope = {**scope, "method": "GET"}

        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = [_on_this_site(header, scope) for header in message["headers"]]
                given = {name for name, _ in headers}
                message["headers"] = [*headers, *(pair for pair in _SAFETY.items() if pair[0] not in given)]
            elif is_head:
                message = {"type": "http.response.body", "body": b"", "more_body": message.get("more_body", False)}
            await send(message)

        await self._app(scope, receive, send_on)


def _on_this_site(header: tuple[bytes, bytes], scope: Scope) -> tuple[bytes, bytes]:
    """Return a header. A redirect by the router becomes a path with its language and without the host.

    The router redirects an address with a trailing slash. Behind a proxy it does not know the scheme and host that
    readers use.
    """
    name, value = header
    if name != b"location" or not value.startswith((b"http://", b"https://")):
        return header
    # More than one leading slash would lead to another host.
    path = (_ENGLISH if language_of(scope) == "en" else "") + "/" + quote(scope["path"].strip("/"))
    return name, path.encode() + (b"?" + scope["query_string"] if scope["query_string"] else b"")


def _percent_encoded(query: bytes) -> bytes:
    """Return the query with non-ASCII bytes percent-encoded, as browsers send it but not every script."""
    return query if query.isascii() else b"".join(b"%%%02X" % byte if byte > 0x7F else bytes([byte]) for byte in query)
