"""Fields called by their Chinese labels, as in a starting file, where the name of the field is asked for."""

import re
from functools import cache

from notices.content.field_labels import FIELD_LABELS

_ADDED = re.compile(r"（.*）$")
_TABLES = {"债务人": "items", "债权": "claims", "发布人": "issuer"}
_VALUES = {"债务人": "debtor", "种类": "kind", "类型": "type"}
"""What a word means that two fields bear, or that is short for a label: the name of a table, and of a value."""


def key_called(label: str, *, is_table: bool = False) -> str | None:
    """Return the field with this Chinese label; None where there is none, or more than one."""
    by_word = _TABLES if is_table else _VALUES
    return by_word.get(label) or _fields().get(label)


@cache
def _fields() -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for name, label in FIELD_LABELS.items():
        for word in {label, _ADDED.sub("", label)}:
            found.setdefault(word, set()).add(name.rpartition(".")[2])
    return {label: next(iter(names)) for label, names in found.items() if len(names) == 1}
