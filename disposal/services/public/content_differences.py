"""Compare two notice contents field by field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

_ABSENT = object()


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """One field whose value differs between two contents, as JSON values; None if one of them does not state it."""

    path: str
    before: Any
    after: Any


def differences_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[FieldDifference, ...]:
    """Return every field that differs between two contents given as JSON values.

    A field with its default value is not stored and counts as not stated. An amount is one field.
    """
    return tuple(_differences(before, after, ""))


def _differences(before: Any, after: Any, path: str) -> Iterator[FieldDifference]:
    if isinstance(before, dict) and isinstance(after, dict) and not _is_amount(before):
        for name in dict.fromkeys((*before, *after)):
            yield from _differences(before.get(name, _ABSENT), after.get(name, _ABSENT), _below(path, name))
    elif isinstance(before, list) and isinstance(after, list):
        for at, (one, other) in enumerate(zip_longest(before, after, fillvalue=_ABSENT)):
            yield from _differences(one, other, _below(path, at))
    elif before != after:
        yield FieldDifference(path, _stated(before), _stated(after))


def _is_amount(value: Mapping[str, Any]) -> bool:
    """Return whether this is an amount: only amounts have the field ``value``."""
    return "value" in value


def _below(path: str, name: object) -> str:
    return f"{path}.{name}" if path else str(name)


def _stated(value: Any) -> Any:
    return None if value is _ABSENT else value
