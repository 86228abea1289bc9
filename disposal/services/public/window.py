"""The window of a published notice, explained day by day, with the last day that the notice states."""

from dataclasses import dataclass
from datetime import date, datetime

from disposal.services.public.extensions import ExtensionView
from disposal.services.windows.standing import WindowDates
from notices.content.terms import WindowTerms
from notices.dates import ONE_DAY, dated, dated_zh
from notices.windows.window import CountingConvention, DayCounted, NoticeWindow, WindowRule, count_window
from notices.working_days.calendar import Provisional, WorkingCalendar

_EXTENDED = ("延期公告延长的期间：", "in the time added by an extension: ")
_STATED = ("以公告所载最后一日为准：", "up to the last day the notice states: ")


@dataclass(frozen=True, slots=True)
class RecountView:
    """The newest recount of a provisional end: the last day before and since, and when it was recorded."""

    ended_on: date
    ends_on: date
    ends_at: datetime
    recorded_at: datetime

    @property
    def is_moved(self) -> bool:
        """Return whether the last day is another one since."""
        return self.ends_on != self.ended_on


@dataclass(frozen=True, slots=True)
class WindowView:
    """A window as published, and as counted with today's calendar.

    ``dates`` holds the last day that stands: that of the notice, or a later one that ``recount`` tells, where a
    provisional end was counted anew. ``was_provisional`` is what the notice states about it; ``provisional`` is what
    today's calendar says. ``recounted_ends_on`` is the last day by today's calendar, if it differs and no extension
    explains the difference. ``is_begun_later`` is set if the terms name the day the
    window begins, as in an extension. ``extensions`` are sorted oldest first.
    """

    rule: WindowRule
    begins_on: date
    dates: WindowDates
    days: tuple[DayCounted, ...]
    was_provisional: bool
    provisional: Provisional | None
    extensions: tuple[ExtensionView, ...] = ()
    is_begun_later: bool = False
    recounted_ends_on: date | None = None
    recount: RecountView | None = None

    @property
    def words(self) -> str:
        """Return the length in Chinese: 20个工作日（发布当日不计入）, or counted from the day the terms name."""
        if not self.is_begun_later:
            return self.rule.words
        counts = "计入" if self.is_first_day_counted else "不计入"
        return f"自{dated_zh(self.begins_on)}起{self.length}（起算日{counts}）"

    @property
    def words_en(self) -> str:
        """Return the length in English."""
        if not self.is_begun_later:
            return self.rule.words_en
        counts = "counted" if self.is_first_day_counted else "not counted"
        return f"{self.length_en} from {dated(self.begins_on)} (that day {counts})"

    @property
    def is_first_day_counted(self) -> bool:
        """Return whether the first day itself counts."""
        return self.rule.convention is CountingConvention.first_day_counted

    @property
    def closing_hour(self) -> str:
        """Return the closing hour of the last day."""
        return f"{self.rule.closes_at:%H:%M}" if self.rule.closes_at else "24:00"

    @property
    def length(self) -> str:
        """Return the published length in Chinese: 20个工作日."""
        return self.rule.unit.length(self.rule.count)

    @property
    def length_en(self) -> str:
        """Return the published length in English."""
        return self.rule.unit.length_en(self.rule.count)

    @property
    def counted(self) -> int:
        """Return the total number of counted days."""
        return sum(day.counted for day in self.days)

    @property
    def total(self) -> str:
        """Return the length with its extensions in Chinese: 30个工作日."""
        return self.rule.unit.length(self.counted)

    @property
    def total_en(self) -> str:
        """Return the length with its extensions in English."""
        return self.rule.unit.length_en(self.counted)


def window_view(
    terms: WindowTerms,
    *,
    published_on: date,
    calendar: WorkingCalendar,
    extensions: tuple[ExtensionView, ...] = (),
    recount: RecountView | None = None,
) -> WindowView | None:
    """Return the window of a published content, or None if its end was never counted.

    ``recount`` moves the end of the content where it is later.
    """
    if terms.ends_on is None or terms.ends_at is None:
        return None
    begins_on = terms.begins_on or published_on
    is_begun_later = begins_on != published_on
    counted = count_window(terms.rule, begins_on, calendar, allow_provisional=True, is_begun_later=is_begun_later)
    ends_on, ends_at = terms.ends_on, terms.ends_at
    if recount is not None and recount.ends_on > ends_on:
        ends_on, ends_at = recount.ends_on, recount.ends_at
    return WindowView(
        rule=terms.rule,
        begins_on=begins_on,
        dates=WindowDates(published_on, counted.first_counted_on, ends_on, ends_at),
        days=_days(counted, ends_on, calendar, words=_EXTENDED if extensions else _STATED),
        was_provisional=terms.is_provisional,
        provisional=calendar.provisional(begins_on, ends_on),
        extensions=extensions,
        is_begun_later=is_begun_later,
        recounted_ends_on=counted.ends_on if ends_on != counted.ends_on and not extensions else None,
        recount=recount,
    )


def _days(
    counted: NoticeWindow, ends_on: date, calendar: WorkingCalendar, *, words: tuple[str, str]
) -> tuple[DayCounted, ...]:
    """Return the days of a window, summarised, up to the stated last day, even if the rule gives another day."""
    days = [day for day in counted.days_in_short if day.date <= ends_on]
    ordinal = sum(day.counted for day in days)
    for found in calendar.days(counted.ends_on + ONE_DAY, ends_on) if ends_on > counted.ends_on else ():
        status = found.in_short()
        ordinal += status.is_working
        days.append(
            DayCounted(
                status.date,
                status.is_working,
                ordinal if status.is_working else None,
                words[0] + status.because,
                words[1] + status.because_en,
                status.kind,
                status.awaits,
            )
        )
    return tuple(days)
