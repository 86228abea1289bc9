"""One thing that waits for a person (待办), and for whom it is looked up."""

from dataclasses import dataclass
from datetime import date, datetime

from disposal.acting import Actor
from notices.dates import SHANGHAI
from notices.working_days.calendar import WorkingCalendar

MOST = 50
"""Items of one source that are listed. Each source looks for one more, so that it is known whether there are more."""


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One thing to do: what, about what, its page, since when it waits, and its last day if it has one."""

    zh: str
    en: str
    about: str
    path: str
    since: datetime
    due_on: date | None = None

    def is_overdue(self, today: date) -> bool:
        """Tell whether its last day has passed."""
        return self.due_on is not None and self.due_on < today


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a person, at most ``MOST`` of each source; ``is_cut`` where a source has more."""

    items: tuple[WorkItem, ...] = ()
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class WorkContext:
    """For whom items are looked up, at which instant, by which calendar."""

    actor: Actor
    now: datetime
    calendar: WorkingCalendar

    @property
    def today(self) -> date:
        """Return the day in China."""
        return self.now.astimezone(SHANGHAI).date()
