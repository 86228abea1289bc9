"""CSV cells for spreadsheets: none may be read as a formula."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def plain_cell(cell: str) -> str:
    """Return the cell, with a leading apostrophe if a spreadsheet would run it as a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
