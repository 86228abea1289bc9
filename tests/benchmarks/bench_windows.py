"""How many windows a second: ours, against counting the same days with the package ``chinesecalendar``."""

from datetime import date, timedelta
from time import perf_counter

import chinese_calendar

from notices.windows.window import WindowRule, count_window
from notices.working_days.calendar import WorkingCalendar

RULE = WindowRule(count=20)
STARTS = [date(2022, 1, 4) + timedelta(days=step) for step in range(1200)]


def ours() -> list[date]:
    """Count a window of 20 working days from each start."""
    calendar = WorkingCalendar.builtin()
    return [count_window(RULE, start, calendar).ends_on for start in STARTS]


def peer() -> list[date]:
    """Walk the same days with ``chinese_calendar.is_workday``."""
    ends = []
    for start in STARTS:
        day, left = start, RULE.count
        while left:
            day += timedelta(days=1)
            left -= chinese_calendar.is_workday(day)
        ends.append(day)
    return ends


def main() -> None:
    """Print windows a second and the ratio; both must find the same last days."""
    assert ours() == peer()
    seconds = {}
    for name, count in (("ours", ours), ("chinesecalendar", peer)):
        begun = perf_counter()
        for _ in range(5):
            count()
        seconds[name] = (perf_counter() - begun) / 5
    calendar = WorkingCalendar.builtin()
    begun = perf_counter()
    for start in STARTS:
        count_window(RULE, start, calendar).days  # noqa: B018 - the explanation is what is measured
    explained = perf_counter() - begun
    print(f"windows of 20 working days: {len(STARTS) / seconds['ours']:,.0f}/s,", end=" ")
    print(f"{seconds['chinesecalendar'] / seconds['ours']:.1f}x a day-by-day count with chinesecalendar;", end=" ")
    print(f"with every day explained {len(STARTS) / explained:,.0f}/s")


if __name__ == "__main__":
    main()
