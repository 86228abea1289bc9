"""The findings of a check, their report, and facts that a notice does not print."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from notices.codes import Coded, MediumKind
from notices.content.content import NoticeContent
from notices.kinds import Kind
from notices.legal_source import LegalSource
from notices.working_days.calendar import WorkingCalendar


class Severity(Coded):
    """Severity of a finding (严重程度), most severe first."""

    blocker = "blocker", "不得发布"
    warning = "warning", "警告"
    note = "note", "提示"


@dataclass(frozen=True, slots=True)
class Shortcoming:
    """One thing that is missing or inconsistent: field, what to do in both languages, legal source.

    A rule whose source is known second-hand or from memory may warn but never block: such a blocker raises
    ``ValueError``.
    """

    severity: Severity
    code: str
    field: str
    zh: str
    en: str
    source: LegalSource

    def __post_init__(self) -> None:
        if self.severity is Severity.blocker and not self.source.kind.may_block:
            message = f"{self.code}: an unconfirmed rule must not block"
            raise ValueError(message)

    def as_json(self) -> dict[str, Any]:
        """Return the finding as JSON values."""
        return {
            "severity": self.severity.value,
            "code": self.code,
            "field": self.field,
            "zh": self.zh,
            "en": self.en,
            "source": self.source.citation,
            "source_kind": self.source.kind.value,
            "confirmed": self.source.confirmed,
        }


@dataclass(frozen=True, slots=True)
class CompletenessFacts:
    """Facts that affect a notice but are not printed in it.

    ``book_value`` is the book value of the whole asset in yuan at the last interest-settlement day.
    ``exempt_because`` says why no notice period applies. ``media`` are the planned media, before any placement
    is recorded. ``amended`` is what the notice that is amended says today, with earlier amendments applied.
    """

    book_value: Decimal | None = None
    review_meeting_on: date | None = None
    exempt_because: str | None = None
    media: tuple[MediumKind, ...] = ()
    amended: NoticeContent | None = None


@dataclass(frozen=True, slots=True)
class CheckedNotice:
    """Everything a rule may read."""

    content: NoticeContent
    kind: Kind
    calendar: WorkingCalendar
    facts: CompletenessFacts

    @property
    def amended(self) -> NoticeContent | None:
        """Return what the amended notice says today; None if it is not given, or is not the notice that is named."""
        named, earlier = self.content.amends, self.facts.amended
        if named is None or earlier is None or named.published_on != earlier.published_on:
            return None
        is_another = named.number and earlier.number and named.number != earlier.number
        return None if is_another else earlier


@dataclass(frozen=True)
class Report:
    """The findings on one content, most severe first, then in rule order."""

    findings: tuple[Shortcoming, ...]

    @cached_property
    def blockers(self) -> tuple[Shortcoming, ...]:
        """Return the findings that must be fixed before publication."""
        return self._of(Severity.blocker)

    @cached_property
    def warnings(self) -> tuple[Shortcoming, ...]:
        """Return the findings that a person should review."""
        return self._of(Severity.warning)

    @cached_property
    def notes(self) -> tuple[Shortcoming, ...]:
        """Return the findings that are for information only."""
        return self._of(Severity.note)

    @property
    def is_publishable(self) -> bool:
        """Return whether no finding blocks the publication."""
        return not self.blockers

    def including(self, more: Iterable[Shortcoming]) -> "Report":
        """Return a report with more findings, after those of equal severity; nothing stands twice."""
        order = list(Severity)
        found = dict.fromkeys((*self.findings, *more))
        return Report(tuple(sorted(found, key=lambda finding: order.index(finding.severity))))

    def as_json(self) -> dict[str, Any]:
        """Return the report as JSON values."""
        return {
            "is_publishable": self.is_publishable,
            "blockers": len(self.blockers),
            "warnings": len(self.warnings),
            "notes": len(self.notes),
            "findings": [finding.as_json() for finding in self.findings],
        }

    def _of(self, severity: Severity) -> tuple[Shortcoming, ...]:
        return tuple(finding for finding in self.findings if finding.severity is severity)
