"""A year's holiday arrangement for the public API."""

from typing import Any

from notices.working_days.calendar import CalendarYearMissing, WorkingCalendar


def calendar_year(calendar: WorkingCalendar, year: int) -> dict[str, Any]:
    """Return a loaded year as JSON values: its circulars, each holiday with its days off and make-up days.

    Raises: CalendarYearMissing.
    """
    if year not in calendar.years:
        raise CalendarYearMissing(year)
    arrangement = calendar.years[year]
    return {
        "year": year,
        "is_final": calendar.is_final(year),
        "circulars": [circular.model_dump(mode="json") for circular in arrangement.circulars],
        "holidays": [
            {
                "name": holiday.name,
                "name_en": holiday.english,
                "first_on": holiday.first_on.isoformat(),
                "last_on": holiday.last_on.isoformat(),
                "make_up": [day.isoformat() for day in holiday.make_up],
                "circular": arrangement.circular_of(holiday).number,
            }
            for holiday in arrangement.holidays
        ],
    }
