"""Search all lists at once: what was typed is read as words, as an amount and as a day, whichever it can be."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlmodel import Session, col

from disposal.errors import DisposalError
from disposal.models.claims.claim import Claim
from disposal.models.claims.statement import ClaimStatement
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.publication.notice import Notice
from disposal.services.accounts.permissions import may, require
from disposal.services.staff_lists.columns import ListColumn, ListedRow
from disposal.services.staff_lists.keyset import page_of_keys
from disposal.services.staff_lists.lists import STAFF_LISTS, StaffList
from disposal.services.staff_search.filings import FILINGS
from notices.written.amounts import yuan_in
from notices.written.dates import read_day_near

MOST = 5
"""Rows of a kind; its list shows the rest."""
LONGEST = 100
SMALLEST_AMOUNT = 1_000
"""A smaller number is no amount that somebody looks for."""


@dataclass(frozen=True, slots=True)
class SearchGroup:
    """What was found of one kind. ``read_as`` says what the text was taken for, in both languages.

    ``is_listed``: the list of this kind shows the rest under the same words. ``refusal``: why it could not be searched.
    """

    code: str
    zh: str
    en: str
    columns: tuple[ListColumn, ...]
    rows: tuple[ListedRow, ...]
    read_as: tuple[str, str] = ("", "")
    is_more: bool = False
    is_listed: bool = True
    refusal: DisposalError | None = None


def search_all(session: Session, text: str, *, today: date) -> tuple[SearchGroup, ...]:
    """Return what is found of each kind that the session's actor may read; kinds without a find are left out."""
    actor = require(session, "own_account.read")
    typed = text.strip()[:LONGEST]
    if not typed:
        return ()
    groups = []
    for listed in (*STAFF_LISTS.values(), *FILINGS):
        if may(actor, f"{listed.code}.read"):
            groups += [*_by_value(session, listed, typed, today), _by_words(session, listed, typed)]
    return tuple(each for each in groups if each.rows or each.refusal)


def _by_words(session: Session, listed: StaffList, typed: str) -> SearchGroup:
    query = listed.query(q=typed)
    try:
        keys = page_of_keys(session, listed.table, query, listed.conditions(session, query))
    except DisposalError as error:
        if error.status == 503:  # the transaction is over
            raise
        return SearchGroup(listed.code, listed.zh, listed.en, listed.columns, (), refusal=error)
    return _group(session, listed, keys.ids, is_more=len(keys.ids) > MOST)


def _by_value(session: Session, listed: StaffList, typed: str, today: date) -> Iterator[SearchGroup]:
    """Yield what holds the amount, and what holds the day, that the text names."""
    for value in (_amount(typed), _day(typed, today)):
        where = None if value is None else _holding(listed.code, value)
        if where is None:
            continue
        keys = page_of_keys(session, listed.table, listed.query(), [where])
        said = value.isoformat() if isinstance(value, date) else f"{value:,.2f}"
        read_as = ("日期", "day") if isinstance(value, date) else ("金额", "amount")
        yield _group(
            session, listed, keys.ids, is_more=len(keys.ids) > MOST, read_as=tuple(f"{each} {said}" for each in read_as)
        )


def _holding(code: str, value: date | Decimal) -> ColumnElement[bool] | None:
    """Build the condition that a record holds an amount or a day; None where its kind has no such field."""
    if isinstance(value, Decimal):
        principal = select(col(ClaimStatement.claim_id)).where(col(ClaimStatement.principal) == value)
        return {
            "claims": col(Claim.id).in_(principal),
            "projects": col(DisposalProject.book_value) == value,
            "notices": col(Notice.total_amount) == value,
        }.get(code)
    return {
        "projects": col(DisposalProject.review_meeting_on) == value,
        "notices": or_(col(Notice.published_on) == value, col(Notice.window_ends_on) == value),
    }.get(code)


def _group(
    session: Session, listed: StaffList, ids: tuple[UUID, ...], *, is_more: bool, read_as: Any = ("", "")
) -> SearchGroup:
    rows = tuple(listed.rows_of(session, ids[:MOST]))
    return SearchGroup(
        listed.code, listed.zh, listed.en, listed.columns, rows, read_as, is_more, is_listed=not read_as[0]
    )


def _amount(typed: str) -> Decimal | None:
    with suppress(ValueError):  # no amount: it is searched for as words
        found = yuan_in(typed)
        return found if found is not None and found >= SMALLEST_AMOUNT else None
    return None


def _day(typed: str, today: date) -> date | None:
    with suppress(ValueError):  # no day: it is searched for as words
        return read_day_near(typed, today=today)
    return None
