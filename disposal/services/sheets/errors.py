"""Errors of a sheet as a whole; after one of these, nothing is stored."""

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from disposal.errors import DisposalError
from notices.system_reasons import reason_of

_SHOWN = 5


class SheetRefused(DisposalError):
    """A sheet cannot be read as a list."""

    code: ClassVar[str] = "sheet_refused"
    status: ClassVar[int] = 422


class SheetMissing(SheetRefused):
    """The file does not exist or cannot be read."""

    code: ClassVar[str] = "sheet_missing"
    status: ClassVar[int] = 404

    def __init__(self, path: Path, cause: OSError) -> None:
        reason, reason_en = reason_of(cause)
        super().__init__(
            zh=f"无法读取文件“{path.name}”（{reason}）。请核对路径和读取权限。",
            en=f'The file "{path.name}" cannot be read ({reason_en}). Check its path and permissions.',
            field="file",
        )


class SheetTooLarge(SheetRefused):
    """A workbook exceeds the size limit, as a file or unpacked."""

    code: ClassVar[str] = "sheet_too_large"

    def __init__(self, name: str, *, found_bytes: int, limit_bytes: int) -> None:
        found, limit = f"{found_bytes / (1 << 20):,.0f} MB", f"{limit_bytes / (1 << 20):,.0f} MB"
        super().__init__(
            zh=f"工作簿“{name}”（解压后）为 {found}，至多 {limit}，不予打开。请另存为“CSV UTF-8”导入（CSV 不限行数）。",
            en=f'The workbook "{name}" is {found} (unpacked); at most {limit} are opened. Save it as "CSV UTF-8" and '
            "import that (a CSV may have any number of rows).",
            field="file",
        )


class SheetTooVast(SheetRefused):
    """A sheet has too many cells to hold in memory, or stray cells far away."""

    code: ClassVar[str] = "sheet_too_vast"

    def __init__(self, *, cells: int, rows: int, columns: int, limits: tuple[int, int]) -> None:
        most_cells, most_area = limits
        super().__init__(
            zh=f"工作表有 {cells:,} 个单元格，范围 {rows:,} 行 × {columns:,} 列；至多 {most_cells:,} 个单元格，"
            f"行列之积至多 {most_area:,}。请删除远处多余的单元格，或另存为“CSV UTF-8”后导入（CSV 不限行数）。",
            en=f"The sheet has {cells:,} cells within {rows:,} rows × {columns:,} columns; at most {most_cells:,} "
            f"cells and {most_area:,} rows times columns are taken. Delete stray cells far out, or save it as "
            '"CSV UTF-8" and import that (a CSV may have any number of rows).',
            field="file",
        )


class SheetFormatUnknown(SheetRefused):
    """The file is neither CSV nor an Excel workbook."""

    code: ClassVar[str] = "sheet_format_unknown"

    def __init__(self, name: str, *, found: str) -> None:
        super().__init__(
            zh=f"“{name}”的内容是 {found}，不是 CSV 或 Excel 工作簿。请用 Excel 打开后另存为 .xlsx 或“CSV UTF-8”。",
            en=f'"{name}" holds {found}, neither CSV nor an Excel workbook. Open it in Excel and save it as .xlsx or '
            '"CSV UTF-8".',
            field="file",
        )


class SheetEncodingUnknown(SheetRefused):
    """The bytes are neither UTF-8 nor GB 18030 (GBK)."""

    code: ClassVar[str] = "sheet_encoding_unknown"

    def __init__(self, name: str, *, line: int, tried: str = "UTF-8, GB18030") -> None:
        super().__init__(
            zh=f"“{name}”第{line}行的字节不是 {tried} 编码的文字。请另存为“CSV UTF-8”，或用 --encoding 指明编码。",
            en=f'The bytes in line {line} of "{name}" are not text in {tried}. Save it as "CSV UTF-8", or name its '
            "encoding with --encoding.",
            field="file",
        )


class SheetNulCharacter(SheetRefused):
    """The text contains a NUL character."""

    code: ClassVar[str] = "sheet_nul_character"

    def __init__(self, name: str, *, line: int) -> None:
        super().__init__(
            zh=f"“{name}”第{line}行含有 NUL 字符，文件可能已损坏或并非文本。请重新导出。",
            en=f'Line {line} of "{name}" holds a NUL character: the file may be damaged, or no text. Export it again.',
            field="file",
        )


class SheetQuotingBroken(SheetRefused):
    """A quotation mark is not closed, or text follows a closing one."""

    code: ClassVar[str] = "sheet_quoting_broken"

    def __init__(self, name: str, *, row: int) -> None:
        super().__init__(
            zh=f"“{name}”第{row}行附近的双引号不成对，或单元格过长。请检查该行的引号后重新导出。",
            en=f'A quotation mark near row {row} of "{name}" is not paired, or a cell is too long. Check the quotation '
            "marks of that row and export it again.",
            field="file",
        )


class SheetLocked(SheetRefused):
    """A workbook is protected by a password."""

    code: ClassVar[str] = "sheet_locked"

    def __init__(self, name: str) -> None:
        super().__init__(
            zh=f"“{name}”设有打开密码。请取消密码后另存再导入。",
            en=f'"{name}" is protected by a password. Save it without one and import it again.',
            field="file",
        )


class SheetDamaged(SheetRefused):
    """A workbook is damaged."""

    code: ClassVar[str] = "sheet_damaged"

    def __init__(self, name: str, *, reason: tuple[str, str]) -> None:
        super().__init__(
            zh=f"“{name}”不是完整的 Excel 工作簿（{reason[0]}）。请用 Excel 打开并另存后再导入。",
            en=f'"{name}" is not a whole Excel workbook ({reason[1]}). Open it in Excel, save it and import it again.',
            field="file",
        )


