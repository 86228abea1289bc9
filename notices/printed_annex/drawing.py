"""Draw annex sheets directly into the PDF page: WeasyPrint would take 30 times as long to lay out a table.

WeasyPrint places each sheet like an image, by its size alone, and calls ``draw`` when it paints the page. The
sheet then registers its characters, so that the embedded fonts include them. The drawing is filled in at the
end, when the numbers of the page's tagged content are known (see ``structure``).
"""

from collections.abc import Callable, Iterator
from itertools import accumulate, groupby
from typing import Any

import pydyf  # type: ignore[import-untyped]

from notices.printed_annex.rows import PADDING_PX, RULE_PX, AnnexRow
from notices.printed_annex.sheets import AnnexSheet, sheets_of
from notices.typesetting.document import Annex, ColumnAlign
from notices.typesetting.engine import BundledFonts, pango_font
from notices.typesetting.fonts import EM, SANS_RARE, SERIF, SERIF_BOLD, SERIF_RARE, Face, advances, glyph_ids

SCHEME = "annex-sheet:"
BASELINE = 0.4325  # in em, from the middle of a line to its baseline
HEAD_SHADE = "0.94 0.94 0.94 rg"
BLACK = "0 0 0 rg"


class Written(pydyf.Object):  # type: ignore[misc]
    """A PDF object whose bytes are set directly, now or later."""

    def __init__(self, content: bytes = b"") -> None:
        super().__init__()
        self.content = content

    @property
    def data(self) -> bytes:
        """Return the bytes."""
        return self.content


class SheetFonts:
    """The embedded fonts that the sheets of one document share."""

    def __init__(self, configuration: BundledFonts) -> None:
        self._configuration = configuration
        self._layouts: list[Any] = []
        self._fonts: dict[Face, Any] = {}

    def embed(self, face: Face, characters: str, stream: Any) -> None:
        """Add ``characters`` to the embedded font of ``face``."""
        if face not in self._fonts:
            layout, font = pango_font(self._configuration, face, characters[0])
            self._layouts.append(layout)
            self._fonts[face] = stream.add_font(font)[0]
        font, ids, widths = self._fonts[face], glyph_ids(face), advances(face)
        for character in characters:
            font.to_unicode[ids[character]] = character
            font.widths[ids[character]] = widths[character]

    def resource(self, face: Face) -> str:
        """Return the font's resource name on the page."""
        return str(self._fonts[face].hash)


class SheetImage:
    """A sheet as WeasyPrint sees it: an image drawn at its own size."""

    def __init__(self, sheet: AnnexSheet, annex: Annex, fonts: SheetFonts) -> None:
        self.sheet = sheet
        self.aligns: tuple[ColumnAlign, ...] = tuple(column.align for column in annex.columns)
        self.fonts = fonts
        self.content = Written()
        self.stream: Any = None

    def get_intrinsic_size(self, _resolution: object, _font_size: object) -> tuple[int, int, float]:
        """Return width, height and aspect ratio."""
        return self.sheet.width, self.sheet.height, self.sheet.width / self.sheet.height

    def draw(self, stream: Any, _width: float, _height: float, _style: object) -> None:
        """Reserve the sheet's place in the page and add its characters to the fonts."""
        self.stream = stream
        begin = len(stream.stream) - 1 - stream.stream[::-1].index(b"BDC")
        stream.stream[begin - 2 : begin + 1] = ["/Artifact", b"BMC"]
        stream.stream.append(self.content)
        for is_bold in (False, True):
            rows = [row for row in self.sheet.rows if (row.kind != "body") is is_bold]
            used = sorted({char for row in rows for cell in row.cells for line in cell for char in line})
            for face, characters in groupby(sorted(used, key=_order(is_bold)), key=_face(is_bold)):
                self.fonts.embed(face, "".join(characters), stream)

    def fill(self, tagged: Iterator[tuple[str, int] | None]) -> None:
        """Draw the sheet. Each cell takes its tag and number from ``tagged``; None makes it an artifact."""
        parts = ["EMC", "/Artifact BMC", *self._rules(), "EMC", BLACK]
        for row, top in self._placed():
            for index, lines in enumerate(row.cells):
                mark = next(tagged)
                opening = f"/{mark[0]} <</MCID {mark[1]}>> BDC" if mark else "/Artifact BMC"
                parts += [opening, *self._text(row, index, lines, top), "EMC"]
        self.content.content = "\n".join([*parts, "/Artifact BMC"]).encode("ascii")

    def _placed(self) -> Iterator[tuple[AnnexRow, int]]:
        """Yield each row with the position of its top edge, below the border."""
        tops = accumulate((row.height for row in self.sheet.rows), initial=RULE_PX)
        yield from zip(self.sheet.rows, tops, strict=False)

    def _rules(self) -> Iterator[str]:
        """Yield the shading and the borders of the table."""
        width, height = self.sheet.width, self.sheet.height
        yield HEAD_SHADE
        yield from (f"0 {top} {width} {row.height} re f" for row, top in self._placed() if row.kind != "body")
        yield BLACK
        lefts = accumulate(self.sheet.columns.widths, initial=0)
        yield from (f"{left} 0 {RULE_PX} {height} re f" for left in lefts)
        tops = accumulate((row.height for row in self.sheet.rows), initial=0)
        yield from (f"0 {top} {width} {RULE_PX} re f" for top in tops)

    def _text(self, row: AnnexRow, index: int, lines: tuple[str, ...], top: int) -> Iterator[str]:
        """Yield the text of one cell: vertically centred in its row, or at the top of a split row."""
        if not any(lines):
            return
        widths, em_px = self.sheet.columns.widths, self.sheet.columns.em_px
        left = sum(widths[:index]) + RULE_PX + PADDING_PX // 2
        room = widths[index] - RULE_PX - PADDING_PX
        align: ColumnAlign = "center" if row.kind == "head" else self.aligns[index]
        above = PADDING_PX if row.is_parted else row.height - RULE_PX - len(lines) * row.line_px
        first = top + (above + row.line_px) / 2 + BASELINE * em_px
        face_of = _face(row.kind != "body")
        yield "BT"
        for number, line in enumerate(lines):
            runs = [(face, "".join(run)) for face, run in groupby(line, key=face_of)]
            width = sum(advances(face)[char] for face, run in runs for char in run) * em_px / EM
            shift = {"left": 0.0, "right": room - width, "center": (room - width) / 2}[align]
            yield f"1 0 0 -1 {left + shift:.3f} {first + number * row.line_px:.3f} Tm"
            for face, run in runs:
                ids = glyph_ids(face)
                yield f"/{self.fonts.resource(face)} {em_px} Tf <{''.join(f'{ids[char]:04x}' for char in run)}> Tj"
        yield "ET"


def sheet_images(annex: Annex | None, configuration: BundledFonts) -> dict[str, SheetImage]:
    """Return the sheets by the address that the page's HTML uses for them."""
    if annex is None:
        return {}
    fonts = SheetFonts(configuration)
    return {f"{SCHEME}{n}": SheetImage(sheet, annex, fonts) for n, sheet in enumerate(sheets_of(annex))}


def _face(is_bold: bool) -> Callable[[str], Face]:
    first = SERIF_BOLD if is_bold else SERIF
    held, rare = advances(first), advances(SERIF_RARE)
    return lambda char: first if char in held else SERIF_RARE if char in rare else SANS_RARE


def _order(is_bold: bool) -> Callable[[str], tuple[str, str]]:
    face_of = _face(is_bold)
    return lambda char: (face_of(char).family, char)
