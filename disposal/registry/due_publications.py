"""Publish scheduled drafts that are due, on the next command or request.

Each is published in its own transaction, in the name of the person who scheduled it, by the rights of that moment. A
draft that can no longer be published is removed from the schedule; the audit trail records why.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from disposal.acting import REGISTER, Actor, Channel
from disposal.registry.opening import open_database
from disposal.registry.recounts import recount_windows
from disposal.services.publication import days
from disposal.services.publication.context import PublicationContext, context_of
from disposal.services.publication.notices import locked
from disposal.services.publication.publication import publish
from disposal.settings import Settings
from disposal.storage.database import Database
from notices.errors import NoticesError


@contextmanager
def open_register(settings: Settings) -> Iterator[Database]:
    """Open the database for these settings, publish all drafts due, and count provisional ends by the calendar."""
    with open_database(settings) as database:
        context = context_of(settings)
        publish_due(database, context=context)
        recount_windows(database, context=context)
        yield database


def publish_due(database: Database, *, context: PublicationContext) -> list[str]:
    """Publish the drafts that are due; return their numbers."""
    with database.session() as session:
        waiting = [(notice.id, _scheduler(notice.scheduled_by)) for notice in days.due(session, context.clock())]
    numbers = []
    for notice_id, actor in waiting:
        try:
            with database.session(actor) as session:
                notice = locked(session, notice_id)
                if notice.number is None and notice.publish_at is not None:
                    publish(session, notice_id, context=context)
                    numbers.append(str(notice.number))
        except NoticesError as error:
            with database.session(REGISTER) as session:
                days.unschedule(session, locked(session, notice_id), because=error.zh)
    return numbers


def _scheduler(login: str | None) -> Actor:
    """Return who scheduled a draft, acting through a job."""
    return Actor(login or "", channel=Channel.job)
