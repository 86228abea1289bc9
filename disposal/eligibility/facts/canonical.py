"""Canonical JSON of facts and findings: keys sorted, no spaces, so that equal things are equal bytes."""

import json
from hashlib import sha256
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from disposal.eligibility.facts.errors import RecordUnreadable, refuse_clear_number

T = TypeVar("T")


def written(value: object) -> str:
    """Return the canonical JSON of a frozen dataclass.

    Raises: ClearNumberInFacts when a full identity number stands in it.
    """
    text = _canonical(_adapter(type(value)).dump_python(value, mode="json"))
    refuse_clear_number(text, field="facts")
    return text


def part_sha256(text: str | bytes, part: str) -> str:
    """Return the hex digest of one part of a written text as it stands there.

    A later release that knows more fields would write it otherwise; what was written does not change with that.
    """
    return sha256(_canonical(json.loads(text)[part]).encode()).hexdigest()


def _canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def written_sha256(value: object) -> str:
    """Return the hex digest of the canonical JSON."""
    return sha256(written(value).encode()).hexdigest()


def read(kind: type[T], text: str | bytes) -> T:
    """Return what was written.

    Raises: RecordUnreadable, naming the place, when it is no JSON or not of that kind.
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
