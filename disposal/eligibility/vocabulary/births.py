"""When somebody was born, as a remark beside a name tells it: （1968年3月生）, 出生日期：1968-03-12, born 1968."""

import re

_YEAR = "(?<![0-9])((?:19|20)[0-9]{2})"
_REST = r"\s?(?:[年./-]\s?)?(?:([0-9]{1,2})\s?(?:[月./-]\s?)?(?:([0-9]{1,2})\s?日?)?)?"
_BEHIND = re.compile(rf"{_YEAR}{_REST}\s?(?:出?生(?!产|效)|born)", re.I)
_BEFORE = re.compile(
    r"(?:出生(?:日期|年月日?|时间|于|[:：])?|生于|生日|\bborn(?: on| in)?|\bdob)[\s:：为是]{0,3}" + _YEAR + _REST, re.I
)
_LUNAR = re.compile("农历|阴历|[正腊冬]月")
_BIRTH_IN_NUMBER = slice(6, 14)
_LENGTH_OF_NUMBER = 18
_MONTHS, _DAYS = 12, 31


def birth_told(text: str) -> tuple[int, ...]:
    """Return year, month and day of birth as far as a text tells them; empty if it does not, or by the old calendar."""
    if not ("生" in text or "born" in text.casefold() or "dob" in text.casefold()) or _LUNAR.search(text):
        return ()
    found = _BEHIND.search(text) or _BEFORE.search(text)
    if found is None:
        return ()
    year, *rest = (int(each) for each in found.groups() if each)
    limits = (_MONTHS, _DAYS)
    if any(not 1 <= each <= limit for each, limit in zip(rest, limits, strict=False)):
        return (year,)
    return (year, *rest)


def birth_in_number(number: str) -> tuple[int, ...]:
    """Return the date of birth in a resident number of 18 places, if its eight digits are visible."""
    digits = number[_BIRTH_IN_NUMBER]
    if len(number) != _LENGTH_OF_NUMBER or not (digits.isascii() and digits.isdigit()):
        return ()
    return int(digits[:4]), int(digits[4:6]), int(digits[6:])


def are_other_births(a: tuple[int, ...], b: tuple[int, ...]) -> bool:
    """Return whether two dates of birth differ in a part that both tell."""
    return any(one != other for one, other in zip(a, b, strict=False))
