"""Values of one line of TOML or JSON: those without quotes read as they were meant, texts put in quotes."""

import json
import re
import tomllib

from pydantic_core import PydanticCustomError

from notices.reading.faults import Fault
from notices.text import PLACEHOLDER
from notices.written.amounts import read_amount
from notices.written.characters import half_width
from notices.written.dates import read_day

_STRAIGHT, _LEFT, _RIGHT = "\"'", "“‘〝「『", "”’〞」』"
_INNER = re.compile(r'(?<!\\)"')
_DATE_KEY = re.compile(r"(.*[_.])?(on|date)|(.*\.)?as_of")
_WRONG_DAYS = {
    "date_does_not_exist": Fault.no_such_day,
    "date_without_day": Fault.part_of_a_day,
    "date_without_year": Fault.part_of_a_day,
}


def bare_value(raw: str, *, key: str, is_json: bool) -> tuple[str, Fault | None]:
    """Return the value that stands behind a key without quotes in the syntax of the file, and what was wrong with it.

    A day that does not exist, or of which a part is missing, becomes a place to fill in: no text in quotes would do.
    """
    plain = half_width(raw)
    if _is_scalar(plain, is_json=is_json):
        return plain, None if plain == raw else Fault.full_width
    if plain.lower() in {"true", "false"}:
        return plain.lower(), Fault.truth
    day, wrong = _day(raw)
    if day is not None:
        return f'"{day}"' if is_json else day, Fault.date
    if wrong is not None and _DATE_KEY.fullmatch(key):
        return f'"{PLACEHOLDER}日期，如 2026-11-03〕"', wrong
    if _is_amount(raw):
        return f'"{"".join(plain.split())}"', Fault.amount
    words = plain if plain.isascii() else raw  # １７：００ is an hour, （虚构） is a text
    return json.dumps(without_stray_quote(words), ensure_ascii=False), Fault.unquoted


def quoted(words: str, opening: str, *, is_json: bool) -> tuple[str, Fault | None]:
    """Return a text in quotes, and what was wrong within it; one that began with a straight quote keeps its escapes."""
    if opening == "'" and not is_json and "'" not in words:
        return f"'{words}'", None
    if opening != '"':
        return json.dumps(words, ensure_ascii=False), None
    if _is_scalar(f'"{words}"', is_json=is_json):
        return f'"{words}"', None
    if len(_INNER.findall(words)) % 2 == 0:
        signs = iter("“”" * len(words))
        marked = _INNER.sub(lambda _: next(signs), words)
        if marked != words and _is_scalar(f'"{marked}"', is_json=is_json):
            return f'"{marked}"', Fault.inner_quotes
    doubled = words.replace("\\", "\\\\")
    if doubled != words and _is_scalar(f'"{doubled}"', is_json=is_json):
        return f'"{doubled}"', Fault.backslash
    return f'"{words}"', None


def without_stray_quote(words: str) -> str:
    """Return a text without a last quote that nothing opens."""
    last = words[-1:]
    if last in _STRAIGHT and last:
        return words[:-1] if words.count(last) % 2 else words
    if last in _RIGHT and last:
        return words[:-1] if words.count(last) > words.count(_LEFT[_RIGHT.index(last)]) else words
    return words


def _is_scalar(text: str, *, is_json: bool) -> bool:
    """Say if a text is a number, date, truth value or text in straight double quotes of the syntax as it stands."""
    if not text or text[0] in "[{'":
        return False
    try:
        if is_json:
            json.loads(text)
        else:
            tomllib.loads(f"x = {text}")
    except ValueError:  # it needs quotes
        return False
    return True


def _day(text: str) -> tuple[str | None, Fault | None]:
    """Return the day that a text names, or what is wrong with the day that it seems to name."""
    try:
        return read_day(text).isoformat(), None
    except PydanticCustomError as error:  # no day: the caller says what it is instead
        return None, _WRONG_DAYS.get(error.type)


def _is_amount(text: str) -> bool:
    try:
        read_amount(text)
    except ValueError:  # no amount: the line stays as it is
        return False
    return True
