"""Cells of a CSV that people open in a spreadsheet: none may be taken for a formula."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def plain_cell(cell: str) -> str:
    """Return a cell as it is, or behind an apostrophe where a spreadsheet would run it as a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
