"""Differences between two states of a list: entries added, removed and changed, for display."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from notices.codes import Coded

SHOWN = (
    "kind", "name", "former_names", "number_masked", "credit_code", "employer", "position", "remark", "valid_from",
    "valid_until",
)  # fmt: skip
"""The entry columns shown in a difference."""


class Action(Coded):
    """The kind of difference of an entry (变动)."""

    added = "added", "新增"
    removed = "removed", "移除"
    changed = "changed", "变更"


@dataclass(frozen=True, slots=True)
class EntryDifference:
    """One entry before and after; ``row_no`` is the row of the sheet with the later state."""

    action: Action
    row_no: int
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None

    @property
    def name(self) -> str:
        """Return the name, the later one if it changed."""
        return str((self.after or self.before or {})["name"])

    @property
    def number(self) -> str:
        """Return the masked number or the credit code, or an empty string."""
        facts = self.after or self.before or {}
        return str(facts["number_masked"] or facts["credit_code"] or "")

    @property
    def changes(self) -> dict[str, tuple[Any, Any]]:
        """Return each changed field with its values before and after."""
        if self.before is None or self.after is None:
            return {}
        pairs = {name: (self.before[name], self.after[name]) for name in SHOWN}
        return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}

    def as_json(self) -> dict[str, Any]:
        """Return the difference as JSON values."""
        answer: dict[str, Any] = {"action": self.action.value, "name": self.name, "number": self.number}
        if self.action is not Action.removed:
            answer["row"] = self.row_no
        facts = self.after or self.before or {}
        if not self.changes:
            return answer | {"facts": {name: _plain(value) for name, value in facts.items() if value}}
        return answer | {
            "changes": {name: {"before": _plain(a), "after": _plain(b)} for name, (a, b) in self.changes.items()}
        }


@dataclass(frozen=True, slots=True)
class Counts:
    """The number of differing entries by kind."""

    added: int = 0
    removed: int = 0
    changed: int = 0

    @property
    def total(self) -> int:
        """Return the total number of differing entries."""
        return self.added + self.removed + self.changed


def shown_columns(alias: str, prefix: str) -> str:
    """Return the shown columns of a table as SQL, each alias with a prefix."""
    return ", ".join(f"{alias}.{name} AS {prefix}_{name}" for name in SHOWN)


def difference_of(action: Action, row: Mapping[str, Any]) -> EntryDifference:
    """Build a difference from a row with columns ``before_…`` and ``after_…``; either set may be missing."""
    before = {name: row[f"before_{name}"] for name in SHOWN} if f"before_{SHOWN[0]}" in row else None
    after = {name: row[f"after_{name}"] for name in SHOWN} if f"after_{SHOWN[0]}" in row else None
    return EntryDifference(action, row["row_no"], before, after)


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int | list) else str(value)
