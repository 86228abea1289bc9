"""A list as CSV or Excel: every row that fits the filter, not the page alone. Each export stands in the audit trail."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import chain, count, islice
from pathlib import Path
from typing import Any

from sqlmodel import Session

from disposal.models.accounts.account import Account
from disposal.services.accounts.permissions import require
from disposal.services.records import audit
from disposal.services.sheets.csv_cells import plain_cell
from disposal.services.sheets.excel_writing import append_texts, new_workbook, text_cell
from disposal.services.staff_lists.columns import Cell, CellWords
from disposal.services.staff_lists.lists import StaffList, all_rows
from disposal.services.staff_lists.queries import StaffQuery

ROWS_A_SHEET = 1_000_000
"""A sheet of Excel holds 1,048,576 rows."""
BOM = "\ufeff"


def begin_export(session: Session, listed: StaffList, query: StaffQuery) -> None:
    """Check the right to export a list, and write to the audit trail what is exported.

    The entry is on the account that exports. Raises: PermissionRefused, ScopeRefused.
    """
    verb = f"{listed.code}.exported"
    actor = require(session, verb)
    if actor.account_id is None:  # before the first account there is nobody to write it on
        return
    account = session.get_one(Account, actor.account_id)
    asked = query.model_dump(mode="json", exclude_none=True, exclude={"after", "before"}, exclude_unset=True)
    filters = "，".join(f"{name}={value}" for name, value in sorted(asked.items())) or "全部"
    audit.record(session, verb, subject=account, before=audit.facts(account), reason=f"导出{listed.zh}：{filters}")


def csv_parts(session: Session, listed: StaffList, query: StaffQuery, *, language: str) -> Iterator[bytes]:
    """Yield a list as CSV, UTF-8 with the mark that spreadsheets know it by, part by part."""
    yield BOM.encode() + _csv([_headings(listed, language)])
    for rows in all_rows(session, listed, query):
        yield _csv([_text(cell, language) for cell in row.cells] for row in rows)


def write_excel(session: Session, listed: StaffList, query: StaffQuery, *, language: str, path: Path) -> None:
    """Write a list as a workbook. Text is typed as text, so that none of it becomes a formula."""
    book = new_workbook()
    rows = (row for part in all_rows(session, listed, query) for row in part)
    words = listed.en if language == "en" else listed.zh
    for number in count(1):
        first = list(islice(rows, 1))
        if not first and number > 1:
            break
        sheet = book.create_sheet(words if number == 1 else f"{words} {number}")
        sheet.freeze_panes = "B2"
        append_texts(sheet, _headings(listed, language))
        for row in chain(first, islice(rows, ROWS_A_SHEET - 1)):
            sheet.append([_excel_cell(sheet, cell, language) for cell in row.cells])
    book.save(path)


def _headings(listed: StaffList, language: str) -> list[str]:
    return [column.en if language == "en" else column.zh for column in listed.columns]


def _csv(rows: Iterable[Iterable[str]]) -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows([plain_cell(cell) for cell in row] for row in rows)
    return written.getvalue().encode()


def _text(cell: Cell, language: str) -> str:
    if isinstance(cell, CellWords):
        return cell.en if language == "en" else cell.zh
    return "" if cell is None else cell.isoformat() if isinstance(cell, date) else str(cell)


def _excel_cell(sheet: Any, cell: Cell, language: str) -> Any:
    if isinstance(cell, Decimal | int | date):
        return cell
    return None if cell is None else text_cell(sheet, _text(cell, language))
