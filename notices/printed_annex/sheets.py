"""Divide the annex into landscape sheets: every line and row has its place before any page is made."""

from collections.abc import Sequence
from dataclasses import dataclass

from notices.printed_annex.columns import AnnexColumns, columns_of
from notices.printed_annex.rows import RULE_PX, AnnexRow, parted, row_of
from notices.printed_annex.table import NOTE_MEASURE
from notices.typesetting.document import Annex
from notices.typesetting.typesetting import broken

# Sizes in px, as reserved by notice-print.css.
PAGE_PX, TITLE_PX = 608, 48
NOTE_MARGIN_PX, NOTE_LINE_PX = 12, 19
WORTH_FILLING_PX = PAGE_PX // 4  # with less room than this, leave it blank instead of splitting a row


@dataclass(frozen=True, slots=True)
class AnnexSheet:
    """The content of one page: the head row and other rows, with the column widths and type size in px."""

    columns: AnnexColumns
    rows: tuple[AnnexRow, ...]

    @property
    def width(self) -> int:
        """Return the width in px, including the outer borders."""
        return sum(self.columns.widths) + RULE_PX

    @property
    def height(self) -> int:
        """Return the height in px, including the outer borders."""
        return sum(row.height for row in self.rows) + RULE_PX


def sheets_of(annex: Annex) -> tuple[AnnexSheet, ...]:
    """Return the annex's sheets. Totals are never alone on a sheet, and the note fits below them."""
    columns = columns_of(annex)
    pages = _Pages(row_of("head", [column.title for column in annex.columns], columns), columns)
    totals = [row_of("totals", annex.totals, columns)] if annex.totals else []
    tail_px = sum(row.height for row in totals) + _note_height(annex.note)
    for number, cells in enumerate(annex.rows, start=1):
        pages.add(cells, followed_by_px=tail_px if number == len(annex.rows) else 0)
    pages.rows[-1] += totals
    return tuple(AnnexSheet(columns, (pages.head, *rows)) for rows in pages.rows)


class _Pages:
    """The pages filled so far."""

    def __init__(self, head: AnnexRow, columns: AnnexColumns) -> None:
        self.head, self.columns = head, columns
        self.rows: list[list[AnnexRow]] = [[]]
        self._room = PAGE_PX - TITLE_PX - head.height - RULE_PX

    def add(self, cells: Sequence[str], *, followed_by_px: int) -> None:
        """Add a row, split if taller than its room; reserve ``followed_by_px`` below it on the same page."""
        row = row_of("body", cells, self.columns)
        while row.height + followed_by_px > self._room:
            is_worth_it = not self.rows[-1] or self._room >= WORTH_FILLING_PX
            parts = parted(row, cells, self.columns, room=self._room) if is_worth_it else None
            if parts:
                above, row = parts
                self.rows[-1].append(above)
            elif not self.rows[-1]:
                break
            self._turn()
        self.rows[-1].append(row)
        self._room -= row.height

    def _turn(self) -> None:
        self.rows.append([])
        self._room = PAGE_PX - self.head.height - RULE_PX


def _note_height(note: str) -> int:
    lines = len(broken(note, measure=NOTE_MEASURE)) if note else 0
    return lines * NOTE_LINE_PX + NOTE_MARGIN_PX if lines else 0
