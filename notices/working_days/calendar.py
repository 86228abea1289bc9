"""The calendar of working days from the State Council's holiday arrangements (工作日历).

国务院办公厅关于…年部分节假日安排的通知, one file per year in ``calendars/cn_state_council``. The statutory
holidays follow 全国年节及纪念日放假办法 第二条 (国务院令第795号).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from types import MappingProxyType

from notices.errors import NoticesError
from notices.working_days.calendar_file import load_calendar_year, store_calendar_year
from notices.working_days.calendar_table import DayKind, DayStatus, YearTable, official_table, provisional_table
from notices.working_days.calendar_year import (
    FIRST_YEAR,
    LAST_YEAR,
    CalendarYear,
    Circular,
    Holiday,
    InvalidCalendarFile,
)
from notices.working_days.festivals import has_festival_dates

__all__ = [
    "CalendarYear",
    "CalendarYearMissing",
    "Circular",
    "DayKind",
    "DayStatus",
    "Holiday",
    "InvalidCalendarFile",
    "Provisional",
    "WorkingCalendar",
    "calendar_directory",
    "calendar_with_overrides",
    "load_calendar_year",
    "store_calendar_year",
]

_DECEMBER = 12
_UNTIL_THEN = (
    "；公布前可用 disposal window --provisional 或 disposal floor --provisional 按周末和法定节假日暂算",
    "; until then disposal window --provisional and disposal floor --provisional answer from weekends and statutory "
    "holidays",
)
"""What to do meanwhile about a year whose festivals are known."""


class CalendarYearMissing(NoticesError):
    """No holiday arrangement is loaded for a year that the answer depends on."""

    code = "calendar_year_missing"
    status = 409

    def __init__(self, year: int) -> None:
        self.year = year
        if not FIRST_YEAR <= year <= LAST_YEAR:
            super().__init__(
                zh=f"放假安排仅支持{FIRST_YEAR}年至{LAST_YEAR}年，{year}年的工作日无法确定；请核对日期",
                en=f"holiday arrangements are kept for {FIRST_YEAR} to {LAST_YEAR}, so the working days of {year} are "
                "not known; check the date",
            )
            return
        zh, en = _UNTIL_THEN if has_festival_dates(year) else ("", "")
        super().__init__(
            zh=(
                f"{year}年的放假安排尚未载入，无法确定该年的工作日；"
                f"请在国务院办公厅通知公布后执行 disposal calendar load {year}.toml{zh}"
            ),
            en=(
                f"no holiday arrangement is loaded for {year}, so its working days are not known; once the State "
                f"Council's circular is out, load it with: disposal calendar load {year}.toml{en}"
            ),
        )


@dataclass(frozen=True, slots=True)
class Provisional:
    """Why an answer may still change, in both languages."""

    because: str
    because_en: str


@dataclass(frozen=True, eq=False)
class WorkingCalendar:
    """The working days of the years whose circulars are loaded. ``years`` is read-only.

    A year is final only when the circular of the next year is loaded too. Until then its December is
    provisional, because a New Year arrangement may change days in it.
    """

    years: Mapping[int, CalendarYear]
    _tables: dict[int, YearTable] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "years", MappingProxyType(dict(sorted(self.years.items()))))

    @classmethod
    def builtin(cls) -> "WorkingCalendar":
        """Return the calendar of the years in this package; always the same object."""
        return _builtin()

    @classmethod
    def from_files(cls, paths: Iterable[Path]) -> "WorkingCalendar":
        """Return the calendar of the years in these files; a later file replaces an earlier one of its year.

        Raises:
            InvalidCalendarFile: a file is refused.
        """
        years = (load_calendar_year(path) for path in paths)
        return cls({year.year: year for year in years})

    def with_year(self, year: CalendarYear) -> "WorkingCalendar":
        """Return a calendar with one year added or replaced."""
        return WorkingCalendar({**self.years, year.year: year})

    def is_final(self, year: int) -> bool:
        """Return whether the next year's circular can no longer change this year."""
        return year in self.years and year + 1 in self.years

    def day(self, day: date, *, allow_provisional: bool = False) -> DayStatus:
        """Return the status of a day and the reason.

        Raises:
            CalendarYearMissing: its year is not loaded, and a provisional answer is not allowed or not possible.
        """
        return self._table(day.year, allow_provisional=allow_provisional).status(day)

    def is_working_day(self, day: date, *, allow_provisional: bool = False) -> bool:
        """Return whether a day is a working day; raises ``CalendarYearMissing`` as ``day`` does."""
        return self.day(day, allow_provisional=allow_provisional).is_working

    def nth_working_day(self, start: date, n: int, *, allow_provisional: bool = False) -> date:
        """Return the n-th working day on or after ``start``; ``n`` counts from 1.

        Raises:
            CalendarYearMissing: the count runs into a year that is not loaded.
        """
        table = self._table(start.year, allow_provisional=allow_provisional)
        rank = table.working_before(start) + n
        while rank > len(table.working):
            rank -= len(table.working)
            table = self._table(table.first.year + 1, allow_provisional=allow_provisional)
        return table.working[rank - 1]

    def nth_working_day_before(self, end: date, n: int, *, allow_provisional: bool = False) -> date:
        """Return the n-th working day strictly before ``end``; raises as ``nth_working_day`` does."""
        table = self._table(end.year, allow_provisional=allow_provisional)
        rank = table.working_before(end) - n
        while rank < 0:
            table = self._table(table.first.year - 1, allow_provisional=allow_provisional)
            rank += len(table.working)
        return table.working[rank]

    def working_days_between(self, first: date, last: date, *, allow_provisional: bool = False) -> int:
        """Count the working days from ``first`` to ``last``, both included; 0 if ``last`` is earlier."""
        if last < first:
            return 0
        tables = [self._table(y, allow_provisional=allow_provisional) for y in range(first.year, last.year + 1)]
        until_last = sum(len(table.working) for table in tables[:-1]) + tables[-1].working_before(last)
        return until_last + tables[-1].status(last).is_working - tables[0].working_before(first)

    def days(self, first: date, last: date) -> Iterator[DayStatus]:
        """Yield the status of each day from ``first`` to ``last``, provisional if necessary."""
        for year in range(first.year, last.year + 1):
            table = self._table(year, allow_provisional=True)
            begin = first if year == first.year else date(year, 1, 1)
            end = last if year == last.year else date(year, 12, 31)
            yield from table.statuses[table.index(begin) : table.index(end) + 1]

    def provisional(self, first: date, last: date) -> Provisional | None:
        """Return why a count between two days may still change, or None if it is final."""
        years = range(first.year, last.year + 1)
        missing = next((year for year in years if year not in self.years), None)
        if missing is not None:
            return Provisional(
                f"{missing}年放假安排尚未载入，按周末和法定节假日暂定，载入后可能变动",
                f"the holiday arrangement for {missing} is not loaded: counted from weekends and statutory holidays, "
                "and may change",
            )
        if last.month == _DECEMBER and last.year + 1 not in self.years:
            return Provisional(
                f"{last.year + 1}年放假安排尚未载入，元旦调休可能涉及{last.year}年12月，载入后可能变动",
                f"the holiday arrangement for {last.year + 1} is not loaded: its New Year may reach back into December "
                f"{last.year}, so this may change",
            )
        return None

    def _table(self, year: int, *, allow_provisional: bool) -> YearTable:
        table = self._tables.get(year)
        if table is None:
            if year in self.years:
                table = official_table(self.years, year)
            elif has_festival_dates(year):
                table = provisional_table(year)
            else:
                raise CalendarYearMissing(year)
            self._tables[year] = table
        if not allow_provisional and year not in self.years:
            raise CalendarYearMissing(year)
        return table


@cache
def _builtin() -> WorkingCalendar:
    with as_file(files("notices") / "calendars" / "cn_state_council") as directory:
        return WorkingCalendar.from_files(sorted(directory.glob("*.toml")))


def calendar_directory(data_dir: Path) -> Path:
    """Return the directory of the operator's calendar files, below the data directory."""
    return data_dir / "calendars" / "cn_state_council"


def calendar_with_overrides(directory: Path) -> WorkingCalendar:
    """Return the builtin calendar with the years of the operator's files added or replaced.

    The result is cached until a file changes. A missing directory adds nothing.

    Raises:
        InvalidCalendarFile: a file is refused; no calendar is returned without it.
    """
    paths = sorted(directory.glob("*.toml"))
    if not paths:
        return WorkingCalendar.builtin()
    return _overridden(tuple((path, path.stat().st_mtime_ns, path.stat().st_size) for path in paths))


@lru_cache(maxsize=8)
def _overridden(files_as_seen: tuple[tuple[Path, int, int], ...]) -> WorkingCalendar:
    calendar = WorkingCalendar.builtin()
    for path, _, _ in files_as_seen:
        calendar = calendar.with_year(load_calendar_year(path))
    return calendar
