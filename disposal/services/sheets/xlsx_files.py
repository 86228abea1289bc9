"""Scan an .xlsx workbook for what its values do not show: formulas, failed cells, zip bombs, stray cells.

The XML is searched as bytes, in batches of whole rows: a million rows take seconds and little memory.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from xml.parsers import expat

from disposal.services.sheets.errors import SheetDamaged, SheetTooLarge, SheetTooVast

MOST_UNPACKED_BYTES = 1 << 30
MOST_RATIO = 200
"""Compression ratios: text about 10, styled empty rows about 50, a zip bomb about 1,000."""
_RATIO_MATTERS_BYTES = 10 << 20
MOST_CELLS = 5_000_000
MOST_AREA = 12_000_000
"""Rows times columns of the used range. The reader needs about 50 bytes of memory for each."""
_MOST_ROWS = 1_048_576
_CHUNK = 1 << 20
_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_LONGEST_ROW_BYTES = 16 << 20
_LARGEST_INDEX_BYTES = 4 << 20
"""Of the parts that name the sheets; they are read whole, and those of real workbooks have some kilobytes."""

# A tag ends at the next < at the latest, and nothing read in it is read again (possessive, atomic): else a part of a
# few kilobytes, all tags that never end, would be searched for days.
_CELL_FORMULA = re.compile(rb"<(?:\w+:)?c\b([^<>]*+)>\s*+<(?:\w+:)?f\b")
_CELL_FAILED = re.compile(rb"""<(?:\w+:)?c\b(?=[^<>]*\bt\s*+=\s*+["']e["'])([^<>]*+)>""")
_PLACE = re.compile(rb"""\br\s*+=\s*+["']([A-Z]++)([0-9]++)["']""")
_CELL_FILLED = re.compile(rb"""<(?:\w+:)?c\b(?>[^<>]*?\br\s*+=\s*+["']([A-Z]++)([0-9]++)["'])[^<>]*+(?<!/)>""")
_HIDDEN = rb"""(?=[^<>]*\bhidden\s*+=\s*+["'](?:1|true)["'])"""
_HIDDEN_ROW = re.compile(rb"""<(?:\w+:)?row\b%s(?>[^<>]*?\br\s*+=\s*+["']([0-9]++)["'])[^<>]*+(?<!/)>""" % _HIDDEN)
_HIDDEN_COLUMN = re.compile(rb"<(?:\w+:)?col\b%s([^<>]*+)>" % _HIDDEN)
_MOST_HIDDEN = 100
_SHEET, _RELATION = "sheet", "Relationship"
_INDEX_MISSING = ("没有工作表目录", "the list of its sheets is missing")
_SHEET_MISSING = ("目录所列的工作表缺失", "a sheet in its list is missing")
_UTF_16_STARTS = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")


@dataclass(slots=True)
class Scan:
    """The scan of one sheet; columns count from 0, rows from 1."""

    computed: dict[int, list[str]] = field(default_factory=dict)
    failed: dict[int, list[int]] = field(default_factory=dict)
    cells: int = 0
    rows: int = 0
    columns: int = 0
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)


def scan_xlsx(path: Path) -> dict[str, Scan]:
    """Return the scan of each sheet, by name; every part of the workbook is checked.

    Raises: SheetDamaged, SheetTooLarge.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _refuse_bomb(archive, path)
            sheets = _sheets_by_part(archive)
            scans: dict[str, Scan] = {}
            for part in archive.infolist():
                with archive.open(part) as stream:
                    if sheet := sheets.pop(_plain(part.filename), None):
                        scans[sheet] = _scan(stream, path.name)
                    else:
                        _drain(stream)  # checks the length and checksum of the part
            if sheets:
                raise SheetDamaged(path.name, reason=_SHEET_MISSING)
            return scans
    # RuntimeError: zipfile raises it for an encrypted part, and a subclass of it for a compression it does not know.
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, expat.ExpatError) as error:
        raise SheetDamaged(path.name, reason=_reason_of(error)) from None


_DAMAGES: tuple[tuple[type[Exception], tuple[str, str]], ...] = (
    (zipfile.BadZipFile, ("压缩结构不完整", "its archive is not whole")),
    (zlib.error, ("压缩数据有误", "its compressed data are broken")),
    # Not a part that we left unwritten: NotImplementedError is what zipfile raises for a compression that no standard
    # names. It is a kind of RuntimeError, so it stands before that.
    (NotImplementedError, ("压缩方式不受支持", "it is compressed in an unknown way")),
    (RuntimeError, ("有加密的部分", "a part of it is encrypted")),
    (EOFError, ("文件提前结束", "it ends too early")),
    (expat.ExpatError, ("表格内容有误", "the content of a sheet is broken")),
)


def _reason_of(error: Exception) -> tuple[str, str]:
    """Return what is wrong with a workbook: the libraries say it in English, and name parts that nobody knows."""
    return next(words for kind, words in _DAMAGES if isinstance(error, kind))


def column_index(letters: str) -> int:
    """Return the number of a column, from 0: A → 0, AA → 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _refuse_bomb(archive: zipfile.ZipFile, path: Path) -> None:
    unpacked = sum(part.file_size for part in archive.infolist())
    limit = min(MOST_UNPACKED_BYTES, max(_RATIO_MATTERS_BYTES, MOST_RATIO * path.stat().st_size))
    if unpacked > limit:
        raise SheetTooLarge(path.name, found_bytes=unpacked, limit_bytes=limit)


def refuse_vast(*scans: Scan) -> None:
    """Refuse sheets whose used ranges together exceed the memory limit of the reader.

    Raises: SheetTooVast.
    """
    cells = sum(scan.cells for scan in scans)
    area = sum(scan.rows * max(scan.columns, 1) for scan in scans)
    if cells > MOST_CELLS or area > MOST_AREA or any(scan.rows > _MOST_ROWS for scan in scans):
        rows, columns = sum(scan.rows for scan in scans), max(scan.columns for scan in scans)
        raise SheetTooVast(cells=cells, rows=rows, columns=columns, limits=(MOST_CELLS, MOST_AREA))


def _sheets_by_part(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the sheet name of each part, from the workbook and its relations."""
    names = {_plain(name): name for name in archive.namelist()}
    if not {_WORKBOOK, _RELATIONS} <= set(names):
        raise SheetDamaged(Path(archive.filename or "").name, reason=_INDEX_MISSING)
    relations = _elements(archive, names[_RELATIONS], _RELATION)
    targets = {found.get("Id", ""): found.get("Target", "") for found in relations}
    sheets: dict[str, str] = {}
    for found in _elements(archive, names[_WORKBOOK], _SHEET):
        link = next((value for name, value in found.items() if name.endswith(":id")), "")
        target = targets.get(link, "")
        part = target if target.startswith(("/", "\\")) else f"xl/{target}"
        sheets[_plain(part)] = found.get("name", "")
    return sheets


def _plain(part: str) -> str:
    """Return the name of a part as it is compared: in lower case, with / (ECMA-376 part 2: names differ in no case)."""
    return part.replace("\\", "/").removeprefix("/").lower()


def _elements(archive: zipfile.ZipFile, part: str, name: str) -> list[dict[str, str]]:
    """Return the attributes of every element of this name, in any encoding and quotes that XML allows.

    Raises: SheetDamaged for a part that is too large to name sheets.
    """
    if archive.getinfo(part).file_size > _LARGEST_INDEX_BYTES:
        raise SheetDamaged(
            Path(archive.filename or "").name,
            reason=("工作表目录超过4 MB", "the list of its sheets has more than 4 MB"),
        )
    found: list[dict[str, str]] = []

    def begin(element: str, attributes: dict[str, str]) -> None:
        if element.rpartition(":")[2] == name:
            found.append(attributes)

    parser = expat.ParserCreate()
    parser.StartElementHandler = begin
    parser.Parse(_in_utf_8(archive.read(part), archive.filename or ""), True)
    return found


def _in_utf_8(xml: bytes, name: str) -> bytes:
    """Return a part of the workbook. Raises: SheetDamaged for UTF-16, which the reader of values does not read."""
    if xml.startswith(_UTF_16_STARTS):
        raise SheetDamaged(Path(name).name, reason=("编码为 UTF-16", "a part is in UTF-16"))
    return xml


def _drain(stream: IO[bytes]) -> None:
    while stream.read(_CHUNK):
        pass


def _scan(stream: IO[bytes], name: str) -> Scan:
    scan = Scan()
    for stretch in _stretches(stream, name):
        _in_utf_8(stretch, name)
        scan.cells += stretch.count(b"</c>") + stretch.count(b":c>")
        places = _CELL_FILLED.findall(stretch)
        for letters in {letters for letters, _ in places}:
            scan.columns = max(scan.columns, column_index(letters.decode()) + 1)
        for row in {row for _, row in places}:
            scan.rows = max(scan.rows, int(row))
        _note_hidden(scan, stretch)
        for attributes in _CELL_FORMULA.findall(stretch):
            column, row = _place(attributes)
            scan.computed.setdefault(column, []).append(cell_name(column, row))
        for attributes in _CELL_FAILED.findall(stretch):
            column, row = _place(attributes)
            scan.failed.setdefault(row, []).append(column)
    return scan


def _note_hidden(scan: Scan, stretch: bytes) -> None:
    """Note hidden rows with cells, and hidden columns, at most a hundred of each."""
    if b"hidden" not in stretch:
        return
    for row in _HIDDEN_ROW.findall(stretch):
        if len(scan.hidden_rows) < _MOST_HIDDEN:
            scan.hidden_rows.append(int(row))
    for attributes in _HIDDEN_COLUMN.findall(stretch):
        first, last = (re.search(rb"""\b%s\s*=\s*["']([0-9]+)""" % side, attributes) for side in (b"min", b"max"))
        if first and last:
            scan.hidden_columns += range(int(first[1]) - 1, min(int(last[1]), int(first[1]) - 1 + _MOST_HIDDEN))


def _place(attributes: bytes) -> tuple[int, int]:
    """Return column and row of a cell; column -1 if it states no place, which is reported for every column."""
    found = _PLACE.search(attributes)
    return (column_index(found[1].decode()), int(found[2])) if found else (-1, 0)


def cell_name(column: int, row: int) -> str:
    """Return the name of a cell; its column counts from 0: (1, 7) → B7."""
    letters, rest = "", column + 1
    while rest > 0:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return f"{letters or '?'}{row or '?'}"


def _stretches(stream: IO[bytes], name: str) -> Iterator[bytes]:
    """Yield the XML in pieces that end at the end of a row."""
    buffer = b""
    while chunk := stream.read(_CHUNK):
        buffer += chunk
        cut = max(buffer.rfind(b"row>") + 4 if b"row>" in buffer else 0, buffer.rfind(b"<row "), buffer.rfind(b":row "))
        if cut > 0:
            yield buffer[:cut]
            buffer = buffer[cut:]
        if len(buffer) > _LONGEST_ROW_BYTES:
            raise SheetDamaged(name, reason=("有一行超过16 MB", "a row has more than 16 MB"))
    yield buffer
