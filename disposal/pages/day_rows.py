"""The days of a window as table rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from notices.windows.window import DayCounted
from notices.working_days.calendar_table import DayKind, DayStatus

_PUBLICATION = ("刊登日，不计入", "publication, not counted")
_LATEST = ("最迟刊登日，不计入", "latest lawful publication, not counted")
_REVIEW = ("审核日，不计入", "day of the review, not counted")


@dataclass(frozen=True, slots=True)
class DayRow:
    """One day: whether it counts, its ordinal, the reason, and highlights.

    ``awaits`` is the year whose arrangement may still change the day, if any.
    """

    day: date
    ordinal: int | None
    kind: DayKind
    because: str
    because_en: str
    is_today: bool
    is_last: bool
    is_asked: bool = False
    awaits: int | None = None

    @property
    def zh(self) -> str:
        """Return the reason in Chinese."""
        return self.because

    @property
    def en(self) -> str:
        """Return the reason in English."""
        return self.because_en


def rows_of(days: Iterable[DayCounted], *, today: date) -> tuple[DayRow, ...]:
    """Return the days of a window in order; the last one is marked."""
    found = tuple(days)
    return tuple(
        DayRow(
            day.date,
            day.ordinal,
            day.kind,
            day.because,
            day.because_en,
            is_today=day.date == today,
            is_last=day.date == found[-1].date,
            awaits=day.awaits,
        )
        for day in found
    )


def rows_between(days: Iterable[DayStatus], *, asked_on: date | None = None) -> tuple[DayRow, ...]:
    """Return the days from a publication to a review, with working days numbered; the first and last day do not count.

    If ``asked_on`` is not the first day, the first day is labelled as the latest lawful publication.
    """
    found = tuple(day.in_short() for day in days)
    first = _PUBLICATION if asked_on == found[0].date else _LATEST
    rows: list[DayRow] = []
    ordinal = 0
    for position, day in enumerate(found):
        is_review = position == len(found) - 1
        is_counted = day.is_working and position > 0 and not is_review
        ordinal += is_counted
        reasons = (day.because, day.because_en) if position else first
        rows.append(
            DayRow(
                day.date,
                ordinal if is_counted else None,
                day.kind,
                *(_REVIEW if is_review else reasons),
                is_today=False,
                is_last=is_review or not position,
                is_asked=day.date == asked_on,
                awaits=day.awaits,
            )
        )
    return tuple(rows)
