"""The workbook stream of an .xls file, which is a compound file ([MS-CFB]), read by olefile.

A file states its own sizes and chains of sectors, and readers believe it: olefile and calamine follow a chain that
runs in a circle until the memory is full, and calamine allocates any size it is told. So both get only a file whose
figures fit its length.
"""

import struct
from collections.abc import Sequence
from io import BufferedReader, FileIO
from pathlib import Path

from olefile import OleFileIO

_FAT_SHARE = 128
"""The allocation table (FAT) has 4 bytes for each sector of 512."""
_DIFAT_SHARE = 8192
"""A sector of the table of the FAT's own sectors (DIFAT) serves 16,256 sectors of 512; twice as many are let pass."""
_MOST_DIRECTORY_BYTES = 512 << 10
"""4,096 entries; a workbook has a dozen, and some five more for each object embedded in it."""
_ENTRY_BYTES = 128
_HEADER_BYTES = 512
_SECTOR_SHIFTS, _MINI_SECTOR_SHIFT = (9, 12), 6
_NO_SECTOR = 0xFFFFFFFA
"""From here on a number marks the end of a chain, a free sector or a sector of the tables."""


def workbook_stream(path: Path) -> bytes | None:
    """Return the stream named Workbook (or Book) of a compound file; None where it is a locked .xlsx.

    Raises: OSError, ValueError, IndexError, RecursionError or struct.error where the file is damaged.
    """
    size = path.stat().st_size
    with _BoundedFile(path) as file:
        file.bytes_left = size // _FAT_SHARE + _MOST_DIRECTORY_BYTES
        _check_header(file, size)
        compound = OleFileIO(file)
        _check_directory(compound.directory_fp.getvalue(), size, shift=compound.sector_shift)
        _check_chains(compound.fat)
        if compound.exists("EncryptedPackage"):
            return None
        file.bytes_left = 2 * size
        if compound.num_mini_fat_sectors:
            compound.loadminifat()
            _check_chains(compound.minifat)
        name = "Workbook" if compound.exists("Workbook") else "Book"
        return bytes(compound.openstream(name).read())


class _BoundedFile(BufferedReader):
    """A file of which only ``bytes_left`` may still be read, however often its chains come back to the same place."""

    def __init__(self, path: Path) -> None:
        super().__init__(FileIO(path))
        self.bytes_left = 0

    def read(self, size: int | None = -1, /) -> bytes:
        """Return so many bytes; ValueError where they are more than may be read."""
        _check(size is not None and 0 <= size <= self.bytes_left, "more is to be read than the file holds")
        self.bytes_left -= size or 0
        return super().read(size)


def _check(is_sound: bool, message: str) -> None:
    if not is_sound:
        raise ValueError(message)


def _check_header(file: _BoundedFile, size: int) -> None:
    """See that sectors have a size of the format, that no table has more of them than the file, that the DIFAT ends."""
    header = file.read(_HEADER_BYTES)
    shift, mini_shift = struct.unpack_from("<HH", header, 30)
    _check(shift in _SECTOR_SHIFTS and mini_shift == _MINI_SECTOR_SHIFT, "sizes of sectors unknown")
    directory, fat, _, _, _, _, mini_fat, at, difat = struct.unpack_from("<9I", header, 40)
    most = size >> shift
    _check(max(directory, fat, mini_fat, difat) <= most, "more sectors than the file holds")
    for _ in range(most // _DIFAT_SHARE + 1):
        if at >= _NO_SECTOR:
            return
        file.seek((at + 1) << shift)
        (at,) = struct.unpack("<I", file.read(1 << shift)[-4:])
    _check(at >= _NO_SECTOR, "the table of tables does not end")


def _check_directory(directory: bytes, size: int, *, shift: int) -> None:
    """See that no entry in use states more bytes than the file has."""
    for at in range(0, len(directory), _ENTRY_BYTES):
        low, high = struct.unpack_from("<2I", directory, at + 120)
        stated = low if shift == _SECTOR_SHIFTS[0] else low + (high << 32)
        _check(stated <= size or not any(directory[at : at + 2]), "a stream longer than the file")


def _check_chains(following: Sequence[int]) -> None:
    """See that every chain of sectors ends.

    ``following`` has for each sector the number of the next. A sector is noted with where it was first met from: met
    again from there, it is on a circle.
    """
    walked_from = [0] * len(following)
    for first in range(len(following)):
        sector = first
        while sector < len(following) and not walked_from[sector]:
            walked_from[sector] = first + 1
            sector = following[sector]
        is_circle = sector < len(following) and walked_from[sector] == first + 1
        _check(not is_circle, "a chain of sectors runs in a circle")
