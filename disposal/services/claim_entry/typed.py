"""What stands in the form, as typed: flat names such as ``security-2-owner``, and the rows that they make."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from disposal.services.claim_entry.sections import SECTION_OF, SECTIONS, EntrySection
from disposal.services.records.validation import InvalidRecord
from notices.reading import Problem

Typed = Mapping[str, str]
"""Texts by the flat names of their fields, in the order of the page.

A row of a table has a number of its own, and stands where the first of its fields stands.
"""
ID, DELETED = "id", "deleted"
_ROW = re.compile(r"([a-z_]+)-([0-9]{1,6})-([a-z0-9_]+)")


@dataclass(frozen=True, slots=True)
class TypedRow:
    """One row of a table, or one section without rows; ``key`` stands before its fields.

    ``place`` and ``place_en`` say in words which it is.
    """

    section: EntrySection
    key: str
    place: str
    values: Mapping[str, str]
    place_en: str

    @property
    def record_id(self) -> str:
        """Return the id of the record that the row shows, or nothing for a new row."""
        return self.values.get(ID, "")

    def text(self, name: str) -> str:
        """Return what is typed in a field, without blanks around it; the default where the form did not have it."""
        if name in self.values:
            return self.values[name].strip()
        field = self.section.field(name)
        return field.default if field else ""

    def path(self, name: str) -> str:
        """Return the flat name of a field."""
        return f"{self.key}-{name}"


def row_of(typed: Typed, section: str) -> TypedRow:
    """Return a section of the claim page that has no rows."""
    return row_in(typed, SECTION_OF[section])


def row_in(typed: Typed, section: EntrySection) -> TypedRow:
    """Return a section of any page that has no rows."""
    start = f"{section.name}-"
    values = {name.removeprefix(start): text for name, text in typed.items() if name.startswith(start)}
    return TypedRow(section, section.name, section.noun, values, section.name.replace("_", " "))


def rows_of(typed: Typed, section: str) -> list[TypedRow]:
    """Return the rows of a table of the claim page that hold something and are not deleted, in order."""
    return rows_in(typed, SECTION_OF[section])


def rows_in(typed: Typed, section: EntrySection) -> list[TypedRow]:
    """Return the rows of a table of any page that hold something and are not deleted, in order."""
    found: dict[int, dict[str, str]] = {}
    for name, text in typed.items():
        if (parts := _ROW.fullmatch(name)) and parts[1] == section.name:
            found.setdefault(int(parts[2]), {})[parts[3]] = text
    rows: list[TypedRow] = []
    for number in found:
        if not found[number].get(DELETED, "").strip() and not _is_blank(section, found[number]):
            number_shown = len(rows) + 1
            place, place_en = (
                f"{section.noun}第{number_shown}行",
                f"{section.name.replace('_', ' ')}, row {number_shown}",
            )
            rows.append(TypedRow(section, f"{section.name}-{number}", place, found[number], place_en))
    return rows


def all_rows(typed: Typed) -> Iterator[TypedRow]:
    """Yield every section without rows, and every row, in the order of the page."""
    for section in SECTIONS:
        yield from rows_of(typed, section.name) if section.is_table else (row_of(typed, section.name),)


def flat(nested: Mapping[str, Any]) -> dict[str, str]:
    """Return the flat names of a claim written as sections and lists of rows; a list of words becomes one text."""
    typed: dict[str, str] = {}
    for section, held in nested.items():
        for number, row in enumerate(held if isinstance(held, list) else [held]):
            key = f"{section}-{number}" if isinstance(held, list) else section
            typed |= {f"{key}-{name}": _text(value) for name, value in row.items()}
    return typed


def read_nested(written: Any) -> dict[str, str]:
    """Return the flat names of a claim page sent as sections and lists of rows.

    Raises: InvalidRecord for what is no page: another shape, an unknown name, a figure that may have lost digits.
    """
    if not isinstance(written, Mapping):
        raise InvalidRecord((Problem("claim", "", *_NO_PAGE),))
    problems = []
    for section, held in written.items():
        rows = held if _is_rows(held) else [held]
        for number, row in enumerate(rows):
            key = f"{section}-{number}" if _is_rows(held) else str(section)
            if not isinstance(row, Mapping):
                problems.append(Problem(_shown(key), "", *_NO_ROW))
                continue
            problems += [Problem(_shown(f"{key}-{name}"), "", *_NO_TEXT) for name in row if not _is_text(row[name])]
    typed = {} if problems else flat(written)
    if problems := [*problems, *unknown_fields(typed)]:
        raise InvalidRecord(tuple(problems))
    return typed


def patched(typed: Typed, changes: Mapping[str, Any]) -> dict[str, str]:
    """Return a page with changes as a merge patch (RFC 7396): a field given is replaced, null empties it.

    A list of rows stands for the whole table; a row that keeps its ``id`` is the record that it was.
    Raises: InvalidRecord.
    """
    whole = nested(typed)
    for section, held in changes.items():
        if isinstance(held, Mapping) and isinstance(whole.get(section, {}), Mapping):
            merged = {**whole.get(section, {}), **held}
            whole[section] = {name: value for name, value in merged.items() if value is not None}
        elif held is None:
            whole.pop(section, None)
        else:
            whole[section] = held
    return read_nested(whole)


def nested(typed: Typed) -> dict[str, Any]:
    """Return a page as sections and lists of rows, as ``flat`` takes it."""
    shown: dict[str, Any] = {}
    for row in all_rows(typed):
        values = {name: text for name, text in row.values.items() if text.strip()}
        if row.section.is_table:
            shown.setdefault(row.section.name, []).append(values)
        elif values:
            shown[row.section.name] = values
    return shown


def unknown_fields(typed: Typed) -> tuple[Problem, ...]:
    """Return a problem for each name that no field of the page has: what stands there would be lost."""
    told = ("没有这个字段；请核对名称，或删去", "is no known field; check its name, or delete it")
    return tuple(Problem(_shown(name), "", *told) for name in typed if not _is_known(name))


_NO_PAGE = ("不是债权；请按页面各部分填写", "is no claim; write the sections of its page")
_NO_ROW = ("不是一行字段；请写成字段名和内容", "is no row; write names of fields and what stands in them")
_NO_TEXT = ("不是文字；金额和数字请加引号", "is no text; write amounts and figures in quotes")


def _is_rows(held: Any) -> bool:
    return isinstance(held, Sequence) and not isinstance(held, str)


def _is_text(value: Any) -> bool:
    if isinstance(value, list | tuple):
        return all(isinstance(each, str) for each in value)
    return value is None or isinstance(value, str | bool | int | date | Decimal)


def _shown(name: str) -> str:
    """Return a name that was sent, short enough for a message and without signs that cannot be shown."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in name[:80])


def _is_known(name: str) -> bool:
    row = _ROW.fullmatch(name)
    section, _, field = name.partition("-") if row is None else (row[1], "", row[3])
    known = SECTION_OF.get(section)
    if known is None or known.is_table is not (row is not None):
        return False
    return known.field(field) is not None or (known.is_table and field in (ID, DELETED))


def _text(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "；".join(str(each) for each in value)
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)


def _is_blank(section: EntrySection, values: Mapping[str, str]) -> bool:
    usual = section.defaults
    return all(not text.strip() or text.strip() == usual.get(name) for name, text in values.items())
