"""The annex table: how wide its columns are, and its cells broken into lines that fit them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from markupsafe import Markup, escape

from notices.rendering.document import Annex
from notices.rendering.fonts import EM, SERIF, SERIF_BOLD, Face
from notices.rendering.glyphs import glyphs_of
from notices.rendering.typesetting import ragged, width_in

# The table as notice-print.css draws it, in px: a landscape page, 9pt type, 4px and a rule beside each cell's text.
TABLE_PX, EM_PX, PADDING_PX = 986, 12, 9
NOTE_MEASURE = TABLE_PX * EM // EM_PX
LITTLE_LACKING = 1.5  # a column is widened by up to half to keep its cells on one line


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """A column as the table head shows it; ``width`` is a CSS length."""

    title: Markup
    width: str


@dataclass(frozen=True, slots=True)
class AnnexTable:
    """An annex ready to be put on the page."""

    title: str
    columns: tuple[ColumnHead, ...]
    body: Markup
    note: Markup


def printed_annex(annex: Annex) -> AnnexTable:
    """Return the annex with composed cells for the landscape page."""
    widths = column_widths(annex)
    rooms = [_room(width) for width in widths]
    heads = tuple(
        ColumnHead(ragged(column.title, measure=room, face=SERIF_BOLD), f"{width}px")
        for column, room, width in zip(annex.columns, rooms, widths, strict=True)
    )
    tags = [_open_tag(column.align) for column in annex.columns]
    rows = [f"<tr>{_cells(row, rooms, tags, SERIF)}</tr>" for row in annex.rows]
    if annex.totals:
        rows.append(f'<tr class="totals">{_cells(annex.totals, rooms, tags, SERIF_BOLD)}</tr>')
    note = ragged(annex.note, measure=NOTE_MEASURE)
    return AnnexTable(annex.title, heads, Markup("\n".join(rows)), note)  # noqa: S704 - cells are escaped one by one


def screen_annex(annex: Annex) -> AnnexTable:
    """Return the annex for the screen, where the browser breaks the lines."""
    whole = sum(column.width_mm for column in annex.columns)
    heads = tuple(ColumnHead(escape(column.title), f"{100 * column.width_mm / whole:.2f}%") for column in annex.columns)
    tags = [_open_tag(column.align) for column in annex.columns]
    rows = [f"<tr>{_plain_cells(row, tags)}</tr>" for row in annex.rows]
    if annex.totals:
        rows.append(f'<tr class="totals">{_plain_cells(annex.totals, tags)}</tr>')
    return AnnexTable(annex.title, heads, Markup("\n".join(rows)), escape(annex.note))  # noqa: S704 - as above


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


def _room(width: int) -> int:
    """Return how much text fits into a column, in 1/1000 em."""
    return int((width - PADDING_PX) / EM_PX * EM)


def _open_tag(align: str) -> str:
    return "<td>" if align == "left" else f'<td class="{align}">'


def _cells(cells: Sequence[str], rooms: Sequence[int], tags: Sequence[str], face: Face) -> str:
    columns = zip(cells, rooms, tags, strict=True)
    return "".join(f"{tag}{ragged(cell, measure=room, face=face)}</td>" for cell, room, tag in columns)


def _plain_cells(cells: Sequence[str], tags: Sequence[str]) -> str:
    return "".join(f"{tag}{escape(cell)}</td>" for cell, tag in zip(cells, tags, strict=True))
