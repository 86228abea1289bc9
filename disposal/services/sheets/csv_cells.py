"""CSV cells for spreadsheets: none may be read as a formula."""

_FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_CONTROLS = ("\t", "\r")


def plain_cell(cell: str) -> str:
    """Return the cell, with a leading apostrophe if a spreadsheet would run it as a formula, after blanks too."""
    is_formula = cell.startswith(_CONTROLS) or cell.lstrip().startswith(_FORMULA_STARTS)
    return f"'{cell}" if is_formula else cell
