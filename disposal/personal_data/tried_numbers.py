"""Whole numbers that somebody has looked for: few a day, so that nobody finds out by trying what a mask hides.

A masked resident ID leaves the day of birth open and tells the check digit: some three thousand numbers, which a search
by whole numbers would try out within minutes, and no entry of the audit trail would tell of it.
"""

import time
from collections.abc import Callable, Hashable
from typing import ClassVar

from disposal.errors import DisposalError

MOST_NUMBERS, WITHIN_SECONDS = 200, 24 * 60 * 60
"""How many different numbers an account may look for in a process, and in which time."""


class TooManyNumbersTried(DisposalError):
    """The account has looked for very many different numbers."""

    code: ClassVar[str] = "too_many_numbers_tried"
    status: ClassVar[int] = 429

    def __init__(self, wait_seconds: int) -> None:
        self.wait_seconds = wait_seconds
        super().__init__(
            zh=f"24小时内按完整证件号码检索的不同号码已达{MOST_NUMBERS}个；请改用名称检索，"
            "确需核对大量号码的，请录入或导入后由系统比对。",
            en=f"you have searched for {MOST_NUMBERS} different whole numbers within 24 hours; search by name, and to "
            "compare many numbers, enter or import them and let the register compare",
            field="q",
        )


class TriedNumbers:
    """The digests of the numbers that each account of a process has looked for; one looked for again counts once."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._tried: dict[Hashable, dict[str, float]] = {}

    def note(self, account: Hashable, digest: str) -> None:
        """Note that an account looks for a number. Raises: TooManyNumbersTried."""
        at = self._clock()
        known = {each: since for each, since in self._tried.get(account, {}).items() if at - since < WITHIN_SECONDS}
        if digest not in known and len(known) >= MOST_NUMBERS:
            raise TooManyNumbersTried(max(1, round(WITHIN_SECONDS - (at - min(known.values())))))
        self._tried[account] = {digest: at} | known
