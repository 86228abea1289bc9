"""A minimal .xls workbook: [MS-XLS] records in an [MS-CFB] compound file, for what no library at hand can write."""

import struct
from collections.abc import Sequence
from pathlib import Path

SECTOR = 512
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def beginning(kind: int) -> bytes:
    return record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))


def cell(row: int, column: int, value: str | float) -> bytes:
    """Return a LABEL, a NUMBER, or for a text that begins with = a FORMULA whose value is 1."""
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(value, float):
        return record(0x0203, place + struct.pack("<d", value))
    if value.startswith("="):
        tokens = struct.pack("<BH", 0x1E, 1)
        return record(0x0006, place + struct.pack("<dHIH", 1.0, 0, 0, len(tokens)) + tokens)
    return record(0x0204, place + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))


def hiding(rows: Sequence[int], columns: Sequence[int]) -> bytes:
    """Return the records that hide rows and columns, which count from 0: ROW, COLINFO."""
    told = [record(0x007D, struct.pack("<HHHHHH", at, at, 2048, 15, 1, 0)) for at in columns]
    told += [record(0x0208, struct.pack("<HHHHHHI", at, 0, 4, 255, 0, 0, 0x20 | 0x100)) for at in rows]
    return b"".join(told)


def stream_of(
    rows: Sequence[Sequence[str | float]],
    *,
    merged: tuple[int, int, int, int] | None = None,
    hidden: bytes = b"",
) -> bytes:
    """Return the stream of a workbook with one sheet."""
    ending = record(0x000A, b"")
    name = "名册".encode("utf-16-le")
    bound = len(record(0x0085, struct.pack("<IBBBB", 0, 0, 0, 2, 1) + name))
    start = len(beginning(5)) + bound + len(ending)
    head = beginning(5) + record(0x0085, struct.pack("<IBBBB", start, 0, 0, 2, 1) + name) + ending
    cells = b"".join(
        cell(at, column, value) for at, row in enumerate(rows) for column, value in enumerate(row) if value
    )
    merging = record(0x00E5, struct.pack("<HHHHH", 1, *merged)) if merged else b""
    return head + beginning(0x10) + hidden + cells + merging + ending


def entry(name: str, kind: int, *, child: int = FREE, first: int = END, size: int = 0) -> bytes:
    written = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<III", FREE, FREE, child)
    return (
        written.ljust(64, b"\0")
        + struct.pack("<HBB", len(written), kind, 1)
        + links
        + bytes(36)
        + struct.pack("<IQ", first, size)
    )


def write_xls(
    path: Path,
    rows: Sequence[Sequence[str | float]],
    *,
    stream: str = "Workbook",
    merged: tuple[int, int, int, int] | None = None,
    hidden: bytes = b"",
) -> Path:
    """Write the rows as a workbook."""
    return write_compound(path, stream_of(rows, merged=merged, hidden=hidden), name=stream)


def write_compound(path: Path, data: bytes, *, name: str = "Workbook") -> Path:
    """Write a compound file of one stream: sector 0 the allocation table, sector 1 the directory, then the stream."""
    size = max(len(data), 4096)
    sectors = -(-size // SECTOR)
    table = [FAT, END, *range(3, sectors + 2), END]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0) + struct.pack("<109I", 0, *[FREE] * 108)
    directory = entry("Root Entry", 5, child=1) + entry(name, 2, first=2, size=size) + bytes(256)
    allocation = struct.pack(f"<{SECTOR // 4}I", *table, *[FREE] * (SECTOR // 4 - len(table)))
    path.write_bytes(header + allocation + directory + data.ljust(sectors * SECTOR, b"\0"))
    return path
