"""The calendar agrees with two independent packages on every day, and says what it does not know."""

from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import holidays
import pytest

from notices.working_days.calendar import CalendarYearMissing, DayKind, WorkingCalendar, load_calendar_year
from notices.working_days.festivals import statutory_holidays
from tests.support.calendars import UNTIL_2026, calendar_until

# An arrangement may reach into the year before: no day is compared under one that the packages do not know.
CHECKED = calendar_until(max(chinese_calendar.constants.holidays).year)

# Where one of the packages says otherwise and we do not follow it: date → why.
DISAGREEMENTS_WITH_CHINESECALENDAR: dict[date, str] = {}
DISAGREEMENTS_WITH_HOLIDAYS: dict[date, str] = {}


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]


@pytest.mark.parametrize("year", CHECKED.years)
def test_calendar_agrees_with_chinesecalendar_on_every_day(year: int) -> None:
    differing = [day for day in days_of(year) if CHECKED.is_working_day(day) != chinese_calendar.is_workday(day)]
    assert differing == [day for day in DISAGREEMENTS_WITH_CHINESECALENDAR if day.year == year]


@pytest.mark.parametrize("year", CHECKED.years)
def test_calendar_agrees_with_holidays_on_every_day(year: int) -> None:
    # The neighbours too, since an arrangement may reach into the year before.
    package = holidays.country_holidays("CN", years=(year - 1, year, year + 1), language="zh_CN")
    differing = [day for day in days_of(year) if CHECKED.is_working_day(day) != package.is_working_day(day)]
    assert differing == [day for day in DISAGREEMENTS_WITH_HOLIDAYS if day.year == year]


@pytest.mark.parametrize("year", WorkingCalendar.builtin().years)
def test_circular_of_each_year_has_number_date_title_and_official_page(year: int) -> None:
    for circular in WorkingCalendar.builtin().years[year].circulars:
        assert circular.number.endswith("号")
        assert circular.issued_on.year in {year - 1, year}
        assert circular.title.startswith("国务院")
        assert circular.link is not None
        assert circular.link.startswith("https://www.gov.cn/zhengce/content/")


@pytest.mark.parametrize(
    ("day", "is_working", "kind", "because"),
    [
        (date(2022, 12, 30), True, DayKind.weekday, "工作日，星期五"),
        (date(2022, 12, 31), False, DayKind.holiday, "元旦放假（国办发明电〔2022〕16号）"),
        (date(2018, 12, 29), True, DayKind.make_up, "元旦调休上班日，星期六（国办发明电〔2018〕15号）"),
        (date(2018, 12, 31), False, DayKind.holiday, "元旦放假（国办发明电〔2018〕15号）"),
        (date(2020, 1, 30), False, DayKind.holiday, "春节放假（国办发明电〔2019〕16号）"),
        (date(2020, 1, 31), False, DayKind.holiday, "春节放假（国办发明电〔2020〕1号）"),
        (date(2020, 2, 1), False, DayKind.holiday, "春节放假（国办发明电〔2020〕1号）"),
        (date(2020, 2, 3), True, DayKind.weekday, "工作日，星期一"),
        (date(2019, 5, 3), False, DayKind.holiday, "劳动节放假（国办发明电〔2019〕3号）"),
        (date(2015, 6, 21), False, DayKind.weekend, "周末，星期日"),
        (date(2024, 9, 14), True, DayKind.make_up, "中秋节调休上班日，星期六（国办发明电〔2023〕7号）"),
    ],
    ids=lambda value: f"{value:%a %Y-%m-%d}" if isinstance(value, date) else None,
)
def test_day_is_explained_by_its_circular(day: date, is_working: bool, kind: DayKind, because: str) -> None:
    status = UNTIL_2026.day(day)
    assert (status.is_working, status.kind, status.because) == (is_working, kind, because)
    assert not status.is_provisional


def test_victory_day_of_2015_is_named_in_both_languages() -> None:
    status = UNTIL_2026.day(date(2015, 9, 3))  # Thu
    assert status.because == "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日放假（国发明电〔2015〕1号）"
    assert status.because_en.startswith("70th anniversary of victory in the War of Resistance holiday")


@pytest.mark.parametrize("year", [2014, 2027, 2031])
def test_year_without_data_is_refused_with_what_to_do(year: int) -> None:
    with pytest.raises(CalendarYearMissing) as refusal:
        UNTIL_2026.is_working_day(date(year, 6, 1))
    assert f"disposal calendar load {year}.toml" in refusal.value.en
    assert f"{year}年的放假安排尚未载入" in refusal.value.zh
    assert refusal.value.year == year
    assert ("--provisional" in refusal.value.en) == ("--provisional" in refusal.value.zh) == (year == 2027)


@pytest.mark.parametrize("year", [2014, 2031])
def test_year_without_festival_dates_is_refused_even_provisionally(year: int) -> None:
    with pytest.raises(CalendarYearMissing):
        UNTIL_2026.day(date(year, 6, 1), allow_provisional=True)


