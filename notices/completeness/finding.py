"""The findings of a check, their report, and facts that a notice does not print."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from notices.codes import Coded, MediumKind
from notices.content.content import NoticeContent
from notices.kinds import Kind
from notices.law.issuers import BOUND_BY_NOTICE_MEASURES, Binding, IssuerKind, binding_of
from notices.law.required_media import AssetPlace, counted_from
from notices.law.tiers import NOTICE_MEASURES, MediumRequirement
from notices.legal_source import LegalSource, SourceKind
from notices.working_days.calendar import WorkingCalendar


class Severity(Coded):
    """Severity of a finding (严重程度), most severe first."""

    blocker = "blocker", "不得发布"
    warning = "warning", "警告"
    note = "note", "提示"


@dataclass(frozen=True, slots=True)
class Shortcoming:
    """One thing that is missing or inconsistent: field, what to do in both languages, legal source.

    ``subject`` is the record that a warning of the register is about.

    A rule whose source is known second-hand or from memory may warn but never block: such a blocker raises
    ``ValueError``.
    """

    severity: Severity
    code: str
    field: str
    zh: str
    en: str
    source: LegalSource
    subject: str = ""

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
    ``issuer_kind`` says what the issuer is; None where it does not say. ``asset`` is where the asset is.
    """

    book_value: Decimal | None = None
    review_meeting_on: date | None = None
    exempt_because: str | None = None
    media: tuple[MediumKind, ...] = ()
    amended: NoticeContent | None = None
    issuer_kind: IssuerKind | None = None
    asset: AssetPlace = field(default_factory=AssetPlace)
    is_of_register: bool = False
    """The content is composed from records: what a check of the register tells is not told twice."""


@dataclass(frozen=True, slots=True)
class CheckedNotice:
    """Everything a rule may read."""

    content: NoticeContent
    kind: Kind
    calendar: WorkingCalendar
    facts: CompletenessFacts

    @property
    def issuer_kind(self) -> IssuerKind | None:
        """Return what the issuer is: by the facts, else by the content; None where neither says."""
        stated = IssuerKind.local_amc if self.content.issuer.is_local_amc else None
        return self.facts.issuer_kind or stated

    @property
    def media(self) -> set[MediumKind]:
        """Return the kinds of medium recorded and planned."""
        return {placed.kind for placed in self.content.placements} | set(self.facts.media)

    def floor_starts_on(self, requirement: MediumRequirement) -> date:
        """Return the day from which the floor counts: that of the latest required placement."""
        content = self.content
        return counted_from(requirement, content.placements, stated_on=content.published_on, asset=self.facts.asset)

    def weighed(self, severity: Severity, code: str, field: str, words: tuple[str, str]) -> Shortcoming:
        """Return a finding on 财金〔2008〕87号: for an issuer that it does not bind, a warning by analogy (参照)."""
        zh, en = words
        if binding_of(BOUND_BY_NOTICE_MEASURES, self.issuer_kind) is Binding.binds:
            return Shortcoming(severity, code, field, zh, en, NOTICE_MEASURES)
        zh, en = f"参照财金〔2008〕87号：{zh}", f"compared with Cai Jin [2008] No. 87: {en}"
        return Shortcoming(Severity.warning, code, field, zh, en, replace(NOTICE_MEASURES, kind=SourceKind.analogy))

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