class SheetChoiceNeeded(SheetRefused):
    """Several sheets have content, or no sheet has the given name."""

    code: ClassVar[str] = "sheet_choice_needed"

    def __init__(self, names: Iterable[str]) -> None:
        known = "、".join(names)
        super().__init__(
            zh=f"工作簿中的工作表为：{known}。请在“更多”中（命令行用 --sheet）指明要导入哪一张。",
            en=f"The workbook has these sheets: {known}. Say which one to import (on the command line with --sheet).",
            field="sheet",
        )


class SheetCellsMerged(SheetRefused):
    """The sheet has merged cells, so it is unclear which row has the value."""

    code: ClassVar[str] = "sheet_cells_merged"

    def __init__(self, ranges: list[str]) -> None:
        super().__init__(
            zh=f"工作表含合并单元格（{_listed(ranges, '、')}）。请取消合并并逐行填写；"
            "表头上方的标题行请删除，或在“更多”中（命令行用 --header-row）指明表头所在行。",
            en=f"Cells are merged ({_listed(ranges, ', ')}). Unmerge them and fill in every row; delete a title above "
            "the headings, or say in which row the headings are (on the command line with --header-row).",
            field="file",
        )


class SheetCellsComputed(SheetRefused):
    """A column to import contains formulas."""

    code: ClassVar[str] = "sheet_cells_computed"

    def __init__(self, cells: list[str]) -> None:
        super().__init__(
            zh=f"要导入的列含公式（{_listed(cells, '、')}）。请复制后“选择性粘贴—数值”，另存再导入。",
            en=f"A column to be imported holds formulas ({_listed(cells, ', ')}). Copy it, paste it as values, "
            "save and import again.",
            field="file",
        )


class SheetEmpty(SheetRefused):
    """The sheet has no data row."""

    code: ClassVar[str] = "sheet_empty"

    def __init__(self, name: str) -> None:
        super().__init__(
            zh=f"“{name}”没有数据行。名单不会因空表而被清空；请核对所选的文件和工作表。",
            en=f'"{name}" has no row of data. An empty sheet does not empty a list; check the file and the sheet.',
            field="file",
        )


class SheetColumnsTooMany(SheetRefused):
    """The sheet has too many columns for a list."""

    code: ClassVar[str] = "sheet_columns_too_many"

    def __init__(self, *, found: int, limit: int) -> None:
        super().__init__(
            zh=f"表头有{found}列，至多{limit}列。请删去与名单无关的列。",
            en=f"The sheet has {found} columns; at most {limit} are taken. Delete those that are not of the list.",
            field="file",
        )


class SheetHeadingMissing(SheetRefused):
    """A required field has no heading, or the given heading does not exist."""

    code: ClassVar[str] = "sheet_heading_missing"

    def __init__(self, *, field_zh: str, field: str, headings: Iterable[str]) -> None:
        found = "、".join(heading for heading in headings if heading) or "—"
        super().__init__(
            zh=f"表头中没有“{field_zh}”列；表头为：{found}。请在“对应列”中选定，"
            f"或在“更多”中指明表头所在行（命令行用 --map {field}=列名、--header-row）；"
            "若列名显示为乱码，请另存为“CSV UTF-8”。",
            en=f"No heading stands for {field}; the headings are: {found}. Choose its column, or say in which row the "
            f"headings are (on the command line --map {field}=HEADING, --header-row); if they look garbled, "
            'save the file as "CSV UTF-8".',
            field=field,
        )


class SheetHeadingRepeated(SheetRefused):
    """Two columns match the same field."""

    code: ClassVar[str] = "sheet_heading_repeated"

    def __init__(self, *, field_zh: str, field: str, headings: Iterable[str]) -> None:
        found = "、".join(headings)
        super().__init__(
            zh=f"“{field_zh}”对应多列：{found}。请更改列名，"
            f"或在“对应列”中选定其一（命令行用 --map {field}=列名；列名须唯一）。",
            en=f"More than one column stands for {field}: {found}. Rename them, or choose one of "
            f"them (on the command line --map {field}=HEADING; a heading that occurs once).",
            field=field,
        )


class SheetNumbersUnread(SheetRefused):
    """A column that is not read holds identity numbers, and no column is read for them."""

    code: ClassVar[str] = "sheet_numbers_unread"

    def __init__(self, heading: str, *, row: int) -> None:
        super().__init__(
            zh=f"“{heading or '（无列名）'}”列含证件号码（第{row}行），却未被识别为证件号码列，号码会全部丢失。"
            f"请在“对应列”中选定（命令行用 --map number={heading or '列名'}；确实不要号码的，用 --map number= ）。",
            en=f'The column "{heading or "(no heading)"}" holds identity numbers (row {row}) but is not read, so '
            f"they would be lost. Choose its column (on the command line --map number={heading or 'HEADING'}; to do "
            "without: --map number= ).",
            field="number",
        )


class FieldUnknown(SheetRefused):
    """A column is mapped to an unknown field."""

    code: ClassVar[str] = "list_field_unknown"

    def __init__(self, field: str, *, known: Iterable[str]) -> None:
        names = ", ".join(known)
        super().__init__(
            zh=f"没有名为 {field} 的字段。可用字段：{names}。",
            en=f"There is no field {field}. Use one of {names}.",
            field="map",
        )


def _listed(places: list[str], comma: str) -> str:
    """Return the first few places, and the total if there are more."""
    shown = comma.join(places[:_SHOWN])
    return shown if len(places) <= _SHOWN else f"{shown} … {len(places)}"
