"""An open sheet of any format: headings, lazy rows, progress."""

import re
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
_MOST_TITLES = 5
_LABELLED = re.compile(
    r"[^:：]{0,12}(?:单位|部门|机构|日期|时间|年度|编号|密级|范围|人|表号|附件)[^:：]{0,4}[:：]\s*\S.*"
)
"""A line above the headings such as 填报单位：某局; a heading has nothing behind its colon."""
_DATED = re.compile(r"[(（]?(?:截至|截止|数据截至)?\s*[0-9]{4}\s*[年./-].{0,20}")
_BELOW_A_TITLE = re.compile(rf"{_DATED.pattern}|附件\s*[0-9一二三四五六七八九十]*|[(（].*[)）]")
_TITLED = re.compile(r".*(?:名册|名单|名录|表)(?:[(（].*[)）])?|附件\s*[0-9一二三四五六七八九十]*")


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
    """What a workbook hides: row numbers and columns from 0, which are read; sheets with content, which are not."""

    rows: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()
    sheets: tuple[str, ...] = ()


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

    The heading row is the first non-empty one, or the first one from row ``at``. Above it may stand titles, as people
    merge them over a table, and lines such as 填报单位：…, 填报日期：….

    Raises: SheetEmpty, SheetColumnsTooMany.
    """
    filled = (row for row in rows if not is_blank(row.cells) and row.number >= (at or 0))
    titles: list[SkippedRow] = []
    row = next(filled, None)
    while row is not None:
        below = next(filled, None)
        behind = chain([below] if below else [], rows)
        if at is not None or len(titles) >= _MOST_TITLES or not _is_title(row, below):
            return Headed(_headings(row), behind, tuple(titles))
        titles.append(SkippedRow(row.number, text_of(row), is_title=True))
        row = below
    raise SheetEmpty(name)


def text_of(row: SheetRow) -> str:
    """Return the filled cells of a row as one text, cut short."""
    told = " ".join(str(cell).strip() for cell in row.cells if isinstance(cell, str | int | float))
    return " ".join(told.split())[:_LONGEST_TOLD]


def _is_title(row: SheetRow, below: SheetRow | None) -> bool:
    """Return whether a row is a title above the headings or a labelled line."""
    if below is None:
        return False
    if _is_labelled(row) or (_filled(row) == 1 and _filled(below) > 1):
        return True
    return _filled(row) == 1 and _reads(_TITLED, row) and (_is_labelled(below) or _reads(_BELOW_A_TITLE, below))


def _is_labelled(row: SheetRow) -> bool:
    """Return whether each filled cell is a label with its value, or a date, and one is labelled."""
    cells = [cell for cell in row.cells if not is_blank([cell])]
    labelled = [isinstance(cell, str) and _LABELLED.fullmatch(cell.strip()) is not None for cell in cells]
    dated = (isinstance(cell, date) or (isinstance(cell, str) and _DATED.fullmatch(cell.strip())) for cell in cells)
    return any(labelled) and all(one or other for one, other in zip(labelled, dated, strict=True))


def _reads(form: re.Pattern[str], row: SheetRow) -> bool:
    """Return whether the only filled cell of a row reads like this."""
    return _filled(row) == 1 and form.fullmatch(text_of(row)) is not None


def _filled(row: SheetRow) -> int:
    return sum(not is_blank([cell]) for cell in row.cells)


def _headings(row: SheetRow) -> SheetRow:
    headings = ["" if cell is None else str(cell) for cell in row.cells]
    while headings and not headings[-1].strip():
        headings.pop()
    if len(headings) > MOST_COLUMNS:
        raise SheetColumnsTooMany(found=len(headings), limit=MOST_COLUMNS)
    return SheetRow(row.number, headings)
