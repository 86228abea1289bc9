"""A window that is extended when too few bidders apply (延牌), in cycles up to a maximum number.

The rule is the notice's own (民法典 第二百零四条). Each cycle begins on the day after the previous end.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from notices.errors import NoticesError
from notices.windows.window import (
    CountingConvention,
    DayCounted,
    InvalidWindow,
    NoticeWindow,
    WindowRule,
    WindowUnit,
    count_window,
)
from notices.working_days.calendar import WorkingCalendar

LARGEST_NUMBER = 1000


class TooManyExtensions(NoticesError):
    """More cycles are requested than the notice allows."""

    code = "too_many_extensions"
    status = 409

    def __init__(self, cycles: int, max_cycles: int) -> None:
        super().__init__(
            zh=f"公告约定最多延长{max_cycles}个周期，不能延长{cycles}个；如需再延，请发布新的公告",
            en=f"the notice allows {max_cycles} extension cycles at most, not {cycles}; publish a new notice instead",
            field="cycles",
        )


@dataclass(frozen=True, slots=True)
class ExtensionRule:
    """Extend by ``length`` units while fewer than ``trigger_bidders`` have applied, at most ``max_cycles`` times.

    ``max_cycles`` None means until a bidder is found. Raises ``InvalidWindow`` for numbers out of range.
    """

    length: int
    unit: WindowUnit = WindowUnit.working_days
    trigger_bidders: int = 1
    max_cycles: int | None = None

    def __post_init__(self) -> None:
        WindowRule(count=self.length, unit=self.unit)
        for name, value in (("trigger_bidders", self.trigger_bidders), ("max_cycles", self.max_cycles)):
            if value is not None and not 1 <= value <= LARGEST_NUMBER:
                raise InvalidWindow(
                    field=name,
                    value=value,
                    zh=f"须为 1 至 {LARGEST_NUMBER} 的整数",
                    en=f"must be a whole number from 1 to {LARGEST_NUMBER}",
                )

    def is_triggered(self, bidders: int) -> bool:
        """Return whether too few bidders have applied, so that the window is extended."""
        return bidders < self.trigger_bidders


@dataclass(frozen=True)
class ExtendedWindow:
    """A window and its extension cycles, in order. Without cycles it ends with the window."""

    base: NoticeWindow
    rule: ExtensionRule
    cycles: tuple[NoticeWindow, ...] = ()

    @property
    def last(self) -> NoticeWindow:
        """Return the part that ends last."""
        return self.cycles[-1] if self.cycles else self.base

    @property
    def ends_on(self) -> date:
        """Return the last day after all cycles."""
        return self.last.ends_on

    @property
    def ends_at(self) -> datetime:
        """Return the instant the last day closes, aware, in Asia/Shanghai."""
        return self.last.ends_at

    @property
    def is_provisional(self) -> bool:
        """Return whether any part may still change."""
        return any(part.is_provisional for part in (self.base, *self.cycles))

    @cached_property
    def days(self) -> tuple[DayCounted, ...]:
        """Explain each calendar day from the publication to the last day; each cycle counts from 1 again."""
        days = list(self.base.days)
        for number, cycle in enumerate(self.cycles, start=1):
            for day in cycle.days[1:]:
                because, because_en = f"延长第{number}周期：{day.because}", f"extension {number}: {day.because_en}"
                days.append(replace(day, because=because, because_en=because_en))
        return tuple(days)


def extend(
    window: NoticeWindow,
    rule: ExtensionRule,
    *,
    cycles: int,
    calendar: WorkingCalendar,
    allow_provisional: bool = False,
) -> ExtendedWindow:
    """Return the window extended by a number of cycles; 0 keeps its end.

    Raises:
        TooManyExtensions: the number is negative, or more than the notice allows.
        CalendarYearMissing: a cycle runs into a year that is not loaded.
    """
    limit = LARGEST_NUMBER if rule.max_cycles is None else rule.max_cycles
    if not 0 <= cycles <= limit:
        raise TooManyExtensions(cycles, limit)
    length = WindowRule(
        count=rule.length,
        unit=rule.unit,
        convention=CountingConvention.from_next_day,
        closes_at=window.rule.closes_at,
    )
    parts: list[NoticeWindow] = []
    for _ in range(cycles):
        previous = parts[-1] if parts else window
        parts.append(count_window(length, previous.ends_on, calendar, allow_provisional=allow_provisional))
    return ExtendedWindow(base=window, rule=rule, cycles=tuple(parts))
