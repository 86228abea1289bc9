"""Rows of a roll that are no entries: totals and signature lines below the table."""

import re

from disposal.services.sheets.sheet import SheetRow, is_blank

_BELOW = re.compile(
    "(?:合 *计|总 *计|小 *计|共 *计)(?:[:：].*)?"
    "|(?:制表|填表|填报|审核|复核|审批|经办|负责|单位负责|部门负责|批准|校对|录入)(?:人|单位|部门|日期|时间|签字)*[:：].*"
)


def is_below_the_table(row: SheetRow) -> bool:
    """Return whether a row is a total or a signature line: 合计, 制表：…, 审核：…."""
    first = next((cell for cell in row.cells if not is_blank([cell])), None)
    return isinstance(first, str) and _BELOW.fullmatch(first.strip()) is not None
