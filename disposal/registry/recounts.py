"""Count provisional ends of windows anew when a later calendar is loaded. Each notice has a transaction of its own."""

from functools import partial
from uuid import UUID

from disposal.acting import REGISTER
from disposal.registry.one_by_one import OneByOne
from disposal.services.publication.context import PublicationContext
from disposal.services.windows.recounting import notices_to_recount, recount
from disposal.storage.database import Database


def recount_windows(
    database: Database, *, context: PublicationContext, one_by_one: OneByOne | None = None
) -> list[UUID]:
    """Count provisional ends anew by the calendar in force; return the notices of which something changed.

    A notice that cannot be counted keeps its end, and is told by ``one_by_one``.
    """
    each = one_by_one or OneByOne()
    with database.session() as session:
        waiting = notices_to_recount(session, context.calendar)
    counted = {
        notice_id: each.attempt("recount of a window", notice_id, partial(_recount, database, notice_id, context))
        for notice_id in waiting
    }
    return [notice_id for notice_id, is_changed in counted.items() if is_changed]


def _recount(database: Database, notice_id: UUID, context: PublicationContext) -> bool:
    with database.session(REGISTER) as session:
        return recount(session, notice_id, calendar=context.calendar, at=context.clock()) is not None
