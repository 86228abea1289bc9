"""Excel workbooks: one sheet, read by calamine after its bytes were checked."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import file_digest
from itertools import islice
from pathlib import Path
from types import TracebackType

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum
from python_calamine import SheetVisibleEnum as Visible

from disposal.services.sheets.errors import (
    SheetCellsMerged,
    SheetChoiceNeeded,
    SheetDamaged,
    SheetEmpty,
    SheetLocked,
    SheetTooLarge,
)
from disposal.services.sheets.roll_rows import is_below_the_table
from disposal.services.sheets.sheet import (
    CELL_ERROR,
    Cell,
    Hidden,
    Sheet,
    SheetOptions,
    SheetRow,
    is_blank,
    take_header,
)
from disposal.services.sheets.xls_files import scan_xls
from disposal.services.sheets.xlsx_files import Scan, cell_name, refuse_vast, scan_xlsx

MOST_FILE_BYTES = 200 << 20
_ENDINGS = {"xlsx": {".xlsx", ".xlsm", ".xlam"}, "xls": {".xls", ".xla"}}


def open_excel(path: Path, options: SheetOptions, *, form: str) -> Sheet:
    """Return the requested sheet of an ``xlsx`` or ``xls`` workbook, or the only one with content.

    Raises: SheetTooLarge, SheetTooVast, SheetDamaged, SheetLocked, SheetChoiceNeeded, SheetEmpty, SheetCellsMerged,
    SheetColumnsTooMany.
    """
    with _checked(path, form) as (book, scans, digest):
        name = _chosen(path, book, wanted=options.sheet_name, scans=scans)
        refuse_vast(scans[name])
        found = book.get_sheet_by_name(name)
        sheet = _sheet(path, found, options=options, scan=scans[name], sha256=digest)
        sheet.hidden = replace(sheet.hidden, sheets=_hidden_sheets(book, scans, read=name))
        return sheet


def _hidden_sheets(book: CalamineWorkbook, scans: dict[str, Scan], *, read: str) -> tuple[str, ...]:
    """Return the sheets with content that nobody sees and that are not read."""
    hidden = [sheet.name for sheet in book.sheets_metadata if sheet.visible is not Visible.Visible]
    return tuple(name for name in hidden if name != read and name in scans and scans[name].cells)


def open_sheets(path: Path, names: Collection[str]) -> dict[str, Sheet]:
    """Return the sheets of an .xlsx workbook that have these names and content; further sheets are left unread.

    Raises: as ``open_excel``.
    """
    with _checked(path, "xlsx") as (book, scans, digest):
        known = [name for name in book.sheet_names if name in names and name in scans and scans[name].cells]
        refuse_vast(*(scans[name] for name in known))
        return {
            name: _sheet(path, book.get_sheet_by_name(name), options=SheetOptions(), scan=scans[name], sha256=digest)
            for name in known
        }


_BROKEN = ("表格数据有误", "the data of a sheet are broken")


@contextmanager
def _checked(path: Path, form: str) -> Iterator[tuple[CalamineWorkbook, dict[str, Scan], str]]:
    """Yield a workbook whose bytes were checked, the scan of each sheet, and the SHA-256 of the file."""
    if path.stat().st_size > MOST_FILE_BYTES:
        raise SheetTooLarge(path.name, found_bytes=path.stat().st_size, limit_bytes=MOST_FILE_BYTES)
    with path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    scans = scan_xlsx(path) if form == "xlsx" else scan_xls(path)
    try:
        with _Panics(path), _opened(path, form) as book:
            yield book, scans, digest
    except PasswordError:
        raise SheetLocked(path.name) from None
    except CalamineError:
        raise SheetDamaged(path.name, reason=_BROKEN) from None


def _opened(path: Path, form: str) -> CalamineWorkbook:
    """Open a workbook by its content: calamine goes by the name where it knows its ending, which may be wrong."""
    if path.suffix.lower() in _ENDINGS[form]:
        return CalamineWorkbook.from_path(path)
    with path.open("rb") as file:
        return CalamineWorkbook.from_filelike(file)


class _Panics:
    """Converts a panic of calamine's Rust code, caused by some broken records, to SheetDamaged.

    The panic derives from BaseException, and no module exports its class.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        """Start watching."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Raise SheetDamaged for a panic; ignore everything else."""
        if kind is not None and kind.__name__ == "PanicException":
            raise SheetDamaged(self._path.name, reason=_BROKEN) from None


def _sheet(path: Path, found: CalamineSheet, *, options: SheetOptions, scan: Scan, sha256: str) -> Sheet:
    """Return the sheet; columns are numbered from the first used one."""
    if found.start is None:
        raise SheetEmpty(path.name)
    first_column = found.start[1]
    place = [0]
    rows = _rows(found, scan, first_column=first_column, place=place)
    headed = take_header(rows, name=path.name, at=options.header_row)
    header = headed.header
    merged = [
        f"{cell_name(left, top + 1)}:{cell_name(right, bottom + 1)}"
        for (top, left), (bottom, right) in found.merged_cell_ranges or []
        if bottom + 1 >= header.number and not (top == bottom and _is_below_the_table(found, top))
    ]
    if merged:
        raise SheetCellsMerged(merged)
    computed = {column - first_column: cells for column, cells in scan.computed.items() if column >= 0}
    if -1 in scan.computed:
        computed = dict.fromkeys(range(len(header.cells)), scan.computed[-1])
    form = path.suffix.lstrip(".").lower()
    return Sheet(
        path,
        sha256,
        form,
        header,
        headed.rows,
        found.total_height,
        lambda: place[0],
        computed,
        first_column,
        headed.skipped,
        Hidden(tuple(scan.hidden_rows), tuple(scan.hidden_columns)),
    )


def _is_below_the_table(found: CalamineSheet, row: int) -> bool:
    """Return whether a row, from 0, is a total or a signature line, which people merge."""
    cells = next(islice(found.iter_rows(), row, None), [])
    return is_below_the_table(SheetRow(row + 1, list(cells)))


def _rows(found: CalamineSheet, scan: Scan, *, first_column: int, place: list[int]) -> Iterator[SheetRow]:
    for number, values in enumerate(found.iter_rows(), start=1):
        place[0] = number
        cells: list[Cell] = list(values)
        for column in scan.failed.get(number, ()):
            if 0 <= column - first_column < len(cells):
                cells[column - first_column] = CELL_ERROR
        if any(cells) and not is_blank(cells):
            yield SheetRow(number, cells)


def _chosen(path: Path, book: CalamineWorkbook, *, wanted: str | None, scans: dict[str, Scan]) -> str:
    """Return the name of the sheet to read: the requested one, or the only visible one with content."""
    names = [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.typ is SheetTypeEnum.WorkSheet and sheet.visible is Visible.Visible and sheet.name in scans
    ]
    if wanted is not None:
        if wanted not in scans:
            raise SheetChoiceNeeded(names)
        return wanted
    filled = [name for name in names if scans[name].cells]
    if len(filled) > 1:
        raise SheetChoiceNeeded(filled)
    if not filled:
        raise SheetEmpty(path.name)
    return filled[0]
