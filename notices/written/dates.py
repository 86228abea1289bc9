"""Dates as people write them: every form that can be read in one way only; the rest is refused, never guessed.

Read: 2022-08-03, 2022-8-3, 2022/8/3, 2022.8.3, 20220803, 2022年8月3日, 二〇二二年八月三日, in full width too, with an
apostrophe before or a midnight behind.
Refused: 3/8/2022 and 22-8-3 (day, month or year first?), 2022-08 (no day), 8月3日 (no year), 44776 (a number).
"""

import re
from datetime import date
from decimal import Decimal

from notices.written.characters import tidied, with_hyphens
from notices.written.refusals import refusal

_FORMS = (
    re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"),
    re.compile(r"([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})"),
    re.compile(r"([0-9]{4})\.([0-9]{1,2})\.([0-9]{1,2})\.?"),
    re.compile(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})[日号]"),
    re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})"),
)
_MONTHS = (
    re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})"),
    re.compile(r"([0-9]{4})年([0-9]{1,2})月份?"),
)
_NUMERAL = "([二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_CHINESE = re.compile(f"([〇○零一二三四五六七八九]{{4}})年{_NUMERAL}月(?:{_NUMERAL}[日号])?")
_YEAR_LAST = re.compile(r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.]([0-9]{4}|[0-9]{2})|[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2}")
_TWO_DIGIT_YEAR = re.compile(r"[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}[日号]?|[0-9]{6}")
_NO_YEAR = re.compile(r"[0-9]{1,2}([-/.][0-9]{1,2}|月[0-9]{1,2}[日号]?)")
_HOUR = re.compile(r"[ T]([0-9]{1,2}):([0-9]{2})(:[0-9]{2}(\.[0-9]+)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?$")
_MIDNIGHT = re.compile(r"[ T]0{1,2}:00(:00(\.0+)?)?$")
_DIGITS = {sign: str(at) for at, sign in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0"}
_LONGEST = 40
OPEN_ENDS = frozenset({"长期", "永久", "至今", "无固定期限", "长期有效", "无期限"})
"""Words that say that there is no last day."""


def read_day(text: str) -> date:
    """Return the day that a text names. Raises: PydanticCustomError, a ValueError, where that is none or unsure."""
    words = text if _FORMS[0].fullmatch(text) else _plain(text)
    for form in _FORMS:
        found = form.fullmatch(words)
        if found:
            return _day(found[1], found[2], found[3])
    raise refusal(_why(words))


def read_last_day(text: str) -> date | None:
    """Return the last day that a text names; None for 长期 and other words that say that there is none.

    Raises: PydanticCustomError as ``read_day``.
    """
    return None if tidied(text) in OPEN_ENDS else read_day(text)


def read_month(text: str) -> tuple[int, int]:
    """Return year and month of a text that names no day: 2022-08, 2022年8月.

    Raises: PydanticCustomError where the text is no month.
    """
    words = _plain(text)
    found = next((match for form in _MONTHS if (match := form.fullmatch(words))), None)
    if found is None:
        raise refusal("date_parsing")
    day = _day(found[1], found[2], "1")
    return day.year, day.month


def day_in(value: object) -> object:
    """Return the day that a text names, for a field of a date; a number is refused, other values are left to it."""
    if isinstance(value, str):
        return read_day(value)
    if isinstance(value, int | float | Decimal):
        raise refusal("date_is_a_number")
    return value


def _plain(text: str) -> str:
    """Return the text in half width, with digits for Chinese numerals, without blanks within it or a midnight after."""
    if len(text) > _LONGEST:
        raise refusal("date_parsing")
    words = _MIDNIGHT.sub("", with_hyphens(tidied(text)))
    if _HOUR.search(words):
        raise refusal("date_with_an_hour")
    words = re.sub(r"\s+(?=[-/.年月日号])|(?<=[-/.年月])\s+", "", words)
    found = _CHINESE.fullmatch(words)
    if found is None:
        return words
    year = "".join(_DIGITS[sign] for sign in found[1])
    return f"{year}年{_number(found[2])}月" + (f"{_number(found[3])}日" if found[3] else "")


def _number(numeral: str) -> int:
    """Return the number of 一, 十, 十二, 二十, 三十一."""
    tens, ten, ones = numeral.rpartition("十")
    return (int(_DIGITS.get(tens, 1)) * 10 if ten else 0) + int(_DIGITS.get(ones, 0))


def _why(words: str) -> str:
    """Return the code of what is wrong with a text that is no day."""
    if _YEAR_LAST.fullmatch(words) or _TWO_DIGIT_YEAR.fullmatch(words):
        return "date_ambiguous"
    if any(form.fullmatch(words) for form in _MONTHS):
        return "date_without_day"
    if _NO_YEAR.fullmatch(words):
        return "date_without_year"
    return "date_parsing"


def _day(year: str, month: str, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise refusal("date_does_not_exist") from None
