"""The statutory notice period: the promised window is long enough, the review meeting late enough.

财金〔2008〕87号: by book value at least N working days before the review body meets, counted from the latest required
placement by ``notices.law.floor``. Where the measures do not bind the issuer they are compared with and only warn.
金规〔2024〕17号 and 金规〔2025〕16号 are second-hand: checks of their own, which only warn.
"""

from collections.abc import Iterator
from decimal import Decimal

from notices.codes import DisposalMode, MediumKind
from notices.completeness.finding import CheckedNotice, Severity, Shortcoming
from notices.content.counted_windows import counted
from notices.dates import dated, dated_zh
from notices.law.floor import Floor, earliest_review, statutory_floor
from notices.law.issuers import BOUND_BY_NOTICE_MEASURES, Binding, applicability, binding_of
from notices.law.provisions import NOTICE_TIERS
from notices.law.supervision import Demand, SupervisoryCheck, supervisory_checks
from notices.law.tiers import NoTierInForce, check_book_value
from notices.windows.window import NoticeWindow
from notices.working_days.calendar import CalendarYearMissing

_PUBLIC_BIDDING = {DisposalMode.open_bidding, DisposalMode.tender, DisposalMode.auction, DisposalMode.listing}
_PLATFORM_OR_PROVINCE = {MediumKind.newspaper_province, MediumKind.trading_platform}


