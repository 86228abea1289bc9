"""The window calculator: a query and the counted window."""

from typing import Annotated

from pydantic import Field

from disposal.services.public.queries import Day, Hour, Query, between
from notices.windows.window import (
    LONGEST_WINDOW,
    CountingConvention,
    NoticeWindow,
    WindowRule,
    WindowUnit,
    count_window,
)
from notices.working_days.calendar import WorkingCalendar
from notices.written.fields import YesNo


class WindowQuery(Query):
    """Which window is to be counted."""

    published_on: Day = Field(description="day of publication", examples=["2022-08-03"])
    count: Annotated[int, between(1, LONGEST_WINDOW)] = Field(
        20, description="length of the window", ge=1, le=LONGEST_WINDOW, examples=[20]
    )
    unit: WindowUnit = Field(WindowUnit.working_days, description="what is counted", examples=["working_days"])
    convention: CountingConvention = Field(
        CountingConvention.first_day_not_counted,
        description="whether the day of publication counts",
        examples=["first_day_not_counted"],
    )
    closes_at: Hour = Field(
        None, description="closing hour of the last day, Asia/Shanghai; empty or 24:00: its end", examples=["17:00"]
    )
    provisional: YesNo = Field(
        False,
        description="answer from weekends and statutory holidays where a year's arrangement is not loaded",
        examples=[False],
    )


def counted(query: WindowQuery, calendar: WorkingCalendar) -> NoticeWindow:
    """Count the window of a query. Raises: CalendarYearMissing."""
    rule = WindowRule(query.count, query.unit, query.convention, query.closes_at)
    return count_window(rule, query.published_on, calendar, allow_provisional=query.provisional)
