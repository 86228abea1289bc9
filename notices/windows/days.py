"""The reason why each day of a window counts or not, with its law and circular.

民法典 第二百零一条、第二百零三条、第二百零四条 and their predecessors, by the day of publication.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from notices.legal_source import AGREEMENT_RULES, FIRST_DAY_RULES, LAST_DAY_RULES, LegalSource, source_in_force
from notices.working_days.calendar import WorkingCalendar
from notices.working_days.calendar_table import DayKind, DayStatus


class CountingRule(Protocol):
    """What the explanation reads of a window's rule: ``WindowRule`` has it."""

    @property
    def count(self) -> int:
        """How many units the window lasts."""

    @property
    def unit(self) -> str:
        """A code of ``WindowUnit``."""

    @property
    def convention(self) -> str:
        """A code of ``CountingConvention``."""


class CountedWindow(Protocol):
    """What the explanation reads of a window: ``NoticeWindow`` has it, and is built on this file."""

    @property
    def rule(self) -> CountingRule:
        """The rule the window was counted by."""

    @property
    def published_on(self) -> date:
        """The publication day, or the day the terms begin on."""

    @property
    def first_counted_on(self) -> date:
        """The first day that may count."""

    @property
    def ends_on(self) -> date:
        """The last day."""

    @property
    def is_begun_later(self) -> bool:
        """Whether ``published_on`` is the day the terms begin on."""

    @property
    def calendar(self) -> WorkingCalendar:
        """The calendar the window was counted with."""


@dataclass(frozen=True, slots=True)
class DayCounted:
    """One calendar day of a window: whether it counts, its number (``ordinal``, from 1), and the reason.

    ``awaits`` is the year whose holiday arrangement may still change the day, or None.
    """

    date: date
    counted: bool
    ordinal: int | None
    because: str
    because_en: str
    kind: DayKind
    awaits: int | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the day as JSON values."""
        return {
            "date": self.date.isoformat(),
            "counted": self.counted,
            "ordinal": self.ordinal,
            "kind": self.kind.value,
            "because": self.because,
            "because_en": self.because_en,
        }


def days_counted(window: CountedWindow, *, is_short: bool = False) -> tuple[DayCounted, ...]:
    """Explain each day from the publication to the window's last day, in order; ``is_short`` shortens reasons."""
    statuses = window.calendar.days(window.published_on, window.ends_on)
    if is_short:
        statuses = (status.in_short() for status in statuses)
    if window.rule.unit == "working_days":
        return tuple(_working_days(window, statuses))
    return tuple(_natural_days(window, statuses))


def _working_days(window: CountedWindow, statuses: Iterator[DayStatus]) -> Iterator[DayCounted]:
    yield from _before_counting(window, statuses)
    note, note_en = _agreed_first_day(window)
    first, first_en = _first_day(window)
    ordinal = 0
    for status in statuses:
        ordinal += status.is_working
        if note and not status.is_working:
            note, note_en = f"{first}非工作日，", f"{first_en} on a day off; "
        yield DayCounted(
            status.date,
            status.is_working,
            ordinal if status.is_working else None,
            note + status.because,
            note_en + status.because_en,
            status.kind,
            status.awaits,
        )
        note = note_en = ""


def _natural_days(window: CountedWindow, statuses: Iterator[DayStatus]) -> Iterator[DayCounted]:
    yield from _before_counting(window, statuses)
    note, note_en = _agreed_first_day(window)
    for ordinal, status in enumerate(statuses, start=1):
        if ordinal > window.rule.count:
            yield _rolled_day(window, status)
            continue
        because = f"{note}自然日，{status.because}"
        because_en = f"{note_en}natural day; {status.because_en}"
        if ordinal == window.rule.count and status.date != window.ends_on:
            # The last day counts even if it is a holiday: only the end of the period moves.
            law, law_en = _cited(LAST_DAY_RULES, window)
            because += f"；期间的最后一日是休假日，顺延{law}"
            because_en += f"; the last day is a holiday, so the end rolls on{law_en}"
        yield DayCounted(status.date, True, ordinal, because, because_en, status.kind, status.awaits)
        note = note_en = ""


def _before_counting(window: CountedWindow, statuses: Iterator[DayStatus]) -> Iterator[DayCounted]:
    """Consume and yield the publication day if it is not counted."""
    if window.first_counted_on == window.published_on:
        return
    status = next(statuses)
    first, first_en = _first_day(window)
    if window.rule.convention == "from_next_day":
        law, law_en = _cited(AGREEMENT_RULES, window)
        because, because_en = (
            f"{first}，公告自次日起算{law}",
            f"{first_en}, the notice counts from the next{law_en}",
        )
    else:
        law, law_en = _cited(FIRST_DAY_RULES, window)
        because, because_en = f"{first}不计入{law}", f"{first_en} not counted{law_en}"
    yield DayCounted(status.date, False, None, because, because_en, status.kind, status.awaits)


def _agreed_first_day(window: CountedWindow) -> tuple[str, str]:
    """Return the first words of the first day's reason if the publication day counts, else empty texts."""
    if window.first_counted_on > window.published_on:
        return "", ""
    law, law_en = _cited(AGREEMENT_RULES, window)
    first, first_en = _first_day(window)
    return f"{first}计入{law}，", f"{first_en} counted{law_en}; "


def _first_day(window: CountedWindow) -> tuple[str, str]:
    """Return the name of the window's first day: the publication day, or the day its terms begin on."""
    return ("起算日", "first day") if window.is_begun_later else ("发布当日", "publication day")


def _rolled_day(window: CountedWindow, status: DayStatus) -> DayCounted:
    if status.date == window.ends_on:
        words, words_en = "顺延后的最后一日", "last day after rolling on"
    else:
        words, words_en = "顺延，不计数", "rolled over, not counted"
    because, because_en = f"{words}，{status.because}", f"{words_en}; {status.because_en}"
    return DayCounted(status.date, False, None, because, because_en, status.kind, status.awaits)


def _cited(rows: tuple[LegalSource, ...], window: CountedWindow) -> tuple[str, str]:
    """Return the citation in force on the day of publication, in brackets, in Chinese and English."""
    source = source_in_force(rows, window.published_on)
    return (f"（{source.citation}）", f" ({source.citation_en})") if source else ("", "")
