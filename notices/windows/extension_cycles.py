"""A window that is extended when too few bidders apply (延牌), cycle after cycle.

The rule is the notice's own (民法典 第二百零四条). Each cycle begins on the day after the previous end.
"""

from dataclasses import replace

from notices.windows.window import CountingConvention, NoticeWindow, WindowRule, count_window
from notices.working_days.calendar import WorkingCalendar


def extend(
    window: NoticeWindow,
    cycle: WindowRule,
    *,
    cycles: int,
    calendar: WorkingCalendar,
    allow_provisional: bool = False,
) -> NoticeWindow:
    """Return the last of a number of cycles, each as long as ``cycle`` says; with 0 cycles the window itself.

    Raises:
        CalendarYearMissing: a cycle runs into a year that is not loaded.
    """
    length = replace(cycle, convention=CountingConvention.from_next_day, closes_at=window.rule.closes_at)
    for _ in range(cycles):
        window = count_window(length, window.ends_on, calendar, allow_provisional=allow_provisional)
    return window
