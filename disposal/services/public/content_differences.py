"""Where two contents differ: field by field, by path."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from notices.content.content import NoticeContent

_ABSENT = object()


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """One field that two contents state differently; None where one of them does not state it."""

    path: str
    before: Any
    after: Any


def differences_between(before: NoticeContent, after: NoticeContent) -> tuple[FieldDifference, ...]:
    """Return every field that differs, in the order of the fields; defaults count as not stated."""
    return tuple(_differences(before.as_json(), after.as_json(), ""))


def _differences(before: Any, after: Any, path: str) -> Iterator[FieldDifference]:
    if isinstance(before, dict) and isinstance(after, dict):
        for name in dict.fromkeys((*before, *after)):
            yield from _differences(before.get(name, _ABSENT), after.get(name, _ABSENT), _below(path, name))
    elif isinstance(before, list) and isinstance(after, list):
        for at, (one, other) in enumerate(zip_longest(before, after, fillvalue=_ABSENT)):
            yield from _differences(one, other, _below(path, at))
    elif before != after:
        yield FieldDifference(path, _stated(before), _stated(after))


def _below(path: str, name: object) -> str:
    return f"{path}.{name}" if path else str(name)


def _stated(value: Any) -> Any:
    return None if value is _ABSENT else value
