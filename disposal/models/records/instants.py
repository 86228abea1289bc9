"""Instants as people write them: 2022-8-31 14:05, in China; with an offset, as it says."""

import re
from datetime import datetime, time, timedelta
from typing import Annotated, Any

from pydantic import AwareDatetime, BeforeValidator
from pydantic_core import PydanticCustomError

from notices.dates import SHANGHAI
from notices.written.dates import read_day

_DAY_AND_HOUR = re.compile(r"(.+?)[ T\u3000]+(\d{1,2})[:：](\d{2})(?:[:：](\d{2}))?")
_MIDNIGHT_AT_THE_END = (24, 0, 0)


def read_instant(value: Any) -> Any:
    """Return a text as an instant, in China where it names no offset; 24:00 is the end of the day.

    Raises: PydanticCustomError (a ValueError) for a text that names no day and hour.
    """
    if not isinstance(value, str):
        return value
    text = value.strip()
    found = _DAY_AND_HOUR.fullmatch(text)
    if found is None:
        return _with_offset(text)
    day = read_day(found[1])
    hour, minute, second = (int(part or 0) for part in found.groups()[1:])
    if (hour, minute, second) == _MIDNIGHT_AT_THE_END:
        return datetime.combine(day + timedelta(days=1), time(), SHANGHAI)
    try:
        return datetime.combine(day, time(hour, minute, second), SHANGHAI)
    except ValueError:
        raise _not_an_instant() from None


def _with_offset(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise _not_an_instant() from None
    if at.tzinfo is None:
        raise _not_an_instant()
    return at


def _not_an_instant() -> PydanticCustomError:
    return PydanticCustomError("not_an_instant", "is no day and hour; write it like 2022-08-31 14:05")


ChinaInstant = Annotated[AwareDatetime, BeforeValidator(read_instant)]
"""An instant; a text without an offset means Beijing time."""
