"""How often one caller may ask in a process: a bucket of requests that fills up again by the second."""

import time
from collections import OrderedDict
from collections.abc import Callable
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
