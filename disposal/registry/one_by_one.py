"""Acts that are due for many notices, done one by one: one that fails keeps no other waiting.

What failed is told in the log, and by the job that ran it at 后台任务 (``DueWorkFailed``); the next run tries it again.
"""

import logging
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import ClassVar, TypeVar
from uuid import UUID

from disposal.database_failures import DatabaseBusy, DatabaseFailure, ValueNotStored, told_of
from disposal.errors import DisposalError
from notices.errors import NoticesError

_log = logging.getLogger(__name__)
T = TypeVar("T")
MOST_NAMED = 10
"""How many of those that failed the error of a run names; each has its line in the log."""


class DueWorkFailed(DisposalError):
    """Some of what was due could not be done. Whatever else was due is done."""

    code: ClassVar[str] = "due_work_failed"
    status: ClassVar[int] = 500

    def __init__(self, keys: Collection[object]) -> None:
        named = sorted(map(str, keys))
        names = "、".join(named[:MOST_NAMED]) + ("……" if len(named) > MOST_NAMED else "")
        super().__init__(
            zh=f"到期事项中有{len(keys)}项未能办理（{names}），其余已办理；下次运行时再试。请系统管理员查看日志中的原因并排除。",
            en=f"{len(keys)} of what is due could not be done ({names}); all else is. The next run tries it again. "
            "The operator finds the cause in the log and mends it",
            field="jobs",
        )


@dataclass(slots=True)
class OneByOne:
    """Does acts one by one and holds which ``failed``: the ids of notices, or the names of steps.

    One that failed less than ``again_after_s`` ago is passed over: a request asks each second.
    """

    again_after_s: float = 0.0
    _traced: set[tuple[str, type[Exception]]] = field(default_factory=set)
    _failed_at: dict[tuple[str, UUID | str], float] = field(default_factory=dict)

    @property
    def failed(self) -> frozenset[UUID | str]:
        """Return what failed when it was last tried."""
        return frozenset(key for _, key in self._failed_at)

    @property
    def waiting(self) -> frozenset[UUID]:
        """Return the notices that failed so lately that they are passed over."""
        since = time.monotonic() - self.again_after_s
        return frozenset(key for (_, key), at in self._failed_at.items() if at > since and isinstance(key, UUID))

    def attempt(self, what: str, key: UUID | str, act: Callable[[], T]) -> T | None:
        """Return what an act returns, or None where it fails; ``what`` names it in the log.

        Raises: what says that the database does not answer, for then nothing else can be done either.
        """
        try:
            done = act()
        except Exception as error:  # whatever is wrong with one notice, the others have their day
            if _stops_all(error):
                raise
            self._failed_at[what, key] = time.monotonic()
            self._tell(what, key, error)
            return None
        self._failed_at.pop((what, key), None)
        return done

    def _tell(self, what: str, key: UUID | str, error: Exception) -> None:
        """Write one line to the log, and the trace of the first error of its kind: of a hundred alike one is enough."""
        if isinstance(error, NoticesError):
            _log.error("%s, %s: %s", what, key, error)
            return
        is_new = (what, type(error)) not in self._traced
        self._traced.add((what, type(error)))
        _log.error("%s, %s: it fails (%s)", what, key, type(error).__name__, exc_info=is_new)


def _stops_all(error: Exception) -> bool:
    told = error if isinstance(error, DatabaseFailure) else told_of(error)
    return isinstance(told, DatabaseFailure) and not isinstance(told, DatabaseBusy | ValueNotStored)
