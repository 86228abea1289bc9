"""How wide the printed annex's columns are, and in what size of type, so that no figure is broken."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import ceil

from notices.rendering.document import Annex
from notices.rendering.fonts import EM, SERIF, SERIF_BOLD, Face
from notices.rendering.glyphs import glyphs_of
from notices.rendering.typesetting import broken, width_in

# The printed table in px: a landscape page, 4px on both sides of each cell's text and a rule.
TABLE_PX, PADDING_PX = 985, 9
TYPE_SIZES_PX = (12, 11, 10, 9)  # 9pt, and smaller where the figures need it; 9px are 6.75pt
LITTLE_LACKING = 1.5  # a column is widened by up to half to keep its cells on one line
LONGEST_FIGURE, LONGEST_WORD, LEAST_TEXT = 18 * EM, 8 * EM, 5 * EM
_UNBROKEN = 1_000 * EM


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns' widths in px, filling the page, and the size of their type."""

    widths: tuple[int, ...]
    em_px: int

    @property
    def line_px(self) -> int:
        """Return the height of a line."""
        return round(self.em_px * 17 / 12)

    def broken(self, cell: str, column: int, face: Face) -> tuple[str, ...]:
        """Return a cell's lines."""
        return broken(cell, measure=int((self.widths[column] - PADDING_PX) / self.em_px * EM), face=face)


@dataclass(frozen=True, slots=True)
class _Need:
    """What a column needs in 1/1000 em: for its longest figure, and for its longest cell on one line."""

    least: int
    whole: int

    def in_px(self, em_px: int) -> tuple[int, int]:
        """Return both in px, with a pixel to spare for whole widths."""
        least, whole = (ceil(width * em_px / EM) + PADDING_PX + 1 for width in (self.least, self.whole))
        return least, whole


def columns_of(annex: Annex) -> Columns:
    """Return the columns in the largest type in which every figure stays whole.

    The widths asked for are kept in proportion, but no column is narrower than its longest figure, and one is
    made wide enough for its longest cell where little is lacking; the others give what they do not need. A long
    word of another script may be broken instead of widening its column.
    """
    needs = [_need(titles, cells) for titles, cells in _by_column(annex)]
    for em_px in TYPE_SIZES_PX:
        if sum(need.in_px(em_px)[0] for need in needs) <= TABLE_PX:
            break
    scale = TABLE_PX / sum(column.width_mm for column in annex.columns)
    asked = [column.width_mm * scale for column in annex.columns]
    return Columns(_whole_pixels(_shared(asked, [need.in_px(em_px) for need in needs])), em_px)


def _shared(asked: Sequence[float], needs: Sequence[tuple[int, int]]) -> list[float]:
    """Return widths that fill the table; what is over or lacking falls on those columns whose cells wrap."""
    wanted = [
        max(least, whole if whole <= width * LITTLE_LACKING else width)
        for width, (least, whole) in zip(asked, needs, strict=True)
    ]
    over = TABLE_PX - sum(wanted)
    if over >= 0:
        wrapped = [width if width < whole else 0.0 for width, (_, whole) in zip(wanted, needs, strict=True)]
        parts = wrapped if any(wrapped) else wanted
        return [width + over * part / sum(parts) for width, part in zip(wanted, parts, strict=True)]
    least = sum(need for need, _ in needs)
    if least >= TABLE_PX:
        return [need * TABLE_PX / least for need, _ in needs]
    share = (TABLE_PX - least) / (sum(wanted) - least)
    return [need + (width - need) * share for width, (need, _) in zip(wanted, needs, strict=True)]


def _whole_pixels(widths: Sequence[float]) -> tuple[int, ...]:
    """Return whole widths with the same sum, so that the rules of the table meet."""
    edges = [round(edge) for edge in accumulate(widths, initial=0.0)]
    return tuple(right - left for left, right in pairwise(edges))


def _by_column(annex: Annex) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yield what is printed bold in each column, head and total, and its distinct cells."""
    totals = annex.totals or ("",) * len(annex.columns)
    for column, total, *cells in zip(annex.columns, totals, *annex.rows, strict=True):
        yield (column.title, total), tuple(dict.fromkeys(cells))


def _need(bold: tuple[str, ...], regular: tuple[str, ...]) -> _Need:
    """Return what a column needs for its texts as they are printed."""
    least = whole = 0
    for texts, face in ((bold, SERIF_BOLD), (regular, SERIF)):
        width = width_in(face)
        for text in texts:
            total = sum(map(width, text))
            whole = max(whole, total)
            if total > least:
                least = max([least, *_runs(text, face)])
    return _Need(max(least, min(whole, LEAST_TEXT)), whole)


def _runs(text: str, face: Face) -> Iterator[int]:
    """Yield the width of each part of a cell that is kept on one line; a long word may be broken."""
    run = 0
    has_letter = False
    for glyph in glyphs_of(text, width_in(face), measure=_UNBROKEN):
        run += glyph.width
        has_letter |= glyph.is_whole and glyph.text.isascii() and glyph.text.isalpha()
        if glyph.may_break_after:
            yield min(run, LONGEST_WORD if has_letter else LONGEST_FIGURE)
            run, has_letter = 0, False
    yield min(run, LONGEST_WORD if has_letter else LONGEST_FIGURE)
