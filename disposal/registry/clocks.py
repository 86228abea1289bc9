"""What is due by the clock: drafts to publish, provisional ends to count anew, windows that opened and closed.

Doors and jobs call the same functions. Each notice has a transaction of its own, and what was done already is left as
it is: a process may be killed anywhere, and the next one goes on.
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from disposal.acting import REGISTER
from disposal.registry.due_publications import publish_due
from disposal.registry.recounts import recount_windows
from disposal.services.publication import days
from disposal.services.publication.context import PublicationContext
from disposal.services.windows import events
from disposal.storage.database import Database

LOOKED_AHEAD = timedelta(minutes=3)


@dataclass(frozen=True, slots=True)
class ClockRun:
    """How many drafts were published, ends counted anew, and events of windows recorded."""

    published: int = 0
    recounted: int = 0
    recorded: int = 0


def run_clocks(database: Database, *, context: PublicationContext) -> ClockRun:
    """Do all that is due by now. Raises: what ``publish_due`` and ``recount_windows`` raise."""
    published = len(publish_due(database, context=context))
    recounted = len(recount_windows(database, context=context))
    return ClockRun(published, recounted, record_windows(database, context=context))


def record_windows(database: Database, *, context: PublicationContext) -> int:
    """Record all events of windows that are due and not recorded; return how many."""
    recorded = 0
    while True:
        with database.session() as session:
            waiting = events.due_notices(session, at=context.clock(), calendar=context.calendar)
        found = sum(record_window(database, notice_id, context=context) for notice_id in waiting)
        recorded += found
        if not found:
            return recorded


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
