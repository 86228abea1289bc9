"""The one time zone of every instant, and dates with their weekday."""

from datetime import date, datetime, timedelta, timezone

# China has used one time zone without summer time since 1992. A fixed offset also works on a machine
# whose time zone database is old or missing.
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")

ONE_DAY = timedelta(days=1)

_WEEKDAYS_ZH = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
_WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SATURDAY = 5


def weekday_zh(day: date) -> str:
    """Return the day of the week in Chinese, such as 星期三."""
    return _WEEKDAYS_ZH[day.weekday()]


def weekday_en(day: date) -> str:
    """Return the day of the week in English, such as Wednesday."""
    return _WEEKDAYS_EN[day.weekday()]


def is_weekend(day: date) -> bool:
    """Return whether the day is a Saturday or Sunday, even if a circular makes it a working day."""
    return day.weekday() >= _SATURDAY


def instant_zh(instant: datetime) -> str:
    """Return an aware instant as China reads it, to the minute, such as 2022年8月3日09:30."""
    there = instant.astimezone(SHANGHAI)
    return f"{there.year}年{there.month}月{there.day}日{there:%H:%M}"


def dated(day: date) -> str:
    """Return the date with its day of the week, such as 2022-08-03 (Wed)."""
    return f"{day.isoformat()} ({weekday_en(day)[:3]})"


def dated_zh(day: date) -> str:
    """Return the date in Chinese with its day of the week, such as 2022年8月3日（星期三）."""
    return f"{day.year}年{day.month}月{day.day}日（{weekday_zh(day)}）"


def date_en(day: date) -> str:
    """Return the date in English, such as 3 Aug 2022."""
    return f"{day.day} {_MONTHS_EN[day.month - 1]} {day.year}"
