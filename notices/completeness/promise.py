"""The promised window: it can be counted, it is what is printed, it lasts as long as the law asks.

财金〔2008〕87号 (at least N working days before the review body meets, by book value); the counting is that of
``notices.window`` and ``notices.floor``.
"""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from notices.calendar import CalendarYearMissing
from notices.completeness.finding import Finding, Severity, Subject
from notices.dates import dated, dated_zh
from notices.disposal_law import NEW_NOTICE_ON_CHANGE, NOTICE_TIERS, REGISTER_RULE
from notices.floor import Floor, earliest_review, statutory_floor
from notices.phrases import figures_in
from notices.resolving import counted
from notices.terms import WindowTerms
from notices.tiers import NoTierInForce
from notices.window import NoticeWindow

ONE_DAY = timedelta(days=1)


def window_is_computable(subject: Subject) -> Iterator[Finding]:
    """The last day of the window can be counted; from a calendar not yet announced only provisionally."""
    for name, terms in _windows(subject):
        window = _counted(subject, terms)
        if isinstance(window, CalendarYearMissing):
            yield Finding(Severity.blocker, "window_not_computable", name, window.zh, window.en, REGISTER_RULE)
        elif window.is_provisional:
            yield Finding(
                Severity.warning,
                "window_provisional",
                name,
                f"公告期最后一日{dated_zh(window.ends_on)}为暂定：{window.provisional_because}",
                f"the last day {dated(window.ends_on)} is provisional: {window.provisional_because_en}",
                REGISTER_RULE,
            )


def window_end_is_recounted(subject: Subject) -> Iterator[Finding]:
    """A last day that stands in the content is the one the calendar counts; an amendment has counted its own."""
    if subject.content.revisions:
        return
    for name, terms in _windows(subject):
        window = _counted(subject, terms)
        if isinstance(window, CalendarYearMissing):
            continue
        if terms.ends_on not in (None, window.ends_on) or terms.ends_at not in (None, window.ends_at):
            stated = terms.ends_on or terms.ends_at
            yield Finding(
                Severity.blocker,
                "window_end_differs",
                f"{name}.ends_on",
                f"写明的截止日{stated}与计算结果{dated_zh(window.ends_on)}不符；请留空，由系统计算",
                f"ends on {stated} as stated, on {dated(window.ends_on)} as counted; leave it empty and it is counted",
                REGISTER_RULE,
            )


def window_begins_in_time(subject: Subject) -> Iterator[Finding]:
    """The window begins with the publication or later; an extension on the last day of the earlier window."""
    content = subject.content
    for name, terms in _windows(subject):
        earlier_end = content.amends.window_ends_on if content.amends else None
        if subject.kind.code == "extension" and name == "window":
            if terms.begins_on and earlier_end and terms.begins_on != earlier_end:
                yield _begins_wrong(
                    name,
                    f"延长期应自原公告期最后一日{dated_zh(earlier_end)}起算，请更正",
                    f"an extension runs from the last day of the earlier window, {dated(earlier_end)}; correct it",
                )
            if earlier_end and content.published_on > earlier_end:
                yield Finding(
                    Severity.warning,
                    "extended_after_the_end",
                    "published_on",
                    f"原公告期已于{dated_zh(earlier_end)}届满，延期公告应在届满前发布",
                    f"the earlier window ended on {dated(earlier_end)}; an extension is published before that",
                    NEW_NOTICE_ON_CHANGE,
                )
        elif terms.begins_on and terms.begins_on < content.published_on:
            yield _begins_wrong(
                name,
                f"起算日早于发布日期{dated_zh(content.published_on)}，请更正",
                f"begins before the publication on {dated(content.published_on)}; correct it",
            )


def window_wording_agrees(subject: Subject) -> Iterator[Finding]:
    """The words printed for the window name the number of days that is counted."""
    for name, terms in _windows(subject):
        if terms.wording and terms.count not in figures_in(terms.wording):
            yield Finding(
                Severity.blocker,
                "window_wording_differs",
                f"{name}.wording",
                f"公告期限的文字“{terms.wording}”没有写明所计的{terms.count}天（个工作日），请更正其一",
                f'the words "{terms.wording}" do not name the {terms.count} days that are counted; correct one of them',
                REGISTER_RULE,
            )


def window_reaches_floor(subject: Subject) -> Iterator[Finding]:
    """The promised window is no shorter than the notice period of the book value's tier."""
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
            yield Finding(
                Severity.warning,
                "window_below_floor",
                "window.count",
                f"公告期限只有{working}个工作日；{floor.tier.words}",
                f"the window has {working} working days only; {floor.tier.words_en}",
                NOTICE_TIERS,
            )
        yield from (
            Finding(Severity.note, "unconfirmed_rule", "window", warned.zh, warned.en, warned.source)
            for warned in (floor.warnings if floor else ())
        )
        if not floor:
            yield _note("no_tier", NoTierInForce(content.published_on).zh, NoTierInForce(content.published_on).en)


def review_keeps_floor(subject: Subject) -> Iterator[Finding]:
    """The review body meets no sooner than the notice period after the publication."""
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
        yield Finding(Severity.warning, error.code, "published_on", error.zh, error.en, NOTICE_TIERS)
        return
    if not floor.was_early_enough(subject.content.published_on):
        zh, en = floor.verdict(subject.content.published_on)
        yield Finding(Severity.blocker, "review_inside_floor", "published_on", zh, en, NOTICE_TIERS)


def _windows(subject: Subject) -> Iterator[tuple[str, WindowTerms]]:
    for name, terms in (("window", subject.content.window), ("validity", subject.content.validity)):
        if terms is not None:
            yield name, terms


def _counted(subject: Subject, terms: WindowTerms) -> NoticeWindow | CalendarYearMissing:
    try:
        return counted(terms, subject.content, subject.calendar)
    except CalendarYearMissing as error:
        return error


def _promised(subject: Subject) -> NoticeWindow | None:
    """Return the window of a notice that offers assets, where it has one that can be counted."""
    terms = subject.content.window
    if not subject.kind.offers_assets or terms is None:
        return None
    window = _counted(subject, terms)
    return window if isinstance(window, NoticeWindow) else None


def _is_bound(subject: Subject) -> bool:
    """Tell whether the tiers bind the issuer: those of 87号 bind the national companies."""
    return not subject.content.issuer.is_local_amc


def _floor_of_publication(subject: Subject, book_value: Decimal) -> Floor | None:
    try:
        return earliest_review(book_value, subject.content.published_on, subject.calendar, allow_provisional=True)
    except (NoTierInForce, CalendarYearMissing):
        return None


def _begins_wrong(name: str, zh: str, en: str) -> Finding:
    return Finding(Severity.blocker, "window_begins_wrong", f"{name}.begins_on", zh, en, REGISTER_RULE)


def _note(code: str, zh: str, en: str) -> Finding:
    return Finding(Severity.note, code, "window", zh, en, NOTICE_TIERS)
