"""The sheets of a package workbook. The template is made from them, and a filled one is read by them."""

from collections.abc import Iterator

from disposal.services.package_workbook.claim_columns import CLAIMS
from disposal.services.package_workbook.collateral_columns import COLLATERAL
from disposal.services.package_workbook.columns import PackageColumn, PackageSheet
from disposal.services.package_workbook.party_columns import DEBTORS, GUARANTORS

SHEETS: tuple[PackageSheet, ...] = (DEBTORS, CLAIMS, COLLATERAL, GUARANTORS)
EXAMPLE = "示例"
"""A row whose first cell begins with this word shows how to fill in the sheet; it is not read."""
TOTALS = ("合计", "总计", "合 计", "总 计")
"""A row of 债权 whose first filled cell is one of these holds the sums of the columns above."""


def every_column() -> Iterator[tuple[PackageSheet, PackageColumn]]:
    """Yield each column with its sheet."""
    for sheet in SHEETS:
        yield from ((sheet, column) for column in sheet.columns)
