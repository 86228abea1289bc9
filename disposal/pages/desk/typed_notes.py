"""What the server says under a field as it was typed: amounts in capital numerals, days with their day of the week."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pydantic_core import PydanticCustomError

from notices.dates import weekday_en, weekday_zh
from notices.reading.messages import MESSAGES
from notices.working_days.calendar import CalendarYearMissing, WorkingCalendar
from notices.working_days.calendar_table import DayKind
from notices.written.amounts import WrittenAmount, read_amount
from notices.written.capitals import in_capitals
from notices.written.dates import read_day


@dataclass(frozen=True, slots=True)
class TypedNotes:
    """Words under fields by name, doubts about those that are not understood, the sum of amounts outside of rows."""

    notes: dict[str, str]
    doubts: dict[str, str]
    total: str


def told_of(
    items: Iterable[tuple[str, str]], kinds: Mapping[str, str], calendar: WorkingCalendar, *, language: str
) -> TypedNotes:
    """Return what to say of each field; ``kinds`` says ``amount``, ``sum`` or ``day`` by the last part of a name.

    A ``sum`` is an amount that no notice prints.
    """
    notes: dict[str, str] = {}
    doubts: dict[str, str] = {}
    total = Decimal(0)
    for name, value in items:
        kind = kinds.get(name.rpartition("-")[2])
        if kind is None or not value.strip():
            continue
        try:
            if kind == "day":
                notes[name] = day_note(value, calendar, language=language)
            else:
                amount = read_amount(value)
                notes[name] = amount_note(amount, language=language, is_printed=kind == "amount")
                total += 0 if "-" in name else amount.exact
        except PydanticCustomError as error:
            doubts[name] = _sentence(error, language)
    return TypedNotes(notes, doubts, f"{total:,.2f}")


def amount_note(written: WrittenAmount, *, language: str, is_printed: bool = True) -> str:
    """Return an amount in full, in capital numerals, and as the notice prints it where it does."""
    plain = f"{written.exact:,.2f}"
    printed = f"{written.value:{',' if written.is_grouped else ''}f}{written.unit}元"
    if language == "en":
        parts: tuple[str | None, ...] = (plain, f"printed {printed}" * is_printed)
    else:
        parts = (plain, in_capitals(written.exact), f"公告印作{printed}" * is_printed)
    return " · ".join(part for part in parts if part)


def day_note(text: str, calendar: WorkingCalendar, *, language: str) -> str:
    """Return the day that a text names with its day of the week, and whether it is a holiday or a make-up day.

    Raises: PydanticCustomError, a ValueError, where it names none.
    """
    day = read_day(text)
    weekday = f"周{weekday_zh(day)[-1]}" if language == "zh" else weekday_en(day)[:3]
    return " ".join(part for part in (f"{day:%Y-%m-%d}", weekday, _unusual(day, calendar, language)) if part)


def _unusual(day: date, calendar: WorkingCalendar, language: str) -> str:
    """Return the word for a day that is not what its day of the week says."""
    try:
        kind = calendar.day(day, allow_provisional=True).kind
    except CalendarYearMissing:  # of a year that is not known nothing is said
        return ""
    if kind in {DayKind.weekday, DayKind.weekend}:
        return ""
    return kind.zh if language == "zh" else kind.en


def _sentence(error: PydanticCustomError, language: str) -> str:
    """Return what to write instead, in one language."""
    zh, en = MESSAGES[error.type]
    return en if language == "en" else zh
