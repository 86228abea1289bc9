"""Dates: facts in a notice are not later than its publication.

财金〔2008〕87号第十五条: process and result are recorded truthfully; 第十二条: the outcome goes to the review body.
"""

from collections.abc import Iterator
from datetime import date

from notices.completeness.finding import CheckedNotice, Severity, Shortcoming
from notices.content.content import NoticeContent
from notices.content.counted_windows import counted
from notices.dates import dated, dated_zh
from notices.law.provisions import CONSISTENT_RECORD, OUTCOME_TO_REVIEW, TRUTHFUL_RECORD
from notices.working_days.calendar import CalendarYearMissing

_MEND_RESULT = (
    "请更正；已存为草稿的，请作废该草稿（审批页，或 disposal draft discard），重新起草",
    "correct it; where it is a stored draft, discard that (on its page of approval, or by disposal draft discard) and "
    "draft it anew",
)
"""What to do about the day of a result: what a stored draft of it says is not changed."""


def record_dates_are_past(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Block a record date after the publication."""
    content = subject.content
    stated = [("record_date", content.record_date)]
    stated += [
        (f"items.{i}.claims.{j}.record_date", claim.record_date)
        for i, item in enumerate(content.items)
        for j, claim in enumerate(item.claims)
    ]
    for path, day in stated:
        if day is not None and day > last_said_on(subject.content):
            yield _after(
                Severity.blocker,
                "record_date_to_come",
                path,
                named=("基准日", "the record date"),
                days=(day, last_said_on(subject.content)),
            )


def litigation_is_past(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn about a litigation status dated after the publication."""
    for i, item in enumerate(subject.content.items):
        places = [(f"items.{i}.litigation", item.litigation)]
        places += [(f"items.{i}.claims.{j}.litigation", claim.litigation) for j, claim in enumerate(item.claims)]
        for path, statuses in places:
            for k, status in enumerate(statuses):
                if status.as_of is not None and status.as_of > last_said_on(subject.content):
                    yield _after(
                        Severity.warning,
                        "litigation_to_come",
                        f"{path}.{k}.as_of",
                        named=("诉讼状态日期", "the day of the litigation status"),
                        days=(status.as_of, last_said_on(subject.content)),
                    )


def sale_leaves_room(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Block a sale before the publication; warn about a sale within the window, as objections may still come."""
    held_on = subject.content.terms.held_on if subject.content.terms else None
    closes_on = _window_end(subject)
    if held_on is None:
        return
    if held_on < subject.content.published_on:
        yield Shortcoming(
            Severity.blocker,
            "sale_already_held",
            "terms.held_on",
            f"竞价日{dated_zh(held_on)}早于发布日期{dated_zh(subject.content.published_on)}，请更正",
            f"the sale on {dated(held_on)} lies before the publication on {dated(subject.content.published_on)}; "
            "correct one of the dates",
            CONSISTENT_RECORD,
        )
    elif closes_on is not None and held_on <= closes_on:
        yield Shortcoming(
            Severity.warning,
            "sale_within_window",
            "terms.held_on",
            f"竞价日{dated_zh(held_on)}在公告期届满（{dated_zh(closes_on)}）之前，届时仍可提出异议；请确认",
            f"the sale on {dated(held_on)} falls within the window, which ends on {dated(closes_on)}: objections "
            "may still come; confirm the date",
            OUTCOME_TO_REVIEW,
        )


def result_is_past(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Block a result before the original notice or after this publication; warn of one within the window."""
    content = subject.content
    day = content.outcome.concluded_on if content.outcome else None
    if day is None:
        return
    if day > content.published_on:
        yield Shortcoming(
            Severity.blocker,
            "result_to_come",
            "outcome.concluded_on",
            f"成交日期{dated_zh(day)}晚于发布日期{dated_zh(content.published_on)}，{_MEND_RESULT[0]}",
            f"the day of the result, {dated(day)}, lies after the publication on {dated(content.published_on)}; "
            f"{_MEND_RESULT[1]}",
            CONSISTENT_RECORD,
        )
    ends_on = content.amends.window_ends_on if content.amends else None
    if ends_on is not None and day <= ends_on:
        yield Shortcoming(
            Severity.warning,
            "concluded_within_window",
            "outcome.concluded_on",
            f"成交日期{dated_zh(day)}在公告期届满（{dated_zh(ends_on)}）之前，届满前仍可提出异议，请核对",
            f"the result of {dated(day)} falls within the window, which ends on {dated(ends_on)}: until then anybody "
            "may object; check it",
            OUTCOME_TO_REVIEW,
        )
    if content.amends and day < content.amends.published_on:
        yield Shortcoming(
            Severity.blocker,
            "result_before_notice",
            "outcome.concluded_on",
            f"成交日期{dated_zh(day)}早于原公告日期{dated_zh(content.amends.published_on)}，{_MEND_RESULT[0]}",
            f"the result of {dated(day)} lies before the notice of {dated(content.amends.published_on)}; "
            f"{_MEND_RESULT[1]}",
            TRUTHFUL_RECORD,
        )


def last_said_on(content: NoticeContent) -> date:
    """Return the publication date, or the latest amendment date of a consolidated content."""
    return max((content.published_on, *(later.published_on for later in content.revisions)))


def _window_end(subject: CheckedNotice) -> date | None:
    """Return the last day of the window: stated if an amendment moved it, else counted; None if unknown."""
    content = subject.content
    if content.window is None or (content.revisions and content.window.ends_on):
        return content.window.ends_on if content.window else None
    try:
        return counted(content.window, content, subject.calendar).ends_on
    except CalendarYearMissing:  # another rule tells of the missing year
        return None


def _after(severity: Severity, code: str, path: str, *, named: tuple[str, str], days: tuple[date, date]) -> Shortcoming:
    """Return the finding for a date after the publication; ``named`` is its name in Chinese and English."""
    day, published_on = days
    return Shortcoming(
        severity,
        code,
        path,
        f"{named[0]}{dated_zh(day)}晚于发布日期{dated_zh(published_on)}，请更正",
        f"{named[1]}, {dated(day)}, lies after the publication on {dated(published_on)}; correct one of the dates",
        CONSISTENT_RECORD,
    )
