"""What the server says under a field as it was typed: amounts in capital numerals, days with their day of the week."""

from datetime import date

from notices.dates import weekday_en, weekday_zh
from notices.working_days.calendar import CalendarYearMissing, WorkingCalendar
from notices.working_days.calendar_table import DayKind
from notices.written.amounts import read_amount
from notices.written.capitals import in_capitals
from notices.written.dates import read_day


def amount_note(text: str, *, language: str) -> str:
    """Return the amount that a text writes, in full and in capital numerals.

    Raises: ValueError where it is none; the message says what to write.
    """
    written = read_amount(text)
    plain = f"{written.exact:,.2f}"
    printed = f"{written.value:{',' if written.is_grouped else ''}f}{written.unit}"
    if language == "en":
        return f"{plain} · printed {printed}元"
    capitals = in_capitals(written.exact)
    return " · ".join(part for part in (plain, capitals, f"公告印作{printed}元") if part)


def day_note(text: str, calendar: WorkingCalendar, *, language: str) -> str:
    """Return the day that a text names with its day of the week, and whether it is a holiday or a make-up day.

    Raises: ValueError where it is none; the message says what to write.
    """
    day = read_day(text)
    weekday = f"周{weekday_zh(day)[-1]}" if language == "zh" else weekday_en(day)[:3]
    return " ".join(part for part in (f"{day:%Y-%m-%d}", weekday, _unusual(day, calendar, language=language)) if part)


def _unusual(day: date, calendar: WorkingCalendar, *, language: str) -> str:
    """Return the word for a day that is not what its day of the week says."""
    try:
        kind = calendar.day(day, allow_provisional=True).kind
    except CalendarYearMissing:
        return ""
    if kind in {DayKind.weekday, DayKind.weekend}:
        return ""
    return kind.zh if language == "zh" else kind.en
