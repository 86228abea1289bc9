"""Figures, percentages, whole numbers, yes and no, and numbers of papers, as people write them."""

import re
from decimal import Decimal

from notices.written.characters import tidied
from notices.written.refusals import refusal

_FIGURE = re.compile(r"-?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.[0-9]+)?")
_MOST_DIGITS = 40
_BETWEEN_NUMBERS = re.compile("[、；;]")
_SHORTEST = 6
_YES = frozenset({"是", "对", "有", "yes", "y", "true", "√", "✓", "✔", "☑", "是的"})
_NO = frozenset({"否", "不是", "无", "没有", "no", "n", "false", "×", "✗", "✘", "☒", "不"})


def read_figure(text: str) -> Decimal:
    """Return the number that a text writes, with or without separators: 12,893.13.

    Raises: PydanticCustomError, a ValueError, where it is none.
    """
    words = tidied(text)
    if not _FIGURE.fullmatch(words):
        raise refusal("decimal_parsing")
    return Decimal(words.replace(",", ""))


def figure_in(value: object) -> object:
    """Return the number that a text writes, for a field of a number; other values are left to it."""
    return read_figure(value) if isinstance(value, str) else value


def percent_in(value: object) -> object:
    """Return the percentage that a text writes, with or without %, for a field of a percentage: 30%, ３０％."""
    return read_figure(tidied(value).removesuffix("%")) if isinstance(value, str) else value


def whole_number_in(value: object) -> object:
    """Return the whole number that a text writes, for a field of one; other values are left to it.

    Raises: PydanticCustomError, a ValueError, where it is none.
    """
    if not isinstance(value, str):
        return value
    if len(value) > _MOST_DIGITS:
        raise refusal("int_parsing")
    words = tidied(value)
    if "." in words or not _FIGURE.fullmatch(words):
        raise refusal("int_parsing")
    return int(words.replace(",", ""))


def read_yes_or_no(text: str) -> bool | None:
    """Return what 是, 否 and the like say; None for any other word."""
    word = tidied(text).rstrip(".。;").lower()
    return True if word in _YES else False if word in _NO else None


def yes_or_no_in(value: object) -> object:
    """Return what 是, 否 and the like say, for a field of truth; other values are left to it."""
    found = read_yes_or_no(value) if isinstance(value, str) else None
    return value if found is None else found


def numbers_in(written: str) -> list[str]:
    """Return the numbers of papers that somebody wrote as one, such as 房权证第11号、房权证第12号.

    Of 第11、12号 a part is too short to be a number of its own: it stays one.
    """
    parts = [part.strip() for part in _BETWEEN_NUMBERS.split(written)]
    return parts if all(len(part) >= _SHORTEST for part in parts) else [written]
