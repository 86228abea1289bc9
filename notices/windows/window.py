"""The window a notice opens (公告期): N working or natural days, counted by a stated convention.

民法典 第二百零一条 (the first day is not counted), 第二百零三条 (a period that ends on a holiday ends on the day
after it, at 24:00 or at the close of business), 第二百零四条 (the parties may agree otherwise); before 2021-01-01
民法总则 第二百零一条至第二百零四条, before 2017-10-01 民法通则 第一百五十四条.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from typing import Any

from notices.codes import Coded
from notices.dates import ONE_DAY, SHANGHAI
from notices.errors import NoticesError
from notices.windows.days import DayCounted, days_counted
from notices.working_days.calendar import Provisional, WorkingCalendar

__all__ = [
    "CountingConvention",
    "DayCounted",
    "InvalidWindow",
    "NoticeWindow",
    "WindowRule",
    "WindowUnit",
    "count_window",
]

LONGEST_WINDOW = 365

_MIDNIGHT = time(0, 0)


class CountingConvention(Coded):
    """Whether the day of publication is counted (起算方式)."""

    first_day_not_counted = "first_day_not_counted", "发布当日不计入", "publication day not counted", "当日不计入"
    first_day_counted = "first_day_counted", "发布当日计入", "publication day counted", "当日计入"
    from_next_day = "from_next_day", "自发布次日起算", "counted from the day after publication", "次日起算"


class WindowUnit(Coded):
    """What is counted: working days or natural days (工作日、自然日)."""

    working_days = "working_days", "工作日", "working days"
    natural_days = "natural_days", "自然日", "natural days", "日历日"

    def length(self, count: int) -> str:
        """Return a number of these units in Chinese: 20个工作日."""
        return f"{count}个{self.zh}"

    def length_en(self, count: int) -> str:
        """Return a number of these units in English: 20 working days."""
        return f"{count} {self.en.removesuffix('s') if count == 1 else self.en}"


class InvalidWindow(NoticesError):
    """A window that cannot be counted: the field, the value, and what to write instead."""

    code = "invalid_window"

    def __init__(self, *, field: str, value: object, zh: str, en: str) -> None:
        self.value = str(value)[:80]
        super().__init__(
            zh=f"公告期有误：{field} = {self.value}：{zh}", en=f"window: {field} = {self.value}: {en}", field=field
        )


@dataclass(frozen=True, slots=True)
class WindowRule:
    """The length of a window and how it is counted. ``closes_at`` None means 24:00 of the last day, Asia/Shanghai.

    Raises:
        InvalidWindow: the count is not 1 to 365, or the closing hour is midnight or has a time zone.
    """

    count: int
    unit: WindowUnit = WindowUnit.working_days
    convention: CountingConvention = CountingConvention.first_day_not_counted
    closes_at: time | None = None

    def __post_init__(self) -> None:
        if isinstance(self.count, bool) or not isinstance(self.count, int) or not 1 <= self.count <= LONGEST_WINDOW:
            raise InvalidWindow(
                field="count",
                value=self.count,
                zh=f"须为 1 至 {LONGEST_WINDOW} 的整数",
                en=f"must be a whole number from 1 to {LONGEST_WINDOW}",
            )
        if self.closes_at is not None and (self.closes_at == _MIDNIGHT or self.closes_at.tzinfo is not None):
            raise InvalidWindow(
                field="closes_at",
                value=self.closes_at,
                zh="须为北京时间的钟点，如 17:00；24:00 请留空",
                en="must be an hour of the day in Asia/Shanghai such as 17:00; leave it empty for 24:00",
            )

    @property
    def words(self) -> str:
        """Return the rule in Chinese, such as 20个工作日（发布当日不计入）."""
        closing = f"，{self.closes_at:%H:%M}截止" if self.closes_at else ""
        return f"{self.unit.length(self.count)}（{self.convention.zh}{closing}）"

    @property
    def words_en(self) -> str:
        """Return the rule in English, such as 20 working days (publication day not counted)."""
        closing = f", closes at {self.closes_at:%H:%M}" if self.closes_at else ""
        return f"{self.unit.length_en(self.count)} ({self.convention.en}{closing})"

    def as_json(self) -> dict[str, Any]:
        """Return the rule as JSON values."""
        return {
            "count": self.count,
            "unit": self.unit.value,
            "convention": self.convention.value,
            "closes_at": f"{self.closes_at:%H:%M}" if self.closes_at else None,
        }


@dataclass(frozen=True)
class NoticeWindow:
    """A counted window. It is open from 00:00 of the publication day until ``ends_at``.

    ``ends_on`` is the last day. ``ends_at`` is the instant it closes, aware, in Asia/Shanghai; 24:00 is 00:00 of the
    next day. ``provisional_because`` and ``provisional_because_en`` are empty if the count is final.
    If ``is_begun_later``, ``published_on`` is the day the terms begin on instead, and the days' reasons say so.
    """

    published_on: date
    rule: WindowRule
    ends_on: date
    ends_at: datetime
    is_provisional: bool = False
    provisional_because: str = ""
    provisional_because_en: str = ""
    is_begun_later: bool = field(default=False, kw_only=True)
    calendar: WorkingCalendar = field(kw_only=True, repr=False, compare=False)

    @property
    def first_counted_on(self) -> date:
        """Return the first day that may count: the publication day if so agreed, else the day after."""
        is_first = self.rule.convention is CountingConvention.first_day_counted
        return self.published_on if is_first else self.published_on + ONE_DAY

    @cached_property
    def days(self) -> tuple[DayCounted, ...]:
        """Explain each calendar day from the publication to the last day, in order."""
        return days_counted(self)

    @cached_property
    def days_in_short(self) -> tuple[DayCounted, ...]:
        """Explain the same days in short, for a table that shows the weekday and the provisional mark itself."""
        return days_counted(self, is_short=True)

    def is_open(self, now: datetime) -> bool:
        """Return whether the window is open at an instant; raises ``InvalidWindow`` for one without time zone."""
        opens_at = datetime.combine(self.published_on, _MIDNIGHT, SHANGHAI)
        return opens_at <= aware(now) < self.ends_at

    def working_days_left(self, now: datetime) -> int:
        """Count the working days left at an instant. Today counts, if it is a working day, until the window closes.

        Before the first day that counts, all are left; after closing, none. Raises ``InvalidWindow`` for an
        instant without time zone.
        """
        if aware(now) >= self.ends_at:
            return 0
        today = now.astimezone(SHANGHAI).date()
        first = max(today, self.first_counted_on)
        return self.calendar.working_days_between(first, self.ends_on, allow_provisional=True)

    def as_json(self, *, with_days: bool = False) -> dict[str, Any]:
        """Return the window as JSON values; ``with_days`` adds the reason of every day."""
        answer: dict[str, Any] = {
            "published_on": self.published_on.isoformat(),
            **self.rule.as_json(),
            "ends_on": self.ends_on.isoformat(),
            "ends_at": self.ends_at.isoformat(),
            "is_provisional": self.is_provisional,
            "provisional_because": self.provisional_because,
            "provisional_because_en": self.provisional_because_en,
        }
        if with_days:
            answer["days"] = [day.as_json() for day in self.days]
        return answer


def count_window(
    rule: WindowRule,
    published_on: date,
    calendar: WorkingCalendar,
    *,
    allow_provisional: bool = False,
    is_begun_later: bool = False,
) -> NoticeWindow:
    """Count the window that a rule opens on the day of publication, or on a later day in its terms.

    Raises:
        CalendarYearMissing: a needed year is not loaded, and a provisional answer is not allowed or not possible.
        InvalidWindow: the publication is an instant instead of a day.
    """
    if isinstance(published_on, datetime):
        raise InvalidWindow(
            field="published_on", value=published_on, zh="须为日期，不含钟点", en="must be a day without an hour"
        )
    calendar.day(published_on, allow_provisional=allow_provisional)
    first = published_on
    if rule.convention is not CountingConvention.first_day_counted:
        first += ONE_DAY
    if rule.unit is WindowUnit.working_days:
        ends_on = calendar.nth_working_day(first, rule.count, allow_provisional=allow_provisional)
    else:
        # A last day that is a holiday moves to the next working day: 民法典 203.
        last = first + ONE_DAY * (rule.count - 1)
        ends_on = calendar.nth_working_day(last, 1, allow_provisional=allow_provisional)
    provisional = calendar.provisional(published_on, ends_on) or Provisional("", "")
    return NoticeWindow(
        published_on=published_on,
        rule=rule,
        ends_on=ends_on,
        ends_at=closing_instant(ends_on, rule.closes_at),
        is_provisional=bool(provisional.because),
        provisional_because=provisional.because,
        provisional_because_en=provisional.because_en,
        is_begun_later=is_begun_later,
        calendar=calendar,
    )


def closing_instant(ends_on: date, closes_at: time | None) -> datetime:
    """Return the instant the last day closes: at ``closes_at``, else at 24:00, which is 00:00 of the next day."""
    if closes_at is not None:
        return datetime.combine(ends_on, closes_at, SHANGHAI)
    return datetime.combine(ends_on + ONE_DAY, _MIDNIGHT, SHANGHAI)


def aware(now: datetime) -> datetime:
    """Return the instant unchanged; raise ``InvalidWindow`` if it has no time zone."""
    if now.tzinfo is None:
        raise InvalidWindow(
            field="now", value=now, zh="缺少时区，请使用带时区的时刻", en="no time zone; pass an aware instant"
        )
    return now
