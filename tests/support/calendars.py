"""The calendar that tests count by: it ends in 2026, whatever years the package carries since.

So a year can be added without a change to any test; what a year beyond the calendar brings is tested on 2027.
"""

from notices.working_days.calendar import WorkingCalendar


def calendar_until(year: int) -> WorkingCalendar:
    """Return the builtin calendar without the years after this one."""
    years = WorkingCalendar.builtin().years
    return WorkingCalendar({known: years[known] for known in years if known <= year})


UNTIL_2026 = calendar_until(2026)
