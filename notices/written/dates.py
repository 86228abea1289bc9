"""Dates as people write them: every form that can be read in one way only; the rest is refused, never guessed.

Read: 2022-08-03, 2022-8-3, 2022/8/3, 2022.8.3, 20220803, 2022年8月3日, 二〇二二年八月三日, as on cheques
(贰零贰贰年零捌月零叁日), in full width too, with an apostrophe before, a midnight or the right day of the week behind.
Where a first or a last day is asked for, a month or a year stands for its first or last day: 2016.03, 2016年1月,
2016年; 自 and 起, 至 and 止 are understood.
Refused: 3/8/2022 and 22-8-3 (day, month or year first?), 8月3日 (no year), 44776 (a number), 2022-08 (no day).
"""

import re
from calendar import monthrange
from datetime import date
from decimal import Decimal

from notices.written.characters import tidied, with_hyphens
from notices.written.refusals import refusal

_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_FORMS = (
    _ISO,
    re.compile(r"([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})"),
    re.compile(r"([0-9]{4})\.([0-9]{1,2})\.([0-9]{1,2})\.?"),
    re.compile(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})[日号]"),
    re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})"),
)
_MONTHS = (
    re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})"),
    re.compile(r"([0-9]{4})年([0-9]{1,2})月份?"),
)
_YEAR = re.compile(r"([0-9]{4})年")
_NUMERAL = "(零?(?:[一二三]?十[一二三四五六七八九]?|[廿卅][一二三四五六七八九]?|[一二三四五六七八九])|[0-9]{1,2})"
_CHINESE = re.compile(f"([〇○零0Oo一二三四五六七八九]{{4}}|[0-9]{{4}})年(?:{_NUMERAL}月(?:{_NUMERAL}[日号])?)?")
_CAPITALS = str.maketrans("壹贰貳叁參肆伍陆陸柒捌玖拾", "一二二三三四五六六七八九十")
_AROUND = re.compile("^公元|[。;]$")
_YEAR_LAST = re.compile(r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.]([0-9]{4}|[0-9]{2})|[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2}")
_TWO_DIGIT_YEAR = re.compile(r"[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}[日号]?|[0-9]{6}")
_NO_YEAR = re.compile(r"[0-9]{1,2}([-/.][0-9]{1,2}|月[0-9]{1,2}[日号]?)")
_HOUR = re.compile(r"[ T]([0-9]{1,2}):([0-9]{2})(:[0-9]{2}(\.[0-9]+)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?$")
_MIDNIGHT = re.compile(r"[ T]0{1,2}:00(:00(\.0+)?)?$")
_WEEKDAY = re.compile(
    r"[\s,]*\(?(?:(?:星期|礼拜|周)([一二三四五六日天])|(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*)\)?,?", re.I
)
_WEEKDAYS = {day: at for at, day in enumerate("一二三四五六日")} | {"天": 6}
_WEEKDAYS |= {day: at for at, day in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
_FROM = re.compile("^[自从]|(?:起|开始|以来)$")
_UNTIL = re.compile("^(?:截[至止]|[至到])|(?:止|为止)$")
_DIGITS = {sign: str(at) for at, sign in enumerate("〇一二三四五六七八九")} | dict.fromkeys("○零0Oo", "0")
"""Zeros are typed as the letter O and as the figure 0 too: 二O二二年."""
_LONGEST = 40
_NO_END = date(9999, 12, 31)
OPEN_ENDS = frozenset({
    "长期", "永久", "至今", "今", "无固定期限", "长期有效", "永久有效", "无期限", "不限", "无限期", "无",
    "迄今", "现在", "目前", "在职", "在任", "现任", "终身", "无终止日期", "无到期日", "n/a", "null", "-", "--", "/",
})  # fmt: skip
"""Words and signs that say that there is no last day. 9999-12-31 says the same."""


def read_day(text: str) -> date:
    """Return the day that a text names. Raises: PydanticCustomError, a ValueError, where that is none or unsure."""
    if found := _ISO.fullmatch(text):
        return _day(found[1], found[2], found[3])
    words, weekday = _plain(text)
    day = _whole(words)
    if day is None:
        raise refusal(_why(words))
    return _of_weekday(day, weekday)


def read_day_near(text: str, *, today: date) -> date:
    """Return the day that a text names; 今天 is today, and a day without a year (8-3, 8月3日) is one of this year.

    For fields that show at once which day was read. Raises: PydanticCustomError as ``read_day``.
    """
    words = with_hyphens(tidied(text))
    if words == "今天":
        return today
    if _NO_YEAR.fullmatch(words):
        sign = "年" if "月" in words else next(sign for sign in "-/." if sign in words)
        return read_day(f"{today.year}{sign}{words}")
    return read_day(text)


def read_first_day(text: str) -> date:
    """Return the day from which something holds: a day, or the first day of a month or year.

    Raises: PydanticCustomError as ``read_day``.
    """
    return _bound(_FROM.sub("", tidied(text)))[0]


def read_last_day(text: str) -> date | None:
    """Return the last day on which something holds: a day, or the last day of a month or year.

    None for 长期, 9999-12-31 and other ways to say that there is none. Raises: PydanticCustomError as ``read_day``.
    """
    words = tidied(text)
    if "".join(with_hyphens(words).split()).strip("()。;").casefold() in OPEN_ENDS:
        return None
    return ended(_bound(_UNTIL.sub("", words))[1])


def ended(last: date) -> date | None:
    """Return a last day; None for 9999-12-31, which registers write where there is no end."""
    return None if last == _NO_END else last


def read_month(text: str) -> tuple[int, int]:
    """Return year and month of a text that names no day: 2022-08, 2022年8月.

    Raises: PydanticCustomError where the text is no month.
    """
    found = _month(_plain(text)[0])
    if found is None:
        raise refusal("date_parsing")
    return found


def day_in(value: object) -> object:
    """Return the day that a text names, for a field of a date; a number is refused, other values are left to it."""
    return read_day(value) if isinstance(value, str) else _no_number(value)


def first_day_in(value: object) -> object:
    """Return the first day that a text names, for a field of a date; other values as ``day_in``."""
    return read_first_day(value) if isinstance(value, str) else _no_number(value)


def last_day_in(value: object) -> object:
    """Return the last day that a text names, or None, for a field of a date; other values as ``day_in``."""
    if isinstance(value, str):
        return read_last_day(value)
    return None if value == _NO_END else _no_number(value)


def _no_number(value: object) -> object:
    if isinstance(value, int | float | Decimal):
        raise refusal("date_is_a_number")
    return value


def _bound(text: str) -> tuple[date, date]:
    """Return the first and the last day that a text names: of a day, a month or a year."""
    words, weekday = _plain(text)
    if month := _month(words):
        return date(*month, 1), date(*month, monthrange(*month)[1])
    if year := _YEAR.fullmatch(words):
        return _day(year[1], "1", "1"), _day(year[1], "12", "31")
    day = _whole(words)
    if day is None:
        raise refusal(_why(words))
    return (_of_weekday(day, weekday),) * 2


def _whole(words: str) -> date | None:
    """Return the day of plain words; None where they name no whole day."""
    for form in _FORMS:
        if found := form.fullmatch(words):
            return _day(found[1], found[2], found[3])
    return None


def _month(words: str) -> tuple[int, int] | None:
    found = next((match for form in _MONTHS if (match := form.fullmatch(words))), None)
    if found is None:
        return None
    day = _day(found[1], found[2], "1")
    return day.year, day.month


def _of_weekday(day: date, weekday: int | None) -> date:
    if weekday not in (None, day.weekday()):
        raise refusal("date_on_another_weekday")
    return day


def _plain(text: str) -> tuple[str, int | None]:
    """Return the text in half width and digits, without blanks or midnight; and the day of the week that it names."""
    if len(text) > _LONGEST:
        raise refusal("date_parsing")
    words = with_hyphens(tidied(text))
    weekday = None
    if found := _WEEKDAY.search(words):
        weekday = _WEEKDAYS[(found[1] or found[2]).lower()]
        words = f"{words[: found.start()]} {words[found.end() :]}".strip()
    words = _MIDNIGHT.sub("", words).strip()
    if _HOUR.search(words):
        raise refusal("date_with_an_hour")
    words = re.sub(r"\s+(?=[-/.年月日号])|(?<=[-/.年月])\s+", "", words)
    words = _AROUND.sub("", words)
    chinese = _CHINESE.fullmatch(words.translate(_CAPITALS))
    return (words if chinese is None else _in_digits(chinese)), weekday


def _in_digits(found: re.Match[str]) -> str:
    year = "".join(_DIGITS.get(sign, sign) for sign in found[1])
    month = f"{_number(found[2])}月" if found[2] else ""
    return f"{year}年{month}" + (f"{_number(found[3])}日" if found[3] else "")


def _number(numeral: str) -> int:
    """Return the number of 一, 零一, 十, 十二, 二十, 廿三, 三十一, 8."""
    if numeral.isdecimal():
        return int(numeral)
    numeral = numeral.removeprefix("零").replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = numeral.rpartition("十")
    return (int(_DIGITS.get(tens, 1)) * 10 if ten else 0) + int(_DIGITS.get(ones, 0))


def _why(words: str) -> str:
    """Return the code of what is wrong with a text that is no day."""
    if _YEAR_LAST.fullmatch(words) or _TWO_DIGIT_YEAR.fullmatch(words):
        return "date_ambiguous"
    if _YEAR.fullmatch(words) or any(form.fullmatch(words) for form in _MONTHS):
        return "date_without_day"
    if _NO_YEAR.fullmatch(words):
        return "date_without_year"
    return "date_parsing"


def _day(year: str, month: str, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise refusal("date_does_not_exist") from None
