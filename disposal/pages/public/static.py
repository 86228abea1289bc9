"""Static assets and robots.txt."""

from fastapi import APIRouter, Request, Response

from disposal.pages.assets import asset_address, assets
from disposal.web.errors import AddressUnknown
from disposal.web.responses import IMMUTABLE, REVALIDATE, answer, tagged

router = APIRouter(include_in_schema=False)
_ROBOTS = b"User-agent: *\nDisallow: /\n"
"""Notices and lists name natural persons. Not every search engine heeds X-Robots-Tag, which all answers bear."""


@router.get("/static/{digest}/{name}")
async def asset(request: Request, digest: str, name: str) -> Response:
    """Serve an asset at the URL with its digest."""
    found = assets().get(name)
    if found is None or digest != found.digest[:16]:
        raise AddressUnknown
    headers = {"content-type": found.media_type, "cache-control": IMMUTABLE}
    return tagged(request, found.data, tag=found.digest, headers=headers)


@router.get("/favicon.ico")
async def icon() -> Response:
    """Redirect /favicon.ico to the icon."""
    return Response(status_code=308, headers={"location": asset_address("icon.svg"), "cache-control": REVALIDATE})


@router.get("/robots.txt")
async def robots(request: Request) -> Response:
    """Keep robots off."""
    return answer(request, _ROBOTS, headers={"content-type": "text/plain"})
