"""What is due by the clock: drafts to publish, provisional ends to count anew, windows that opened and closed.

Doors and jobs call the same functions. Each notice has a transaction of its own, and what was done already is left as
it is: a process may be killed anywhere, and the next one goes on.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TypeVar
from uuid import UUID

from disposal.acting import REGISTER
from disposal.registry.due_publications import publish_due
from disposal.registry.one_by_one import OneByOne
from disposal.registry.recounts import recount_windows
from disposal.services.publication import days
from disposal.services.publication.context import PublicationContext
from disposal.services.windows import events
from disposal.storage.database import Database

T = TypeVar("T")
LOOKED_AHEAD = timedelta(minutes=3)


@dataclass(frozen=True, slots=True)
class ClockRun:
    """How many drafts were published, ends counted anew, and events of windows recorded; and what ``failed``."""

    published: int = 0
    recounted: int = 0
    recorded: int = 0
    failed: frozenset[UUID | str] = frozenset()


def run_clocks(database: Database, *, context: PublicationContext) -> ClockRun:
    """Do all that is due by now. A notice or a step that fails keeps no other from being done."""
    each = OneByOne()

    def step(do: Callable[..., T]) -> T | None:
        return each.attempt("what is due", do.__name__, partial(do, database, context=context, one_by_one=each))

    published, recounted, recorded = step(publish_due), step(recount_windows), step(record_windows)
    return ClockRun(len(published or ()), len(recounted or ()), recorded or 0, each.failed)


def record_windows(database: Database, *, context: PublicationContext, one_by_one: OneByOne | None = None) -> int:
    """Record all events of windows that are due and not recorded; return how many."""
    each, recorded, tried = one_by_one or OneByOne(), 0, set[UUID]()
    while True:
        with database.session() as session:
            waiting = events.due_notices(session, at=context.clock(), calendar=context.calendar, without=tried)
        if not waiting:
            return recorded
        for notice_id in waiting:
            act = partial(record_window, database, notice_id, context=context)
            recorded += each.attempt("events of a window", notice_id, act) or 0
        tried.update(waiting)


def record_window(database: Database, notice_id: UUID, *, context: PublicationContext) -> int:
    """Record what is due for one notice; return how many events. Raises: RecordNotFound."""
    with database.session(REGISTER) as session:
        return len(events.record_due(session, notice_id, at=context.clock(), calendar=context.calendar))


def defer_coming(database: Database, *, context: PublicationContext) -> None:
    """Let workers wake at the very instants of the next minutes, also where the clock has been set anew."""
    now = context.clock()
    with database.session(REGISTER) as session:
        events.defer_coming(session, after=now, until=now + LOOKED_AHEAD)
        days.defer_coming(session, after=now, until=now + LOOKED_AHEAD)
