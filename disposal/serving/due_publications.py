"""Before a request is answered, what its answer rests on is brought up to date: drafts due, ends counted anew."""

import logging
import time
from dataclasses import dataclass, field
from datetime import datetime

from fastapi import Request
from fastapi.concurrency import run_in_threadpool

from disposal.registry.due_publications import publish_due
from disposal.registry.one_by_one import OneByOne
from disposal.registry.recounts import recount_windows
from disposal.services.publication import days
from disposal.services.publication.context import PublicationContext
from disposal.web.dependencies import Register, register
from notices.errors import NoticesError
from notices.working_days.calendar import WorkingCalendar

_log = logging.getLogger(__name__)
ASK_EVERY_S = 1.0
AGAIN_AFTER_S = 60.0
"""A draft whose publication failed is tried again so much later, not by each request."""


@dataclass(slots=True)
class NextDue:
    """The next instant of publication as this process knows it; the database is asked at most once a second.

    ``counted_by`` is the calendar by which provisional ends were last counted. ``drafts`` are published one by one; of
    those that fail the next request tells nothing, and the next minute tries again.
    """

    at: datetime | None = None
    asked_at_s: float = field(default=-ASK_EVERY_S)
    counted_by: WorkingCalendar | None = None
    drafts: OneByOne = field(default_factory=lambda: OneByOne(again_after_s=AGAIN_AFTER_S))


async def bring_up_to_date(request: Request) -> None:
    """Publish what is due by now, and count provisional ends anew where the calendar is another one.

    Other requests of this process meanwhile see the register as it was.
    """
    known: NextDue = request.app.state.next_due
    ours = register(request)
    if time.monotonic() - known.asked_at_s >= ASK_EVERY_S:
        known.asked_at_s = time.monotonic()
        await run_in_threadpool(_recount, ours, known)
        known.at = await run_in_threadpool(_next_due, ours, known)
    if known.at is not None and known.at <= ours.clock():
        known.at = None
        await run_in_threadpool(_publish, ours, known)


def _next_due(ours: Register, known: NextDue) -> datetime | None:
    with ours.database.session() as session:
        return days.next_due(session, without=known.drafts.waiting)


def _recount(ours: Register, known: NextDue) -> None:
    """Count anew where the calendar has changed. A calendar that cannot be read is told by what asks it."""
    try:
        calendar = ours.calendar
        if known.counted_by is not calendar:
            recount_windows(ours.database, context=_context(ours))
            known.counted_by = calendar
    except NoticesError:  # a calendar that cannot be read is told where it is asked
        _log.exception("provisional windows cannot be counted anew")


def _publish(ours: Register, known: NextDue) -> None:
    publish_due(ours.database, context=_context(ours), one_by_one=known.drafts)


def _context(ours: Register) -> PublicationContext:
    return PublicationContext(ours.calendar, ours.database.settings.public_base_url, ours.clock)
