"""Where a bracket was opened that a parser of TOML misses the end of."""

import re

from notices.reading.complaints import in_chinese

_TEXTS = re.compile(r"\"(?:\\.|[^\"\\])*\"|'[^']*'")
_NEXT = re.compile(r"\s*([\w.-]+\s*=|\[)")
_MOST_LINES = 200
_OVER_LINES = (
    "花括号 { } 须在同一行内写完；内容较多的，请改写成 [表名] 一节",
    "a table in braces { } stands on one line; write a long one as a section [name]",
)


def place_and_words(text: str, message: str, line: int, column: int) -> tuple[int, int, str, str]:
    """Return line and column at fault, and what is wrong there, in Chinese and English.

    A parser complains of a bracket that is not closed where the next line begins, and of braces over several lines
    where their first line ends: told are the line with the bracket, and what to write instead.
    """
    lines = text.split("\n")
    written = lines[line - 1].rstrip() if 0 < line <= len(lines) else ""
    is_next = "Unclosed array" in message or ("Invalid value" in message and _NEXT.match(written) is not None)
    if is_next and (opened := _opened_before(lines, line, column)):
        return *opened, in_chinese("Unclosed array"), "Unclosed array"
    if written.endswith(("{", ",")) and column > len(written) and "Invalid initial character" in message:
        return line, column, *_OVER_LINES
    return line, column, in_chinese(message), message


def _opened_before(lines: list[str], line: int, column: int) -> tuple[int, int] | None:
    """Return line and column of the last bracket that is open where the parser stops, both from 1."""
    before = [*lines[: line - 1], lines[line - 1][: column - 1]] if 0 < line <= len(lines) else lines
    surplus = 0
    for at in range(len(before), max(len(before) - _MOST_LINES, 0), -1):
        plain = _TEXTS.sub(lambda found: "x" * len(found[0]), before[at - 1]).partition("#")[0]
        for place in range(len(plain), 0, -1):
            surplus += {"]": 1, "[": -1}.get(plain[place - 1], 0)
            if surplus < 0:
                return at, place
    return None
