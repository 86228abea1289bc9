"""The page cache: pages in memory, valid while their stamp is unchanged and their time has not ended.

A page is made after its stamp was read, so it is never older than its stamp. A request that gets the page has just read
the same stamp. If several requests miss a page at once, they wait for one rendering of it.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import datetime

from fastapi import Response
from fastapi.concurrency import run_in_threadpool

from disposal.web.responses import PAGE, accepts_gzip, compress, digest_of, tags_in

MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class CachedPage:
    """One page ready to send, as it is and as gzip, and the time in which it is valid.

    ``size`` counts both.
    """

    since: datetime
    until: datetime
    tag: str
    size: int
    whole: Response
    unchanged: Response
    compressed: Response
    compressed_unchanged: Response

    @classmethod
    def of(
        cls, body: bytes, *, since: datetime, until: datetime, headers: Mapping[str, str] | None = None
    ) -> "CachedPage":
        """Return a page made at ``since`` that is valid until ``until``."""
        tag = digest_of(body)
        told = {"etag": f'"{tag}"', "cache-control": PAGE, "vary": "accept-encoding", **(headers or {})}
        packed, told_packed = compress(body), told | {"etag": f'W/"{tag}"'}
        content = {"content-type": "text/html; charset=utf-8"}
        return cls(
            since=since,
            until=until,
            tag=tag,
            size=len(body) + len(packed),
            whole=Response(body, headers=told | content),
            unchanged=Response(status_code=304, headers=told),
            compressed=Response(packed, headers=told_packed | content | {"content-encoding": "gzip"}),
            compressed_unchanged=Response(status_code=304, headers=told_packed),
        )

    def answer(self, if_none_match: str | None, accept_encoding: str | None = None) -> Response:
        """Return the page, or 304 if the reader has it. All responses are made once and sent many times."""
        is_known = if_none_match and tags_in(if_none_match) & {self.tag, "*"}
        if accept_encoding and accepts_gzip(accept_encoding):
            return self.compressed_unchanged if is_known else self.compressed
        return self.unchanged if is_known else self.whole


class PageCache:
    """The pages in the cache of one process. The least recently read page is removed first."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._pages: OrderedDict[Hashable, tuple[Hashable, CachedPage]] = OrderedDict()
        self._makings: dict[Hashable, asyncio.Task[CachedPage]] = {}

    def held(self, key: Hashable, *, stamp: Hashable, now: datetime) -> CachedPage | None:
        """Return the page of ``key`` if it has this stamp and is valid now."""
        cached = self._pages.get(key)
        if cached is None or cached[0] != stamp or not cached[1].since <= now < cached[1].until:
            return None
        self._pages.move_to_end(key)
        return cached[1]

    async def fresh(
        self, key: Hashable, *, stamp: Hashable, now: datetime, make: Callable[[], CachedPage]
    ) -> CachedPage:
        """Return the page of ``key`` if it has this stamp and is valid now; otherwise make and store it."""
        if (held := self.held(key, stamp=stamp, now=now)) is not None:
            return held
        page = await self._made(key, stamp, make)
        while page.until <= now:  # its validity ended while it was made
            page = await self._made(key, stamp, make)
        self._keep(key, stamp, page)
        return page

    async def _made(self, key: Hashable, stamp: Hashable, make: Callable[[], CachedPage]) -> CachedPage:
        """Make a page, or wait for the rendering of it that has already started."""
        making = self._makings.get((key, stamp))
        if making is None:
            making = self._makings[key, stamp] = asyncio.create_task(run_in_threadpool(make))
            making.add_done_callback(lambda _: self._makings.pop((key, stamp)))
        return await asyncio.shield(making)

    def _keep(self, key: Hashable, stamp: Hashable, page: CachedPage) -> None:
        replaced = self._pages.pop(key, None)
        self._bytes += page.size - (replaced[1].size if replaced else 0)
        self._pages[key] = stamp, page
        while self._bytes > self._most_bytes:
            _, (_, oldest) = self._pages.popitem(last=False)
            self._bytes -= oldest.size
