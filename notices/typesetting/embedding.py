"""The bundled faces as a PDF embeds them: only the glyphs that are used, numbered anew.

The files hold plain outlines, without composite glyphs, instructions or layout tables (see
templates/fonts/build_fonts.py). So a face is cut by copying outlines: HarfBuzz goes through the whole face twice.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import md5
from itertools import accumulate
from struct import pack, unpack, unpack_from
from typing import ClassVar

import pydyf  # type: ignore[import-untyped]

from notices.typesetting.fonts import EM, Face

_CHECKSUM = 0xB1B0AFBA  # what all of a TrueType file adds up to
_HEADER = pack(">LHHHH", 0x00010000, 6, 64, 2, 32)  # TrueType, six tables, and how to search for one
_SUBSET_TAG = 6


class FontFile:
    """A bundled font file, read once. ``cut`` returns a smaller one."""

    def __init__(self, face: Face) -> None:
        data = face.path.read_bytes()
        entries = (unpack_from(">4s4xLL", data, 12 + 16 * n) for n in range(unpack_from(">H", data, 4)[0]))
        self._tables = {tag: data[start : start + length] for tag, start, length in entries}
        self.ascent, self.descent = unpack_from(">hh", self._tables[b"hhea"], 4)
        is_long = unpack_from(">h", self._tables[b"head"], 50)[0]
        loca = self._tables[b"loca"]
        self._ends: Sequence[int] = unpack(f">{len(loca) // 4}L", loca) if is_long else _doubled(loca)
        self._advances = unpack_from(">H", self._tables[b"hhea"], 34)[0]

    def cut(self, glyphs: Sequence[int]) -> bytes:
        """Return a file of these glyphs, numbered from 1 on; glyph 0 is empty (ISO 32000-1, 9.9: its tables)."""
        glyf = self._tables[b"glyf"]
        outlines = [b"", *(glyf[self._ends[glyph] : self._ends[glyph + 1]] for glyph in glyphs)]
        count, places = len(outlines), accumulate(map(len, outlines), initial=0)
        head, hhea, maxp = (self._tables[tag] for tag in (b"head", b"hhea", b"maxp"))
        return _file_of({
            b"glyf": b"".join(outlines),
            b"head": head[:8] + bytes(4) + head[12:50] + pack(">h", 1) + head[52:],
            b"hhea": hhea[:34] + pack(">H", count),
            b"hmtx": bytes(4) + b"".join(map(self._metrics, glyphs)),
            b"loca": pack(f">{count + 1}L", *places),
            b"maxp": maxp[:4] + pack(">H", count) + maxp[6:],
        })  # fmt: skip

    def _metrics(self, glyph: int) -> bytes:
        """Return width and left bearing; glyphs after the last width share it."""
        hmtx, last = self._tables[b"hmtx"], self._advances - 1
        if glyph <= last:
            return hmtx[4 * glyph : 4 * glyph + 4]
        bearing = 4 * self._advances + 2 * (glyph - self._advances)
        return hmtx[4 * last : 4 * last + 2] + hmtx[bearing : bearing + 2]


@cache
def font_file(face: Face) -> FontFile:
    """Return the file of a face, read once in the life of the process."""
    return FontFile(face)


class EmbeddedFace:
    """A face in one PDF: takes the place of WeasyPrint's ``pdf.fonts.Font``, whose attributes it has."""

    bitmap = png = svg = colr = used_in_forms = False
    type: ClassVar[str] = "ttf"
    italic_angle, stemv, stemh, upem = 0, 80, 80, EM

    def __init__(self, face: Face) -> None:
        self._file = font_file(face)
        self.family = face.family
        self.ascent, self.descent = self._file.ascent, self._file.descent
        self.flags = 4 | 2 * ("Serif" in face.family)  # symbolic, serif
        self.hash = "".join(chr(65 + byte % 26) for byte in md5(face.path.name.encode()).digest()[:_SUBSET_TAG])  # noqa: S324 - a name
        self.name = f"/{self.hash}+{face.path.stem}".encode()
        self.widths: dict[int, int] = {}
        self.to_unicode: dict[int, str] = {}
        self.missing: dict[int, int] = {}
        self.file_content = b""

    def get_unused_glyph_id(self, _codepoint: int) -> int:
        """Return the empty glyph for a missing one, which is reported and refused."""
        return 0

    def clean(self, to_unicode: Iterable[int], _hinting: object) -> None:
        """Cut the face."""
        self.file_content = self._file.cut(_used(to_unicode))

    def glyph_numbers(self) -> bytes:
        """Return the number in the cut face for each number in the whole one (``CIDToGIDMap``)."""
        glyphs = _used(self.to_unicode)
        numbers = [0] * (max(glyphs) + 1)
        for number, glyph in enumerate(glyphs, start=1):
            numbers[glyph] = number
        return pack(f">{len(numbers)}H", *numbers)


class EmbeddedFaces(dict[int, EmbeddedFace]):
    """The bundled faces by WeasyPrint's key. It embeds the ``values``: those that are used."""

    def values(self) -> list[EmbeddedFace]:  # type: ignore[override]
        """Return the faces that have a glyph on a page."""
        return [face for face in super().values() if face.to_unicode]

    def number_glyphs(self, pdf: pydyf.PDF) -> None:
        """Tell the PDF how the glyphs of its fonts are numbered."""
        maps = {face.name: face.glyph_numbers for face in self.values() if isinstance(face, EmbeddedFace)}
        for entry in [entry for entry in pdf.objects if isinstance(entry, dict) and "CIDToGIDMap" in entry]:
            if entry["BaseFont"] in maps:
                numbers = pydyf.Stream([maps[entry["BaseFont"]]()], compress=True)
                pdf.add_object(numbers)
                entry["CIDToGIDMap"] = numbers.reference


def _used(glyphs: Iterable[int]) -> list[int]:
    return sorted(set(glyphs) - {0})


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
