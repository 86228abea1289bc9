"""The annex table as HTML for the screen, and the line width of the note below it."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from notices.printed_annex.columns import TABLE_PX, columns_of
from notices.typesetting.document import Annex
from notices.typesetting.fonts import EM

NOTE_MEASURE = TABLE_PX * EM // 12  # the width of a landscape page, in 9pt type


@dataclass(frozen=True, slots=True)
class AnnexTable:
    """The annex as an HTML table for the screen; the browser breaks lines. ``widths`` are percentages."""

    title: str
    columns: tuple[str, ...]
    widths: tuple[float, ...]
    body: Markup
    note: Markup


def annex_table(annex: Annex) -> AnnexTable:
    """Return the annex as an HTML table with the same column proportions as in print."""
    tags = ["<td>" if column.align == "left" else f'<td class="{column.align}">' for column in annex.columns]
    rows = [f"<tr>{_cells(row, tags)}</tr>" for row in annex.rows]
    if annex.totals:
        rows.append(f'<tr class="totals">{_cells(annex.totals, tags)}</tr>')
    body = Markup("\n".join(rows))  # noqa: S704 - every cell is escaped
    widths = tuple(round(width * 100 / TABLE_PX, 1) for width in columns_of(annex).widths)
    return AnnexTable(annex.title, tuple(column.title for column in annex.columns), widths, body, escape(annex.note))


def _cells(cells: Sequence[str], tags: Sequence[str]) -> str:
    return "".join(f"{tag}{escape(cell)}</td>" for cell, tag in zip(cells, tags, strict=True))
