"""The annex cut into landscape sheets: every line and row has its place before any page is made."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from notices.rendering.annex import NOTE_MEASURE, broken_cell, column_widths
from notices.rendering.document import Annex
from notices.rendering.fonts import SERIF, SERIF_BOLD
from notices.rendering.typesetting import broken

# The sheet as notice-print.css leaves room for it, in px.
PAGE_PX, TITLE_PX = 608, 48
LINE_PX, PADDING_PX, RULE_PX = 17, 8, 1
NOTE_MARGIN_PX, NOTE_LINE_PX = 12, 19

RowKind = Literal["head", "body", "totals"]


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of cells, each broken into lines."""

    kind: RowKind
    cells: tuple[tuple[str, ...], ...]

    @property
    def height(self) -> int:
        """Return the height in px, with the rule under it."""
        return max(map(len, self.cells)) * LINE_PX + PADDING_PX + RULE_PX


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on one page: the head and some rows, with the columns' widths in px."""

    widths: tuple[int, ...]
    rows: tuple[SheetRow, ...]

    @property
    def width(self) -> int:
        """Return the width in px, with the rules of the frame."""
        return sum(self.widths) + RULE_PX

    @property
    def height(self) -> int:
        """Return the height in px, with the rules of the frame."""
        return sum(row.height for row in self.rows) + RULE_PX


def sheets_of(annex: Annex) -> tuple[Sheet, ...]:
    """Return the annex's sheets; the totals never stand alone, and the note fits under them."""
    widths = column_widths(annex)
    head = _row("head", [column.title for column in annex.columns], widths)
    rows = [piece for cells in annex.rows for piece in _pieces(_row("body", cells, widths), head)]
    if annex.totals:
        rows.append(_row("totals", annex.totals, widths))
    pages = _paged(rows, head, note_px=_note_height(annex.note))
    return tuple(Sheet(tuple(widths), (head, *page)) for page in pages)


def _row(kind: RowKind, cells: Sequence[str], widths: Sequence[int]) -> SheetRow:
    face = SERIF if kind == "body" else SERIF_BOLD
    broken = (broken_cell(cell, width, face) for cell, width in zip(cells, widths, strict=True))
    return SheetRow(kind, tuple(broken))


def _pieces(row: SheetRow, head: SheetRow) -> Iterator[SheetRow]:
    """Yield the row, cut into several where it is taller than a page."""
    most = max(1, (PAGE_PX - TITLE_PX - head.height - RULE_PX - PADDING_PX - RULE_PX) // LINE_PX)
    for start in range(0, max(map(len, row.cells)), most):
        yield SheetRow(row.kind, tuple(cell[start : start + most] or ("",) for cell in row.cells))


def _paged(rows: Sequence[SheetRow], head: SheetRow, *, note_px: int) -> list[list[SheetRow]]:
    """Deal the rows out to pages; what must stay together at the end moves on together."""
    tail = 2 if len(rows) > 1 and rows[-1].kind == "totals" else 1
    last = len(rows) - tail
    pages: list[list[SheetRow]] = [[]]
    room = PAGE_PX - TITLE_PX - head.height - RULE_PX
    for index, row in enumerate(rows):
        needed = sum(each.height for each in rows[last:]) + note_px if index == last else row.height
        if pages[-1] and index <= last and needed > room:
            pages.append([])
            room = PAGE_PX - head.height - RULE_PX
        pages[-1].append(row)
        room -= row.height
    return pages


def _note_height(note: str) -> int:
    lines = len(broken(note, measure=NOTE_MEASURE)) if note else 0
    return lines * NOTE_LINE_PX + NOTE_MARGIN_PX if lines else 0
