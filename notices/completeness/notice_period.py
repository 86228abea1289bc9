"""The statutory notice period: the promised window is long enough, the review meeting late enough.

财金〔2008〕87号: by book value at least N working days before the review body meets; counted by ``notices.law.floor``.
金规〔2024〕17号 and 金规〔2025〕16号 are from secondary sources: they are noted and never block.
"""

from collections.abc import Iterator
from decimal import Decimal

from notices.completeness.finding import CheckedNotice, Severity, Shortcoming
from notices.content.counted_windows import counted
from notices.law.floor import Floor, earliest_review, statutory_floor
from notices.law.provisions import NOTICE_TIERS
from notices.law.tiers import Issuers, NoTierInForce, unconfirmed_tiers
from notices.windows.window import NoticeWindow
from notices.working_days.calendar import CalendarYearMissing


def window_reaches_floor(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn if the promised window is shorter than the notice period of the book value's tier."""
    content, window = subject.content, _promised(subject)
    if window is None or not _is_bound(subject):
        return
    if subject.facts.exempt_because:
        reason = subject.facts.exempt_because
        yield _note("exempt", f"不适用法定公告期限：{reason}", f"exempt from the notice period: {reason}")
    elif subject.facts.book_value is None:
        yield _note(
            "floor_unknown",
            "未提供资产账面价值，无法核对法定公告期限和媒体要求",
            "no book value given: the notice period and the medium the law asks for were not checked",
        )
    else:
        floor = _floor_of_publication(subject, subject.facts.book_value)
        first, last = window.first_counted_on, window.ends_on
        working = subject.calendar.working_days_between(first, last, allow_provisional=True)
        if floor and working < floor.tier.notice_days:
            yield Shortcoming(
                Severity.warning,
                "window_below_floor",
                "window.count",
                f"公告期限只有{working}个工作日；{floor.tier.words}",
                f"the window has {working} working days only; {floor.tier.words_en}",
                NOTICE_TIERS,
            )
        if not floor:
            yield _note("no_tier", NoTierInForce(content.published_on).zh, NoTierInForce(content.published_on).en)


def second_hand_rules_are_told(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Note unconfirmed rules that may require more of this issuer; they never block."""
    content, facts = subject.content, subject.facts
    if not subject.kind.offers_assets or facts.book_value is None or facts.exempt_because:
        return
    issuers = Issuers.local if content.issuer.is_local_amc else Issuers.national
    for row in unconfirmed_tiers(facts.book_value, content.published_on):
        if row.issuers is issuers:
            yield Shortcoming(
                Severity.note,
                "unconfirmed_rule",
                "window",
                f"仅供核对，未经核对原文：{row.remark}",
                f"to be checked, not read in the original: {row.remark_en}",
                row.source,
            )


def review_keeps_floor(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Block a review meeting that is too soon after the publication."""
    facts = subject.facts
    if not subject.kind.offers_assets or not _is_bound(subject) or facts.exempt_because or facts.book_value is None:
        return
    if facts.review_meeting_on is None:
        yield _note(
            "review_unknown", "未提供审核会议日期，无法核对最迟公告日", "no review meeting given to check against"
        )
        return
    try:
        floor = statutory_floor(facts.book_value, facts.review_meeting_on, subject.calendar, allow_provisional=True)
    except (NoTierInForce, CalendarYearMissing) as error:
        yield Shortcoming(Severity.warning, error.code, "published_on", error.zh, error.en, NOTICE_TIERS)
        return
    if not floor.was_early_enough(subject.content.published_on):
        zh, en = floor.verdict(subject.content.published_on)
        yield Shortcoming(Severity.blocker, "review_inside_floor", "published_on", zh, en, NOTICE_TIERS)


def _promised(subject: CheckedNotice) -> NoticeWindow | None:
    """Return the window of a notice that offers assets; None if there is none or it cannot be counted."""
    terms = subject.content.window
    if not subject.kind.offers_assets or terms is None:
        return None
    try:
        return counted(terms, subject.content, subject.calendar)
    except CalendarYearMissing:
        return None


def _is_bound(subject: CheckedNotice) -> bool:
    """Return whether the tiers apply to the issuer: those of 87号 apply to national companies only."""
    return not subject.content.issuer.is_local_amc


def _floor_of_publication(subject: CheckedNotice, book_value: Decimal) -> Floor | None:
    try:
        return earliest_review(book_value, subject.content.published_on, subject.calendar, allow_provisional=True)
    except (NoTierInForce, CalendarYearMissing):
        return None


def _note(code: str, zh: str, en: str) -> Shortcoming:
    return Shortcoming(Severity.note, code, "window", zh, en, NOTICE_TIERS)