@pytest.mark.parametrize(
    ("day", "is_working", "named"),
    [
        (date(2027, 1, 1), False, "元旦"),
        (date(2027, 2, 5), False, "春节"),  # Fri, New Year's Eve: off since order 795
        (date(2027, 2, 8), False, "春节"),
        (date(2027, 2, 9), False, "春节补假"),  # 6 and 7 February are Sat and Sun: art. 6
        (date(2027, 2, 10), False, "春节补假"),
        (date(2027, 2, 11), True, "工作日"),
        (date(2027, 4, 5), False, "清明节"),
        (date(2027, 5, 1), False, "劳动节"),
        (date(2027, 5, 2), False, "劳动节"),
        (date(2027, 5, 3), False, "劳动节补假"),
        (date(2027, 5, 4), False, "劳动节补假"),
        (date(2027, 5, 5), True, "工作日"),
        (date(2027, 6, 9), False, "端午节"),
        (date(2027, 9, 15), False, "中秋节"),
        (date(2027, 10, 3), False, "国庆节"),
        (date(2027, 10, 4), False, "国庆节补假"),  # 2 and 3 October are Sat and Sun
        (date(2027, 10, 6), True, "工作日"),
        (date(2027, 7, 17), False, "周末"),
    ],
    ids=lambda value: f"{value:%a %Y-%m-%d}" if isinstance(value, date) else None,
)
def test_provisional_day_follows_weekends_and_statutory_holidays(day: date, is_working: bool, named: str) -> None:
    status = UNTIL_2026.day(day, allow_provisional=True)
    assert status.is_working is is_working
    assert named in status.because
    assert "暂定，2027年放假安排尚未载入" in status.because
    assert "provisional" in status.because_en
    assert status.is_provisional


@pytest.mark.parametrize(
    ("day", "following"),
    [
        (date(2027, 12, 31), date(2028, 1, 4)),
        (date(2027, 4, 30), date(2027, 5, 5)),
        (date(2027, 2, 4), date(2027, 2, 11)),
    ],
)
def test_provisional_count_makes_up_a_holiday_on_a_weekend(day: date, following: date) -> None:
    assert UNTIL_2026.nth_working_day(day + timedelta(days=1), 1, allow_provisional=True) == following


def test_provisional_answer_leaves_the_strict_one_refused() -> None:
    assert UNTIL_2026.day(date(2027, 6, 1), allow_provisional=True).is_provisional
    with pytest.raises(CalendarYearMissing):
        UNTIL_2026.day(date(2027, 6, 1))


@pytest.mark.parametrize("year", range(2027, 2031))
def test_festival_dates_agree_with_holidays(year: int) -> None:
    package = holidays.country_holidays("CN", years=year, observed=False)
    assert sorted(statutory_holidays(year)) == sorted(package)


@pytest.mark.parametrize("year", range(2015, 2027))
def test_fixed_statutory_days_agree_with_holidays(year: int) -> None:
    package = holidays.country_holidays("CN", years=year, observed=False)
    assert set(statutory_holidays(year)) <= set(package)


def test_labour_day_gains_its_second_day_with_order_795_in_2025() -> None:
    assert date(2024, 5, 2) not in statutory_holidays(2024)
    assert date(2025, 5, 2) in statutory_holidays(2025)


def test_december_of_the_last_year_is_provisional_and_november_is_not() -> None:
    assert not UNTIL_2026.day(date(2026, 11, 30)).is_provisional  # Mon
    status = UNTIL_2026.day(date(2026, 12, 1))  # Tue
    assert status.is_provisional
    assert status.because == "工作日，星期二；暂定，2027年放假安排尚未载入"
    assert not UNTIL_2026.day(date(2025, 12, 31)).is_provisional
    assert UNTIL_2026.is_final(2025)
    assert not UNTIL_2026.is_final(2026)


def test_next_year_once_loaded_settles_december_and_moves_its_days(calendar_2027: Path) -> None:
    calendar = UNTIL_2026.with_year(load_calendar_year(calendar_2027))
    assert calendar.is_final(2026)
    assert not calendar.day(date(2026, 12, 30)).is_provisional
    assert calendar.day(date(2026, 12, 31)).because == "元旦放假（国办发明电〔2026〕99号）"  # Thu
    assert calendar.is_working_day(date(2026, 12, 27))  # Sun, made up for it
    assert 2027 not in UNTIL_2026.years


def test_calendar_years_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        UNTIL_2026.years[2027] = UNTIL_2026.years[2026]  # type: ignore[index]
    assert WorkingCalendar.builtin() is WorkingCalendar.builtin()


@pytest.mark.parametrize("n", [1, 5, 20, 250, 260, 600])
@pytest.mark.parametrize("start", [date(2016, 1, 1), date(2018, 12, 29), date(2022, 10, 1)])
def test_nth_working_day_equals_counting_one_by_one(start: date, n: int) -> None:
    day, counted = start - timedelta(days=1), 0
    while counted < n:
        day += timedelta(days=1)
        counted += UNTIL_2026.is_working_day(day)
    assert UNTIL_2026.nth_working_day(start, n) == day
    assert UNTIL_2026.working_days_between(start, day) == n
    assert UNTIL_2026.nth_working_day_before(day + timedelta(days=1), n) >= start
    assert UNTIL_2026.nth_working_day(UNTIL_2026.nth_working_day_before(day, n), n) < day


def test_working_days_between_is_none_where_the_end_comes_first() -> None:
    assert UNTIL_2026.working_days_between(date(2022, 8, 4), date(2022, 8, 3)) == 0
