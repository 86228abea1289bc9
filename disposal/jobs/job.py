"""A job: its name in the queue, and the one function that it calls."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from disposal.services.publication.context import PublicationContext, calendar_of
from disposal.settings import Settings
from disposal.storage.database import Database


@dataclass(frozen=True, slots=True)
class JobContext:
    """What a job works with: the database, and the time and calendar of now."""

    database: Database
    clock: Callable[[], datetime]

    @property
    def publication(self) -> PublicationContext:
        """Return the context with the calendar as it is loaded now."""
        settings: Settings = self.database.settings
        return PublicationContext(calendar_of(settings), settings.public_base_url, self.clock)


@dataclass(frozen=True, slots=True)
class Job:
    """A job by its name. ``cron`` says when it also runs by itself, in the form of a line of cron; empty: never.

    ``run`` takes the context and the ids that the job was deferred with. It may run twice or too late: it does what is
    due by now and is not done.
    """

    name: str
    run: Callable[..., Any] = field(repr=False)
    cron: str = ""