def issuer_says_what_it_is(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Tell whether 财金〔2008〕87号 binds the issuer: warn if it does not say what it is, note if it is not bound."""
    if not _is_measured(subject):
        return
    kind = subject.issuer_kind
    binding = binding_of(BOUND_BY_NOTICE_MEASURES, kind)
    if binding is Binding.binds:
        return
    is_unknown = binding is Binding.not_stated
    zh, en = applicability(binding, kind)
    yield Shortcoming(
        Severity.warning if is_unknown else Severity.note,
        "issuer_kind_not_stated" if is_unknown else "floor_by_analogy",
        "issuer",
        f"{zh}；请写明发布人类别（issuer_kind）" if is_unknown else zh,
        f"{en}; state issuer_kind of the issuer" if is_unknown else en,
        NOTICE_TIERS,
    )


def window_reaches_floor(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn if the promised window is shorter than the notice period of the book value's tier."""
    content, window = subject.content, _promised(subject)
    if window is None:
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
            yield subject.weighed(
                Severity.warning,
                "window_below_floor",
                "window.count",
                (
                    f"公告期限只有{working}个工作日；{floor.tier.words}",
                    f"the window has {working} working days only; {floor.tier.words_en}",
                ),
            )
        if not floor:
            yield _note("no_tier", NoTierInForce(content.published_on).zh, NoTierInForce(content.published_on).en)


def review_keeps_floor(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Block a review meeting that is too soon after the latest required placement."""
    facts = subject.facts
    if not subject.kind.offers_assets or facts.exempt_because or facts.book_value is None:
        return
    if facts.review_meeting_on is None:
        yield _note(
            "review_unknown", "未提供审核会议日期，无法核对最迟公告日", "no review meeting given to check against"
        )
        return
    try:
        floor = statutory_floor(
            facts.book_value,
            facts.review_meeting_on,
            subject.calendar,
            issuer_kind=subject.issuer_kind,
            allow_provisional=True,
        )
    except (NoTierInForce, CalendarYearMissing) as error:
        yield Shortcoming(Severity.warning, error.code, "published_on", error.zh, error.en, NOTICE_TIERS)
        return
    starts_on = subject.floor_starts_on(floor.tier.medium)
    if not floor.was_early_enough(starts_on):
        is_of_notice = starts_on == subject.content.published_on
        field = "published_on" if is_of_notice else "placements"
        yield subject.weighed(Severity.blocker, "review_inside_floor", field, floor.verdict(starts_on))


def supervisory_days_are_told(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Tell where the seven days of each second-hand rule end; warn if the review or sale comes before an end."""
    held_on = subject.content.terms.held_on if subject.content.terms else None
    later = (
        ("审核会议", "the review", subject.facts.review_meeting_on),
        ("竞价或拍卖", "the sale", held_on),
    )
    for check in _supervisory(subject):
        early = [(zh, en, day) for zh, en, day in later if day is not None and check.readings_reaching(day)]
        yield _of_rule(
            check,
            "supervisory_days",
            (f"{check.rule.zh}；{check.ends}", f"{check.rule.en}; {check.ends_en}"),
            field="window",
            severity=Severity.note,
        )
        for zh, en, day in early:
            which = "、".join(each.unit.zh for each in check.readings_reaching(day))
            which_en = ", ".join(each.unit.en for each in check.readings_reaching(day))
            yield _of_rule(
                check,
                "supervisory_days_not_over",
                (
                    f"{zh}（{dated_zh(day)}）时，按{which}计算的7日尚未届满",
                    f"at {en} on {dated(day)} the 7 days are not over, counted as {which_en}",
                ),
                field="window",
            )


def supervisory_demands_are_met(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn if a second-hand rule asks for a medium or a mode that the notice does not have."""
    # Demand.lone_bidder is left out: neither a notice nor a result states how many bidders there were.
    terms = subject.content.terms
    for check in _supervisory(subject):
        missing = {
            Demand.newspaper_or_platform: not subject.media
            & (_PLATFORM_OR_PROVINCE | {MediumKind.newspaper_prefecture}),
            Demand.provincial: not subject.media & _PLATFORM_OR_PROVINCE,
            Demand.public_bidding: terms is not None and not set(terms.modes) & _PUBLIC_BIDDING,
        }
        for demand in check.demands:
            if missing.get(demand):
                field = "terms.modes" if demand is Demand.public_bidding else "placements"
                words = (f"{demand.zh}；公告中没有", f"{demand.en}; the notice states none")
                yield _of_rule(check, f"supervisory_{demand.value}", words, field=field)


def _supervisory(subject: CheckedNotice) -> tuple[SupervisoryCheck, ...]:
    """Return the second-hand checks of a notice that offers assets; none for an issuer they do not bind."""
    facts = subject.facts
    if facts.book_value is None or not _is_measured(subject):
        return ()
    check_book_value(facts.book_value)
    return supervisory_checks(
        facts.book_value, subject.content.published_on, subject.calendar, issuer_kind=subject.issuer_kind
    )


def _of_rule(
    check: SupervisoryCheck,
    code: str,
    words: tuple[str, str],
    *,
    field: str,
    severity: Severity = Severity.warning,
) -> Shortcoming:
    source = check.rule.source
    zh = f"仅供核对，未经核对原文：{source.number}（{check.whom}）{words[0]}"
    en = f"to be checked, not read in the original: {source.citation_en} ({check.whom_en}): {words[1]}"
    return Shortcoming(severity, code, field, zh, en, source)


def _is_measured(subject: CheckedNotice) -> bool:
    """Return whether the notice offers assets of a known book value and is not exempt."""
    facts = subject.facts
    return subject.kind.offers_assets and facts.book_value is not None and not facts.exempt_because


def _promised(subject: CheckedNotice) -> NoticeWindow | None:
    """Return the window of a notice that offers assets; None if there is none or it cannot be counted."""
    terms = subject.content.window
    if not subject.kind.offers_assets or terms is None:
        return None
    try:
        return counted(terms, subject.content, subject.calendar)
    except CalendarYearMissing:  # another rule tells of the missing year
        return None


def _floor_of_publication(subject: CheckedNotice, book_value: Decimal) -> Floor | None:
    try:
        return earliest_review(book_value, subject.content.published_on, subject.calendar, allow_provisional=True)
    except (NoTierInForce, CalendarYearMissing):  # the rule of the floor tells it
        return None


def _note(code: str, zh: str, en: str) -> Shortcoming:
    return Shortcoming(Severity.note, code, "window", zh, en, NOTICE_TIERS)
