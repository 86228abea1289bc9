"""The check of a content file: what the law and the register ask of a notice, and whether it can be entered.

The plan of the intake is imported when it is asked: it needs the records' schemas, and no database.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from disposal.cli.console.answers import operator_calendar
from disposal.cli.console.inputs import values_in
from notices.completeness import CompletenessFacts, Report, Severity, Shortcoming, check
from notices.completeness.amendments import refusals
from notices.composition.composition import title_of
from notices.content.content import NoticeContent
from notices.content.counted_windows import resolve
from notices.errors import NoticesError
from notices.kinds.amendment_fields import AMENDING
from notices.law.provisions import NEW_NOTICE_ON_CHANGE
from notices.law.required_media import AssetPlace

if TYPE_CHECKING:
    from disposal.services.intake.facts import IntakeFacts


def facts_in(path: Path) -> "IntakeFacts":
    """Return the facts in a file, as `project enter` takes them. Raises: UnreadableContent, InvalidRecord."""
    from disposal.services.intake.facts import IntakeFacts
    from disposal.services.records.validation import below, read

    with below("facts"):
        return read(IntakeFacts, values_in(path))


def checked(
    content: NoticeContent, facts: CompletenessFacts | None = None, *, intake: "IntakeFacts | None" = None
) -> Report:
    """Return what blocks the publication of a content or its entry into the register, warnings and notes included.

    Facts of the intake also give book value, review meeting and kind of issuer, where the command states none.
    """
    from disposal.services.intake.facts import with_facts
    from disposal.services.intake.findings import intake_findings

    known = facts or CompletenessFacts()
    if intake is not None:
        known = replace(
            known,
            book_value=intake.book_value if known.book_value is None else known.book_value,
            review_meeting_on=known.review_meeting_on or intake.review_meeting_on,
            issuer_kind=known.issuer_kind or intake.issuer_kind,
            asset=AssetPlace(intake.province, intake.city),
        )
    report = check(with_facts(content, intake), calendar=operator_calendar(), facts=known)
    if known.amended is not None:
        report = report.including(_effect(content, known.amended))
    blocked = {finding.field for finding in report.findings if finding.severity is Severity.blocker}
    more = intake_findings(content, intake)  # a fault that the report blocks already is told once
    return report.including(each for each in more if each.severity is not Severity.blocker or each.field not in blocked)


def _effect(content: NoticeContent, earlier: NoticeContent) -> Iterator[Shortcoming]:
    """Yield what publication would refuse in an amendment together with the notice it amends."""
    from notices.composition.consolidation import consolidate

    if content.kind not in AMENDING or list(refusals(content)):  # what the table refuses is told already
        return
    calendar = operator_calendar()
    try:
        whole = consolidate(resolve(earlier, calendar), resolve(content, calendar), title=title_of(content))
    except NoticesError as error:
        field = error.field or "amends"
        yield Shortcoming(Severity.blocker, error.code, field, error.zh, error.en, NEW_NOTICE_ON_CHANGE)
        return
    known = check(earlier, calendar=calendar).blockers
    yield from (each for each in check(whole, calendar=calendar).blockers if each not in known)
