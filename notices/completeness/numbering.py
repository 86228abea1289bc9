"""Numbering: item numbers have no duplicates and no gaps."""

from collections import Counter
from collections.abc import Iterator

from notices.completeness.finding import CheckedNotice, Severity, Shortcoming
from notices.law.provisions import CONSISTENT_RECORD

MOST_NAMED = 5


def numbers_are_consecutive(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Block duplicate item numbers; warn about missing numbers, gaps and wrong order."""
    items = subject.content.items
    numbers = [item.number for item in items if item.number is not None]
    if not numbers:
        return
    for number, times in Counter(numbers).items():
        if times > 1:
            second = [at for at, item in enumerate(items) if item.number == number][1]
            yield Shortcoming(
                Severity.blocker,
                "number_twice",
                f"items.{second}.number",
                f"序号{number}出现{times}次，请更正",
                f"number {number} stands {times} times; correct it",
                CONSISTENT_RECORD,
            )
    if not subject.kind.offers_assets:  # an amendment names only some debtors of the list
        return
    if len(numbers) < len(items):
        at = next(at for at, item in enumerate(items) if item.number is None)
        yield _warning(
            "number_missing", f"items.{at}.number", "部分债务人没有序号，请补上", "some items have no number"
        )
    gaps = sorted(set(range(1, max(numbers) + 1)) - set(numbers)) if max(numbers) < len(items) * 10 else [max(numbers)]
    if gaps:
        shown = "、".join(map(str, gaps[:MOST_NAMED])) + ("等" if len(gaps) > MOST_NAMED else "")
        yield _warning(
            "number_gap", "items", f"序号不连续（{shown}），请核对是否漏列", f"numbers are not consecutive: {shown}"
        )
    elif numbers != sorted(numbers):
        yield _warning("number_order", "items", "序号未按顺序排列，请核对", "numbers are not in order; check them")


def _warning(code: str, path: str, zh: str, en: str) -> Shortcoming:
    return Shortcoming(Severity.warning, code, path, zh, en, CONSISTENT_RECORD)
