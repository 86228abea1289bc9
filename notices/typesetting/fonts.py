"""The bundled fonts: which characters they have and how wide each one is.

The files are subsets of Noto Serif SC and Noto Sans SC (OFL 1.1), see templates/fonts/build_fonts.py.
A character that no font has stops the rendering here, before layout.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import ClassVar

from notices.errors import NoticesError
from notices.typesetting.document import NoticeDocument
from notices.typesetting.font_file import FontFile
from notices.typesetting.resources import templates_root

EM = 1000
LAYOUT_CHARACTERS = frozenset("\n\t")


@dataclass(frozen=True, slots=True)
class Face:
    """One font file. A rare face is opened only when a page needs one of its characters."""

    family: str
    style: str
    is_rare: bool = False

    @property
    def path(self) -> Path:
        """Return the path of the font file."""
        return templates_root() / "fonts" / f"{self.family.replace(' ', '')}-{self.style}.ttf"


SERIF = Face("Noto Serif SC", "Regular")
SERIF_BOLD = Face("Noto Serif SC", "Bold")
SANS_BOLD = Face("Noto Sans SC", "Bold")
SERIF_RARE = Face("Noto Serif SC Rare", "Regular", is_rare=True)
SANS_RARE = Face("Noto Sans SC Rare", "Regular", is_rare=True)
CORE_FACES = (SERIF, SERIF_BOLD, SANS_BOLD)
RARE_FACES = (SERIF_RARE, SANS_RARE)


class GlyphMissing(NoticesError):
    """A text has a character that no bundled font has."""

    code: ClassVar[str] = "glyph_missing"

    def __init__(self, character: str, *, field: str) -> None:
        self.character = character
        point = f"U+{ord(character):04X}"
        name = unicodedata.name(character, "") or f"category {unicodedata.category(character)}"
        shown = f"“{character}”({point})" if character.isprintable() else point
        super().__init__(
            zh=f"字库中没有字符{shown}，出现在 {field}。请改用通行字形或删去该字符后重新生成。",
            en=f"No font has the character {shown}, {name}, found in {field}. Replace or delete it, then render again.",
            field=field,
        )


@cache
def file_of(face: Face) -> FontFile:
    """Return the file of ``face``, read once."""
    return FontFile(face.path)


@cache
def advances(face: Face) -> dict[str, int]:
    """Return the width of every character of ``face``, in 1/1000 em."""
    file = file_of(face)
    return {character: file.width(glyph) for character, glyph in file.glyphs.items()}


def glyph_ids(face: Face) -> dict[str, int]:
    """Return the glyph ID of every character of ``face``."""
    return file_of(face).glyphs


@cache
def _core() -> frozenset[str]:
    """Return the characters that every core face has, and the layout characters."""
    return frozenset(advances(SERIF)).intersection(*map(advances, CORE_FACES)) | LAYOUT_CHARACTERS


@cache
def _every() -> frozenset[str]:
    """Return the characters that can be printed: those of the core faces and of any rare face."""
    return _core().union(*map(advances, RARE_FACES))


def needs_rare_faces(document: NoticeDocument) -> bool:
    """Return whether ``document`` has a character that only a rare face has.

    Raises:
        GlyphMissing: for the first character, in reading order, that no face has.
    """
    return need_rare_faces(tuple(printed_texts(document)))


def need_rare_faces(texts: Sequence[tuple[str, str]]) -> bool:
    """Return whether a text has a character that only a rare face has; ``texts`` are field path and text.

    Raises:
        GlyphMissing: for the first character, in their order, that no face has.
    """
    used = set().union(*(text for _, text in texts))
    if used <= _core():
        return False
    missing = used - _every()
    if missing:
        field, character = next(
            (field, character) for field, text in texts for character in text if character in missing
        )
        raise GlyphMissing(character, field=field)
    return True


def printed_texts(document: NoticeDocument) -> Iterator[tuple[str, str]]:
    """Yield field path and text of everything that is printed, in reading order."""
    yield "title", document.title
    yield "number", document.number or ""
    for paragraph in document.paragraphs:
        yield paragraph.source, paragraph.text
    yield from ((f"signature.{index}", line) for index, line in enumerate(document.signature))
    yield "date_text", document.date_text
    for index, fact in enumerate(document.facts):
        yield from ((f"facts.{index}", text) for text in fact)
    yield "public_url", document.public_url or ""
    if annex := document.annex:
        yield "annex.title", annex.title
        yield from ((f"annex.columns.{index}", column.title) for index, column in enumerate(annex.columns))
        for row_index, row in enumerate(annex.rows):
            yield from ((f"annex.rows.{row_index}.{index}", cell) for index, cell in enumerate(row))
        yield from ((f"annex.totals.{index}", cell) for index, cell in enumerate(annex.totals))
        yield "annex.note", annex.note
        yield "annex.sections_title", annex.sections_title
        for index, section in enumerate(annex.sections):
            yield f"annex.sections.{index}", section.heading
            yield from ((f"annex.sections.{index}", text) for fact in section.facts for text in fact)
