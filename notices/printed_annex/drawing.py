"""Draw the sheets of the annex: one table over all of them, with heads, rows and cells (ISO 32000-1, 14.8.4.3.4)."""

from collections.abc import Iterator
from itertools import accumulate

from notices.printed_annex.rows import PADDING_PX, RULE_PX, AnnexRow, RowKind
from notices.printed_annex.sheets import AnnexSheet
from notices.typesetting.canvas import Canvas, Type, plain
from notices.typesetting.document import Annex, ColumnAlign
from notices.typesetting.fonts import SERIF, SERIF_BOLD
from notices.typesetting.lines import SetLine
from notices.typesetting.tagging import Tag

BASELINE = 0.4325  # in em, from the middle of a line to its baseline
HEAD_SHADE, BLACK = "0.94 0.94 0.94 rg", "0 0 0 rg"
_GROUP: dict[RowKind, str] = {"head": "THead", "body": "TBody", "totals": "TFoot"}
_HEAD_SCOPE = "/A <</O /Table /Scope /Column>> "


class DrawnTable:
    """The table in the tag tree, and its sheets, drawn one after the other. A head that is repeated is an artifact."""

    def __init__(self, annex: Annex, tag: Tag) -> None:
        self._aligns: tuple[ColumnAlign, ...] = tuple(column.align for column in annex.columns)
        self._tag = tag
        self._groups: dict[RowKind, Tag] = {}

    def draw(self, canvas: Canvas, sheet: AnnexSheet, left: float, top: float) -> None:
        """Draw a sheet from its upper left corner on."""
        is_first = not self._groups
        canvas.draw("q", f"1 0 0 1 {left:.4f} {top:.4f} cm")
        canvas.begin(None)
        canvas.draw(*_rules(sheet))
        canvas.end()
        for row, row_top in _placed(sheet):
            line = self._group(row.kind).add("TR") if row.kind != "head" or is_first else None
            for index, lines in enumerate(row.cells):
                canvas.begin(_cell(line, row.kind) if line else None)
                if any(lines):
                    self._write(canvas, sheet, row, index, row_top)
                canvas.end()
        canvas.draw("Q")

    def _group(self, kind: RowKind) -> Tag:
        if kind not in self._groups:
            self._groups[kind] = self._tag.add(_GROUP[kind])
        return self._groups[kind]

    def _write(self, canvas: Canvas, sheet: AnnexSheet, row: AnnexRow, index: int, top: int) -> None:
        """Write one cell: vertically centred in its row, or at the top of a split row."""
        widths, em_px, lines = sheet.columns.widths, sheet.columns.em_px, row.cells[index]
        left = sum(widths[:index]) + RULE_PX + PADDING_PX // 2
        room = widths[index] - RULE_PX - PADDING_PX
        align: ColumnAlign = "center" if row.kind == "head" else self._aligns[index]
        above = PADDING_PX if row.is_parted else row.height - RULE_PX - len(lines) * row.line_px
        first = top + (above + row.line_px) / 2 + BASELINE * em_px
        type_ = Type(SERIF if row.kind == "body" else SERIF_BOLD, em_px, row.line_px)

        def placed() -> Iterator[tuple[float, float, SetLine]]:
            for number, line in enumerate(lines):
                spare = 0.0 if align == "left" else room - type_.width(line)
                yield left + (spare / 2 if align == "center" else spare), first + number * row.line_px, plain(line)

        canvas.write(placed(), type_)


def _cell(line: Tag, kind: RowKind) -> Tag:
    return line.add("TH", _HEAD_SCOPE) if kind == "head" else line.add("TD")


def _placed(sheet: AnnexSheet) -> Iterator[tuple[AnnexRow, int]]:
    """Yield each row with the position of its top edge, below the border."""
    tops = accumulate((row.height for row in sheet.rows), initial=RULE_PX)
    yield from zip(sheet.rows, tops, strict=False)


def _rules(sheet: AnnexSheet) -> Iterator[str]:
    """Yield the shading and the borders of the table."""
    width, height = sheet.width, sheet.height
    yield HEAD_SHADE
    yield from (f"0 {top} {width} {row.height} re f" for row, top in _placed(sheet) if row.kind != "body")
    yield BLACK
    lefts = accumulate(sheet.columns.widths, initial=0)
    yield from (f"{left} 0 {RULE_PX} {height} re f" for left in lefts)
    tops = accumulate((row.height for row in sheet.rows), initial=0)
    yield from (f"0 {top} {width} {RULE_PX} re f" for top in tops)
