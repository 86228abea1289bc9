"""The promised window: it can be counted, matches its printed words, and begins on the right day.

民法典第二百零一条至第二百零四条, counted by ``notices.windows.window``.
"""

from collections.abc import Iterator

from notices.completeness.finding import CheckedNotice, Severity, Shortcoming
from notices.composition.phrases import figures_in
from notices.content.counted_windows import counted
from notices.content.terms import WindowTerms
from notices.dates import dated, dated_zh
from notices.law.provisions import REGISTER_RULE
from notices.windows.window import NoticeWindow
from notices.working_days.calendar import CalendarYearMissing


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
            if earlier_end and content.published_on > earlier_end:
                yield Shortcoming(
                    Severity.warning,
                    "extended_after_the_end",
                    "published_on",
                    f"原公告期已于{dated_zh(earlier_end)}届满，延期公告应在届满前发布",
                    f"the earlier window ended on {dated(earlier_end)}; an extension is published before that",
                    REGISTER_RULE,
                )
        elif terms.begins_on and terms.begins_on < content.published_on:
            yield _begins_wrong(
                name,
                f"起算日早于发布日期{dated_zh(content.published_on)}，请更正",
                f"begins before the publication on {dated(content.published_on)}; correct it",
            )


def window_wording_agrees(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Block window wording that does not name the counted number of days."""
    for name, terms in _windows(subject):
        if terms.wording and terms.count not in figures_in(terms.wording):
            yield Shortcoming(
                Severity.blocker,
                "window_wording_differs",
                f"{name}.wording",
                f"公告期限的文字“{terms.wording}”没有写明所计的{terms.count}天（个工作日），请更正其一",
                f'the words "{terms.wording}" do not name the {terms.count} days that are counted; correct one of them',
                REGISTER_RULE,
            )


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
