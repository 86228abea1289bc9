"""Resident IDs (居民身份证号码, GB 11643-1999) within texts: found, masked, refused. They never enter a notice."""

import dataclasses
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel

_WRITTEN = re.compile(r"(?<![0-9A-Za-z])[1-9][0-9]{16}[0-9Xx](?![0-9A-Za-z])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_EARLIEST_BIRTH = date(1890, 1, 1)
_OTHER_NUMBERS = re.compile("(number|numbers|code|url|sha256)$")
"""Fields of contract, case and certificate numbers, which may look like a resident ID and must stand as printed."""


def is_resident_id(text: str) -> bool:
    """Check shape, check digit and birth date; a county may have been renamed since, so it is not looked up."""
    number = text.upper()
    if not _WRITTEN.fullmatch(number):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    if _CHECK_DIGITS[total % 11] != number[-1]:
        return False
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14])) >= _EARLIEST_BIRTH
    except ValueError:
        return False


def masked_resident_id(number: str) -> str:
    """Return a number of 18 characters with its middle hidden: ``330102********1234``."""
    return f"{number[:6]}********{number[-4:]}"


def mask_resident_ids(text: str) -> str:
    """Return a text with every resident ID in it masked."""
    return _WRITTEN.sub(lambda found: _masked(found[0]), text) if len(text) >= len(_WEIGHTS) else text


def resident_ids_in(value: Any, *, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield the dotted path and the masked form of every resident ID in the texts of a value, whatever it is made of.

    Fields named like other numbers are passed over: ``contract_numbers``, ``case_number``, ``credit_code``.
    """
    if _OTHER_NUMBERS.search(name):
        return
    if isinstance(value, str):
        yield from ((name, _masked(found)) for found in _WRITTEN.findall(value) if is_resident_id(found))
        return
    for inner, each in _parts(value):
        yield from resident_ids_in(each, name=f"{name}.{inner}" if name and inner else name or inner)


def _parts(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, BaseModel):
        yield from ((name, getattr(value, name)) for name in type(value).model_fields)
    elif isinstance(value, Mapping):
        yield from ((str(name), each) for name, each in value.items())
    elif isinstance(value, list | tuple | set | frozenset):
        yield from (("", each) for each in value)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        yield from ((field.name, getattr(value, field.name)) for field in dataclasses.fields(value))


def _masked(number: str) -> str:
    return masked_resident_id(number.upper()) if is_resident_id(number) else number
