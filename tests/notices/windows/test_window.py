"""Windows of real notices and listings, the conventions, the closing hour, and what cannot be counted."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from notices.dates import SHANGHAI
from notices.windows.window import CountingConvention, InvalidWindow, NoticeWindow, WindowRule, WindowUnit, count_window
from notices.working_days.calendar import CalendarYearMissing, load_calendar_year
from tests.support.calendars import UNTIL_2026

FIRST_DAY_COUNTED = CountingConvention.first_day_counted
FROM_NEXT_DAY = CountingConvention.from_next_day


def window(published_on: str, rule: WindowRule) -> NoticeWindow:
    return count_window(rule, date.fromisoformat(published_on), UNTIL_2026)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("published_on", "rule", "ends_on"),
    [
        # 中国华融浙江省分公司, 浙江日报 Wed 2022-08-03: 自本公告发布之日起20个工作日.
        ("2022-08-03", WindowRule(20), "Wed 2022-08-31"),
        ("2022-08-03", WindowRule(20, convention=FIRST_DAY_COUNTED), "Tue 2022-08-30"),
        ("2024-08-19", WindowRule(20), "Sat 2024-09-14"),
        ("2022-09-20", WindowRule(20), "Fri 2022-10-21"),
        # An exchange listing that prints both the count and the dates counts the first day.
        ("2022-09-22", WindowRule(20, convention=FIRST_DAY_COUNTED), "Mon 2022-10-24"),
        ("2022-09-22", WindowRule(20), "Tue 2022-10-25"),
        ("2022-09-22", WindowRule(20, convention=FROM_NEXT_DAY), "Tue 2022-10-25"),
        # 银河资产, 广州 exchange listing of Mon 2025-10-20: 6个工作日.
        ("2025-10-20", WindowRule(6), "Tue 2025-10-28"),
        ("2020-01-22", WindowRule(5), "Thu 2020-02-06"),
        ("2022-12-29", WindowRule(1), "Fri 2022-12-30"),
        ("2022-12-29", WindowRule(2), "Tue 2023-01-03"),
        ("2018-12-28", WindowRule(1), "Sat 2018-12-29"),
        ("2022-01-04", WindowRule(365), "Wed 2023-06-21"),
    ],
)
def test_window_ends_on_the_last_working_day_counted(published_on: str, rule: WindowRule, ends_on: str) -> None:
    assert f"{window(published_on, rule).ends_on:%a %Y-%m-%d}" == ends_on


@pytest.mark.parametrize(
    ("published_on", "count", "ends_on"),
    [
        ("2025-09-20", 10, "Tue 2025-09-30"),
        ("2025-09-20", 11, "Thu 2025-10-09"),  # the 11th day is Wed 2025-10-01: rolls over the whole holiday
        ("2022-08-03", 2, "Fri 2022-08-05"),
        ("2022-08-03", 3, "Mon 2022-08-08"),
        ("2024-09-13", 1, "Sat 2024-09-14"),  # a make-up working day is no holiday
        ("2024-09-14", 1, "Wed 2024-09-18"),
    ],
)
def test_natural_days_roll_on_when_the_last_is_a_holiday(published_on: str, count: int, ends_on: str) -> None:
    counted = window(published_on, WindowRule(count, WindowUnit.natural_days))
    assert f"{counted.ends_on:%a %Y-%m-%d}" == ends_on


@pytest.mark.parametrize(
    ("closes_at", "ends_at"),
    [(None, "2022-09-01T00:00:00+08:00"), (time(17), "2022-08-31T17:00:00+08:00"),
     (time(21, 30), "2022-08-31T21:30:00+08:00")],
)  # fmt: skip
def test_window_closes_at_its_hour_on_the_last_day(closes_at: time | None, ends_at: str) -> None:
    assert window("2022-08-03", WindowRule(20, closes_at=closes_at)).ends_at.isoformat() == ends_at


@pytest.mark.parametrize(
    ("now", "is_open", "days_left"),
    [
        ("2022-08-02T23:59:59", False, 20),
        ("2022-08-03T00:00:00", True, 20),
        ("2022-08-03T23:59:59", True, 20),
        ("2022-08-04T12:00:00", True, 20),
        ("2022-08-05T12:00:00", True, 19),
        ("2022-08-06T12:00:00", True, 18),  # Sat
        ("2022-08-31T16:59:59", True, 1),
        ("2022-08-31T17:00:00", False, 0),
        ("2022-09-01T00:00:00", False, 0),
    ],
)
def test_working_days_left_include_today_until_the_window_closes(now: str, is_open: bool, days_left: int) -> None:
    counted = window("2022-08-03", WindowRule(20, closes_at=time(17)))
    assert (counted.is_open(at(now)), counted.working_days_left(at(now))) == (is_open, days_left)


def test_instant_in_another_zone_is_read_as_shanghai_time() -> None:
    counted = window("2022-08-03", WindowRule(20))
    last_minute = datetime(2022, 8, 31, 15, 59, tzinfo=UTC)  # 23:59 in Shanghai
    assert counted.is_open(last_minute)
    assert counted.working_days_left(last_minute) == 1
    assert not counted.is_open(last_minute + timedelta(minutes=1))


def test_instant_without_zone_is_refused() -> None:
    counted = window("2022-08-03", WindowRule(20))
    naive = datetime(2022, 8, 31, 12)  # noqa: DTZ001 - a naive instant is what is refused
    for ask in (counted.is_open, counted.working_days_left):
        with pytest.raises(InvalidWindow, match="no time zone"):
            ask(naive)


@pytest.mark.parametrize("count", [0, -1, 366, 10**9, True, 2.5])
def test_count_outside_1_to_365_is_refused(count: int) -> None:
    with pytest.raises(InvalidWindow) as refusal:
        WindowRule(count)
    assert refusal.value.field == "count"
    assert "须为 1 至 365 的整数" in refusal.value.zh


@pytest.mark.parametrize("closes_at", [time(0), time(17, tzinfo=UTC)])
def test_closing_hour_of_midnight_or_with_zone_is_refused(closes_at: time) -> None:
    with pytest.raises(InvalidWindow, match="leave it empty for 24:00"):
        WindowRule(20, closes_at=closes_at)


def test_publication_given_as_an_instant_is_refused() -> None:
    with pytest.raises(InvalidWindow, match="a day without an hour"):
        count_window(WindowRule(20), at("2022-08-03T09:00"), UNTIL_2026)


def test_window_into_a_year_without_circular_is_refused() -> None:
    with pytest.raises(CalendarYearMissing) as refusal:
        window("2026-12-15", WindowRule(20))
    assert refusal.value.year == 2027


@pytest.mark.parametrize("published_on", ["2014-12-31", "2031-01-01"])
def test_window_published_in_an_unknown_year_is_refused(published_on: str) -> None:
    with pytest.raises(CalendarYearMissing):
        window(published_on, WindowRule(1))


def test_window_into_a_year_without_circular_is_provisional_where_asked_for() -> None:
    counted = count_window(WindowRule(20), date(2026, 12, 15), UNTIL_2026, allow_provisional=True)
    assert f"{counted.ends_on:%a %Y-%m-%d}" == "Wed 2027-01-13"
    assert counted.is_provisional
    assert counted.provisional_because == "2027年放假安排尚未载入，按周末和法定节假日暂定，载入后可能变动"
    assert "2027 is not loaded" in counted.provisional_because_en
    assert len(counted.days) == 30


@pytest.mark.parametrize(
    ("published_on", "is_provisional"),
    [("2026-11-02", False), ("2026-11-03", True)],  # 20 working days end Mon 2026-11-30, Tue 2026-12-01
)
def test_window_that_ends_in_the_last_december_is_provisional(published_on: str, is_provisional: bool) -> None:
    counted = window(published_on, WindowRule(20))
    assert counted.is_provisional is is_provisional
    assert ("元旦调休可能涉及2026年12月" in counted.provisional_because) is is_provisional


def test_window_is_counted_anew_once_the_next_year_is_loaded(calendar_2027: Path) -> None:
    calendar = UNTIL_2026.with_year(load_calendar_year(calendar_2027))
    counted = count_window(WindowRule(20), date(2026, 12, 15), calendar)
    # Sun 12-27 is worked and Thu 12-31 is off by the invented circular.
    assert f"{counted.ends_on:%a %Y-%m-%d}" == "Wed 2027-01-13"
    assert [f"{d.date:%m-%d}" for d in counted.days if not d.counted and d.kind != "weekend"] == [
        "12-15", "12-31", "01-01", "01-02",
    ]  # fmt: skip
    assert not counted.is_provisional


def test_window_as_json_says_everything_and_explains_days_on_request() -> None:
    counted = window("2022-08-03", WindowRule(20, closes_at=time(17)))
    answer = counted.as_json()
    assert answer["ends_on"] == "2022-08-31"
    assert answer["ends_at"] == "2022-08-31T17:00:00+08:00"
    assert answer["convention"] == "first_day_not_counted"
    assert "days" not in answer
    assert counted.as_json(with_days=True)["days"][0] == {
        "date": "2022-08-03",
        "counted": False,
        "ordinal": None,
        "kind": "weekday",
        "because": "发布当日不计入（《民法典》第二百零一条）",
        "because_en": "publication day not counted (Civil Code art. 201)",
    }


def test_rule_is_said_in_both_languages() -> None:
    rule = WindowRule(20, closes_at=time(17))
    assert rule.words == "20个工作日（发布当日不计入，17:00截止）"
    assert rule.words_en == "20 working days (publication day not counted, closes at 17:00)"
