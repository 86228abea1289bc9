"""Closing hours as people write them: 17:00, 17：00, 17时30分; 24:00 is the end of the day."""

import re
from datetime import time

from notices.written.characters import tidied
from notices.written.refusals import refusal

_HOUR = re.compile(r"([0-9]{1,2})(?::([0-9]{2})(?::00)?|[时点](?:([0-9]{1,2})分|整)?)")


def closing_hour_in(value: object) -> object:
    """Return the hour that a text writes, None for 24:00, for a field of one; other values are left to it.

    Raises: PydanticCustomError, a ValueError, where it is none.
    """
    if not isinstance(value, str):
        return value
    found = _HOUR.fullmatch(tidied(value))
    hour, minute = (int(found[1]), int(found[2] or found[3] or 0)) if found else (99, 0)
    if (hour, minute) == (24, 0):
        return None
    if hour > 23 or minute > 59:
        raise refusal("not_a_closing_hour")
    return time(hour, minute)
