"""Changes of placements as people read them: which field said what, the end before and after, who and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from disposal.models.publication.placement_change import PlacementChange
from disposal.services.filings.windows import end_words
from disposal.services.notice_entry.placement_section import PLACEMENT
from notices.codes import Coded, MediumKind, PaperKind

_CODES: dict[str, type[Coded]] = {"kind": MediumKind, "paper": PaperKind}
NOT_SAID = "—"
"""What stands for an empty field."""


@dataclass(frozen=True, slots=True)
class PlacementField:
    """One field that differs: its label in Chinese and English, what stood before, what stands after."""

    zh: str
    en: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A change with its fields in words; ``ends`` are the end before and after, where it moves."""

    row: PlacementChange
    fields: tuple[PlacementField, ...]
    ends: tuple[str, str] | None

    def as_json(self) -> dict[str, Any]:
        """Return the change as JSON values."""
        return self.row.model_dump(mode="json") | {"moves_end": self.row.moves_end}


def shown_changes(rows: Iterable[PlacementChange]) -> list[ShownChange]:
    """Return changes in words, in their order."""
    return [ShownChange(row, tuple(map(_field(row), row.after or row.before)), _ends(row)) for row in rows]


def _field(row: PlacementChange) -> Any:
    def shown(name: str) -> PlacementField:
        field = PLACEMENT.field(name)
        label = field.label if field else name
        en = name.replace("_", " ").capitalize()
        return PlacementField(label, en, _said(name, row.before.get(name)), _said(name, row.after.get(name)))

    return shown


def _said(name: str, value: Any) -> str:
    if value in (None, ""):
        return NOT_SAID
    if isinstance(value, bool):
        return "是" if value else "否"
    code: Enum | None = _CODES[name].__members__.get(str(value)) if name in _CODES else None
    return code.zh if isinstance(code, Coded) else str(value)


def _ends(row: PlacementChange) -> tuple[str, str] | None:
    if not row.moves_end or row.ended_at is None or row.ends_at is None:
        return None
    return end_words(row.ended_at), end_words(row.ends_at)


def told(row: PlacementChange) -> str:
    """Return one line of a change in Chinese."""
    (shown,) = shown_changes([row])
    fields = "；".join(f"{each.zh}{each.before}→{each.after}" for each in shown.fields)
    said = f"{row.kind.zh}（{row.state.zh}）{fields}，{row.proposed_by}：{row.reason}"
    if shown.ends:
        said += f"；截止 {shown.ends[0]}→{shown.ends[1]}"
    done = {"declined": "未采用", "taken_back": "撤回"}.get(row.state.value, "复核")
    second = f"；{row.decided_by}{done}" if row.decided_by else ""
    return f"{said}{second}{f'：{row.remark}' if row.remark else ''}"
