"""The rows that stand against an import, as a workbook with the reason beside each; numbers of persons are masked."""

from collections import defaultdict
from io import BytesIO
from typing import Any

from disposal.services.lists.row_problems import shown_number, shown_text
from disposal.services.package_import.plan import PackagePlan
from disposal.services.package_workbook.book import PackageBook
from disposal.services.package_workbook.catalogue import SHEETS
from disposal.services.package_workbook.cells import plain
from disposal.services.package_workbook.columns import PackageSheet
from disposal.services.package_workbook.problems import CellProblem, PackageRow
from disposal.services.sheets.excel_writing import append_texts, new_workbook
from disposal.services.sheets.sheet import Cell, CellError

_LEADING, _TRAILING = "原行号", ("级别", "单元格", "原因", "reason")
_LEVELS = {True: "须更正", False: "请核对"}


def wrong_rows_workbook(book: PackageBook, plan: PackagePlan) -> bytes | None:
    """Return a workbook of the rows with problems, sheet by sheet, as .xlsx; None if there is none."""
    if not plan.problems:
        return None
    answer = new_workbook()
    for sheet in SHEETS:
        problems = [each for each in plan.problems if each.sheet == sheet.name]
        if problems:
            _write(answer.create_sheet(sheet.name), book, sheet, problems)
    stream = BytesIO()
    answer.save(stream)
    return stream.getvalue()


def _write(page: Any, book: PackageBook, sheet: PackageSheet, problems: list[CellProblem]) -> None:
    headings = book.headings.get(sheet.name, ())
    append_texts(page, [_LEADING, *headings, *_TRAILING])
    rows = {row.number: row for row in (*book.of(sheet), *([book.totals] if book.totals else [])) if row.sheet is sheet}
    told: dict[int, list[CellProblem]] = defaultdict(list)
    for problem in problems:
        told[problem.row].append(problem)
    for number, found in told.items():
        row = rows.get(number)
        cells = _cells(row, len(headings)) if row else [""] * len(headings)
        append_texts(page, [str(number or ""), *cells, *_reasons(found)])


def _reasons(problems: list[CellProblem]) -> tuple[str, str, str, str]:
    """Return the level, the cells and what is wrong in both languages, one line a problem."""
    return (
        _LEVELS[any(each.is_refusal for each in problems)],
        "、".join(dict.fromkeys(each.cell for each in problems if each.cell)),
        "\n".join(f"{each.heading}：{each.zh}" for each in problems),
        "\n".join(f"{each.heading}: {each.en}" for each in problems),
    )


def _cells(row: PackageRow, width: int) -> list[str]:
    """Return the cells of a row as texts, with the numbers of persons masked."""
    numbers = {at for path, at in row.places.items() if path.endswith(".personal_number")}
    cells = [_written(cell, is_number=at in numbers) for at, cell in enumerate(row.cells, start=row.offset)]
    return [*cells, *[""] * (width - len(cells))][:width]


def _written(cell: Cell, *, is_number: bool) -> str:
    if cell is None or isinstance(cell, CellError):
        return "" if cell is None else "#N/A"
    text = plain(cell)
    return shown_number(text) if is_number else shown_text(text)
