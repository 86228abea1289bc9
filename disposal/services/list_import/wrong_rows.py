"""Write the wrong rows of an import to a sheet for correction: each with its reasons, numbers masked."""

import csv
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from disposal.errors import DisposalError
from disposal.private_files import write_file
from disposal.services.list_import.columns import Columns
from disposal.services.list_import.list_import import WrongRow
from disposal.services.lists.row_problems import NUMBER_FIELDS, RowProblem, shown_cell, shown_number
from disposal.services.sheets.csv_cells import plain_cell
from disposal.services.sheets.excel_writing import append_texts, new_workbook
from disposal.services.sheets.sheet import Cell, CellError, SheetRow
from notices.system_reasons import Reason, reason_of

_LEADING = ("行号 row",)
_TRAILING = ("原因", "reason")


class WrongRowsUnwritten(DisposalError):
    """The file for the wrong rows cannot be written."""

    code = "wrong_rows_unwritten"
    status = 422

    def __init__(self, path: Path, reason: Reason) -> None:
        super().__init__(
            zh=f"无法写入“{path.name}”（{reason[0]}）。请检查目录和权限；文件名须以 .csv 或 .xlsx 结尾。",
            en=f'"{path.name}" cannot be written ({reason[1]}). Check folder and permissions; its name ends in .csv or '
            ".xlsx.",
            field="errors",
        )


class _Writer(Protocol):
    def write(self, cells: Sequence[str]) -> None: ...

    def close(self) -> None: ...


class _CsvWriter:
    def __init__(self, path: Path) -> None:
        self._file = path.open("w", encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._file)

    def write(self, cells: Sequence[str]) -> None:
        self._writer.writerow([plain_cell(cell) for cell in cells])

    def close(self) -> None:
        self._file.close()


class _ExcelWriter:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._book = new_workbook()
        self._sheet = self._book.create_sheet("有误的行")

    def write(self, cells: Sequence[str]) -> None:
        append_texts(self._sheet, cells)

    def close(self) -> None:
        self._book.save(self._path)


class WrongRowSheet:
    """Writes wrong rows as they are found. Without any, no file is created."""

    def __init__(self, part: Path, *, is_excel: bool) -> None:
        self._part, self._is_excel = part, is_excel
        self._writer: _Writer | None = None
        self._numbers: frozenset[int] = frozenset()
        self._headings: tuple[str, ...] = ()
        self.count = 0

    def on_columns(self, header: SheetRow, columns: Columns) -> None:
        """Store the headings, and which columns hold numbers."""
        self._headings = tuple(str(heading) for heading in header.cells)
        self._numbers = frozenset(at for field, at in columns.positions.items() if field in NUMBER_FIELDS)

    def on_wrong_row(self, wrong: WrongRow) -> None:
        """Write one row with its reasons."""
        if self._writer is None:
            write_file(self._part, b"")  # made for its owner alone; the writer fills it
            self._writer = _ExcelWriter(self._part) if self._is_excel else _CsvWriter(self._part)
            self._writer.write((*_LEADING, *self._headings, *_TRAILING))
        self.count += 1
        cells = [_written(cell, is_number=at in self._numbers) for at, cell in enumerate(wrong.row.cells)]
        cells = [*cells, *[""] * (len(self._headings) - len(cells))]
        zh, en = _reasons(wrong.problems)
        self._writer.write((str(wrong.row.number), *cells, zh, en))

    def close(self) -> None:
        """Finish the file."""
        if self._writer is not None:
            self._writer.close()


@contextmanager
def wrong_row_sheet(path: Path) -> Iterator[WrongRowSheet]:
    """Yield the sheet for wrong rows; the file is moved to ``path`` when the block ends, even after an error.

    Raises: WrongRowsUnwritten.
    """
    form = path.suffix.lower()
    if form not in {".csv", ".xlsx"}:
        raise WrongRowsUnwritten(path, (f"扩展名为{form or '空'}", f"its ending is {form or 'missing'}"))
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    sheet = WrongRowSheet(part, is_excel=form == ".xlsx")
    try:
        try:
            yield sheet
        finally:
            sheet.close()
            if sheet.count:
                part.replace(path)
    except OSError as error:
        raise WrongRowsUnwritten(path, reason_of(error)) from None
    finally:
        part.unlink(missing_ok=True)


def _reasons(problems: Iterable[RowProblem]) -> tuple[str, str]:
    zh = "；".join(f"{each.heading}：{each.zh}" if each.heading else each.zh for each in problems)
    en = "; ".join(f"{each.heading}: {each.en}" if each.heading else each.en for each in problems)
    return zh, en


def _written(cell: Cell, *, is_number: bool) -> str:
    if cell is None or isinstance(cell, CellError):
        return "" if cell is None else "#N/A"
    text = str(cell)
    return shown_number(text) if is_number else shown_cell(text)
