"""Find and mask resident IDs (居民身份证号码, GB 11643-1999) in texts. They must never appear in a notice."""

import dataclasses
import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import accumulate
from operator import mul
from typing import Any

_WHOLE = re.compile("[1-9][0-9]{16}[0-9X]")
_FOLDED = {
    code: folded
    for block in ((0xFF10, 0xFF5B), (0x1D400, 0x1D800), (0x1FBF0, 0x1FBFA))
    for code in range(*block)
    if re.fullmatch("[0-9A-Za-z]", folded := unicodedata.normalize("NFKC", chr(code)))
}
"""Full-width and mathematical digits and letters, one character each (NFKC). ² and ① are not digits of a number."""
_FOLDABLE = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff\U0001fbf0-\U0001fbf9]")
_UNSEEN = "\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
_BETWEEN = f"[ \t\xa0\u2000-\u200a\u2010-\u2015\u202f\u205f\u2212\u3000\ufe58\ufe63\uff0d'’_·•{_UNSEEN}-]"
_NEXT = f"(?>[0-9]|{_BETWEEN}[0-9])"
_BORN = f"{_BETWEEN}?[12]{_BETWEEN}?[089]{_NEXT}{{2}}{_BETWEEN}?[01]{_NEXT}{_BETWEEN}?[0-3]{_NEXT}"
_WRITTEN = re.compile(
    f"[1-9](?<![0-9A-Za-z].)(?=({_NEXT}{{5}}{_BORN}{_NEXT}{{3}}{_BETWEEN}?[0-9Xx])(?![0-9A-Za-z]))", re.DOTALL
)
"""Eighteen characters, at most one separator between two. The lookahead finds matches that overlap."""
_PARTED = re.compile(_BETWEEN)
_GOES_ON = re.compile(f"{_BETWEEN}[0-9]")
_BEFORE = re.compile(f"[0-9]{_BETWEEN}")
_FEW_PARTS = 3
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_LENGTH = 18
_CHECK_DIGITS = "10X98765432"
EARLIEST_BIRTH = date(1890, 1, 1)
_OTHER_NUMBERS = re.compile("(number|numbers|code|url|sha256)$")
"""Fields of contract, case and certificate numbers. They may look like a resident ID but are printed in full."""


def is_resident_id(text: str) -> bool:
    """Check shape, check digit and birth date. The county code is not looked up: counties change."""
    number = text.upper()
    if not _WHOLE.fullmatch(number):
        return False
    if check_digit(number) != number[-1]:
        return False
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14])) >= EARLIEST_BIRTH
    except ValueError:  # February 30th: no such day
        return False


def check_digit(number: str) -> str:
    """Return the check digit of a resident ID from its first 17 digits: ISO 7064, MOD 11-2."""
    return _CHECK_DIGITS[sum(map(mul, map(int, number[:17]), _WEIGHTS)) % 11]


def masked_resident_id(number: str) -> str:
    """Return an 18-character number with its middle masked: ``330102********1234``."""
    return f"{number[:6]}********{number[-4:]}"


def mask_resident_ids(text: str) -> str:
    """Return a text with every resident ID masked, however its digits are written and separated."""
    parts, at = [], 0
    for start, end, number in _found_in(text):
        if start >= at:
            parts += [text[at:start], masked_resident_id(number)]
            at = end
    return "".join((*parts, text[at:])) if parts else text


def resident_ids_in(value: Any, *, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield the dotted path and masked form of every resident ID in the texts of a value of any type.

    Fields named as other numbers are skipped: ``contract_numbers``, ``case_number``, ``credit_code``.
    """
    if _OTHER_NUMBERS.search(name):
        return
    if isinstance(value, str):
        yield from ((name, masked_resident_id(number)) for _, _, number in _found_in(value))
        return
    for inner, each in _parts(value):
        yield from resident_ids_in(each, name=f"{name}.{inner}" if name and inner else name or inner)


def _parts(value: Any) -> Iterator[tuple[str, Any]]:
    if hasattr(type(value), "model_fields"):  # a model of pydantic, which takes its time to import
        yield from ((name, getattr(value, name)) for name in type(value).model_fields)
    elif isinstance(value, Mapping):
        yield from ((str(name), each) for name, each in value.items())
    elif isinstance(value, list | tuple):
        yield from ((str(at), each) for at, each in enumerate(value))
    elif isinstance(value, set | frozenset):
        yield from (("", each) for each in value)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        yield from ((field.name, getattr(value, field.name)) for field in dataclasses.fields(value))


def _found_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and plain form of every resident ID in a text."""
    if len(text) < _LENGTH:
        return
    plain = text.translate(_FOLDED) if _FOLDABLE.search(text) else text
    for found in _WRITTEN.finditer(plain):
        start, end = found.start(), found.end(1)
        parts = _PARTED.split(plain[start:end])
        number = "".join(parts).upper()
        if is_resident_id(number) and _is_one_number(parts, is_alone=_is_alone(plain, start, end)):
            yield start, end, number


def _is_alone(text: str, start: int, end: int) -> bool:
    return _GOES_ON.match(text, end) is None and (start < 2 or _BEFORE.match(text, start - 2) is None)


def _is_one_number(parts: list[str], *, is_alone: bool) -> bool:
    """Return whether grouped digits are one number, not months, days or phone numbers that happen to fit.

    Yes if region (6), birth date (8) and serial number are separate groups. Also yes if no digits adjoin and the
    groups are few or of equal length.
    """
    ends = set(accumulate(map(len, parts)))
    if len(parts) == 1 or {6, 14} <= ends:
        return True
    return is_alone and (len(parts) <= _FEW_PARTS or len({len(part) for part in parts[:-1]}) == 1)
