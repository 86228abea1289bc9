"""Read the workbook stream of an .xls file, which is a compound file ([MS-CFB]), with olefile.

The file states its own sizes and sector chains, and readers trust it: olefile and calamine follow a circular chain
until memory is full, and calamine allocates any stated size. So the figures are checked against the file's length
first.
"""

import struct
from collections.abc import Sequence
from io import BufferedReader, FileIO
from pathlib import Path

from olefile import OleFileIO

_FAT_SHARE = 128
"""The allocation table (FAT) has 4 bytes for each sector of 512."""
_DIFAT_SHARE = 8192
"""A DIFAT sector (list of FAT sectors) covers 16,256 sectors of 512 bytes; twice as many DIFAT sectors are allowed."""
_MOST_DIRECTORY_BYTES = 512 << 10
"""4,096 entries. A workbook has about a dozen, plus about five for each embedded object."""
_ENTRY_BYTES = 128
_HEADER_BYTES = 512
_SECTOR_SHIFTS, _MINI_SECTOR_SHIFT = (9, 12), 6
_NO_SECTOR = 0xFFFFFFFA
"""Numbers from here on mark the end of a chain, a free sector or a table sector."""


def workbook_stream(path: Path) -> bytes | None:
    """Return the stream named Workbook (or Book) of a compound file; None if it is an encrypted .xlsx.

    Raises: OSError, ValueError, IndexError, RecursionError or struct.error if the file is damaged.
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
    """A file that limits the total bytes read to ``bytes_left``, even if chains revisit the same place."""

    def __init__(self, path: Path) -> None:
        super().__init__(FileIO(path))
        self.bytes_left = 0

    def read(self, size: int | None = -1, /) -> bytes:
        """Read ``size`` bytes. Raises: ValueError beyond the limit."""
        _check(size is not None and 0 <= size <= self.bytes_left, "read limit of the file exceeded")
        self.bytes_left -= size or 0
        return super().read(size)


def _check(is_sound: bool, message: str) -> None:
    if not is_sound:
        raise ValueError(message)


def _check_header(file: _BoundedFile, size: int) -> None:
    """Check the sector sizes, that no table has more sectors than the file, and that the DIFAT ends."""
    header = file.read(_HEADER_BYTES)
    shift, mini_shift = struct.unpack_from("<HH", header, 30)
    _check(shift in _SECTOR_SHIFTS and mini_shift == _MINI_SECTOR_SHIFT, "unknown sector size")
    directory, fat, _, _, _, _, mini_fat, at, difat = struct.unpack_from("<9I", header, 40)
    most = size >> shift
    _check(max(directory, fat, mini_fat, difat) <= most, "more sectors than fit in the file")
    for _ in range(most // _DIFAT_SHARE + 1):
        if at >= _NO_SECTOR:
            return
        file.seek((at + 1) << shift)
        (at,) = struct.unpack("<I", file.read(1 << shift)[-4:])
    _check(at >= _NO_SECTOR, "the DIFAT does not end")


def _check_directory(directory: bytes, size: int, *, shift: int) -> None:
    """Check that no used entry states more bytes than the file has."""
    for at in range(0, len(directory), _ENTRY_BYTES):
        low, high = struct.unpack_from("<2I", directory, at + 120)
        stated = low if shift == _SECTOR_SHIFTS[0] else low + (high << 32)
        _check(stated <= size or not any(directory[at : at + 2]), "a stream is longer than the file")


def _check_chains(following: Sequence[int]) -> None:
    """Check that every sector chain ends.

    ``following`` holds the next sector of each sector. Each sector is marked with the start of the walk that first
    reached it. Reaching it again in the same walk means a circle.
    """
    walked_from = [0] * len(following)
    for first in range(len(following)):
        sector = first
        while sector < len(following) and not walked_from[sector]:
            walked_from[sector] = first + 1
            sector = following[sector]
        is_circle = sector < len(following) and walked_from[sector] == first + 1
        _check(not is_circle, "a sector chain is circular")
