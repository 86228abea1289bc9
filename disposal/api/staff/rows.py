"""The lists of staff as JSON: each cell under the English words of its column, pages by cursor."""

from datetime import date
from decimal import Decimal
from typing import Any

from fastapi import Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from disposal.api.staff.answers import ID, CountBody
from disposal.services.staff_lists.columns import Cell, CellWords
from disposal.services.staff_lists.lists import STAFF_LISTS, list_page
from disposal.services.staff_lists.queries import StaffQuery
from disposal.web.bearer import ApiSession
from disposal.web.responses import NEVER, page_links


class WordsOfCell(BaseModel):
    """The words of a code, in both languages."""

    zh: str
    en: str


class RowsBody(BaseModel):
    """One page; pass ``next_after`` as ``after`` for the page that follows, ``previous_before`` as ``before``."""

    count: CountBody
    next_after: str | None
    previous_before: str | None


class ListedRowBody(BaseModel):
    """One row: the id of its record and its cells."""

    id: str = Field(examples=[ID])


def rows_answer(request: Request, session: ApiSession, code: str, query: StaffQuery) -> Response:
    """Return one page of a list as JSON, with links to its neighbours."""
    listed = STAFF_LISTS[code]
    page = list_page(session, listed, query)
    names = [column.field for column in listed.columns]
    after, before = page.keys.next_after or None, page.keys.previous_before or None
    body = {
        code: [
            {"id": str(row.id), **dict(zip(names, map(_plain, row.cells), strict=True))} for row in page.rows
        ],
        "count": {"number": page.count.number, "is_more": page.count.is_more},
        "next_after": after,
        "previous_before": before,
    }  # fmt: skip
    return JSONResponse(body, headers={"cache-control": NEVER, **page_links(request, after=after, before=before)})


def page_example(code: str, row: dict[str, Any]) -> dict[str, Any]:
    """Return the example of a page with one row."""
    return {code: [row], "count": {"number": 1, "is_more": False}, "next_after": None, "previous_before": None}


def _plain(cell: Cell) -> Any:
    if isinstance(cell, CellWords):
        return {"zh": cell.zh, "en": cell.en}
    if isinstance(cell, Decimal):
        return f"{cell:.2f}"
    return cell.isoformat() if isinstance(cell, date) else cell
