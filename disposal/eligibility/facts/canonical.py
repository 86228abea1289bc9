"""Canonical JSON of facts and findings: sorted keys, no spaces. Equal values give equal bytes."""

import json
from hashlib import sha256
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from disposal.eligibility.facts.errors import RecordUnreadable, refuse_clear_number

T = TypeVar("T")


def written(value: object) -> str:
    """Return the canonical JSON of a frozen dataclass.

    Raises: ClearNumberInFacts if it contains a full identity number.
    """
    text = _canonical(_adapter(type(value)).dump_python(value, mode="json"))
    refuse_clear_number(text, field="facts")
    return text


def part_sha256(text: str | bytes, part: str) -> str:
    """Return the hex digest of one part of a stored JSON text.

    The digest is of the text as stored. A later release with more fields would write another text for the same value.
    """
    return sha256(_canonical(json.loads(text)[part]).encode()).hexdigest()


def _canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read(kind: type[T], text: str | bytes) -> T:
    """Read a value of type ``kind`` from its JSON.

    Raises: RecordUnreadable, with the place, if the text is not JSON or not of that type.
    """
    try:
        return cast(T, _adapter(kind).validate_json(text))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "(the whole)"
        raise RecordUnreadable(place=place, because=first["msg"]) from None


def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


_ADAPTERS: dict[type[Any], TypeAdapter[Any]] = {}
