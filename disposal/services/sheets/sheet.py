"""An open sheet of any format: headings, lazy rows, progress."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from disposal.services.sheets.errors import SheetColumnsTooMany, SheetEmpty

MOST_COLUMNS = 60
"""A list has about a dozen columns; a sheet with more than this is not a list."""


class CellError:
    """The value of a cell whose formula failed, such as #N/A."""


Cell = str | int | float | bool | date | datetime | time | timedelta | CellError | None

CELL_ERROR = CellError()
_LONGEST_TOLD = 60


class SheetRow(NamedTuple):
    """One row: its number as shown by a spreadsheet, and its cells."""

    number: int
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row that is no entry: a title above the headings, or a total or signature below."""

    number: int
    text: str
    is_title: bool = False


@dataclass(frozen=True, slots=True)
class Headed:
    """The heading row of a sheet, the rows behind it, and titles skipped above it."""

    header: SheetRow
    rows: Iterator[SheetRow]
    skipped: tuple[SkippedRow, ...]


@dataclass(frozen=True, slots=True)
class Hidden:
    """What a workbook hides from the eye but not from the import: row numbers, and columns from 0."""

    rows: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()


class TextEncoding(StrEnum):
    """The encodings that may be declared for a CSV file."""

    utf_8 = "utf-8"
    gb18030 = "gb18030"
    big5 = "big5"


@dataclass(frozen=True, slots=True)
class SheetOptions:
    """Options of the user: the sheet, the row of the headings, the encoding of a CSV."""

    sheet_name: str | None = None
    header_row: int | None = None
    encoding: TextEncoding | None = None


@dataclass(slots=True)
class Sheet:
    """An open sheet, readable once. ``total`` and ``done()`` have the same unit, bytes or rows."""

    path: Path
    sha256: str
    form: str
    header: SheetRow
    rows: Iterator[SheetRow]
    total: int
    done: Callable[[], int]
    computed: Mapping[int, list[str]] = field(default_factory=dict)
    """Column → its cells with formulas, such as B7."""
    first_column: int = 0
    """The column of the workbook, from 0, that is column 0 here."""
    skipped: tuple[SkippedRow, ...] = ()
    hidden: Hidden = Hidden()


def is_blank(cells: Sequence[Cell]) -> bool:
    """Return whether all cells of a row are empty or blank."""
    return all(cell is None or (isinstance(cell, str) and (not cell or cell.isspace())) for cell in cells)


def take_header(rows: Iterator[SheetRow], *, name: str, at: int | None) -> Headed:
    """Return the heading row without trailing empty cells, the rows behind it, and a title that was skipped above it.

    The heading row is the first non-empty one, or the first one from row ``at``. A row with one filled cell above a row
    with several is a title, as people merge it over a table.

    Raises: SheetEmpty, SheetColumnsTooMany.
    """
    for row in rows:
        if (at is not None and row.number < at) or is_blank(row.cells):
            continue
        if at is None and _filled(row) == 1:
            below = next((each for each in rows if not is_blank(each.cells)), None)
            if below is None or _filled(below) == 1:
                return Headed(_headings(row), chain([below] if below else [], rows), ())
            return Headed(_headings(below), rows, (SkippedRow(row.number, text_of(row), is_title=True),))
        return Headed(_headings(row), rows, ())
    raise SheetEmpty(name)


def text_of(row: SheetRow) -> str:
    """Return the filled cells of a row as one text, cut short."""
    told = " ".join(str(cell).strip() for cell in row.cells if isinstance(cell, str | int | float))
    return " ".join(told.split())[:_LONGEST_TOLD]


def _filled(row: SheetRow) -> int:
    return sum(not is_blank([cell]) for cell in row.cells)


def _headings(row: SheetRow) -> SheetRow:
    headings = ["" if cell is None else str(cell) for cell in row.cells]
    while headings and not headings[-1].strip():
        headings.pop()
    if len(headings) > MOST_COLUMNS:
        raise SheetColumnsTooMany(found=len(headings), limit=MOST_COLUMNS)
    return SheetRow(row.number, headings)
