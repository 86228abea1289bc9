"""What a publication needs besides the session: calendar, public address, clock."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from disposal.clock import now
from disposal.settings import Settings
from notices.dates import SHANGHAI
from notices.working_days.calendar import WorkingCalendar, calendar_directory, calendar_with_overrides


@dataclass(frozen=True, slots=True)
class PublicationContext:
    """The calendar to count with, the public base URL to print, and the clock."""

    calendar: WorkingCalendar
    public_base_url: str
    clock: Callable[[], datetime] = field(default_factory=lambda: now)

    @property
    def today(self) -> date:
        """Return today's date in China."""
        return self.clock().astimezone(SHANGHAI).date()

    def address_of(self, number: str) -> str:
        """Return the URL of a notice's public page, as in its QR code."""
        return f"{self.public_base_url}/notices/{number}"


def calendar_of(settings: Settings) -> WorkingCalendar:
    """Return the built-in calendar with the years loaded by the operator; reloaded when a file changes."""
    return calendar_with_overrides(calendar_directory(settings.data_dir))


def context_of(settings: Settings) -> PublicationContext:
    """Return the publication context for these settings."""
    return PublicationContext(calendar=calendar_of(settings), public_base_url=settings.public_base_url)
