"""Texts that stand where a name should, and are none: placeholders, failed formulas, characters lost on the way."""

import re

_NO_NAMES = frozenset({
    "无", "空", "不详", "未知", "暂无", "姓名", "名称", "姓名/名称", "姓名或名称", "企业名称", "n/a", "#n/a",
    "null", "none", "#ref!", "#value!", "#name?", "undefined",
})  # fmt: skip
"""What stands in a cell of names where there is none: placeholders, headings repeated on each page, failed formulas."""
_LETTER = re.compile(r"[^\W\d_]|[*＊×]")
_LOST = re.compile("[?？〓]|&#?[0-9A-Za-z]+;")
"""What stands for a character that was lost on the way: a question mark, 〓, or a character spelt as in HTML."""
_MISREAD = re.compile(
    "(?=.*[\u00c0-\u00ff])[\u0080-\u00b6\u00b8-\u00ff\u0152-\u0178\u02c6-\u02dc\u2013-\u203a\u20ac\u2122\\s]+"
)
"""Chinese of another encoding, read as Latin letters: no letter of the alphabet is among them."""


def is_no_name(text: str) -> bool:
    """Return whether a text is no name of anybody: 无, NULL, #N/A, 姓名, or without a letter."""
    return text.casefold() in _NO_NAMES or not _LETTER.search(text)


def garbled_in(text: str) -> str:
    """Return the part of a name that was lost or misread on the way; empty if there is none."""
    found = _LOST.search(text) or _MISREAD.fullmatch(text)
    return found[0] if found else ""
