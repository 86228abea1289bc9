"""Column widths and type size of the printed annex, chosen so that no figure is broken."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from math import ceil

from notices.printed_annex.widths import mean_lines, sampled, shortest
from notices.typesetting.document import Annex
from notices.typesetting.fonts import EM, SERIF, SERIF_BOLD, Face
from notices.typesetting.glyphs import glyphs_of
from notices.typesetting.typesetting import broken, width_in

# The printed table in px: as wide as a landscape page; each cell has 4px on both sides of its text and a border.
TABLE_PX, PADDING_PX = 985, 9
TYPE_SIZES_PX = (12, 11, 10, 9)  # 9pt, or smaller if the figures need it, down to 6.75pt
CROWDED_TYPE_PX, MOST_MEAN_LINES = 10, 8  # above 8 lines per row on average, type shrinks down to 7.5pt
LONGEST_FIGURE, LONGEST_WORD, LEAST_TEXT = 18 * EM, 8 * EM, 5 * EM
_UNBROKEN = 1_000 * EM
_LINES_OF_COMPANY = 2
_THREE_ABOVE = re.compile("[一-鿿]{3}$")


@dataclass(frozen=True, slots=True)
class AnnexColumns:
    """The column widths in px, which fill the page, and the type size."""

    widths: tuple[int, ...]
    em_px: int

    @property
    def line_px(self) -> int:
        """Return the line height in px."""
        return round(self.em_px * 17 / 12)

    def broken(self, cell: str, column: int, face: Face) -> tuple[str, ...]:
        """Return a cell's text broken into lines; no character stands alone on the last one if two can."""
        return _in_company(broken(cell, measure=int((self.widths[column] - PADDING_PX) / self.em_px * EM), face=face))


@dataclass(frozen=True, slots=True)
class _Need:
    """Widths in 1/1000 em: of the longest part that must not break, of the longest cell, and of each cell."""

    least: int
    whole: int
    cells: tuple[int, ...]

    def in_px(self, em_px: int) -> tuple[int, int]:
        """Return ``least`` and ``whole`` in px, with one extra pixel for rounding."""
        least, whole = (ceil(width * em_px / EM) + PADDING_PX + 1 for width in (self.least, self.whole))
        return least, whole


@lru_cache(maxsize=2)  # the page and the PDF of one notice share the result
def columns_of(annex: Annex) -> AnnexColumns:
    """Return the columns in the largest type that keeps figures whole and rows reasonably low.

    If every cell fits on one line, the widths keep the proportions asked for. Otherwise no column is narrower than
    its longest figure or wider than its longest cell, and the rest is shared to keep rows low. A long word of another
    script may be broken instead of widening its column.
    """
    needs = [_need(titles, cells) for titles, cells in _by_column(annex)]
    rows = sampled(list(zip(*(need.cells for need in needs), strict=True)))
    for em_px in TYPE_SIZES_PX:
        bounds = [need.in_px(em_px) for need in needs]
        margin = PADDING_PX + em_px / 2  # on average, half a character stays unused at the end of a line
        if sum(least for least, _ in bounds) >= TABLE_PX:
            widths = _scaled([least for least, _ in bounds])
            continue
        if sum(whole for _, whole in bounds) <= TABLE_PX:
            widths = _roomy([column.width_mm for column in annex.columns], bounds)
            break
        in_px = [[cell * em_px / EM for cell in row] for row in rows]
        widths = _scaled(shortest(in_px, bounds, table=TABLE_PX, margin=margin))
        if em_px <= CROWDED_TYPE_PX or mean_lines(in_px, widths, margin=margin) <= MOST_MEAN_LINES:
            break
    return AnnexColumns(_whole_pixels(widths), em_px)


def _in_company(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Return lines whose last one is not a single character where the line above can spare one: 有限 and 公司."""
    if len(lines) < _LINES_OF_COMPANY or len(lines[-1]) != 1 or not _THREE_ABOVE.search(f"{lines[-2]}{lines[-1]}"):
        return lines
    return (*lines[:-2], lines[-2][:-1], f"{lines[-2][-1]}{lines[-1]}")


def _roomy(asked: Sequence[float], bounds: Sequence[tuple[int, int]]) -> list[float]:
    """Return widths near those asked for, each at least as wide as its longest cell."""
    scale = TABLE_PX / sum(asked)
    wanted = [max(width * scale, whole) for width, (_, whole) in zip(asked, bounds, strict=True)]
    whole = sum(width for _, width in bounds)
    over = sum(wanted) - whole
    share = (TABLE_PX - whole) / over if over else 0.0
    return _scaled([least + (width - least) * share for width, (_, least) in zip(wanted, bounds, strict=True)])


def _scaled(widths: Sequence[float]) -> list[float]:
    """Scale the widths so that they fill the table."""
    return [width * TABLE_PX / sum(widths) for width in widths]


def _whole_pixels(widths: Sequence[float]) -> tuple[int, ...]:
    """Round the widths to whole pixels with the same sum, so that the borders meet."""
    rules = [round(rule) for rule in accumulate(widths, initial=0.0)]
    return tuple(right - left for left, right in pairwise(rules))


def _by_column(annex: Annex) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yield for each column its bold texts, title and total, and its cells."""
    totals = annex.totals or ("",) * len(annex.columns)
    for column, total, *cells in zip(annex.columns, totals, *annex.rows, strict=True):
        yield (column.title, total), tuple(cells)


def _need(bold: tuple[str, ...], regular: tuple[str, ...]) -> _Need:
    """Return the widths a column needs for its printed texts."""
    least = whole = 0
    totals: dict[str, int] = {}
    for texts, face in ((bold, SERIF_BOLD), (dict.fromkeys(regular), SERIF)):
        width = width_in(face)
        for text in texts:
            total = totals[text] = sum(map(width, text))
            whole = max(whole, total)
            if total > least:
                least = max([least, *_runs(text, face)])
    return _Need(max(least, min(whole, LEAST_TEXT)), whole, tuple(totals[text] for text in regular))


def _runs(text: str, face: Face) -> Iterator[int]:
    """Yield the width of each part of a cell that stays on one line, up to a limit: longer parts may break."""
    run = 0
    has_letter = False
    for glyph in glyphs_of(text, width_in(face), measure=_UNBROKEN):
        run += glyph.width
        has_letter |= glyph.is_whole and glyph.text.isascii() and glyph.text.isalpha()
        if glyph.may_break_after:
            yield min(run, LONGEST_WORD if has_letter else LONGEST_FIGURE)
            run, has_letter = 0, False
    yield min(run, LONGEST_WORD if has_letter else LONGEST_FIGURE)
