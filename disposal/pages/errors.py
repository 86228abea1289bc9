"""The error page, in the reader's language."""

from fastapi import Request, Response

from disposal.pages.site import HTML, public_body
from disposal.web.middleware import is_desk
from disposal.web.responses import NEVER
from notices.errors import NoticesError


def error_page(request: Request, error: NoticesError) -> Response:
    """Return an error as a page with its status."""
    body = public_body(request, "public/error.html.j2", error=error, is_desk=is_desk(request.url.path))
    return Response(body, status_code=error.status, headers={"content-type": HTML, "cache-control": NEVER})
