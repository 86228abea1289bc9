"""Errors that stop an import or a look-up, apart from those about the sheet itself."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from disposal.errors import DisposalError
from disposal.services.lists.row_problems import RowProblem


class RowsRefused(DisposalError):
    """There are more wrong rows than may be skipped; nothing was imported."""

    code: ClassVar[str] = "list_rows_refused"
    status: ClassVar[int] = 422

    def __init__(self, problems: Sequence[RowProblem], *, wrong: int, rows: int) -> None:
        self.problems = tuple(problems)
        zh = "；".join(f"第{p.row}行 {_place(p)}{f'“{p.value}”' if p.value else ''}：{p.zh}" for p in problems)
        en = "; ".join(f"row {p.row} {_place(p)}{f' {p.value}' if p.value else ''}: {p.en}" for p in problems)
        super().__init__(
            zh=f"{rows}行中有{wrong}行有误，未导入任何内容。{zh}。请更正后重试；用 --errors 可将有误的行连同原因"
            "写入文件，用 --accept-errors N 可在不超过N行有误时只导入其余各行。",
            en=f"{wrong} of {rows} rows are wrong; nothing was imported. {en}. Correct them and try again; --errors "
            "writes the wrong rows with their reasons to a file, --accept-errors N imports the others where no more "
            "than N are wrong.",
            field="file",
        )


class ListWouldBeEmpty(DisposalError):
    """Every row is wrong, so the list would become empty."""

    code: ClassVar[str] = "list_would_be_empty"
    status: ClassVar[int] = 422

    def __init__(self, name: str) -> None:
        super().__init__(
            zh=f"“{name}”的每一行都有误，导入后名单将为空。请检查各列的对应关系（--map）。",
            en=f'Every row of "{name}" is wrong; the list would be left empty. Check which column is which (--map).',
            field="file",
        )


class ListKeysStale(DisposalError):
    """The look-up keys of a list were made by another version of matching; a search could miss names."""

    code: ClassVar[str] = "list_keys_stale"
    status: ClassVar[int] = 503

    def __init__(self, title: str) -> None:
        super().__init__(
            zh=f"《{title}》的检索键由另一版本的姓名匹配生成，查询可能遗漏。请运行 disposal list reindex。",
            en=f'The look-up keys of "{title}" were made by another version of name matching; a search might miss '
            "somebody. Run: disposal list reindex.",
            field="list",
        )


class ListOutOfDate(DisposalError):
    """The newest version of a list is not valid on that day, so a missing name proves nothing."""

    code: ClassVar[str] = "list_out_of_date"
    status: ClassVar[int] = 503

    def __init__(self, title: str, *, version_no: int, on: date, valid: tuple[date | None, date | None]) -> None:
        span = f"{valid[0] or ''}–{valid[1] or ''}"
        super().__init__(
            zh=f"《{title}》第{version_no}版的有效期为 {span}，{on} 不在其中，未列入者不能据此排除。请导入新的版本。",
            en=f'Version {version_no} of "{title}" is valid {span}, which {on} is outside of: that somebody is not on '
            "it proves nothing. Import a newer version.",
            field="list",
        )


def _place(problem: RowProblem) -> str:
    return problem.heading or problem.field
