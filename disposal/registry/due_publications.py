"""Publish scheduled drafts that are due, on the next command or request.

Each is published in its own transaction, in the name of the person who scheduled it, by the rights of that moment. A
draft that can no longer be published is removed from the schedule; the audit trail records why. What is wrong with
the machine (a clock, the database, a key) or with our program removes none: it is tried again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from uuid import UUID

from disposal.acting import REGISTER, Actor, Channel
from disposal.registry.one_by_one import OneByOne
from disposal.registry.opening import open_database
from disposal.registry.recounts import recount_windows
from disposal.services.publication import days
from disposal.services.publication.context import PublicationContext, context_of
from disposal.services.publication.notices import locked
from disposal.services.publication.publication import publish
from disposal.settings import Settings
from disposal.storage.database import Database
from notices.errors import NoticesError

_NOT_OF_THE_DRAFT = 500
"""From this status on an error is the machine's or ours; below it, the draft's."""


@contextmanager
def open_register(settings: Settings) -> Iterator[Database]:
    """Open the database for these settings, publish all drafts due, and count provisional ends by the calendar."""
    with open_database(settings) as database:
        context = context_of(settings)
        publish_due(database, context=context)
        recount_windows(database, context=context)
        yield database


def publish_due(database: Database, *, context: PublicationContext, one_by_one: OneByOne | None = None) -> list[str]:
    """Publish the drafts that are due; return their numbers.

    One that fails by no fault of its own, or by one of ours, stays due; ``one_by_one`` tells it.
    """
    each = one_by_one or OneByOne()
    with database.session() as session:
        due = [(notice_id, login) for notice_id, login in days.due(session, context.clock())]
    numbers = (
        each.attempt("due publication", notice_id, partial(_publish, database, notice_id, _scheduler(login), context))
        for notice_id, login in due
        if notice_id not in each.waiting
    )
    return [number for number in numbers if number]


def _publish(database: Database, notice_id: UUID, actor: Actor, context: PublicationContext) -> str | None:
    """Publish a draft and return its number; None where it is public already, or was removed from the schedule."""
    try:
        with database.session(actor) as session:
            notice = locked(session, notice_id)
            if notice.number is not None or notice.publish_at is None:
                return None
            publish(session, notice_id, context=context)
            return notice.number
    except NoticesError as error:
        if error.status >= _NOT_OF_THE_DRAFT:
            raise
        with database.session(REGISTER) as session:
            days.unschedule(session, locked(session, notice_id), because=error.zh)
        return None


def _scheduler(login: str | None) -> Actor:
    """Return who scheduled a draft, acting through a job."""
    return Actor(login or "", channel=Channel.job)
