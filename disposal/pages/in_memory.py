"""Pages in memory, as one reader gets them: sent at once while nothing on them has changed."""

from collections.abc import Hashable

from fastapi import Request, Response

from disposal.web.dependencies import register
from disposal.web.page_cache import CachedPage, PageCache


async def in_memory(request: Request, pages: PageCache, key: Hashable, *, stamp_of: str) -> Response | None:
    """Return the page of a key if it is in memory and still current, else None: then it is for its route.

    ``stamp_of`` is the number of the notice whose state the page rests on, or ``EVERYTHING``.

    Raises: RegisterUnavailable.
    """
    ours = register(request)
    await request.app.state.bring_up_to_date(request)
    stamp = ours.stamps.held(stamp_of) or await ours.stamps.of(stamp_of)
    page = pages.held(key, stamp=stamp, now=ours.clock())
    return answered(page, request) if page else None


def answered(page: CachedPage, request: Request) -> Response:
    """Return a page as this reader takes it: compressed or not, and only if it is not the one he has."""
    return page.answer(request.headers.get("if-none-match"), request.headers.get("accept-encoding"))
