"""The annex table: as HTML for the screen; for the page, how wide its columns are and where its cells break."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from markupsafe import Markup, escape

from notices.rendering.document import Annex
from notices.rendering.fonts import EM, SERIF_BOLD, Face
from notices.rendering.glyphs import glyphs_of
from notices.rendering.typesetting import broken, width_in

# The printed table in px: a landscape page, 9pt type, 4px on both sides of each cell's text and a rule.
TABLE_PX, EM_PX, PADDING_PX = 985, 12, 9
NOTE_MEASURE = TABLE_PX * EM // EM_PX
LITTLE_LACKING = 1.5  # a column is widened by up to half to keep its cells on one line


@dataclass(frozen=True, slots=True)
class AnnexTable:
    """The annex as an HTML table for the screen, where the browser sizes columns and breaks lines."""

    title: str
    columns: tuple[str, ...]
    body: Markup
    note: Markup


def annex_table(annex: Annex) -> AnnexTable:
    """Return the annex as an HTML table."""
    tags = ["<td>" if column.align == "left" else f'<td class="{column.align}">' for column in annex.columns]
    rows = [f"<tr>{_cells(row, tags)}</tr>" for row in annex.rows]
    if annex.totals:
        rows.append(f'<tr class="totals">{_cells(annex.totals, tags)}</tr>')
    body = Markup("\n".join(rows))  # noqa: S704 - every cell is escaped
    return AnnexTable(annex.title, tuple(column.title for column in annex.columns), body, escape(annex.note))


def _cells(cells: Sequence[str], tags: Sequence[str]) -> str:
    return "".join(f"{tag}{escape(cell)}</td>" for cell, tag in zip(cells, tags, strict=True))


def column_widths(annex: Annex) -> list[int]:
    """Return the columns' widths in px, filling the page.

    The widths asked for are kept in proportion, but a column is made wide enough for its longest figure or
    word, and for its longest cell where little is lacking; the others give what they do not need.
    """
    scale = TABLE_PX / sum(column.width_mm for column in annex.columns)
    asked = [column.width_mm * scale for column in annex.columns]
    columns = [_needs(texts) for texts in _by_column(annex)]
    wanted = [
        whole if whole <= width * LITTLE_LACKING else max(word, width)
        for width, (word, whole) in zip(asked, columns, strict=True)
    ]
    if sum(wanted) > TABLE_PX:
        wanted = [max(word, width) for width, (word, _) in zip(asked, columns, strict=True)]
    return _whole_pixels([width * TABLE_PX / sum(wanted) for width in wanted])


def _whole_pixels(widths: Sequence[float]) -> list[int]:
    """Return whole widths with the same sum, so that the rules of the table meet."""
    edges = [round(edge) for edge in accumulate(widths, initial=0.0)]
    return [right - left for left, right in pairwise(edges)]


def _by_column(annex: Annex) -> Iterator[tuple[str, ...]]:
    """Yield the distinct texts of each column, head and total among them."""
    totals = annex.totals or ("",) * len(annex.columns)
    for column, total, *cells in zip(annex.columns, totals, *annex.rows, strict=True):
        yield column.title, total, *dict.fromkeys(cells)


def _needs(texts: tuple[str, ...]) -> tuple[float, float]:
    """Return the widths in px of a column's longest word or figure and of its longest cell, were all bold."""
    width = width_in(SERIF_BOLD)
    widest_word = widest_cell = 0
    for text in texts:
        whole = sum(map(width, text))
        widest_cell = max(widest_cell, whole)
        if whole <= widest_word:
            continue
        word = 0
        for glyph in glyphs_of(text, width, measure=NOTE_MEASURE):
            word += glyph.width
            widest_word = max(widest_word, word)
            word = 0 if glyph.may_break_after else word
    return widest_word / EM * EM_PX + PADDING_PX, widest_cell / EM * EM_PX + PADDING_PX


def broken_cell(cell: str, width: int, face: Face) -> tuple[str, ...]:
    """Return a cell's lines for a column ``width`` px wide."""
    return broken(cell, measure=int((width - PADDING_PX) / EM_PX * EM), face=face)
