"""A list of the staff pages as its template shows it: cells in words, heads that sort, positions of other pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from disposal.pages.desk.entry_form import EntryForm
from disposal.pages.desk.list_filters import EMPTY, FILTERS, ListFilter
from disposal.services.staff_lists.columns import Cell, CellWords, ColumnKind, ListColumn, ListedRow, RecordName
from disposal.services.staff_lists.lists import StaffList, StaffListPage
from disposal.services.staff_records.records import StaffRecord

_WAN = Decimal(10_000)
_FIGURES = frozenset({ColumnKind.amount, ColumnKind.number})
PAGE_NAMES = ("after", "before")


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell in words: the words over its column, how it stands, the badge of a state, the page of what it names."""

    label: str
    text: str
    css: str = ""
    badge: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row: its address, empty where it leads nowhere, and its cells."""

    path: str
    cells: tuple[ShownCell, ...]


@dataclass(frozen=True, slots=True)
class ListView:
    """All that the page of a list shows."""

    code: str
    title: str
    form: EntryForm
    filters: tuple[ListFilter, ...]
    heads: tuple[tuple[str, ...], ...]
    rows: tuple[ShownRow, ...] = ()
    count: str = ""
    previous: str = ""
    next: str = ""
    is_filtered: bool = False
    asked: tuple[tuple[str, str], ...] = ()
    empty: tuple[str, str, str, str, str, str] = ("", "", "", "", "", "")


def list_view(
    listed: StaffList, form: EntryForm, page: StaffListPage | None, *, language: str, may_sort: bool = True
) -> ListView:
    """Return the view of a page of a list; without one, of the form alone with its problems."""
    asked = {name: value for name, value in form.items if value and name not in PAGE_NAMES}
    filters = FILTERS[listed.code]
    if page is not None and page.branches:
        branches = tuple((str(each.id), each.branch or each.name, each.code) for each in page.branches)
        filters = (*filters, ListFilter("issuer", "分公司", "Branch", "choice", branches))
    return ListView(
        listed.code,
        listed.en if language == "en" else listed.zh,
        form,
        filters,
        heads_of(listed.columns, language, asked if may_sort else None),
        shown_rows(listed.columns, page.rows, f"/desk/{listed.code}/", language) if page else (),
        _counted(page, language) if page else "",
        urlencode({**asked, "before": page.keys.previous_before}) if page and page.keys.previous_before else "",
        urlencode({**asked, "after": page.keys.next_after}) if page and page.keys.next_after else "",
        is_filtered=bool(set(asked) - {"sort"}),
        asked=tuple(asked.items()),
        empty=EMPTY[listed.code],
    )


def heads_of(
    columns: tuple[ListColumn, ...], language: str, asked: Mapping[str, str] | None = None
) -> tuple[tuple[str, ...], ...]:
    """Return the heads of a table: words, class, the query that sorts, and how it is sorted now."""
    sort = (asked or {}).get("sort", "-entered")
    heads = []
    for column in columns:
        words = column.en if language == "en" else column.zh
        if column.kind is ColumnKind.amount:
            words += " (10,000 yuan)" if language == "en" else "（万元）"
        stands = "figure" if column.kind in _FIGURES else "digest" if column.kind is ColumnKind.digest else ""
        css = " ".join(filter(None, (stands, "" if column.is_brief else "rest")))
        query, way = "", ""
        if asked is not None and column.sort:
            way = {column.sort: "up", f"-{column.sort}": "down"}.get(sort, "")
            query = urlencode({**asked, "sort": column.sort if way == "down" else f"-{column.sort}"})
        heads.append((words, css, query, way))
    return tuple(heads)


def shown_rows(
    columns: tuple[ListColumn, ...], rows: tuple[ListedRow, ...], path: str, language: str
) -> tuple[ShownRow, ...]:
    """Return rows in words; ``path`` is what stands before the id of a row in its address."""
    heads = heads_of(columns, language)
    return tuple(
        ShownRow(
            f"{path}{row.id}" if path else "",
            tuple(_cell(cell, head, language) for cell, head in zip(row.cells, heads, strict=True)),
        )
        for row in rows
    )


def _cell(cell: Cell, head: tuple[str, ...], language: str) -> ShownCell:
    label, css = head[0], head[1]
    if isinstance(cell, CellWords):
        return ShownCell(label, cell.en if language == "en" else cell.zh, css, cell.badge)
    if isinstance(cell, Decimal):
        return ShownCell(label, f"{cell / _WAN:,.2f}", css)
    if isinstance(cell, int):
        return ShownCell(label, f"{cell:,}", css)
    if isinstance(cell, RecordName):
        return ShownCell(label, str(cell), css, path=cell.path)
    return ShownCell(
        label, "—" if cell is None or cell == "" else cell.isoformat() if isinstance(cell, date) else cell, css
    )


def _counted(page: StaffListPage, language: str) -> str:
    number, is_more = page.count.number, page.count.is_more
    if language == "en":
        return f"more than {number:,}" if is_more else f"{number:,} in all"
    return f"{number:,}条以上" if is_more else f"共{number:,}条"


@dataclass(frozen=True, slots=True)
class ShownUse:
    """A use of a record: its words, heads and rows."""

    title: str
    heads: tuple[tuple[str, ...], ...]
    rows: tuple[ShownRow, ...]
    is_more: bool


def shown_uses(record: StaffRecord, language: str) -> tuple[ShownUse, ...]:
    """Return the uses of a record as a page shows them."""
    return tuple(
        ShownUse(
            each.en if language == "en" else each.zh,
            heads_of(each.columns, language),
            shown_rows(each.columns, each.rows, each.path, language),
            each.is_more,
        )
        for each in record.uses
    )
