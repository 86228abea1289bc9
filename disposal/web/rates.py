"""How often one caller may ask in a process: a bucket of requests that fills up again by the second.

And how many filings are handled at once, so that however many come, staff go on working.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import ClassVar

from disposal.errors import DisposalError

PER_SECOND, BURST, CALLERS = 10.0, 300, 10_000


class TooManyRequests(DisposalError):
    """The caller has used up its bucket."""

    code: ClassVar[str] = "too_many_requests"
    status: ClassVar[int] = 429

    def __init__(self, wait_seconds: int) -> None:
        self.wait_seconds = wait_seconds
        super().__init__(
            zh=f"请求过于频繁，本次没有处理；请{wait_seconds}秒后再试。",
            en=f"too many requests, so this one was not handled; try again in {wait_seconds} s",
        )


class Rates:
    """The buckets of one process. The caller that has not asked for longest is forgotten first."""

    def __init__(
        self, per_second: float = PER_SECOND, burst: int = BURST, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._per_second, self._burst, self._clock = per_second, burst, clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def refuse_empty(self, caller: str) -> None:
        """Refuse a caller whose bucket is empty; nothing is taken out of it. Raises: TooManyRequests."""
        left, since = self._buckets.get(caller, (float(self._burst), self._clock()))
        self._refuse(left + (self._clock() - since) * self._per_second)

    def take(self, caller: str) -> None:
        """Take one request out of a caller's bucket. Raises: TooManyRequests."""
        at = self._clock()
        left, since = self._buckets.pop(caller, (float(self._burst), at))
        left = min(self._burst, left + (at - since) * self._per_second)
        self._buckets[caller] = (max(left - 1, 0.0) if left >= 1 else left, at)
        if len(self._buckets) > CALLERS:
            self._buckets.popitem(last=False)
        self._refuse(left)

    def _refuse(self, left: float) -> None:
        if left < 1:
            raise TooManyRequests(max(1, round((1 - left) / self._per_second)))


class FilingsBusy(DisposalError):
    """So many file at once that no turn came."""

    code: ClassVar[str] = "filings_busy"
    status: ClassVar[int] = 503

    def __init__(self) -> None:
        super().__init__(
            zh="同时提交的人太多，本次没有收下；请几分钟后再提交，或按公告所载电话、地址联系。",
            en="too many file at the same time, so this one was not taken; file again in a few minutes, or call or "
            "write to the contacts in the notice",
            field="form",
        )


class Gate:
    """A few at once; others wait for their turn without a thread or a connection, so many of them, so long."""

    def __init__(self, at_once: int = 4, *, most_waiting: int = 400, wait_seconds: float = 20.0) -> None:
        self._free, self._wait_seconds = asyncio.Semaphore(at_once), wait_seconds
        self._most_waiting, self._waiting = most_waiting, 0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for a turn, and give it back afterwards. Raises: FilingsBusy."""
        if self._waiting >= self._most_waiting:
            raise FilingsBusy
        self._waiting += 1
        try:
            async with asyncio.timeout(self._wait_seconds):
                await self._free.acquire()
        except TimeoutError:
            raise FilingsBusy from None
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._free.release()
