"""The bundled faces as a PDF embeds them: only the glyphs that are used, numbered anew."""

from collections.abc import Iterable
from hashlib import md5
from struct import pack
from typing import ClassVar

import pydyf  # type: ignore[import-untyped]

from notices.typesetting.fonts import EM, Face, file_of

_SUBSET_TAG = 6


class EmbeddedFace:
    """A face in one PDF: takes the place of WeasyPrint's ``pdf.fonts.Font``, whose attributes it has."""

    bitmap = png = svg = colr = used_in_forms = False
    type: ClassVar[str] = "ttf"
    italic_angle, stemv, stemh, upem = 0, 80, 80, EM

    def __init__(self, face: Face) -> None:
        self._file = file_of(face)
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
