"""What the page cache is measured against: the same application, every page of a notice made anew.

The ETag is the hash of the newest version, so a reader who holds the page costs one query. It says less than the
cache's does: days left, placements and links change without a new version.
"""

from fastapi import FastAPI, Request, Response
from sqlalchemy import text
from starlette.routing import Route

from disposal.pages.public.notice_page import shown
from disposal.pages.site import public_body
from disposal.services.public.notice import public_notice
from disposal.services.public.version_differences import changes_of
from disposal.serving.app import create_app as create_registry
from disposal.web.dependencies import register
from disposal.web.responses import tagged
from notices.dates import SHANGHAI

_NEWEST = text(
    "SELECT v.html_sha256 FROM notice_version v JOIN notice n ON n.id = v.notice_id "
    "WHERE n.number = :number AND n.state <> 'draft' ORDER BY v.version_no DESC LIMIT 1"
)


def create_app() -> FastAPI:
    """Return the application with another route in place of the notice's page."""
    app = create_registry()
    app.router.routes.insert(0, Route("/notices/{number}", notice_page))
    return app


def notice_page(request: Request) -> Response:
    """Show a notice as it stands now, read and made for this reader; only the version's hash may spare it."""
    found, number = register(request), str(request.path_params["number"])
    now, settings = found.clock(), found.database.settings
    with found.database.session() as session:
        tag = str(session.connection().execute(_NEWEST, {"number": number}).scalar_one())
        if tag in request.headers.get("if-none-match", ""):
            return tagged(request, None, tag=tag, headers={})
        view = public_notice(session, number, calendar=found.calendar, now=now)
        changes = changes_of(session, view.summary.id) if len(view.versions) > 1 else {}
    page = shown(view, now.astimezone(SHANGHAI).date(), base_url=settings.public_base_url, changes=changes)
    body = public_body(request, "public/notice.html.j2", shown=page)
    return tagged(request, body, tag=tag, headers={"content-type": "text/html; charset=utf-8"})
