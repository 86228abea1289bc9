"""The rows of the printed annex: their lines, their height, and where a long row is split."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from notices.printed_annex.columns import AnnexColumns
from notices.typesetting.fonts import SERIF, SERIF_BOLD

PADDING_PX, RULE_PX = 8, 1
LEAST_LINES = 2  # in each part of a split row
NAMING_COLUMNS = 2  # 序号 and 债务人, which the rest of a split row repeats
CONTINUED, MOST_REPEATED = "（续）", 40

RowKind = Literal["head", "body", "totals"]


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """A row of cells, each broken into lines. Cells of a split row are aligned at the top."""

    kind: RowKind
    cells: tuple[tuple[str, ...], ...]
    line_px: int
    is_parted: bool = False

    @property
    def height(self) -> int:
        """Return the height in px, including the border below."""
        return max(map(len, self.cells)) * self.line_px + PADDING_PX + RULE_PX


def row_of(kind: RowKind, texts: Sequence[str], columns: AnnexColumns) -> AnnexRow:
    """Return a row with its cells broken to the column widths."""
    face = SERIF if kind == "body" else SERIF_BOLD
    parts = _titles(texts, columns) if kind == "head" else [(text,) for text in texts]
    cells = tuple(
        tuple(line for part in cell for line in columns.broken(part, index, face)) for index, cell in enumerate(parts)
    )
    return AnnexRow(kind, cells, columns.line_px)


def _titles(texts: Sequence[str], columns: AnnexColumns) -> list[tuple[str, ...]]:
    """Return the columns' titles; if one does not fit on one line, each stands over its unit: 本金 over （万元）."""
    named = [text.partition("（") for text in texts]
    have_unit = [bool(name and unit) for name, _, unit in named]
    is_narrow = any(
        len(columns.broken(text, index, SERIF_BOLD)) > 1 for index, text in enumerate(texts) if have_unit[index]
    )
    return [
        (name, bracket + unit) if is_narrow and has_unit else (text,)
        for text, (name, bracket, unit), has_unit in zip(texts, named, have_unit, strict=True)
    ]


def parted(
    row: AnnexRow, texts: Sequence[str], columns: AnnexColumns, *, room: int
) -> tuple[AnnexRow, AnnexRow] | None:
    """Split ``row`` into a part that fits ``room`` px and the rest, which repeats the debtor; None if impossible.

    ``texts`` are the row's unbroken cells. Each part has at least two lines.
    """
    most = (room - PADDING_PX - RULE_PX) // row.line_px
    naming = NAMING_COLUMNS if len(row.cells) > NAMING_COLUMNS else 0
    if max(map(len, row.cells[:naming]), default=0) > most:
        naming = 0
    count = min(most, max(map(len, row.cells[naming:])) - LEAST_LINES)
    if count < max([LEAST_LINES, *map(len, row.cells[:naming])]):
        return None
    rest = tuple(cell[count:] or ("",) for cell in row.cells[naming:])
    above = replace(row, cells=(*row.cells[:naming], *(cell[:count] for cell in row.cells[naming:])), is_parted=True)
    return above, replace(row, cells=(*_again(texts[:naming], columns), *rest), is_parted=True)


def _again(texts: Sequence[str], columns: AnnexColumns) -> list[tuple[str, ...]]:
    """Return the naming cells for the rest of a split row; the last one is marked as continued."""
    said = [text if len(text) <= MOST_REPEATED else f"{text[:MOST_REPEATED]}…" for text in texts]
    if said:
        said[-1] += CONTINUED
    return [columns.broken(text, index, SERIF) for index, text in enumerate(said)]
