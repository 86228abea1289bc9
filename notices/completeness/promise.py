"""The promised window: it can be counted, matches its printed words, and begins on the right day.

民法典第二百零一条至第二百零四条, counted by ``notices.windows.window``.
"""

import re
from collections.abc import Iterator

from notices.completeness.finding import CheckedNotice, Severity, Shortcoming
from notices.composition.phrases import figures_in
from notices.content.counted_windows import counted
from notices.content.terms import WindowTerms
from notices.dates import dated, dated_zh
from notices.law.provisions import CONSISTENT_RECORD, REGISTER_RULE
from notices.windows.window import NoticeWindow, WindowUnit
from notices.working_days.calendar import CalendarYearMissing
from notices.written.characters import half_width

_WORKING = re.compile("工作日|营业日|(?:节假|休息|休假)日除外|不[含计](?:法定)?节假日")
_PERIOD = re.compile(
    "(?:公告|征询|异议)[^。；;0-9年月延顺后前]{0,6}?(?:期限?|时限)[^。；;0-9年月延顺后前]{0,24}?"
    "(?P<count>[0-9]{1,3}|[一二三四五六七八九十百零]{1,5})个?(?P<unit>工作日|自然日|日历[天日]|[天日])(?!前|内答复)"
)
"""公告期限为自发布之日起20个工作日; not a day of the calendar, nor by how much a period is extended."""


def window_is_computable(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Block a window that cannot be counted; warn if its last day is provisional."""
    for name, terms in _windows(subject):
        window = _counted(subject, terms)
        if isinstance(window, CalendarYearMissing):
            yield Shortcoming(Severity.blocker, "window_not_computable", name, window.zh, window.en, REGISTER_RULE)
        elif window.is_provisional:
            yield Shortcoming(
                Severity.warning,
                "window_provisional",
                name,
                f"公告期最后一日{dated_zh(window.ends_on)}为暂定：{window.provisional_because}",
                f"the last day {dated(window.ends_on)} is provisional: {window.provisional_because_en}",
                REGISTER_RULE,
            )


def window_end_is_recounted(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Block a stated last day that differs from the counted one; skip consolidated contents."""
    if subject.content.revisions:
        return
    for name, terms in _windows(subject):
        window = _counted(subject, terms)
        if isinstance(window, CalendarYearMissing):
            continue
        if terms.ends_on not in (None, window.ends_on) or terms.ends_at not in (None, window.ends_at):
            stated = terms.ends_on or terms.ends_at
            yield Shortcoming(
                Severity.blocker,
                "window_end_differs",
                f"{name}.ends_on",
                f"写明的截止日{stated}与计算结果{dated_zh(window.ends_on)}不符；请留空，由系统计算",
                f"ends on {stated} as stated, on {dated(window.ends_on)} as counted; leave it empty and it is counted",
                REGISTER_RULE,
            )


def window_begins_in_time(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Require the window to begin at publication or later, an extension on the earlier window's last day."""
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
        elif terms.begins_on and terms.begins_on < content.published_on:
            yield _begins_wrong(
                name,
                f"起算日早于发布日期{dated_zh(content.published_on)}，请更正",
                f"begins before the publication on {dated(content.published_on)}; correct it",
            )


def window_wording_agrees(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Block window wording that does not name the counted number of days, or names another kind of days."""
    for name, terms in _windows(subject):
        words = terms.wording
        if words and (terms.count not in figures_in(words) or _says_working(words) is _is_natural(terms)):
            yield Shortcoming(
                Severity.blocker,
                "window_wording_differs",
                f"{name}.wording",
                f"公告期限的文字“{words}”没有写明所计的{terms.unit.length(terms.count)}，请更正其一",
                f'the words "{words}" do not name the {terms.unit.length_en(terms.count)} counted; correct one of them',
                REGISTER_RULE,
            )


def no_text_promises_another_period(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn if a disclaimer or statement names a period for objections or of the notice that nobody counts."""
    content = subject.content
    if not subject.kind.offers_assets:
        return
    promised = {(terms.count, _is_natural(terms)) for _, terms in _windows(subject)}
    for name, texts in (("disclaimers", content.disclaimers), ("statements", content.statements)):
        for at, text in enumerate(texts):
            for said in _PERIOD.finditer(half_width(text)):
                counts = {(count, said["unit"] != "工作日") for count in figures_in(said["count"])}
                if promised and not counts & promised:
                    yield Shortcoming(
                        Severity.warning,
                        "another_period_in_words",
                        f"{name}.{at}",
                        f"“{said[0]}”与本公告所计的期限不同，请更正其一",
                        f'"{said[0]}" is another period than the notice counts; correct one of them',
                        CONSISTENT_RECORD,
                    )


def _says_working(words: str) -> bool:
    return _WORKING.search(words) is not None


def _is_natural(terms: WindowTerms) -> bool:
    return terms.unit is WindowUnit.natural_days


def _windows(subject: CheckedNotice) -> Iterator[tuple[str, WindowTerms]]:
    for name, terms in (("window", subject.content.window), ("validity", subject.content.validity)):
        if terms is not None:
            yield name, terms


def _counted(subject: CheckedNotice, terms: WindowTerms) -> NoticeWindow | CalendarYearMissing:
    try:
        return counted(terms, subject.content, subject.calendar)
    except CalendarYearMissing as error:
        return error


def _begins_wrong(name: str, zh: str, en: str) -> Shortcoming:
    return Shortcoming(Severity.blocker, "window_begins_wrong", f"{name}.begins_on", zh, en, REGISTER_RULE)
