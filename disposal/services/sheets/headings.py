"""Headings as people write them: the plain form that is compared, and the words in brackets behind it."""

import re
import unicodedata

from notices.written.characters import seen, visible

_NOT_OF_A_HEADING = re.compile(r"[\s*:：_\-.。?？'‘’\"“”、]|[(（\[【].{0,200}?[)）\]】]")
_BRACKETED = re.compile(r"[(（\[【](.{0,200}?)[)）\]】]")
"""Bounded: of 100,000 brackets that nothing closes, each would be followed to the end."""


def plain_heading(heading: str) -> str:
    """Normalise a heading, without marks and remarks: 姓 名*（必填） → 姓名."""
    return _NOT_OF_A_HEADING.sub("", unicodedata.normalize("NFKC", seen(heading))).casefold()


def remarks_of(heading: str) -> tuple[str, ...]:
    """Return the words in brackets of a heading: 本金（万元） → 万元."""
    return tuple(words.strip() for words in _BRACKETED.findall(visible(heading)))
