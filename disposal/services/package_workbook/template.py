"""The workbook to fill in: one sheet for each kind of record, with help, choices and an example row."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from disposal.services.package_workbook.catalogue import SHEETS
from disposal.services.package_workbook.columns import CellKind, PackageColumn, PackageSheet

_ROWS = 20_001
_LONGEST_LIST = 255  # what Excel takes between the quotes of a list
_HELP_SHEET = "填写说明"
_FONT = "宋体"
_FORMATS = {
    CellKind.amount: "#,##0.00",
    CellKind.measure: "General",
    CellKind.whole: "0",
    CellKind.day: "yyyy-mm-dd",
}
_INTRODUCTION = (
    "资产包导入工作簿",
    "1. 每张表第1行是表头，不要改动；栏目可以删去或调换次序，带*的必须保留。",
    "2. 第2行是示例，首格以“示例”开头的行不会导入，可以保留。",
    "3. 金额栏按表头括号中的单位填写。以万元填写的，把表头改为“本金（万元）”；单个金额也可写成 1,340万元。",
    "4. 债权的“债务人名称”须见于“债务人”表；担保物和保证人按“资产编号”对应债权，不会按次序猜测。",
    "5. 不要使用公式：复制后选择性粘贴为数值。日期写成 2025-12-31。证件号码、合同编号按文本填写。",
    "6. 先试导入：disposal package import 文件 --facts 事实 --dry-run，不写入任何内容；有误的单元格逐一列明。",
)
_THIN = Side(style="thin", color="857D6D")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEAD_FILL = PatternFill("solid", fgColor="EFEAE0")
_REQUIRED_FILL = PatternFill("solid", fgColor="F3DFC9")


def template_bytes() -> bytes:
    """Return the empty workbook as .xlsx."""
    book = Workbook()
    first = book.worksheets[0]
    _write_help(first)
    for sheet in SHEETS:
        _write_sheet(book.create_sheet(sheet.name), sheet)
    book.active = 1
    answer = BytesIO()
    book.save(answer)
    return answer.getvalue()


def _write_help(page: Worksheet) -> None:
    page.title = _HELP_SHEET
    for line in _INTRODUCTION:
        page.append([line])
    page["A1"].font = Font(name=_FONT, size=16, bold=True)
    page.append([])
    page.append(["工作表", "栏目", "必填", "怎样填写", "可选的词"])
    for cell in page[page.max_row]:
        _style_head(cell, is_required=False)
    for sheet in SHEETS:
        for column in sheet.columns:
            needed = "是" if column.is_required else ""
            page.append([sheet.name, column.title, needed, column.help, "、".join(column.choices)])
    for letter, width in zip("ABCDE", (12, 24, 8, 46, 80), strict=True):
        page.column_dimensions[letter].width = width
    page.freeze_panes = f"A{len(_INTRODUCTION) + 3}"


def _write_sheet(page: Worksheet, sheet: PackageSheet) -> None:
    page.append([column.title for column in sheet.columns])
    page.append([sheet.example.get(column.path, "") for column in sheet.columns])
    if not sheet.columns[0].path.endswith((".key", ".claims", ".number")):
        raise ValueError(sheet.name)  # the first column tells an example from a row
    page.freeze_panes = "C2"
    page.row_dimensions[1].height = 34
    for at, column in enumerate(sheet.columns, start=1):
        letter = get_column_letter(at)
        dimension = page.column_dimensions[letter]
        dimension.width = column.width
        dimension.number_format = _FORMATS.get(column.kind, "@")
        head = page.cell(1, at)
        _style_head(head, is_required=column.is_required)
        if column.help or column.is_required:
            head.comment = Comment(_help_of(column), "disposal", width=260, height=90)
        example = page.cell(2, at)
        example.number_format = "@"
        example.font = Font(name=_FONT, italic=True, color="857D6D")
        _offer_choices(page, column, letter)


def _style_head(cell: object, *, is_required: bool) -> None:
    cell.font = Font(name=_FONT, bold=True)  # type: ignore[attr-defined]
    cell.fill = _REQUIRED_FILL if is_required else _HEAD_FILL  # type: ignore[attr-defined]
    cell.border = _BORDER  # type: ignore[attr-defined]
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")  # type: ignore[attr-defined]


def _offer_choices(page: Worksheet, column: PackageColumn, letter: str) -> None:
    """Offer the words of a code as a list; other words of the trade are taken too, so they only warn."""
    words = ",".join(column.choices)
    if not words:
        return
    if len(words) > _LONGEST_LIST:
        raise ValueError(column.heading)
    rule = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True, errorStyle="warning")
    rule.errorTitle, rule.error = column.heading, "不在列出的词中；导入时会核对"
    rule.promptTitle, rule.prompt = column.heading[:32], (column.help or "从列表中选择")[:255]
    rule.showErrorMessage = rule.showInputMessage = True
    rule.add(f"{letter}2:{letter}{_ROWS}")
    page.add_data_validation(rule)


def _help_of(column: PackageColumn) -> str:
    return "。".join(filter(None, ("必填" if column.is_required else "", column.help)))
