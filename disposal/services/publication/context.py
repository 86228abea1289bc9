"""What a publication needs beside the session: the calendar in force, the public address, the clock."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from disposal.models.records.record import now
from disposal.settings import Settings
from notices.dates import SHANGHAI
from notices.working_days.calendar import WorkingCalendar, calendar_directory, calendar_with_overrides


@dataclass(frozen=True, slots=True)
class PublicationContext:
    """What a publication depends on: the calendar it counts by, the public address it prints, what time it is."""

    calendar: WorkingCalendar
    public_base_url: str
    clock: Callable[[], datetime] = field(default_factory=lambda: now)

    @property
    def today(self) -> date:
        """Return the present day in China."""
        return self.clock().astimezone(SHANGHAI).date()

    def address_of(self, number: str) -> str:
        """Return the address of a notice's public page, as its QR code bears it."""
        return f"{self.public_base_url}/notices/{number}"


def calendar_of(settings: Settings) -> WorkingCalendar:
    """Return the built-in calendar with the years the operator has loaded; read anew when a file changes."""
    return calendar_with_overrides(calendar_directory(settings.data_dir))


def context_of(settings: Settings) -> PublicationContext:
    """Return the publication context of these settings."""
    return PublicationContext(calendar=calendar_of(settings), public_base_url=settings.public_base_url)
