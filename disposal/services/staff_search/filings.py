"""Objections and enquiries as the box for everything finds them: by receipt number, name or words."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, select

from disposal.models.enquiries.enquiry import Enquiry
from disposal.models.objections.objection import Objection
from disposal.models.publication.notice import Notice
from disposal.services.objection_register.paging import holds_words
from disposal.services.records.id_sets import among
from disposal.services.staff_lists.columns import Cell, ColumnKind, ListColumn, ListedRow, words_of
from disposal.services.staff_lists.keyset import ListedTable, Sorting
from disposal.services.staff_lists.lists import StaffList
from disposal.services.staff_lists.queries import StaffQuery
from notices.dates import SHANGHAI

NOT_NAMED = "未留名"


def _columns(who: tuple[str, str]) -> tuple[ListColumn, ...]:
    return (
        ListColumn("回执号", "Receipt", is_brief=True),
        ListColumn(*who, is_brief=True),
        ListColumn("公告", "Notice", is_brief=True),
        ListColumn("收到", "Received", ColumnKind.day),
        ListColumn("状态", "State", ColumnKind.state, is_brief=True),
    )


def _of_objections(session: Session, query: StaffQuery) -> list[ColumnElement[bool]]:
    return [holds_words(query.q)] if query.q else []


def _of_enquiries(session: Session, query: StaffQuery) -> list[ColumnElement[bool]]:
    columns = (Enquiry.receipt, Enquiry.enquirer, Enquiry.words)
    return [or_(*(col(each).icontains(query.q, autoescape=True) for each in columns))] if query.q else []


def _rows_of(table: Any, name: str) -> Callable[[Session, Sequence[UUID]], list[ListedRow]]:
    def rows(session: Session, ids: Sequence[UUID]) -> list[ListedRow]:
        wanted = (
            select(table, Notice.number).join(Notice, col(Notice.id) == table.notice_id).where(among(table.id, ids))
        )
        found = {row.id: _row(row, getattr(row, name), number) for row, number in session.exec(wanted)}
        return [found[each] for each in ids if each in found]

    return rows


def _row(row: Any, who: str | None, number: str | None) -> ListedRow:
    cells: tuple[Cell, ...] = (
        row.receipt,
        who or NOT_NAMED,
        number,
        row.received_at.astimezone(SHANGHAI).date(),
        words_of(row.state),
    )
    return ListedRow(row.id, row.receipt, cells)


_BY_ENTRY = {"entered": Sorting()}
FILINGS = (
    StaffList("objections", "异议", "Objections", StaffQuery, ListedTable(Objection, _BY_ENTRY),
              _columns(("异议人", "Objector")), _of_objections, _rows_of(Objection, "objector")),
    StaffList("enquiries", "咨询", "Enquiries", StaffQuery, ListedTable(Enquiry, _BY_ENTRY),
              _columns(("咨询人", "Asked by")), _of_enquiries, _rows_of(Enquiry, "enquirer")),
)  # fmt: skip
"""What is filed at notices; their registers are pages of their own and show the rest under the same words."""
