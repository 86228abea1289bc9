"""A page that we draw, in px from its upper left corner. WeasyPrint takes it for one that it has laid out."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from notices.typesetting.embedding import EmbeddedFace
from notices.typesetting.fonts import EM, SANS_RARE, SERIF_RARE, Face, advances, file_of, glyph_ids
from notices.typesetting.glyphs import Glyph
from notices.typesetting.lines import SetLine
from notices.typesetting.tagging import Tag

MM, PT = 96 / 25.4, 96 / 72  # in px


@dataclass(frozen=True, slots=True)
class Type:
    """How words look: their face, their size and the height of a line in px, and their grey; 0 is black."""

    face: Face
    size: float
    leading: float
    grey: float = 0.0

    @property
    def baseline(self) -> float:
        """Return how far the baseline is below the top of a line: ascent and descent stand in its middle."""
        ascent, descent = (self.size * part / EM for part in (file_of(self.face).ascent, file_of(self.face).descent))
        return float(self.leading + ascent + descent) / 2

    def width(self, text: str) -> float:
        """Return the width of a text in px."""
        face_of = face_for(self.face)
        return sum(advances(face_of(character))[character] for character in text) * self.size / EM


class Canvas:
    """One page. ``marks`` are the elements of its marked content, by their numbers."""

    bleed: Mapping[str, int] = dict.fromkeys(("top", "right", "bottom", "left"), 0)
    anchors: Mapping[str, Any] = {}
    forms: Mapping[str, Any] = {}

    def __init__(self, width: float, height: float, faces: Mapping[Face, EmbeddedFace]) -> None:
        self.width, self.height = width, height
        self.bookmarks: list[tuple[int, str, tuple[float, float], str]] = []
        self.links: list[tuple[str, str, tuple[float, float, float, float], Tag]] = []
        self.marks: list[Tag] = []
        self._faces = faces
        self._used: dict[Face, set[str]] = defaultdict(set)
        self._parts: list[str] = []

    def begin(self, tag: Tag | None) -> None:
        """Begin marked content: of an element, or of none (an artifact: rules, page numbers)."""
        if tag is None:
            self._parts.append("/Artifact BMC")
            return
        self._parts.append(f"/{tag.name} <</MCID {len(self.marks)}>> BDC")
        tag.kids.append(len(self.marks))
        self.marks.append(tag)

    def end(self) -> None:
        """End marked content."""
        self._parts.append("EMC")

    def rule(self, left: float, top: float, width: float, height: float) -> None:
        """Draw a thin rule as what a larger box leaves of another: viewers make a thin box a whole pixel thick."""
        above = f"{left:.4f} {top - 1:.4f} {width:.4f}"
        self._parts.append(f"{above} 1 re {above} {1 + height:.4f} re f*")

    def draw(self, *operations: str) -> None:
        """Add operations of a content stream as they stand."""
        self._parts += operations

    def write(self, lines: Iterable[tuple[float, float, SetLine]], type_: Type) -> None:
        """Write lines, each from its left edge and baseline on."""
        self._parts += (f"{type_.grey:.6g} {type_.grey:.6g} {type_.grey:.6g} rg", "BT")
        face_of, font = face_for(type_.face), None
        for left, baseline, line in lines:
            self._parts.append(f"1 0 0 -1 {left:.4f} {baseline:.4f} Tm")
            for face, glyphs in groupby(line.glyphs, key=lambda glyph: face_of(glyph.text)):
                if face is not font:
                    self._parts.append(f"/{self._faces[face].hash} {type_.size:.6g} Tf")
                    font = face
                self._parts.append(f"[<{self._shown(face, list(glyphs), line.spread)}>] TJ")
        self._parts.append("ET")

    def paint(self, stream: Any, scale: float) -> None:
        """Draw the page into WeasyPrint's stream, and have its characters embedded."""
        for face, characters in sorted(self._used.items(), key=lambda used: used[0].path.name):
            embedded, ids, widths = self._faces[face], glyph_ids(face), advances(face)
            for character in sorted(characters):
                embedded.to_unicode[ids[character]] = character
                embedded.widths[ids[character]] = widths[character]
        drawn = "\n".join((f"q {scale} 0 0 {scale} 0 0 cm", *self._parts, "Q"))
        stream.stream.append(drawn.encode("ascii"))

    def _shown(self, face: Face, glyphs: list[Glyph], spread: int) -> str:
        """Return glyphs as TJ takes them: their numbers, and how far the next one moves left, in 1/1000 em."""
        codes = _codes(face)
        self._used[face].update(glyph.text for glyph in glyphs)
        shown = []
        for glyph in glyphs:
            if glyph.cut_left:
                shown.append(f">{glyph.cut_left}<")
            shown.append(codes[glyph.text])
            if moved := glyph.cut_right - (0 if glyph.is_whole else spread):
                shown.append(f">{moved}<")
        return "".join(shown)


def plain(text: str) -> SetLine:
    """Return a line that stands as it is written."""
    return SetLine(tuple(Glyph(character, 0, is_whole=True) for character in text))


@cache
def face_for(first: Face) -> Callable[[str], Face]:
    """Return what chooses the face of a character: this one, or a rare face."""
    held, rare = advances(first), SERIF_RARE
    return lambda character: first if character in held else rare if character in advances(rare) else SANS_RARE


@cache
def _codes(face: Face) -> dict[str, str]:
    return {character: f"{glyph:04x}" for character, glyph in glyph_ids(face).items()}
