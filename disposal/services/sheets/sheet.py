"""What a sheet is once it is open, whatever file it came from: headings, rows as they are asked for, how far it is."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from disposal.services.sheets.errors import SheetColumnsTooMany, SheetEmpty

MOST_COLUMNS = 60
"""A list has a dozen columns; a header of more than that is of something else."""


class CellError:
    """What stands in a cell whose formula failed, such as #N/A."""


Cell = str | int | float | bool | date | datetime | time | timedelta | CellError | None

CELL_ERROR = CellError()


class SheetRow(NamedTuple):
    """One row: its number as a spreadsheet shows it, and its cells."""

    number: int
    cells: Sequence[Cell]


class TextEncoding(StrEnum):
    """The encodings a CSV file may be declared to be in."""

    utf_8 = "utf-8"
    gb18030 = "gb18030"
    big5 = "big5"


@dataclass(frozen=True, slots=True)
class SheetOptions:
    """What the user says of a file: which sheet, in which row its headings stand, the encoding of a CSV."""

    sheet_name: str | None = None
    header_row: int | None = None
    encoding: TextEncoding | None = None


@dataclass(slots=True)
class Sheet:
    """A sheet open for one reading. ``total`` and ``done()`` are in one unit, bytes or rows."""

    path: Path
    sha256: str
    form: str
    header: SheetRow
    rows: Iterator[SheetRow]
    total: int
    done: Callable[[], int]
    computed: Mapping[int, list[str]] = field(default_factory=dict)
    """Column → the cells of it that hold formulas, such as B7."""


def is_blank(cells: Sequence[Cell]) -> bool:
    """Say whether a row holds nothing but empty cells and blanks."""
    return all(cell is None or (isinstance(cell, str) and (not cell or cell.isspace())) for cell in cells)


def take_header(rows: Iterator[SheetRow], *, name: str, at: int | None) -> SheetRow:
    """Return the row of headings, the first that is not empty or the one of number ``at``, its empty end cut off.

    Raises: SheetEmpty, SheetColumnsTooMany.
    """
    for row in rows:
        if (at is not None and row.number < at) or is_blank(row.cells):
            continue
        headings = ["" if cell is None else str(cell) for cell in row.cells]
        while headings and not headings[-1].strip():
            headings.pop()
        if len(headings) > MOST_COLUMNS:
            raise SheetColumnsTooMany(found=len(headings), limit=MOST_COLUMNS)
        return SheetRow(row.number, headings)
    raise SheetEmpty(name)
