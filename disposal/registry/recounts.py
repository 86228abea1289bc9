"""Count provisional ends of windows anew when a later calendar is loaded. Each notice has a transaction of its own."""

from uuid import UUID

from disposal.acting import REGISTER
from disposal.services.publication.context import PublicationContext
from disposal.services.windows.recounting import notices_to_recount, recount
from disposal.storage.database import Database


def recount_windows(database: Database, *, context: PublicationContext) -> list[UUID]:
    """Count provisional ends anew by the calendar in force; return the notices of which something changed.

    Raises: CalendarYearMissing if not even the festivals of a year are known.
    """
    with database.session() as session:
        waiting = notices_to_recount(session, context.calendar)
    changed = []
    for notice_id in waiting:
        with database.session(REGISTER) as session:
            if recount(session, notice_id, calendar=context.calendar, at=context.clock()) is not None:
                changed.append(notice_id)
    return changed
