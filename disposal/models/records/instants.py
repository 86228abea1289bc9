"""Instants as people write them: 2022-8-31 14:05, 2022年8月31日14时05分, in China; with an offset, as it says."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AwareDatetime, BeforeValidator
from pydantic_core import PydanticCustomError

from notices.dates import SHANGHAI
from notices.written.characters import tidied
from notices.written.dates import read_day

_DAY_AND_HOUR = re.compile(r"(.+?)(?:[ T]+|(?<=[日号]))([0-9]{1,2}(?::.+|[时点].*))")
_HOUR = re.compile(r"([0-9]{1,2})(?::([0-9]{2})(?::([0-9]{2}))?|[时点](?:([0-9]{1,2})分)?)")
_MIDNIGHT_AT_THE_END = (24, 0, 0)
_LONGEST = 60


def read_instant(value: Any) -> Any:
    """Return a text as an instant, in China where it names no offset; 24:00 and 24时 are the end of the day.

    Raises: PydanticCustomError (a ValueError) for a text that names no day and hour, and for a number.
    """
    if isinstance(value, int | float | Decimal):
        raise _not_an_instant()
    if not isinstance(value, str):
        return value
    if len(value) > _LONGEST:
        raise _not_an_instant()
    text = tidied(value)
    found = _DAY_AND_HOUR.fullmatch(text)
    hour = _HOUR.fullmatch(found[2]) if found else None
    try:
        return _at(read_day(found[1]), hour) if found and hour else _with_offset(text)
    except PydanticCustomError:
        raise
    except (ValueError, OverflowError):
        raise _not_an_instant() from None


def _at(day: date, found: re.Match[str]) -> datetime:
    hour, minute, second = int(found[1]), int(found[2] or found[4] or 0), int(found[3] or 0)
    if (hour, minute, second) == _MIDNIGHT_AT_THE_END:
        return datetime.combine(day + timedelta(days=1), time(), SHANGHAI)
    return datetime.combine(day, time(hour, minute, second), SHANGHAI)


def _with_offset(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise _not_an_instant()
    return at.astimezone(SHANGHAI)


def _not_an_instant() -> PydanticCustomError:
    return PydanticCustomError("not_an_instant", "is no day and hour; write it like 2022-08-31 14:05")


ChinaInstant = Annotated[AwareDatetime, BeforeValidator(read_instant)]
"""An instant; a text without an offset means Beijing time."""
