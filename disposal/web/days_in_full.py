"""Days and hours of a posted form as staff write them, 今天, 8-24 or 9:30, read in full before anything else reads it.

今天 is read in every field of a day. A day without its year is read in fields that tell what has been: where something
is to come, this year may be the wrong one.
"""

import re
from contextlib import suppress
from dataclasses import replace
from datetime import date

from disposal.web.posted_form import PostedForm
from notices.written.characters import tidied
from notices.written.dates import read_day, read_day_near

_DAYS = frozenset({"in_force_from", "valid_from", "valid_until", "record_date", "until"})
_PAST = frozenset({
    "dated_on", "declared_on", "postmark_on", "received_on", "returned_on", "sent_on", "signed_on", "stated_on",
})  # fmt: skip
_INSTANTS = frozenset({"received_at"})
_TODAY = "今天"
_DAY_AND_HOUR = re.compile(r"(?:(.+?)[ T]+|(.+?[日号天]))?([0-9]{1,2}(?::.+|[时点].*))")
_LONGEST = 40


def with_days_in_full(form: PostedForm, *, today: date) -> PostedForm:
    """Return the form with its days in full. Whole days stay as typed, as does what is no day."""
    return replace(form, items=tuple((name, _in_full(name, text, today)) for name, text in form.items))


def _in_full(name: str, text: str, today: date) -> str:
    field = name.rpartition("-")[2]
    words = tidied(text) if len(text) <= _LONGEST else ""
    if field in _INSTANTS:
        found = _DAY_AND_HOUR.fullmatch(words)
        said = (found[1] or found[2] or _TODAY) if found else ""
        return f"{_day(said, today)} {found[3]}" if found and _day(said, today) != said else text
    is_day = field.endswith("_on") or field in _DAYS
    return _day(text, today) if field in _PAST or (is_day and words == _TODAY) else text


def _day(text: str, today: date) -> str:
    with suppress(ValueError):  # no whole day: perhaps one without its year
        read_day(text)
        return text
    try:
        return read_day_near(text, today=today).isoformat()
    except ValueError:  # who reads the day refuses it
        return text
