"""Extensions: a window runs on as the notice that opened it printed (延期规则, 民法典第二百零四条).

财金〔2008〕87号第十四条: what was announced changes only by a new notice, so an extension beyond that rule warns.
"""

from collections.abc import Iterator

from notices.codes import DisposalMode
from notices.completeness.finding import CheckedNotice, Severity, Shortcoming
from notices.content.content import NoticeContent
from notices.content.counted_windows import counted
from notices.content.terms import ExtensionTerms, WindowTerms
from notices.dates import dated, dated_zh
from notices.law.provisions import NEW_NOTICE_ON_CHANGE
from notices.sales_minutes import GROUND, GROUND_EN, VOID_GROUNDS
from notices.windows.extension_cycles import extend
from notices.working_days.calendar import CalendarYearMissing

_FEWEST_IN_A_TENDER = 3  # 法发〔2009〕19号第六条第（七）项: 公开招标中的投标人少于三家


def extension_keeps_its_rule(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn about an extension in another unit, of another length, or of more cycles than the notice allows."""
    terms = subject.content.window
    if subject.kind.code != "extension" or terms is None:
        return
    earlier = subject.amended
    if earlier is None:
        yield Shortcoming(
            Severity.note,
            "extension_rule_unknown",
            "amends",
            "未提供所延期的原公告（或所提供的不是该公告），未核对延期是否符合原公告的延期规则",
            "the notice it extends is not given, or is another one; not compared with its extension rule",
            NEW_NOTICE_ON_CHANGE,
        )
    elif earlier.extension is not None and earlier.window is not None:
        yield from _length_agrees(terms, earlier.extension)
        yield from _ends_in_time(subject, terms, earlier)


def tender_waits_for_three(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn of a public tender that may go on with fewer than three bidders; other modes need not have three."""
    content = subject.content
    rule, modes = content.extension, content.terms.modes if content.terms else ()
    if rule is not None and DisposalMode.tender in modes and rule.trigger_bidders < _FEWEST_IN_A_TENDER:
        yield Shortcoming(
            Severity.warning,
            "tender_below_three",
            "extension.trigger_bidders",
            f"延期规则允许不足{_FEWEST_IN_A_TENDER}家投标人时开标；公开招标的投标人少于{_FEWEST_IN_A_TENDER}家的，{GROUND}；"
            "请改为不足3家即延期",
            f"the extension rule lets a public tender go on with fewer than {_FEWEST_IN_A_TENDER} bidders: {GROUND_EN} "
            "then; let it extend below 3",
            VOID_GROUNDS[7].source,
        )


def _length_agrees(terms: WindowTerms, rule: ExtensionTerms) -> Iterator[Shortcoming]:
    agreed, length = rule.unit.length(rule.length), terms.unit.length(terms.count)
    agreed_en, length_en = rule.unit.length_en(rule.length), terms.unit.length_en(terms.count)
    if terms.unit is not rule.unit:
        yield _warning(
            "extension_unit_differs",
            "window.unit",
            f"原公告约定每个延长周期为{agreed}，本公告延长{length}，计算单位不同，请核对",
            f"the notice extends by {agreed_en} a cycle, this extension by {length_en}: another unit; check it",
        )
    elif terms.count % rule.length:
        yield _warning(
            "extension_length_differs",
            "window.count",
            f"原公告约定每个延长周期为{agreed}，本公告延长{length}，不是整数个周期，请核对",
            f"the notice extends by {agreed_en} a cycle, this extension by {length_en}: no whole number of cycles; "
            "check it",
        )


def _ends_in_time(subject: CheckedNotice, terms: WindowTerms, earlier: NoticeContent) -> Iterator[Shortcoming]:
    """Compare the new end with the end of the last cycle; earlier extensions are in the end they moved."""
    rule, calendar = earlier.extension, subject.calendar
    if rule is None or rule.max_cycles is None or earlier.window is None:
        return
    try:
        ends_on = counted(terms, subject.content, calendar).ends_on
        first = counted(earlier.window, earlier, calendar)
        last = extend(first, rule.cycle, cycles=rule.max_cycles, calendar=calendar, allow_provisional=True)
    except CalendarYearMissing:  # the last cycle is further away than any end that can be counted
        return
    if ends_on > last.ends_on:
        agreed, agreed_en = rule.unit.length(rule.length), rule.unit.length_en(rule.length)
        yield _warning(
            "extension_beyond_rule",
            "window",
            f"原公告约定最多延长{rule.max_cycles}个周期（每周期{agreed}），最迟至{dated_zh(last.ends_on)}；"
            f"本公告延至{dated_zh(ends_on)}，超出约定，请核对，或另行发布新的处置公告",
            f"the notice allows {rule.max_cycles} cycle(s) of {agreed_en}, to {dated(last.ends_on)} at the latest; "
            f"this extension runs to {dated(ends_on)}: check it, or publish a new disposal notice",
        )


def _warning(code: str, field: str, zh: str, en: str) -> Shortcoming:
    return Shortcoming(Severity.warning, code, field, zh, en, NEW_NOTICE_ON_CHANGE)
