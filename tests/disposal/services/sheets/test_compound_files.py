"""Hostile .xls files: circles of sectors and invented sizes fill neither the memory nor the time of who opens them."""

import struct
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from disposal.services.sheets import errors as refused
from disposal.services.sheets.opening import open_sheet
from disposal.services.sheets.sheet import SheetOptions
from tests.disposal.services.sheets.xls_file import beginning, cell, record, write_compound, write_xls

HEADER, TABLE, DIRECTORY, STREAM = 0, 512, 1024, 1536
"""Where the parts of the compound file begin that ``write_xls`` writes: sectors 0, 1, and 2 to 9."""
ENDING = record(0x000A, b"")
NAMED = (b"\x41\0" + bytes(114)) + struct.pack("<III", 2, 0x7FFFFFFF, 0)

CHANGES: dict[str, Mapping[int, bytes]] = {
    "stream in a circle": {TABLE + 5 * 4: struct.pack("<I", 3)},
    "last sector of the stream follows itself": {TABLE + 9 * 4: struct.pack("<I", 9)},
    "directory in a circle": {TABLE + 1 * 4: struct.pack("<I", 1)},
    "table of tables in a circle": {HEADER + 68: struct.pack("<I", 9), STREAM + 8 * 512 - 4: struct.pack("<I", 9)},
    "table of 8 GB": {HEADER + 44: struct.pack("<I", 0x7FFFFFFF)},
    "table of tables of 8 GB": {HEADER + 68: struct.pack("<II", 9, 0x7FFFFFFF)},
    "mini table of 8 GB": {HEADER + 64: struct.pack("<I", 0x7FFFFFFF)},
    "stream of 2 GB": {DIRECTORY + 128 + 120: struct.pack("<I", 0x7FFFFFFE)},
    "entry of 2 GB outside the tree": {DIRECTORY + 256: NAMED},
    "sectors of one byte": {HEADER + 30: struct.pack("<H", 0)},
    "sectors of 2 GB": {HEADER + 30: struct.pack("<H", 31)},
    "mini sectors of 2 GB": {HEADER + 32: struct.pack("<H", 31)},
}
"""Bytes written over those of a sound file."""


def workbook(*sheets: bytes, texts: bytes = b"", names: int = 0) -> bytes:
    """Return the stream of a workbook with these sheets; of so many names those left over lead to the first sheet."""
    parts = [beginning(0x10) + sheet + ENDING for sheet in sheets]
    count = max(names, len(sheets))
    at = len(beginning(5)) + count * len(bound(0, 0)) + len(texts) + len(ENDING)
    starts = [at + len(b"".join(parts[:number])) for number in range(len(parts))]
    starts += [at] * (count - len(parts))
    bounds = b"".join(bound(start, number) for number, start in enumerate(starts))
    return beginning(5) + bounds + texts + ENDING + b"".join(parts)


def bound(start: int, number: int) -> bytes:
    """Return the record that names a sheet and says where it begins."""
    return record(0x0085, struct.pack("<IBBBB", start, 0, 0, 4, 0) + f"{number:04}".encode())


CELL = cell(0, 0, 1.0)
STREAMS = {
    "2 billion texts": workbook(CELL, texts=record(0x00FC, struct.pack("<II", 1, 0x7FFFFFFF))),
    "4 billion rows": workbook(record(0x0200, struct.pack("<IIHHH", 0, 0xFFFFFFFF, 0, 0xFFFF, 0)) + CELL),
    "1,000 names of one sheet": workbook(CELL * 1_000, names=1_000),
    "formula without its words": workbook(record(0x0006, struct.pack("<HHHdHIH", 0, 0, 0, 1.0, 0, 0, 9))),
}

OPENING = """
import resource, sys
from pathlib import Path
from disposal.services.sheets.opening import open_sheet
from disposal.services.sheets.sheet import SheetOptions
from notices.errors import NoticesError
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
for path in map(Path, sys.argv[1:]):
    try:
        with open_sheet(path, SheetOptions()) as sheet:
            print("taken", path.stem)
    except NoticesError as error:
        print(error.code, path.stem)
"""


def changed(path: Path, changes: Mapping[int, bytes]) -> Path:
    """Write a sound workbook, then these bytes over its own."""
    data = bytearray(write_xls(path, [["姓名", "号码"], ["测试甲", 5.0]]).read_bytes())
    for at, written in changes.items():
        data[at : at + len(written)] = written
    path.write_bytes(data)
    return path


def test_hostile_workbook_is_refused_within_two_gigabytes_and_twenty_seconds(tmp_path: Path) -> None:
    paths = [changed(tmp_path / f"{name}.xls", changes) for name, changes in CHANGES.items()]
    paths += [write_compound(tmp_path / f"{name}.xls", stream) for name, stream in STREAMS.items()]
    opened = subprocess.run([sys.executable, "-c", OPENING, *paths], capture_output=True, check=True, text=True)
    assert opened.stdout.splitlines() == [f"sheet_damaged {path.stem}" for path in paths]


@pytest.mark.parametrize(
    ("sheets", "words"),
    [
        ((cell(40_000, 999, 1.0),), "40,001 rows × 1,000 columns"),
        ((cell(60_000, 100, 1.0), cell(60_000, 101, 1.0)), "120,002 rows × 102 columns"),
    ],
    ids=["in one sheet", "in two together"],
)
def test_old_workbook_with_cells_far_out_is_refused_before_it_fills_the_memory(
    tmp_path: Path, sheets: tuple[bytes, ...], words: str
) -> None:
    path = write_compound(tmp_path / "名册.xls", workbook(*sheets))
    with pytest.raises(refused.SheetTooVast) as caught, open_sheet(path, SheetOptions()):
        pass
    assert words in caught.value.en


def test_old_workbook_with_two_sheets_is_read_by_name(tmp_path: Path) -> None:
    rows = [cell(0, 0, "姓名") + cell(1, 0, name) for name in ("测试甲", "测试乙")]
    path = write_compound(tmp_path / "名册.xls", workbook(*rows))
    with open_sheet(path, SheetOptions(sheet_name="0001")) as sheet:
        assert [list(row.cells) for row in sheet.rows] == [["测试乙"]]
