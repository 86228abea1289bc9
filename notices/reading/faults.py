"""What can be wrong with a line of a content file, and how a corrected line is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from notices.resident_ids import mask_resident_ids

LONGEST_SHOWN = 200


class Fault(StrEnum):
    """What is wrong with a line, in the order in which it is told."""

    no_such_day = "no_such_day"
    part_of_a_day = "part_of_a_day"
    date = "date"
    amount = "amount"
    truth = "truth"
    unquoted = "unquoted"
    unclosed = "unclosed"
    quotes = "quotes"
    inner_quotes = "inner_quotes"
    backslash = "backslash"
    key = "key"
    equals = "equals"
    comma = "comma"
    comment = "comment"
    full_width = "full_width"
    colon = "colon"
    indent = "indent"


FAULT_SENTENCES: dict[Fault, tuple[str, str]] = {
    Fault.no_such_day: ("日历中没有这一天，请核对日期", "is no day of the calendar; check the date"),
    Fault.part_of_a_day: ("日期须有年、月、日", "a date needs year, month and day"),
    Fault.date: ("日期请写成 2026-11-03 的形式", "write a date like 2026-11-03"),
    Fault.amount: ("带逗号或单位的金额须加引号", "an amount with commas or a unit needs quotes"),
    Fault.truth: ("true、false 须小写", "true and false must be in small letters"),
    Fault.unquoted: ("文字须加引号", "text needs quotes"),
    Fault.unclosed: ("缺少右引号", "the closing quote is missing"),
    Fault.quotes: ('引号须用英文直引号 "…"', 'quotes must be straight ones: "…"'),
    Fault.inner_quotes: ("文字中的引号须用中文引号 “…”", "quotes within a text must be “…”"),
    Fault.backslash: ("文字中的反斜杠须写成两个", "a backslash within a text is written twice"),
    Fault.key: ("字段须写英文名称", "a field is called by its English name"),
    Fault.equals: ("字段与值之间须有且只有一个等号", "one equals sign stands between a field and its value"),
    Fault.comma: (
        "两项之间须有逗号，最后一项之后不加",
        "a comma stands between two items, and none behind the last",
    ),
    Fault.comment: ("说明须以 # 开头", "a remark begins with #"),
    Fault.full_width: (
        "标点和空格须用半角（英文）符号",
        "signs must be half-width, as on an English keyboard; blanks too",
    ),
    Fault.colon: ("冒号须用半角，其后空一格", "the colon must be half-width, with a space after it"),
    Fault.indent: ("缩进须用空格，不能用制表符（Tab）", "indent with spaces, not with tabs"),
}
"""What is wrong and what to do, in Chinese and English."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of a file: its number from 1, the line as written and as it must be, and its faults."""

    line: int
    written: str
    corrected: str
    faults: frozenset[Fault]

    @property
    def why(self) -> tuple[str, str]:
        """Return what is wrong, in Chinese and English."""
        told = [FAULT_SENTENCES[fault] for fault in Fault if fault in self.faults]
        return "；".join(zh for zh, _ in told), "; ".join(en for _, en in told)

    @property
    def zh(self) -> str:
        """Return the Chinese report: line number, what is wrong, the line as written and corrected."""
        return f"第{self.line}行：{self.why[0]}\n    原文：{shown(self.written)}\n    改为：{shown(self.corrected)}"

    @property
    def en(self) -> str:
        """Return the English report: line number, what is wrong, the line as written and corrected."""
        return (
            f"line {self.line}: {self.why[1]}\n    written: {shown(self.written)}\n    correct: {shown(self.corrected)}"
        )

    def as_json(self) -> dict[str, str | int]:
        """Return the correction as JSON values, with resident IDs masked."""
        zh, en = self.why
        texts = {"written": self.written, "corrected": self.corrected, "zh": zh, "en": en}
        return {"line": self.line, **{name: mask_resident_ids(text) for name, text in texts.items()}}


def report_zh(corrections: Sequence[Correction]) -> str:
    """Return the Chinese reports of all corrections, each beginning on a line of its own."""
    return "".join(f"\n  {each.zh}" for each in corrections)


def report_en(corrections: Sequence[Correction]) -> str:
    """Return the English reports of all corrections, each beginning on a line of its own."""
    return "".join(f"\n  {each.en}" for each in corrections)


def shown(line: str) -> str:
    """Return a line for display: unprintable characters spelt out, long lines cut."""
    text = "".join(c if c.isprintable() else "→" if c == "\t" else f"\\u{ord(c):04x}" for c in line.rstrip("\r"))
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
