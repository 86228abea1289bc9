"""What a check of a content says: findings, the report they make, and the facts that are not printed."""

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
    """How much a finding weighs (严重程度), the heaviest first."""

    blocker = "blocker", "不得发布"
    warning = "warning", "警告"
    note = "note", "提示"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is missing or does not fit: where, what to do in both languages, and by what rule.

    A rule whose words were not read in a source may warn and never block.
    """

    severity: Severity
    code: str
    field: str
    zh: str
    en: str
    source: LegalSource

    def __post_init__(self) -> None:
        if self.severity is Severity.blocker and not self.source.confirmed:
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
            "confirmed": self.source.confirmed,
        }


@dataclass(frozen=True, slots=True)
class CompletenessFacts:
    """What bears on a notice without being printed in it.

    ``book_value`` is that of the whole asset in yuan at the last interest-settlement day; ``exempt_because``
    says why no notice period binds; ``media`` are the media chosen, before any placement is recorded.
    """

    book_value: Decimal | None = None
    review_meeting_on: date | None = None
    exempt_because: str | None = None
    media: tuple[MediumKind, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """All that a rule may look at."""

    content: NoticeContent
    kind: Kind
    calendar: WorkingCalendar
    facts: CompletenessFacts


@dataclass(frozen=True)
class Report:
    """The findings on one content, the heaviest first and in the order of the rules within."""

    findings: tuple[Finding, ...]

    @cached_property
    def blockers(self) -> tuple[Finding, ...]:
        """Return what must be mended before publication."""
        return self._of(Severity.blocker)

    @cached_property
    def warnings(self) -> tuple[Finding, ...]:
        """Return what somebody should look at."""
        return self._of(Severity.warning)

    @cached_property
    def notes(self) -> tuple[Finding, ...]:
        """Return what is good to know."""
        return self._of(Severity.note)

    @property
    def is_publishable(self) -> bool:
        """Tell whether nothing blocks the publication."""
        return not self.blockers

    def as_json(self) -> dict[str, Any]:
        """Return the report as JSON values."""
        return {
            "is_publishable": self.is_publishable,
            "blockers": len(self.blockers),
            "warnings": len(self.warnings),
            "notes": len(self.notes),
            "findings": [finding.as_json() for finding in self.findings],
        }

    def _of(self, severity: Severity) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity is severity)
