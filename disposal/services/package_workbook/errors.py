"""Errors of a package workbook as a file."""

from collections.abc import Sequence
from typing import ClassVar

from disposal.errors import DisposalError


class PackageNotAWorkbook(DisposalError):
    """The file is no .xlsx workbook."""

    code: ClassVar[str] = "package_not_a_workbook"
    status: ClassVar[int] = 422

    def __init__(self, name: str) -> None:
        super().__init__(
            zh=f"“{name}”不是 .xlsx 工作簿；请用 disposal package template 取得模板，填写后以 .xlsx 保存。",
            en=f'"{name}" is no .xlsx workbook; get the template with disposal package template and save it as .xlsx.',
            field="file",
        )


class PackageTooLarge(DisposalError):
    """The file has too many bytes, or a sheet too many rows."""

    code: ClassVar[str] = "package_too_large"
    status: ClassVar[int] = 422

    def __init__(self, name: str, *, found: int, limit: int, is_rows: bool = False) -> None:
        zh = f"超过{limit:,}行" if is_rows else f"为{found / (1 << 20):,.0f} MB，至多{limit >> 20} MB"
        en = f"has more than {limit:,} rows" if is_rows else f"is {found / (1 << 20):,.0f} MB, at most {limit >> 20} MB"
        super().__init__(
            zh=f"“{name}”{zh}；请分成几个文件导入。", en=f'"{name}" {en}; import it in parts.', field="file"
        )


class PackageSheetMissing(DisposalError):
    """The workbook lacks a sheet that an import needs."""

    code: ClassVar[str] = "package_sheet_missing"
    status: ClassVar[int] = 422

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(
            zh=f"工作簿中没有“{'”“'.join(names)}”表，或表中没有内容；请按模板保留工作表名称。",
            en=f"The workbook has no sheet {' and '.join(names)}, or it is empty; keep the names of the template.",
            field="file",
        )
