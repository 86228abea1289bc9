"""What is wrong with a workbook, cell by cell, in words that say what to do."""

from dataclasses import dataclass, field
from typing import Any

from disposal.services.package_workbook.columns import PackageSheet
from disposal.services.sheets.sheet import Cell
from disposal.services.sheets.xlsx_files import cell_name


@dataclass(frozen=True, slots=True)
class CellProblem:
    """One thing to look at: ``债权!F17``. A refusal stands against the import, anything else only warns.

    ``cell`` is empty where a whole sheet is meant. ``row`` is 0 where no row is.
    """

    sheet: str
    row: int
    cell: str
    heading: str
    code: str
    zh: str
    en: str
    is_refusal: bool = True

    @property
    def place(self) -> str:
        """Return sheet and cell as a spreadsheet names them."""
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet

    def as_json(self) -> dict[str, Any]:
        """Return the problem as JSON values."""
        return {
            "place": self.place,
            "sheet": self.sheet,
            "row": self.row,
            "cell": self.cell,
            "heading": self.heading,
            "severity": "error" if self.is_refusal else "warning",
            "code": self.code,
            "zh": self.zh,
            "en": self.en,
        }


@dataclass(frozen=True, slots=True)
class PackageRow:
    """A row of a sheet: the values read, by path, and the cells as they stand.

    ``places`` are the columns of the workbook by path, from 0; ``headings`` are as the file writes them. ``unread`` are
    the paths of cells that could not be read, ``figures`` those of cells that hold a number. ``offset`` is the
    column of the first cell.
    """

    sheet: PackageSheet
    number: int
    cells: tuple[Cell, ...]
    values: dict[str, Any]
    places: dict[str, int]
    headings: dict[str, str]
    offset: int = 0
    unread: set[str] = field(default_factory=set)
    figures: set[str] = field(default_factory=set)

    def problem(self, path: str, code: str, words: tuple[str, str], *, is_refusal: bool = True) -> CellProblem:
        """Return a problem of the cell that fills a field; without such a column, of the first cell of the row."""
        column = self.sheet.column_of(path)
        heading = self.headings.get(path) or (column.heading if column else "")
        at = self.places.get(path, min(self.places.values(), default=0))
        return CellProblem(
            self.sheet.name, self.number, cell_name(at, self.number), heading, code, *words, is_refusal=is_refusal
        )

    def of(self, record: str) -> dict[str, Any]:
        """Return the values of one record by field: those of ``party`` for ``party.name`` and the like."""
        start = f"{record}."
        return {path.removeprefix(start): value for path, value in self.values.items() if path.startswith(start)}


def place_of(row: PackageRow, path: str) -> str:
    """Return the cell that fills a field of a row: ``债权!F17``."""
    return row.problem(path, "", ("", "")).place
