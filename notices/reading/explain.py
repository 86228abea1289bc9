"""Turn pydantic's validation errors into problems that a person can act on."""

import difflib
from collections.abc import Iterable, Mapping
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from notices.codes import codes_with
from notices.reading.chinese_keys import key_called
from notices.reading.messages import MESSAGES, OTHER
from notices.reading.problems import Problem
from notices.resident_ids import mask_resident_ids
from notices.text import PLACEHOLDER

LONGEST_EXCERPT = 60


def explain(error: ValidationError, model: type[BaseModel]) -> tuple[Problem, ...]:
    """Return every error in a validation of ``model`` as a problem, in the order of the fields."""
    return tuple(_problem(found, model) for found in error.errors(include_url=False) if not _is_echo(found))


def sentences(code: str, facts: Mapping[str, object]) -> tuple[str, str]:
    """Return the Chinese and English sentence of an error code, filled with its facts."""
    zh, en = MESSAGES.get(code, OTHER)
    return zh.format_map(facts), en.format_map(facts)


def nearest(word: str, known: Iterable[str]) -> dict[str, str]:
    """Return the known word most similar to this one, as words for a sentence; empty if none is similar."""
    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    if not found:
        return {"nearest_zh": "", "nearest_en": ""}
    return {"nearest_zh": f"（是否应为 {found[0]}？）", "nearest_en": f" (did you mean {found[0]}?)"}


def code_facts(word: str, expected: str) -> dict[str, str]:
    """Return what the refusal of a code says: every code with its Chinese label, and which of them may be meant.

    ``expected`` lists the codes as pydantic does: ``'mortgage' or 'pledge'``.
    """
    values = expected.replace("'", "").replace(" or ", ", ").split(", ")
    codes = codes_with(values)
    if codes is None:
        return {"expected": ", ".join(values), **nearest(word, values)}
    shared = [member.labelled for member in codes.members_called(word)]
    if len(shared) > 1:
        meant = {
            "nearest_zh": f"（可指 {' 或 '.join(shared)}，请写明）",
            "nearest_en": f" (it may mean {' or '.join(shared)})",
        }
    else:
        words = [known for member in codes for known in (member.value, member.zh, *member.also)]
        meant = nearest(word, [known for known in words if words.count(known) == 1])
    return {"expected": ", ".join(member.labelled for member in codes), **meant}


def excerpt(value: Any) -> str:
    """Return the value on one line: shortened, unprintable characters escaped, resident IDs masked."""
    if value is None or isinstance(value, dict | list | tuple | BaseModel):
        return ""
    said = mask_resident_ids(str(value))
    text = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in said[: LONGEST_EXCERPT + 1])
    return text if len(text) <= LONGEST_EXCERPT else f"{text[:LONGEST_EXCERPT]}…"


def _is_echo(found: Any) -> bool:
    """Return whether a list is called too short only because its invalid items were not counted."""
    if found["type"] != "too_short":
        return False
    return bool(len(found["input"]) >= found["ctx"]["min_length"])


def _problem(found: Any, model: type[BaseModel]) -> Problem:
    code, place = found["type"], found["loc"]
    facts: dict[str, object] = {"message": found["msg"], **found.get("ctx", {})}
    if str(found["input"]).startswith(PLACEHOLDER):
        code = "placeholder"
    if code == "greater_than_equal" and not facts["ge"]:
        code = "negative"
    value = "" if code == "missing" else excerpt(found["input"])
    if code == "extra_forbidden":
        facts |= _meant(str(place[-1]), _fields_at(model, place[:-1]))
    elif code == "enum":
        facts |= code_facts(str(found["input"]), str(facts["expected"]))
    zh, en = sentences(code, facts)
    return Problem(path=".".join(str(part) for part in place), value=value, zh=zh, en=en)


def _meant(word: str, known: tuple[str, ...]) -> dict[str, str]:
    """Return the field that a Chinese label is of, or the known field most similar to a word."""
    called = [name for name in (key_called(word), key_called(word, is_table=True)) if name in known]
    return nearest(called[0] if called else word, known)


def _fields_at(model: type[BaseModel], place: tuple[int | str, ...]) -> tuple[str, ...]:
    """Return the field names of the model at a place below ``model``."""
    inner: type[BaseModel] | None = model
    for part in place:
        if isinstance(part, str) and inner is not None and part in inner.model_fields:
            inner = _model_in(inner.model_fields[part].annotation)
    return tuple(inner.model_fields) if inner is not None else ()


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """Return the model of an annotation: itself, or the one inside a tuple or an optional."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)
