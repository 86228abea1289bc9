"""Before a request is answered, the drafts whose day has come are published."""

import time
from dataclasses import dataclass, field
from datetime import datetime

from fastapi import Request
from fastapi.concurrency import run_in_threadpool

from disposal.registry.due_publications import publish_due
from disposal.services.publication import days
from disposal.services.publication.context import PublicationContext
from disposal.web.dependencies import Register, register

ASK_EVERY_S = 1.0


@dataclass(slots=True)
class NextDue:
    """The next instant of publication as this process knows it; the database is asked at most once a second."""

    at: datetime | None = None
    asked_at_s: float = field(default=-ASK_EVERY_S)


async def publish_what_is_due(request: Request) -> None:
    """Publish what is due by now; other requests of this process meanwhile see the register as it was."""
    known: NextDue = request.app.state.next_due
    ours = register(request)
    if time.monotonic() - known.asked_at_s >= ASK_EVERY_S:
        known.asked_at_s = time.monotonic()
        known.at = await run_in_threadpool(_next_due, ours)
    if known.at is not None and known.at <= ours.clock():
        known.at = None
        await run_in_threadpool(_publish, ours)


def _next_due(ours: Register) -> datetime | None:
    with ours.database.session() as session:
        return days.next_due(session)


def _publish(ours: Register) -> None:
    base_url = ours.database.settings.public_base_url
    publish_due(ours.database, context=PublicationContext(ours.calendar, base_url, ours.clock))
