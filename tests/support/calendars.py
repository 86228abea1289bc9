"""The calendar that tests count by: it ends in 2026, whatever years the package carries since.

So a year can be added without a change to any test; what a year beyond the calendar brings is tested on 2027.
"""

from pathlib import Path

from notices.working_days.calendar import WorkingCalendar, load_calendar_year


def calendar_until(year: int) -> WorkingCalendar:
    """Return the builtin calendar without the years after this one."""
    years = WorkingCalendar.builtin().years
    return WorkingCalendar({known: years[known] for known in years if known <= year})


UNTIL_2026 = calendar_until(2026)

YEAR_2027 = """\
year = 2027
circulars = [{{ number = "国办发明电〔2026〕99号", issued_on = 2026-11-25, title = "虚构的2027年放假安排" }}]
holidays = [
    {{ name = "元旦", first_on = 2027-01-01, last_on = {last_on}, make_up = [{make_up}] }},
    {{ name = "春节", first_on = 2027-02-05, last_on = 2027-02-12 }},
    {{ name = "清明节", first_on = 2027-04-03, last_on = 2027-04-05 }},
    {{ name = "劳动节", first_on = 2027-05-01, last_on = 2027-05-05 }},
    {{ name = "端午节", first_on = 2027-06-09, last_on = 2027-06-09 }},
    {{ name = "中秋节", first_on = 2027-09-15, last_on = 2027-09-15 }},
    {{ name = "国庆节", first_on = 2027-10-01, last_on = 2027-10-07 }},
]
"""
LONGER, SHORTER = ("2027-01-05", ""), ("2027-01-04", "2026-12-27, 2027-01-10")
"""元旦 of an invented 2027: its last day and its make-up days. The longer moves a window of December to a later day."""


def file_of_2027(folder: Path, new_year: tuple[str, str]) -> Path:
    """Write the invented arrangement of 2027 as an operator would load it."""
    path = folder / "2027.toml"
    path.write_text(YEAR_2027.format(last_on=new_year[0], make_up=new_year[1]), encoding="utf-8")
    return path


def with_2027(folder: Path, new_year: tuple[str, str]) -> WorkingCalendar:
    """Return the calendar of the tests with that year."""
    return UNTIL_2026.with_year(load_calendar_year(file_of_2027(folder, new_year)))
