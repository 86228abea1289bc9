"""Two people changed one claim: what differs between the page opened, what the other saved, and what is typed. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from disposal.services.claim_entry.fields import FieldKind
from disposal.services.claim_entry.sections import SECTION_OF, SECTIONS
from disposal.services.claim_entry.typed import ID, Typed, row_of, rows_of

_NEW = "new"
THERE = ""
"""Name of the field that says whether a row is there at all."""


class Chosen(StrEnum):
    """Which of two versions of a field is to be saved."""

    ours = "ours"
    theirs = "theirs"


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """A field that differs: as it was opened (打开时), as it is saved (对方已存), as it is typed (您填写).

    ``selected`` is the one side that changed it; None where both did, and somebody must choose. The name of a row is
    in ``place``; a field without a name is the row itself.
    """

    path: str
    place: str
    label: str
    opened: str
    theirs: str
    ours: str
    selected: Chosen | None


Cells = dict[tuple[str, str, str], str]
"""Texts by section, row and field. A row is known by the id of its record, a new one by its number on the page."""


def conflicts(opened: Typed, theirs: Typed, ours: Typed) -> tuple[FieldConflict, ...]:
    """Return every field on which the saved and the typed page differ, in the order of the page."""
    found = [each for each in _differing(opened, theirs, ours) if not _is_hidden(each.path)]
    names = [section.name for section in SECTIONS]
    return tuple(sorted(found, key=lambda each: names.index(each.path.partition("|")[0])))


def merged(opened: Typed, theirs: Typed, ours: Typed, choices: Mapping[str, Chosen]) -> dict[str, str]:
    """Return the page with what was chosen, and what one side alone changed. Two-sided fields must be chosen."""
    cells, typed = dict(cells_of(theirs)), cells_of(ours)
    for each in _differing(opened, theirs, ours):
        if (choices.get(_asked_at(each.path)) or each.selected) is Chosen.ours:
            key = _key(each.path)
            same = [other for other in {*cells, *typed} if other == key or (key[2] == THERE and other[:2] == key[:2])]
            for other in same:
                cells.pop(other, None)
            cells |= {other: typed[other] for other in typed if other in same}
    return page_of(cells)


def _differing(opened: Typed, theirs: Typed, ours: Typed) -> list[FieldConflict]:
    """Return what differs: single fields, and whole rows that one of the two pages does not have."""
    was, saved, typed = cells_of(opened), cells_of(theirs), cells_of(ours)
    keys = dict.fromkeys((*was, *saved, *typed))
    whole = {key[:2] for key in keys if key[2] == THERE and (key in saved) != (key in typed)}
    found = []
    for key in keys:
        if key[:2] not in whole:
            texts = was.get(key, ""), saved.get(key, ""), typed.get(key, "")
        elif key[2] == THERE:
            before, other, mine = (_row_words(cells, key[:2]) for cells in (was, saved, typed))
            texts = before, other, mine
        else:
            continue
        before, other, mine = texts
        if other != mine:
            selected = Chosen.ours if other == before else Chosen.theirs if mine == before else None
            found.append(_conflict(key, texts, selected))
    return found


def _row_words(cells: Cells, row: tuple[str, str]) -> str:
    """Return what a row says, field by field; empty for a row that is not there."""
    section = SECTION_OF[row[0]]
    shown = {name: text for (*at, name), text in cells.items() if tuple(at) == row and name != THERE}
    asked = ((section.field(name), text) for name, text in shown.items())
    return "；".join(f"{field.label}：{text}" for field, text in asked if field and field.kind is not FieldKind.hidden)


def _is_hidden(path: str) -> bool:
    section, _, name = _key(path)
    asked = SECTION_OF[section].field(name)
    return asked is not None and asked.kind is FieldKind.hidden


def _asked_at(path: str) -> str:
    """Return the path of the field that is shown: the id of a chosen party goes with its name."""
    return path.removesuffix("_id").removesuffix("_not") if _is_hidden(path) else path


def cells_of(typed: Typed) -> Cells:
    """Return the texts of a page by row; hidden fields and blank ones are left out."""
    cells: Cells = {}
    for section in SECTIONS:
        rows = rows_of(typed, section.name) if section.is_table else [row_of(typed, section.name)]
        for row in rows:
            known = row.record_id or (row.key.replace(f"{section.name}-", _NEW) if section.is_table else "")
            if section.is_table:
                cells[section.name, known, THERE] = "有"
            for name, text in row.values.items():
                if name != ID and text.strip() not in ("", section.defaults.get(name)):
                    cells[section.name, known, name] = text.strip()
    return cells


def page_of(cells: Cells) -> dict[str, str]:
    """Return the page of cells: rows on record first, then new ones, numbered anew."""
    page: dict[str, str] = {}
    numbers: dict[tuple[str, str], int] = {}
    gone = {(section, row) for section, row, name in cells if name} - {(s, r) for s, r, name in cells if not name}
    for (section, row, name), text in cells.items():
        if not SECTION_OF[section].is_table:
            page[f"{section}-{name}"] = text
        elif (section, row) not in gone:
            taken = sum(known == section for known, _ in numbers)
            number = numbers.setdefault((section, row), taken)
            if name:
                page[f"{section}-{number}-{name}"] = text
            elif not row.startswith(_NEW):
                page[f"{section}-{number}-{ID}"] = row
    return page


def _conflict(key: tuple[str, str, str], texts: tuple[str, str, str], selected: Chosen | None) -> FieldConflict:
    section, _, name = key
    asked = SECTION_OF[section].field(name)
    label = asked.label if asked else name or "整行"
    before, other, mine = texts
    return FieldConflict("|".join(key), SECTION_OF[section].noun, label, before, other, mine, selected)


def _key(path: str) -> tuple[str, str, str]:
    section, row, name = path.split("|")
    return section, row, name
