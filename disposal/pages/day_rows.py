"""The days of a window as a table shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from notices.calendar_table import DayKind, DayStatus
from notices.window import DayCounted


@dataclass(frozen=True, slots=True)
class DayRow:
    """One day: whether it counts, as which, why, and what makes it stand out."""

    day: date
    ordinal: int | None
    kind: DayKind
    because: str
    because_en: str
    is_today: bool
    is_last: bool

    @property
    def zh(self) -> str:
        """Return the reason in Chinese."""
        return self.because

    @property
    def en(self) -> str:
        """Return the reason in English."""
        return self.because_en


def rows_of(days: Iterable[DayCounted], *, today: date) -> tuple[DayRow, ...]:
    """Return the days of a window in order, its last one marked."""
    found = tuple(days)
    return tuple(
        DayRow(
            day.date, day.ordinal, day.kind, day.because, day.because_en, day.date == today, day.date == found[-1].date
        )
        for day in found
    )


def rows_between(days: tuple[DayStatus, ...]) -> tuple[DayRow, ...]:
    """Return the days from a publication to a review, numbered where they are worked; the two ends do not count."""
    rows: list[DayRow] = []
    ordinal = 0
    for position, day in enumerate(days):
        is_end = position in {0, len(days) - 1}
        ordinal += day.is_working and not is_end
        number = ordinal if day.is_working and not is_end else None
        rows.append(DayRow(day.date, number, day.kind, *_reasons(day, position, is_end=is_end), False, is_end))
    return tuple(rows)


def _reasons(day: DayStatus, position: int, *, is_end: bool) -> tuple[str, str]:
    if not is_end:
        return day.because, day.because_en
    return (
        ("审核日，不计入", "day of the review, not counted")
        if position
        else ("刊登日，不计入", "publication, not counted")
    )
