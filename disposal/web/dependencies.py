"""Dependencies of routes: the register, a read-only session, the calendar, the current time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache, partial
from threading import Event
from typing import Annotated, Any

from fastapi import Depends, Query, Request
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from disposal.mailbox_keys.mailbox_key import open_mailbox_key
from disposal.services.accounts.modes import is_production
from disposal.services.public.freshness import Stamps
from disposal.services.public.notice_list import CommonSearches
from disposal.services.public.queries import Query as Asked
from disposal.services.publication.context import PublicationContext, calendar_of
from disposal.services.reports.mailbox import Mailbox
from disposal.storage.database import Database
from disposal.web.middleware import language_of
from disposal.web.page_cache import PageCache
from disposal.web.rates import Gate, Rates
from notices.dates import SHANGHAI
from notices.working_days.calendar import WorkingCalendar

Clock = Callable[[], datetime]
ONE_MINUTE = timedelta(minutes=1)
MOST_LIST_BYTES = 16 * 1024 * 1024
"""What lists may hold in memory: any search makes one, and none shall throw a notice's page out."""
REPORTS_PER_HOUR, REPORTS_AT_ONCE = 200, 30
"""How often one network may file on the form, whatever for, before its reports must wait. Counted in this process: a
count stored would tell of reports; one of reports alone would, to whoever of the same network tries how many pass."""
FILINGS_PER_SECOND, FILINGS_AT_ONCE = 2.0, 120
"""How often one network may post to the door of filings, whatever for: a form is read only then."""


@dataclass(frozen=True, slots=True)
class Register:
    """What one process serves from: its database, its clock, the stamps of its notices, its pages in memory.

    ``pages`` are those of notices, ``lists`` those of lists and searches.
    ``in_production`` is set once it is known that the register is in production, which is for good.
    """

    database: Database
    clock: Clock
    stamps: Stamps
    pages: PageCache
    mailbox: Mailbox
    lists: PageCache = field(default_factory=lambda: PageCache(MOST_LIST_BYTES))
    common_searches: CommonSearches = field(default_factory=CommonSearches)
    in_production: Event = field(default_factory=Event)
    rates: Rates = field(default_factory=Rates)
    filing_rates: Rates = field(default_factory=lambda: Rates(FILINGS_PER_SECOND, FILINGS_AT_ONCE))
    filing_gate: Gate = field(default_factory=Gate)
    report_rates: Rates = field(default_factory=lambda: Rates(REPORTS_PER_HOUR / 3600, REPORTS_AT_ONCE))

    @classmethod
    def of(cls, database: Database, clock: Clock, *, hold_s: float = 0.0) -> "Register":
        """Return the register of an open database; ``hold_s``: how long a stamp serves, in seconds."""
        stamps = Stamps(database.engine, lambda: calendar_of(database.settings), hold_s=hold_s)
        mailbox = Mailbox(cache(partial(open_mailbox_key, database.settings)))
        return cls(database=database, clock=clock, stamps=stamps, pages=PageCache(), mailbox=mailbox)

    @property
    def is_training(self) -> bool:
        """Return whether nothing in the register is real."""
        if not self.in_production.is_set():
            with self.database.session() as session:
                if is_production(session):
                    self.in_production.set()
        return not self.in_production.is_set()

    @property
    def is_clock_set(self) -> bool:
        """Return whether DISPOSAL_NOW has set the clock, for training."""
        return self.database.settings.now is not None

    def shown_until(self, now: datetime, until: datetime) -> datetime:
        """Return until when a page made now is right that is so until ``until``: a set clock is told to the minute."""
        return min(until, now.replace(second=0, microsecond=0) + ONE_MINUTE) if self.is_clock_set else until

    @property
    def shows_training(self) -> bool:
        """Return whether public pages bear the mark of training; without a database, no page claims anything."""
        try:
            return self.is_training
        except SQLAlchemyError:  # the page itself tells that the database is away
            return False

    @property
    def calendar(self) -> WorkingCalendar:
        """Return the calendar in force, with the years that the operator has loaded."""
        return calendar_of(self.database.settings)


def register(request: Request) -> Register:
    """Return the register that this process serves."""
    found = request.app.state.register
    if not isinstance(found, Register):
        raise TypeError(found)
    return found


async def now(request: Request) -> datetime:
    """Return the current time, timezone-aware. A test sets it through ``create_app``."""
    return register(request).clock()


async def today(request: Request) -> date:
    """Return the day in China."""
    return register(request).clock().astimezone(SHANGHAI).date()


async def calendar(request: Request) -> WorkingCalendar:
    """Return the calendar in force."""
    return register(request).calendar


def read_session(request: Request) -> Iterator[Session]:
    """Yield a read-only session."""
    with register(request).database.session() as session:
        yield session


async def language(request: Request) -> str:
    """Return the language of the requested page: zh or en."""
    return language_of(request.scope)


def publication_context(request: Request) -> PublicationContext:
    """Return what composing and publishing need, with the clock and calendar of this process."""
    ours = register(request)
    return PublicationContext(ours.calendar, ours.database.settings.public_base_url, ours.clock)


Publication = Annotated[PublicationContext, Depends(publication_context)]
Now = Annotated[datetime, Depends(now)]
Today = Annotated[date, Depends(today)]
Calendar = Annotated[WorkingCalendar, Depends(calendar)]
ReadSession = Annotated[Session, Depends(read_session)]
Language = Annotated[str, Depends(language)]


class NoFilters(Asked):
    """The question for a list that is shown whole."""


async def no_filters(asked: Annotated[NoFilters, Query()]) -> NoFilters:
    """Return the question, which holds nothing. FastAPI refuses any other with 422."""
    return asked


UNFILTERED: Any = [Depends(no_filters)]
"""The ``dependencies`` of a list without filters: one is refused, so that nobody takes the whole list for a part."""
