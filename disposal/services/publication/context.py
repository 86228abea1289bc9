"""What a publication needs beside the session: the calendar in force and the public address."""

from dataclasses import dataclass

from disposal.settings import Settings
from notices.working_days.calendar import WorkingCalendar, calendar_directory, calendar_with_overrides


@dataclass(frozen=True, slots=True)
class PublicationContext:
    """What a publication depends on: the calendar it counts by and the public address it prints."""

    calendar: WorkingCalendar
    public_base_url: str

    def address_of(self, number: str) -> str:
        """Return the address of a notice's public page, as its QR code bears it."""
        return f"{self.public_base_url}/notices/{number}"


def calendar_of(settings: Settings) -> WorkingCalendar:
    """Return the built-in calendar with the years the operator has loaded; read anew when a file changes."""
    return calendar_with_overrides(calendar_directory(settings.data_dir))


def context_of(settings: Settings) -> PublicationContext:
    """Return the publication context of these settings."""
    return PublicationContext(calendar=calendar_of(settings), public_base_url=settings.public_base_url)
