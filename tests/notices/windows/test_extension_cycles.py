"""Windows that run on, as exchanges print them: 按照3个工作日为一个延长周期，最多延长1个周期."""

from datetime import date, time

import pytest

from notices.windows.extension_cycles import extend
from notices.windows.window import WindowRule, WindowUnit, count_window
from notices.working_days.calendar import CalendarYearMissing
from tests.support.calendars import UNTIL_2026

# 银河资产, 广州 exchange listing of Mon 2025-10-20: 6 working days, fewer than 2 bidders, 3 days, once.
LISTING = count_window(WindowRule(6), date(2025, 10, 20), UNTIL_2026)
CYCLE = WindowRule(3)


def test_listing_without_extension_is_the_window_itself() -> None:
    assert extend(LISTING, CYCLE, cycles=0, calendar=UNTIL_2026) == LISTING


def test_listing_extended_once_runs_three_working_days_longer() -> None:
    extended = extend(LISTING, CYCLE, cycles=1, calendar=UNTIL_2026)
    assert f"{LISTING.ends_on:%a %Y-%m-%d}" == "Tue 2025-10-28"
    assert f"{extended.ends_on:%a %Y-%m-%d}" == "Fri 2025-10-31"
    assert not extended.is_provisional
    assert [day.because for day in extended.days[1:]] == ["工作日，星期三", "工作日，星期四", "工作日，星期五"]


def test_ten_cycles_end_where_one_long_window_does() -> None:
    extended = extend(LISTING, CYCLE, cycles=10, calendar=UNTIL_2026)
    assert extended.ends_on == count_window(WindowRule(36), date(2025, 10, 20), UNTIL_2026).ends_on


def test_extension_keeps_the_closing_hour() -> None:
    window = count_window(WindowRule(6, closes_at=time(17)), date(2025, 10, 20), UNTIL_2026)
    assert extend(window, CYCLE, cycles=1, calendar=UNTIL_2026).ends_at.isoformat() == "2025-10-31T17:00:00+08:00"


def test_extension_in_natural_days_begins_after_the_rolled_end() -> None:
    rule = WindowRule(3, WindowUnit.natural_days)
    window = count_window(rule, date(2022, 8, 3), UNTIL_2026)  # Sat rolls on to Mon 2022-08-08
    extended = extend(window, rule, cycles=1, calendar=UNTIL_2026)
    assert f"{extended.ends_on:%a %Y-%m-%d}" == "Thu 2022-08-11"


def test_extension_into_a_year_without_circular_is_refused_or_provisional() -> None:
    window = count_window(WindowRule(5), date(2026, 12, 20), UNTIL_2026)
    with pytest.raises(CalendarYearMissing):
        extend(window, WindowRule(20), cycles=1, calendar=UNTIL_2026)
    assert extend(window, WindowRule(20), cycles=1, calendar=UNTIL_2026, allow_provisional=True).is_provisional
