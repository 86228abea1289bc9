"""A filled package workbook as rows: headings matched to columns, every cell read, what cannot be read told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from disposal.services.package_workbook.catalogue import EXAMPLE, SHEETS, TOTALS
from disposal.services.package_workbook.cells import CellUnreadable, at_places, places_of, read_cell
from disposal.services.package_workbook.claim_columns import CLAIMS
from disposal.services.package_workbook.columns import PackageColumn, PackageSheet
from disposal.services.package_workbook.errors import PackageNotAWorkbook, PackageSheetMissing, PackageTooLarge
from disposal.services.package_workbook.problems import CellProblem, PackageRow
from disposal.services.sheets.errors import SheetMissing
from disposal.services.sheets.excel_files import open_sheets
from disposal.services.sheets.headings import plain_heading, remarks_of
from disposal.services.sheets.sheet import Cell, Sheet
from disposal.services.sheets.xlsx_files import cell_name
from notices.content.amounts import Amount, MoneyUnit
from notices.written.documents import is_credit_code, is_shaped_like_resident_id, plain_number

MOST_FILE_BYTES = 50 << 20
MOST_ROWS = 50_000
_ZIP = b"PK\x03\x04"
_UNITS = {unit.zh + "元": unit for unit in MoneyUnit}


@dataclass(slots=True)
class PackageBook:
    """The rows of each sheet in order, the row of sums, and what is wrong with cells as such."""

    name: str
    sha256: str
    size: int
    rows: dict[str, list[PackageRow]] = field(default_factory=dict)
    totals: PackageRow | None = None
    problems: list[CellProblem] = field(default_factory=list)
    headings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    examples: int = 0

    def of(self, sheet: PackageSheet) -> list[PackageRow]:
        """Return the rows of a sheet; none if the workbook lacks it."""
        return self.rows.get(sheet.name, [])


@dataclass(frozen=True, slots=True)
class _MatchedColumn:
    column: PackageColumn
    at: int
    heading: str
    unit: MoneyUnit


def read_book(path: Path, *, name: str | None = None) -> PackageBook:
    """Read a workbook. ``name`` is how messages call the file, if it lies under another name.

    Raises: SheetMissing, PackageNotAWorkbook, PackageTooLarge, PackageSheetMissing, and what opening a workbook raises.
    """
    shown = name or path.name
    size = _check(path, shown)
    sheets = open_sheets(path, {sheet.name for sheet in SHEETS})
    missing = [sheet.name for sheet in SHEETS if sheet.is_required and sheet.name not in sheets]
    if missing:
        raise PackageSheetMissing(missing)
    book = PackageBook(shown, next(iter(sheets.values())).sha256, size)
    for sheet in SHEETS:
        if sheet.name in sheets:
            _SheetReading(book, sheet, sheets[sheet.name]).read()
    return book


def _check(path: Path, shown: str) -> int:
    """Return the size of a file that begins as a workbook does."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(4)
    except OSError as error:
        raise SheetMissing(path, error) from None
    if size > MOST_FILE_BYTES:
        raise PackageTooLarge(shown, found=size, limit=MOST_FILE_BYTES)
    if start != _ZIP:
        raise PackageNotAWorkbook(shown)
    return size


