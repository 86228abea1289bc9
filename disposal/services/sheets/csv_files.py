"""CSV files: detect the encoding by reading all bytes, then read rows one by one."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from disposal.services.sheets.errors import (
    SheetEncodingUnknown,
    SheetFormatUnknown,
    SheetNulCharacter,
    SheetQuotingBroken,
)
from disposal.services.sheets.sheet import Sheet, SheetOptions, SheetRow, TextEncoding, is_blank, take_header

_CHUNK = 1 << 20
_DELIMITERS = ",\t;"
_QUOTED = re.compile('"(?:[^"]++|"")*+(?:"|$)')
_HEAD_LINES = 5
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
"""Headings have no such characters. Text in another encoding, read as GB 18030, has many."""


@contextmanager
def open_csv(path: Path, options: SheetOptions) -> Iterator[Sheet]:
    """Yield a CSV file as a sheet; its rows are read lazily.

    Raises: SheetFormatUnknown, SheetEncodingUnknown, SheetNulCharacter, SheetQuotingBroken, SheetEmpty,
    SheetColumnsTooMany.
    """
    with path.open("rb") as file:
        encoding = _encoding_of(file, path.name, options.encoding)
        digest = _digest_without_nul(file, path.name)
        text = io.TextIOWrapper(file, encoding=encoding, newline="")
        head = [text.readline(_CHUNK) for _ in range(_HEAD_LINES)]
        text.seek(0)
        rows = _rows(text, name=path.name, delimiter=_delimiter_of(head))
        headed = take_header(rows, name=path.name, at=options.header_row)
        total = path.stat().st_size
        yield Sheet(path, digest, "csv", headed.header, headed.rows, total, file.tell, skipped=headed.skipped)


def _encoding_of(file: BinaryIO, name: str, declared: TextEncoding | None) -> str:
    """Return the encoding of the whole file: the declared one, otherwise UTF-8, otherwise GB 18030."""
    start = file.read(4)
    file.seek(0)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise SheetFormatUnknown(name, found="UTF-16 (“Unicode 文本”)")
    if start.startswith(codecs.BOM_UTF8):
        candidates = ["utf-8-sig"]
    else:
        candidates = [declared.value] if declared else [TextEncoding.utf_8.value, TextEncoding.gb18030.value]
    lines = [_first_unreadable_line(file, candidate) for candidate in candidates]
    for candidate, line in zip(candidates, lines, strict=True):
        if line is None:
            return candidate
    tried = ", ".join(candidates).upper()
    raise SheetEncodingUnknown(name, line=max(line for line in lines if line is not None), tried=tried)


def _first_unreadable_line(file: BinaryIO, encoding: str) -> int | None:
    """Return the number of the first line that is invalid in an encoding, or None."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    while chunk := file.read(_CHUNK):
        try:
            text = decoder.decode(chunk)
        except UnicodeDecodeError as error:
            return line + error.object[: error.start].count(b"\n")
        if line == 1 and encoding == TextEncoding.gb18030 and _PRIVATE_USE.search(text.partition("\n")[0]):
            return line
        line += text.count("\n")
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:  # the last character breaks off: this is the line
        return line
    return None


def _digest_without_nul(file: BinaryIO, name: str) -> str:
    file.seek(0)
    digest, line = sha256(), 1
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
        at = chunk.find(b"\0")
        if at >= 0:
            raise SheetNulCharacter(name, line=line + chunk[:at].count(b"\n"))
        line += chunk.count(b"\n")
    file.seek(0)
    return digest.hexdigest()


def _delimiter_of(lines: list[str]) -> str:
    """Return the delimiter: of comma, tab and semicolon, the one in most lines; what stands in quotes does not count.

    If two stand in as many lines, the one that is more frequent in one line.
    """
    bare = _QUOTED.sub("", "".join(lines)).splitlines()
    return max(_DELIMITERS, key=lambda mark: (sum(mark in line for line in bare), max(_counts(mark, bare))))


def _counts(mark: str, lines: list[str]) -> list[int]:
    return [line.count(mark) for line in lines] or [0]


def _rows(text: io.TextIOWrapper, *, name: str, delimiter: str) -> Iterator[SheetRow]:
    number = 0
    try:
        for number, cells in enumerate(csv.reader(text, delimiter=delimiter, strict=True), start=1):
            if any(cells) and not is_blank(cells):
                yield SheetRow(number, cells)
    except csv.Error:
        raise SheetQuotingBroken(name, row=number + 1) from None
