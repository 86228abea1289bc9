"""Flat names of fields, such as ``security-2-owner``, read into rows of rows, and back; everything typed is kept.

A row is known by the number in its name, stands where its first field stands, and may hold rows itself:
``security-2-parcels-0-area_m2``. A name that is not of this form is kept as a plain field.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from disposal.web.posted_form import Items

DELETED = "deleted"
_STEP = re.compile(r"([a-z][a-z0-9_]*)-(\d{1,6})-(.+)", re.DOTALL)
_ACT = re.compile(r"(add|delete|restore):([a-z0-9_-]+)")


@dataclass(slots=True)
class NestedFields:
    """Fields of a form or of one of its rows, and the rows within, by section and number, all in their order."""

    values: list[tuple[str, str]] = field(default_factory=list)
    sections: dict[str, dict[str, "NestedFields"]] = field(default_factory=dict)

    def value(self, name: str, default: str = "") -> str:
        """Return the first value of a field."""
        return next((value for each, value in self.values if each == name), default)

    def all_values(self, name: str) -> list[str]:
        """Return all values of a field that may be given several times."""
        return [value for each, value in self.values if each == name]

    def rows(self, section: str) -> list["NestedFields"]:
        """Return the rows of a section in order, deleted and empty ones too."""
        return list(self.sections.get(section, {}).values())

    def filled_rows(self, section: str, usual: Mapping[str, str] | None = None) -> list[tuple[str, "NestedFields"]]:
        """Return the rows to be stored, each with its key such as ``security-2``: neither deleted nor empty.

        ``usual`` are the values that an empty row already has, by name.
        """
        rows = self.sections.get(section, {}).items()
        held = ((number, row) for number, row in rows if not (row.is_deleted or row.is_empty(usual)))
        return [(f"{section}-{number}", row) for number, row in held]

    @property
    def is_deleted(self) -> bool:
        """Tell whether the row was deleted and not restored."""
        return bool(self.value(DELETED))

    def is_empty(self, usual: Mapping[str, str] | None = None) -> bool:
        """Tell whether nothing was typed in the row or in its rows."""
        known = usual or {}
        typed = any(value.strip() and value != known.get(name) for name, value in self.values)
        return not typed and all(row.is_empty() for rows in self.sections.values() for row in rows.values())


def nested(items: Iterable[tuple[str, str]]) -> NestedFields:
    """Return flat fields as rows of rows."""
    top = NestedFields()
    for name, value in items:
        fields, rest = top, name
        while step := _STEP.fullmatch(rest):
            section, number, rest = step.groups()
            fields = fields.sections.setdefault(section, {}).setdefault(number, NestedFields())
        fields.values.append((rest, value))
    return top


def flat(fields: NestedFields, prefix: str = "") -> Items:
    """Return rows of rows as flat fields: first the plain ones, then section by section."""
    found = [(prefix + name, value) for name, value in fields.values]
    for section, rows in fields.sections.items():
        for number, row in rows.items():
            found += flat(row, f"{prefix}{section}-{number}-")
    return tuple(found)


@dataclass(frozen=True, slots=True)
class RowAct:
    """What a button of a child table asks for without script: ``add`` to a section, ``delete`` or ``restore`` a row."""

    verb: str
    key: str


def row_act(value: str) -> RowAct | None:
    """Return the act that the value of the button ``rows`` names, or None."""
    found = _ACT.fullmatch(value)
    return RowAct(found[1], found[2]) if found else None


def after(items: Items, act: RowAct) -> Items:
    """Return the fields as they stand after a row was deleted or restored; ``add`` changes none of them."""
    if act.verb == "add":
        return items
    name = f"{act.key}-{DELETED}"
    others = tuple(item for item in items if item[0] != name)
    return others if act.verb == "restore" else (*others, (name, "1"))
