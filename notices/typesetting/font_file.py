"""A bundled TrueType file, read and cut: in a quarter of the time that fontTools takes to open one.

The files hold plain outlines, without composite glyphs, instructions or layout tables (see
templates/fonts/build_fonts.py). So a face is cut by copying outlines: HarfBuzz would go through the whole face twice.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate, count
from pathlib import Path
from struct import iter_unpack, pack, unpack, unpack_from

_CHECKSUM = 0xB1B0AFBA  # what all of a TrueType file adds up to
_HEADER = pack(">LHHHH", 0x00010000, 6, 64, 2, 32)  # TrueType, six tables, and how to search for one
_ALL_OF_UNICODE = 12  # the format of a character map that holds more than 16 bits


class FontFile:
    """A bundled font file: its glyphs by character, and their widths. ``cut`` returns a smaller one."""

    def __init__(self, path: Path) -> None:
        data = path.read_bytes()
        entries = (unpack_from(">4s4xLL", data, 12 + 16 * n) for n in range(unpack_from(">H", data, 4)[0]))
        self._tables = {tag: data[start : start + length] for tag, start, length in entries}
        self.ascent, self.descent = unpack_from(">hh", self._tables[b"hhea"], 4)
        is_long = unpack_from(">h", self._tables[b"head"], 50)[0]
        loca = self._tables[b"loca"]
        self._ends: Sequence[int] = unpack(f">{len(loca) // 4}L", loca) if is_long else _doubled(loca)
        self._advances: int = unpack_from(">H", self._tables[b"hhea"], 34)[0]
        self.glyphs = dict(_characters(self._tables[b"cmap"]))

    def width(self, glyph: int) -> int:
        """Return the width of a glyph, in 1/1000 em."""
        width: int = unpack_from(">H", self._tables[b"hmtx"], 4 * min(glyph, self._advances - 1))[0]
        return width

    def cut(self, glyphs: Sequence[int]) -> bytes:
        """Return a file of these glyphs, numbered from 1 on; glyph 0 is empty (ISO 32000-1, 9.9: its tables)."""
        glyf = self._tables[b"glyf"]
        outlines = [b"", *(glyf[self._ends[glyph] : self._ends[glyph + 1]] for glyph in glyphs)]
        total, places = len(outlines), accumulate(map(len, outlines), initial=0)
        head, hhea, maxp = (self._tables[tag] for tag in (b"head", b"hhea", b"maxp"))
        return _file_of({
            b"glyf": b"".join(outlines),
            b"head": head[:8] + bytes(4) + head[12:50] + pack(">h", 1) + head[52:],
            b"hhea": hhea[:34] + pack(">H", total),
            b"hmtx": bytes(4) + b"".join(map(self._metrics, glyphs)),
            b"loca": pack(f">{total + 1}L", *places),
            b"maxp": maxp[:4] + pack(">H", total) + maxp[6:],
        })  # fmt: skip

    def _metrics(self, glyph: int) -> bytes:
        """Return width and left bearing; glyphs after the last width share it."""
        hmtx, last = self._tables[b"hmtx"], self._advances - 1
        if glyph <= last:
            return hmtx[4 * glyph : 4 * glyph + 4]
        bearing = 4 * self._advances + 2 * (glyph - self._advances)
        return hmtx[4 * last : 4 * last + 2] + hmtx[bearing : bearing + 2]


def _characters(cmap: bytes) -> Iterator[tuple[str, int]]:
    """Yield each character with its glyph, from the map that holds all of Unicode."""
    starts = (unpack_from(">L", cmap, 8 + 8 * n)[0] for n in range(unpack_from(">H", cmap, 2)[0]))
    whole = next(start for start in starts if unpack_from(">H", cmap, start)[0] == _ALL_OF_UNICODE)
    groups = unpack_from(">L", cmap, whole + 12)[0]
    for first, last, glyph in iter_unpack(">LLL", cmap[whole + 16 : whole + 16 + 12 * groups]):
        yield from zip(map(chr, range(first, last + 1)), count(glyph), strict=False)


def _doubled(loca: bytes) -> list[int]:
    return [2 * half for half in unpack(f">{len(loca) // 2}H", loca)]


def _file_of(tables: dict[bytes, bytes]) -> bytes:
    """Return a TrueType file of these tables, in their order, with its check sums."""
    padded = {tag: data + bytes(-len(data) % 4) for tag, data in tables.items()}
    starts = accumulate(map(len, padded.values()), initial=len(_HEADER) + 16 * len(tables))
    entries = (
        tag + pack(">LLL", _sum(padded[tag]), start, len(data))
        for (tag, data), start in zip(tables.items(), starts, strict=False)
    )
    directory = _HEADER + b"".join(entries)
    whole = _sum(directory) + sum(map(_sum, padded.values()))
    padded[b"head"] = padded[b"head"][:8] + pack(">L", (_CHECKSUM - whole) % 2**32) + padded[b"head"][12:]
    return directory + b"".join(padded.values())


def _sum(padded: bytes) -> int:
    whole: int = sum(unpack(f">{len(padded) // 4}L", padded))
    return whole % 2**32
