"""The days of one year, prepared for counting: the status and reason of each day, the working days by rank."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from notices.codes import Coded
from notices.dates import ONE_DAY, is_weekend, weekday_en, weekday_zh
from notices.working_days.calendar_year import CalendarYear
from notices.working_days.festivals import days_made_up, statutory_holidays


class DayKind(Coded):
    """What makes a day a working day or a day off."""

    weekday = "weekday", "工作日", "working day"
    weekend = "weekend", "周末", "weekend"
    holiday = "holiday", "节假日", "holiday"
    make_up = "make_up", "调休上班日", "make-up working day"


@dataclass(frozen=True, slots=True)
class DayStatus:
    """Whether a day is a working day, and why, in both languages.

    ``holiday`` is the holiday that a day off or a make-up day belongs to, ``circular`` the number of its
    circular. A provisional status may change when the circular of the year ``awaits`` is issued. ``short`` is the
    reason for a table that shows the date and weekday itself.
    """

    date: date
    kind: DayKind
    is_working: bool
    because: str
    because_en: str
    holiday: str | None = None
    circular: str | None = None
    is_provisional: bool = False
    awaits: int | None = None
    short: str = ""
    short_en: str = ""

    def in_short(self) -> "DayStatus":
        """Return the status with its short reason: without weekday and provisional mark."""
        return replace(self, because=self.short or self.because, because_en=self.short_en or self.because_en)


@dataclass(frozen=True, slots=True)
class YearTable:
    """One year: the status of each day, the working days in order, and their running count by day."""

    first: date
    statuses: tuple[DayStatus, ...]
    working: tuple[date, ...]
    working_until: tuple[int, ...]

    def index(self, day: date) -> int:
        """Return the index of a day of this year, from 0."""
        return day.toordinal() - self.first.toordinal()

    def status(self, day: date) -> DayStatus:
        """Return the status of a day of this year."""
        return self.statuses[self.index(day)]

    def working_before(self, day: date) -> int:
        """Count the working days of this year before a day of this year."""
        index = self.index(day)
        return self.working_until[index - 1] if index else 0


def official_table(years: Mapping[int, CalendarYear], year: int) -> YearTable:
    """Build the table of a year that has a circular. The next year's circular, if loaded, may change December.

    Until it is loaded, December is provisional: a New Year arrangement may still change its days.
    """
    ruled = _ruled_days(years[year])
    following = years.get(year + 1)
    if following is not None:
        ruled.update((day, status) for day, status in _ruled_days(following).items() if day.year == year)
    open_from = date(year + 1, 1, 1) if following is not None else date(year, 12, 1)

    def status(day: date) -> DayStatus:
        found = ruled.get(day) or _ordinary(day)
        return _provisional(found, year + 1) if day >= open_from else found

    return _table(year, status)


def provisional_table(year: int) -> YearTable:
    """Build the table of a year without circular, from weekends and statutory holidays; all days are provisional.

    A statutory holiday on a weekend is made up on the next working day (全国年节及纪念日放假办法 第六条).
    """
    statutory, made_up = statutory_holidays(year), days_made_up(year)

    def status(day: date) -> DayStatus:
        festival = statutory.get(day) or made_up.get(day)
        if festival is None:
            return _provisional(_ordinary(day), year)
        is_made_up = day not in statutory
        source = replace(festival.source, article="六") if is_made_up else festival.source
        words = f"{festival.name}补假" if is_made_up else f"法定节假日{festival.name}"
        words_en = f"day made up for {festival.name_en}" if is_made_up else f"statutory holiday {festival.name_en}"
        found = DayStatus(
            date=day,
            kind=DayKind.holiday,
            is_working=False,
            because=f"{words}（{source.citation}）",
            because_en=f"{words_en} ({source.number})",
            holiday=festival.name,
        )
        return _provisional(found, year)

    return _table(year, status)


def _ruled_days(year: CalendarYear) -> dict[date, DayStatus]:
    """Return the days that a year's circulars name."""
    days: dict[date, DayStatus] = {}
    for holiday in year.holidays:
        number = year.circular_of(holiday).number
        for day in holiday.days_off():
            days[day] = DayStatus(
                date=day,
                kind=DayKind.holiday,
                is_working=False,
                because=f"{holiday.name}放假（{number}）",
                because_en=f"{holiday.english} holiday (circular {number})",
                holiday=holiday.name,
                circular=number,
            )
        for day in holiday.make_up:
            days[day] = DayStatus(
                date=day,
                kind=DayKind.make_up,
                is_working=True,
                because=f"{holiday.name}调休上班日，{weekday_zh(day)}（{number}）",
                because_en=f"{weekday_en(day)}, make-up working day for {holiday.english} (circular {number})",
                holiday=holiday.name,
                circular=number,
                short=f"{holiday.name}调休上班日（{number}）",
                short_en=f"make-up working day for {holiday.english} (circular {number})",
            )
    return days


def _ordinary(day: date) -> DayStatus:
    """Return the status of a day that no circular names."""
    kind = DayKind.weekend if is_weekend(day) else DayKind.weekday
    return DayStatus(
        date=day,
        kind=kind,
        is_working=kind is DayKind.weekday,
        because=f"{kind.zh}，{weekday_zh(day)}",
        because_en=f"{kind.en}, {weekday_en(day)}",
        short=kind.zh,
        short_en=kind.en,
    )


def _provisional(status: DayStatus, awaited: int) -> DayStatus:
    """Return the status marked provisional until the circular of the year ``awaited`` is loaded."""
    return replace(
        status,
        because=f"{status.because}；暂定，{awaited}年放假安排尚未载入",
        because_en=f"{status.because_en}; provisional, the arrangement for {awaited} is not loaded",
        is_provisional=True,
        awaits=awaited,
        short=status.short or status.because,
        short_en=status.short_en or status.because_en,
    )


def _table(year: int, status_of: Callable[[date], DayStatus]) -> YearTable:
    statuses: list[DayStatus] = []
    working: list[date] = []
    working_until: list[int] = []
    day = first = date(year, 1, 1)
    while day.year == year:
        status = status_of(day)
        statuses.append(status)
        if status.is_working:
            working.append(day)
        working_until.append(len(working))
        day += ONE_DAY
    return YearTable(first, tuple(statuses), tuple(working), tuple(working_until))
