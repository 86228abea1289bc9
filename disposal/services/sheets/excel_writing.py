"""Excel written row by row, every cell as text. openpyxl is loaded by the first workbook: most processes write none."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openpyxl import Workbook


def new_workbook() -> "Workbook":
    """Return a workbook whose rows are only appended."""
    from openpyxl import Workbook

    return Workbook(write_only=True)


def text_cell(sheet: Any, text: str) -> Any:
    """Return a cell typed as text: what begins with = must not become a formula."""
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    return cell


def append_texts(sheet: Any, texts: Iterable[str]) -> None:
    """Append a row of texts."""
    sheet.append([text_cell(sheet, text) for text in texts])