class _SheetReading:
    """Reads one sheet into a book."""

    def __init__(self, book: PackageBook, sheet: PackageSheet, opened: Sheet) -> None:
        self.book, self.sheet, self.opened = book, sheet, opened
        self.unknown: list[int] = []  # columns whose heading means nothing
        self.columns = list(self._matched())
        self.places = {each.column.path: each.at + opened.first_column for each in self.columns}
        self.headings = {each.column.path: each.heading for each in self.columns}

    def read(self) -> None:
        """Read every row but examples; tell of formulas in columns that are read."""
        rows = self.book.rows.setdefault(self.sheet.name, [])
        self.book.headings[self.sheet.name] = tuple(str(heading) for heading in self.opened.header.cells)
        for row in self.opened.rows:
            first = _first_words(row.cells)
            if first.startswith(EXAMPLE):
                self.book.examples += 1
                continue
            if len(rows) >= MOST_ROWS:
                raise PackageTooLarge(self.sheet.name, found=len(rows) + 1, limit=MOST_ROWS, is_rows=True)
            read = self._row(row.number, tuple(row.cells))
            if self.sheet is CLAIMS and first in TOTALS:
                self.book.totals = read
            else:
                self._require(read)
                rows.append(read)
        _complete_digits([*rows, *([self.book.totals] if self.sheet is CLAIMS and self.book.totals else [])])
        self._refuse_formulas()

    def _matched(self) -> Iterator[_MatchedColumn]:
        """Yield the columns that the file has; tell of headings that mean nothing, or the same twice."""
        taken: dict[str, str] = {}
        for at, written in enumerate(map(str, self.opened.header.cells)):
            column = _meant(self.sheet, written)
            if not written.strip():
                continue
            if column is None:
                self.unknown.append(at)
                zh = "这一栏不在模板中，不会导入；如需导入，请改用模板的栏目名"
                en = "is no column of the template and is not imported; give it a heading of the template"
                self._tell_heading(at, "heading_unknown", (zh, en), is_refusal=False)
            elif column.path in taken:
                first = taken[column.path]
                words = (f"与“{first}”是同一栏；请删去其一", f"means the same as {first}; delete one of them")
                self._tell_heading(at, "heading_twice", words)
            else:
                taken[column.path] = written
                unit = next((_UNITS[words] for words in remarks_of(written) if words in _UNITS), MoneyUnit.yuan)
                yield _MatchedColumn(column, at, written, unit)
        for column in self.sheet.columns:
            if column.is_required and column.path not in taken:
                zh, en = f"缺少“{column.heading}”栏；请按模板补上", f"lacks the column {column.heading}; add it"
                self.book.problems.append(
                    CellProblem(self.sheet.name, 0, "", column.heading, "heading_missing", zh, en)
                )

    def _tell_heading(self, at: int, code: str, words: tuple[str, str], *, is_refusal: bool = True) -> None:
        header = self.opened.header
        cell, written = cell_name(at + self.opened.first_column, header.number), str(header.cells[at])
        self.book.problems.append(
            CellProblem(self.sheet.name, header.number, cell, written, code, *words, is_refusal=is_refusal)
        )

    def _row(self, number: int, cells: tuple[Cell, ...]) -> PackageRow:
        row = PackageRow(self.sheet, number, cells, {}, self.places, self.headings, self.opened.first_column)
        self._refuse_unread_numbers(number, cells)
        for each in self.columns:
            cell = cells[each.at] if each.at < len(cells) else None
            if cell is None or cell == "":
                continue
            path = each.column.path
            try:
                value = read_cell(each.column, cell, unit=each.unit)
            except CellUnreadable as refusal:
                self.book.problems.append(row.problem(path, refusal.code, refusal.words))
                row.unread.add(path)
                continue
            if value is not None:
                row.values[path] = value
                if not isinstance(cell, str):
                    row.figures.add(path)
        return row

    def _refuse_unread_numbers(self, number: int, cells: tuple[Cell, ...]) -> None:
        """Refuse a column that is not read and holds identity numbers, where no other column is read for them."""
        for at in [at for at in self.unknown if at < len(cells)]:
            named = _number_field(cells[at])
            column = next((each for each in self.sheet.columns if named and each.path.endswith(named)), None)
            if column is not None and column.path not in self.places:
                self.unknown.remove(at)  # told once a column
                zh = f"这一栏不会导入，第{number}行却有号码；请将栏目名改为“{column.heading}”，或删去这一栏"
                en = f"is not imported, yet row {number} holds a number; call the column {column.heading}, or delete it"
                self._tell_heading(at, "numbers_unread", (zh, en))

    def _require(self, row: PackageRow) -> None:
        for column in self.sheet.columns:
            path = column.path
            if column.is_required and path in self.places and path not in row.values and path not in row.unread:
                zh = f"未填写{column.heading}；请填写，整行不要的请删去"
                en = f"{column.heading} is empty; fill it in, or delete the row if it is not wanted"
                self.book.problems.append(row.problem(path, "missing", (zh, en)))

    def _refuse_formulas(self) -> None:
        headings = {each.at: each.heading for each in self.columns}
        for at, places in self.opened.computed.items():
            for place in places if at in headings else ():
                number = int("".join(filter(str.isdigit, place)) or 0)
                words = ("含公式；请复制后“选择性粘贴—数值”", "holds a formula; copy it and paste it as a value")
                self.book.problems.append(CellProblem(self.sheet.name, number, place, headings[at], "formula", *words))


def _first_words(cells: Sequence[Cell]) -> str:
    """Return the first filled cell of a row if it is a text."""
    filled = (cell for cell in cells if cell is not None and str(cell).strip())
    first = next(filled, "")
    return first.strip() if isinstance(first, str) else ""


def _number_field(cell: Cell) -> str:
    """Return the field of a party that a cell can only belong to, empty where it may be anything."""
    text = plain_number(cell) if isinstance(cell, str) else ""
    if is_shaped_like_resident_id(text):
        return ".personal_number"
    return ".credit_code" if is_credit_code(text) else ""


def _meant(sheet: PackageSheet, written: str) -> PackageColumn | None:
    """Return the column that a heading means; of two with one heading, the one whose unit it names."""
    plain, remarks = plain_heading(written), remarks_of(written)
    fits = [each for each in sheet.columns if plain == plain_heading(each.heading)]
    fits = fits or [each for each in sheet.columns if plain in map(plain_heading, each.also)]
    return next((each for each in fits if each.unit in remarks), fits[0] if fits else None)


def _complete_digits(rows: list[PackageRow]) -> None:
    """Give the amounts of one unit the same decimals: a spreadsheet drops the zeros at their end."""
    figures = [(row, path) for row in rows for path in row.figures if path.startswith("statement.")]
    figures = [(row, path) for row, path in figures if isinstance(row.values[path], Amount)]
    places: dict[MoneyUnit, int] = {}
    for row, path in figures:
        amount = row.values[path]
        places[amount.unit] = max(places.get(amount.unit, 0), places_of(amount))
    for row, path in figures:
        row.values[path] = at_places(row.values[path], places[row.values[path].unit])
