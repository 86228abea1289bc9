"""Scan an .xls workbook for what its values do not show: formulas and failed cells.

[MS-XLS]: a workbook is one stream of records (kind, length, body). The scan reads the records that place a cell, and
those that state how much memory to allocate: calamine allocates it for all sheets at once.
"""

import struct
from collections.abc import Iterator
from pathlib import Path

from disposal.services.sheets.compound_files import workbook_stream
from disposal.services.sheets.errors import SheetDamaged, SheetLocked
from disposal.services.sheets.xlsx_files import Scan, cell_name, refuse_vast

_BOF, _EOF, _BOUNDSHEET, _FILEPASS = 0x0809, 0x000A, 0x0085, 0x002F
_FORMULA, _BOOLERR = 0x0006, 0x0205
_CELLS = {_FORMULA, _BOOLERR, 0x00FD, 0x0203, 0x0204, 0x027E, 0x00D6}
_SST, _DIMENSIONS = 0x00FC, 0x0200
_SHORTEST_TEXT_BYTES = 3
_LARGEST_SHEET_CELLS = 65_536 * 256
_ROW, _COLUMN_INFO = 0x0208, 0x007D
_ROW_HIDDEN, _COLUMN_HIDDEN = 0x20, 0x01
_MOST_HIDDEN = 100
_RUNS = {0x00BD}
"""MULRK: several numbers in adjacent cells. MULBLANK is ignored, as blank cells hold no value."""


def scan_xls(path: Path) -> dict[str, Scan]:
    """Return the scan of each worksheet, by name.

    Raises: SheetDamaged, SheetLocked, SheetTooVast.
    """
    try:
        stream = workbook_stream(path)
        if stream is None or any(kind == _FILEPASS for kind, _ in _records(stream, 0)):
            raise SheetLocked(path.name)
        return _scans(stream)
    except (OSError, struct.error, IndexError, ValueError, RecursionError):
        raise SheetDamaged(path.name, reason=("复合文件或记录有误", "compound file or records broken")) from None


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Yield the records from a position to the end of the substream that begins there."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            return
        at += 4 + length


def _sheets(stream: bytes) -> Iterator[tuple[str, int, bool]]:
    """Yield the name and position of each sheet, and whether it is a worksheet (not a chart or similar)."""
    for kind, body in _records(stream, 0):
        if kind == _SST:
            _check_number_of_texts(stream, body)
        if kind == _BOUNDSHEET:
            count, is_wide = body[6], body[7] & 1
            name = body[8 : 8 + count * (1 + is_wide)].decode("utf-16-le" if is_wide else "latin-1")
            yield name, struct.unpack_from("<I", body)[0], body[5] == 0


def _check_number_of_texts(stream: bytes, body: bytes) -> None:
    if struct.unpack_from("<I", body, 4)[0] > len(stream) // _SHORTEST_TEXT_BYTES:
        message = "more strings than fit in the workbook"
        raise ValueError(message)


def _scans(stream: bytes) -> dict[str, Scan]:
    """Return the scan of each worksheet.

    Raises: SheetTooVast; ValueError if sheets overlap, because the same bytes would be read repeatedly.
    """
    scans: list[Scan] = []
    worksheets: dict[str, Scan] = {}
    bytes_left = len(stream)
    for name, position, is_worksheet in _sheets(stream):
        scan, bytes_read = _scan(stream, position)
        bytes_left -= bytes_read
        if bytes_left < 0:
            message = "sheets overlap"
            raise ValueError(message)
        scans.append(scan)
        if is_worksheet:
            worksheets[name] = scan
    refuse_vast(*scans)
    return worksheets


def _scan(stream: bytes, position: int) -> tuple[Scan, int]:
    """Return the scan of the sheet at a position, and its length in bytes."""
    scan, bytes_read = Scan(), 0
    hidden: set[int] = set()
    filled: set[int] = set()
    for kind, body in _records(stream, position):
        bytes_read += 4 + len(body)
        if kind == _DIMENSIONS:
            _check_dimensions(body)
        elif kind == _ROW and struct.unpack_from("<H", body, 12)[0] & _ROW_HIDDEN:
            hidden.add(struct.unpack_from("<H", body)[0])
        elif kind == _COLUMN_INFO:
            _note_hidden_columns(scan, body)
        if kind not in _CELLS and kind not in _RUNS:
            continue
        row, column = struct.unpack_from("<HH", body)
        if row in hidden:
            filled.add(row)
        scan.cells += 1
        scan.rows = max(scan.rows, row + 1)
        scan.columns = max(scan.columns, column + 1)
        if kind in _RUNS:
            scan.columns = max(scan.columns, struct.unpack_from("<H", body, len(body) - 2)[0] + 1)
        if kind == _FORMULA:
            scan.computed.setdefault(column, []).append(cell_name(column, row + 1))
        elif kind == _BOOLERR and body[7] == 1:
            scan.failed.setdefault(row + 1, []).append(column)
    scan.hidden_rows = [row + 1 for row in sorted(filled)][:_MOST_HIDDEN]
    return scan, bytes_read


def _note_hidden_columns(scan: Scan, body: bytes) -> None:
    """Note the columns of a COLINFO record that hides them, at most a hundred."""
    first, last, _, _, flags = struct.unpack_from("<HHHHH", body)
    if flags & _COLUMN_HIDDEN:
        scan.hidden_columns += range(first, min(last + 1, first + _MOST_HIDDEN))


def _check_dimensions(body: bytes) -> None:
    """Check that a sheet does not exceed the format's limit of 65,536 rows of 256 cells."""
    first_row, end_row, first_column, end_column = struct.unpack_from("<IIHH" if len(body) > 10 else "<HHHH", body)
    if (end_row - first_row) * (end_column - first_column) > _LARGEST_SHEET_CELLS:
        message = "sheet exceeds the limits of the format"
        raise ValueError(message)
