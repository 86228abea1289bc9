"""What reading the values of an .xls workbook does not tell: formulas and failed cells.

[MS-CFB] compound file, [MS-XLS] records: a workbook is one stream of records (kind, length, body); of each sheet
those that place a cell are looked at.
"""

import struct
from collections.abc import Iterator
from pathlib import Path

from disposal.services.sheets.errors import SheetDamaged, SheetLocked
from disposal.services.sheets.xlsx_files import Scan, cell_name

_END_OF_CHAIN = 0xFFFFFFFE
_ENTRY_BYTES = 128
_BOF, _EOF, _BOUNDSHEET, _FILEPASS = 0x0809, 0x000A, 0x0085, 0x002F
_FORMULA, _BOOLERR = 0x0006, 0x0205
_CELLS = {_FORMULA, _BOOLERR, 0x00FD, 0x0203, 0x0204, 0x027E, 0x00D6}
_RUNS = {0x00BD}
"""Several numbers side by side, MULRK; rows of nothing but blanks (MULBLANK) hold no value."""


def scan_xls(path: Path) -> dict[str, Scan]:
    """Return what was found in each sheet, by its name.

    Raises: SheetDamaged, SheetLocked.
    """
    try:
        stream = _workbook_stream(path.read_bytes())
        if stream is None or any(kind == _FILEPASS for kind, _ in _records(stream, 0)):
            raise SheetLocked(path.name)
        return {name: _scan(stream, position) for name, position in _sheets(stream)}
    except (struct.error, IndexError, KeyError, UnicodeDecodeError, ValueError):
        raise SheetDamaged(path.name, reason="compound file or records broken") from None


def _workbook_stream(data: bytes) -> bytes | None:
    """Return the stream named Workbook (or Book) of a compound file; None where it is a locked .xlsx."""
    file = _CompoundFile(data)
    if "EncryptedPackage" in file.entries:
        return None
    for name in ("Workbook", "Book"):
        if name in file.entries:
            return file.stream(name)
    message = "no workbook stream"
    raise ValueError(message)


class _CompoundFile:
    """A compound file: sectors in chains, a directory of streams, small streams within a stream of their own."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        directory_first, _, self._cutoff, mini_first, _, difat_first = struct.unpack_from("<6I", data, 48)
        self._size, self._mini_size = 1 << shift, 1 << mini_shift
        self._fat = self._read_fat(difat_first)
        self.entries = self._read_directory(directory_first)
        self._mini_fat = self._numbers(self._chained(mini_first)) if mini_first < _END_OF_CHAIN else ()
        root = self.entries["Root Entry"]
        self._mini = self._chained(root[0]) if root[0] < _END_OF_CHAIN else b""

    def stream(self, name: str) -> bytes:
        """Return the bytes of a stream."""
        first, size = self.entries[name]
        if size >= self._cutoff:
            return self._chained(first)[:size]
        parts: list[bytes] = []
        at = first
        while at < _END_OF_CHAIN and len(parts) <= len(self._mini_fat):
            parts.append(self._mini[at * self._mini_size : (at + 1) * self._mini_size])
            at = self._mini_fat[at]
        return b"".join(parts)[:size]

    def _sector(self, number: int) -> bytes:
        return self._data[(number + 1) * self._size : (number + 2) * self._size]

    def _chained(self, first: int) -> bytes:
        parts: list[bytes] = []
        at = first
        while at < _END_OF_CHAIN and len(parts) <= len(self._fat):
            parts.append(self._sector(at))
            at = self._fat[at]
        return b"".join(parts)

    def _numbers(self, data: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])

    def _read_fat(self, difat_first: int) -> tuple[int, ...]:
        places = list(self._numbers(self._data[76:512]))
        at, seen = difat_first, 0
        while at < _END_OF_CHAIN and seen <= len(self._data) // self._size:
            *more, at = self._numbers(self._sector(at))
            places += more
            seen += 1
        return self._numbers(b"".join(self._sector(place) for place in places if place < _END_OF_CHAIN))

    def _read_directory(self, first: int) -> dict[str, tuple[int, int]]:
        data = self._chained(first)
        found = {}
        for at in range(0, len(data), _ENTRY_BYTES):
            length, start, size = *struct.unpack_from("<H", data, at + 64), *struct.unpack_from("<II", data, at + 116)
            if 2 <= length <= 64:
                found[data[at : at + length - 2].decode("utf-16-le")] = (start, size)
        return found


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Yield the records from a position on, to the end of the part that begins there."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            return
        at += 4 + length


def _sheets(stream: bytes) -> Iterator[tuple[str, int]]:
    """Yield name and position of each worksheet."""
    for kind, body in _records(stream, 0):
        if kind == _BOUNDSHEET and body[5] == 0:
            count, is_wide = body[6], body[7] & 1
            name = body[8 : 8 + count * (1 + is_wide)].decode("utf-16-le" if is_wide else "latin-1")
            yield name, struct.unpack_from("<I", body)[0]


def _scan(stream: bytes, position: int) -> Scan:
    scan = Scan()
    for kind, body in _records(stream, position):
        if kind not in _CELLS and kind not in _RUNS:
            continue
        row, column = struct.unpack_from("<HH", body)
        scan.cells += 1
        scan.rows = max(scan.rows, row + 1)
        scan.columns = max(scan.columns, column + 1)
        if kind in _RUNS:
            scan.columns = max(scan.columns, struct.unpack_from("<H", body, len(body) - 2)[0] + 1)
        if kind == _FORMULA:
            scan.computed.setdefault(column, []).append(cell_name(column, row + 1))
        elif kind == _BOOLERR and body[7] == 1:
            scan.failed.setdefault(row + 1, []).append(column)
    return scan
