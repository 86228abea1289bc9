"""Assets and what robots ask for."""

from fastapi import APIRouter, Request, Response

from disposal.pages.assets import asset_address, assets
from disposal.web.errors import AddressUnknown
from disposal.web.responses import IMMUTABLE, REVALIDATE, answer, tagged

router = APIRouter(include_in_schema=False)
_ROBOTS = b"User-agent: *\nDisallow: /api/\n"


@router.get("/static/{digest}/{name}")
async def asset(request: Request, digest: str, name: str) -> Response:
    """Serve an asset under the digest of its bytes."""
    found = assets().get(name)
    if found is None or digest != found.digest[:16]:
        raise AddressUnknown
    headers = {"content-type": found.media_type, "cache-control": IMMUTABLE}
    return tagged(request, found.data, tag=found.digest, headers=headers)


@router.get("/favicon.ico")
async def icon() -> Response:
    """Point browsers that ask for the old name to the icon."""
    return Response(status_code=308, headers={"location": asset_address("icon.svg"), "cache-control": REVALIDATE})


@router.get("/robots.txt")
async def robots(request: Request) -> Response:
    """Let robots read the pages and leave the API alone."""
    return answer(request, _ROBOTS, headers={"content-type": "text/plain"})
