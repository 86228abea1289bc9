"""Extension cycles as exchanges print them: 按照3个工作日为一个延长周期，最多延长1个周期."""

from datetime import date, time

import pytest

from notices.windows.extension_cycles import ExtensionRule, TooManyExtensions, extend
from notices.windows.window import InvalidWindow, WindowRule, WindowUnit, count_window
from notices.working_days.calendar import CalendarYearMissing
from tests.support.calendars import UNTIL_2026

# 银河资产, 广州 exchange listing of Mon 2025-10-20: 6 working days, fewer than 2 bidders, 3 days, once.
LISTING = count_window(WindowRule(6), date(2025, 10, 20), UNTIL_2026)
RULE = ExtensionRule(3, trigger_bidders=2, max_cycles=1)


def test_listing_without_extension_ends_where_the_window_does() -> None:
    extended = extend(LISTING, RULE, cycles=0, calendar=UNTIL_2026)
    assert (extended.ends_on, extended.ends_at, extended.days) == (LISTING.ends_on, LISTING.ends_at, LISTING.days)


def test_listing_extended_once_runs_three_working_days_longer() -> None:
    extended = extend(LISTING, RULE, cycles=1, calendar=UNTIL_2026)
    assert f"{LISTING.ends_on:%a %Y-%m-%d}" == "Tue 2025-10-28"
    assert f"{extended.ends_on:%a %Y-%m-%d}" == "Fri 2025-10-31"
    assert not extended.is_provisional
    assert [day.because for day in extended.days[-3:]] == [
        "延长第1周期：工作日，星期三",
        "延长第1周期：工作日，星期四",
        "延长第1周期：工作日，星期五",
    ]


@pytest.mark.parametrize("cycles", [2, -1])
def test_more_cycles_than_the_notice_allows_are_refused(cycles: int) -> None:
    with pytest.raises(TooManyExtensions, match="allows 1 extension cycles at most"):
        extend(LISTING, RULE, cycles=cycles, calendar=UNTIL_2026)


def test_extension_without_limit_runs_on() -> None:
    extended = extend(LISTING, ExtensionRule(3), cycles=10, calendar=UNTIL_2026)
    assert extended.ends_on == count_window(WindowRule(36), date(2025, 10, 20), UNTIL_2026).ends_on


@pytest.mark.parametrize(("bidders", "is_triggered"), [(0, True), (1, True), (2, False), (3, False)])
def test_extension_is_triggered_below_the_number_of_bidders(bidders: int, is_triggered: bool) -> None:
    assert RULE.is_triggered(bidders) is is_triggered


def test_extension_keeps_the_closing_hour() -> None:
    window = count_window(WindowRule(6, closes_at=time(17)), date(2025, 10, 20), UNTIL_2026)
    assert extend(window, RULE, cycles=1, calendar=UNTIL_2026).ends_at.isoformat() == "2025-10-31T17:00:00+08:00"


def test_extension_in_natural_days_begins_after_the_rolled_end() -> None:
    rule = WindowRule(3, WindowUnit.natural_days)
    window = count_window(rule, date(2022, 8, 3), UNTIL_2026)  # Sat rolls on to Mon 2022-08-08
    extended = extend(window, ExtensionRule(3, WindowUnit.natural_days), cycles=1, calendar=UNTIL_2026)
    assert f"{extended.ends_on:%a %Y-%m-%d}" == "Thu 2022-08-11"


def test_extension_into_a_year_without_circular_is_refused_or_provisional() -> None:
    window = count_window(WindowRule(5), date(2026, 12, 20), UNTIL_2026)
    with pytest.raises(CalendarYearMissing):
        extend(window, ExtensionRule(20), cycles=1, calendar=UNTIL_2026)
    assert extend(window, ExtensionRule(20), cycles=1, calendar=UNTIL_2026, allow_provisional=True).is_provisional


@pytest.mark.parametrize(
    ("length", "trigger_bidders", "max_cycles", "field"),
    [(0, 1, 1, "count"), (366, 1, 1, "count"), (3, 0, 1, "trigger_bidders"), (3, 1, 0, "max_cycles")],
)
def test_extension_rule_with_impossible_figures_is_refused(
    length: int, trigger_bidders: int, max_cycles: int, field: str
) -> None:
    with pytest.raises(InvalidWindow) as refusal:
        ExtensionRule(length, trigger_bidders=trigger_bidders, max_cycles=max_cycles)
    assert refusal.value.field == field
