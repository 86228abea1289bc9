"""Pages by key: a page begins behind the last row of the one before, so that each is found in an index, however deep.

An account sees the records of its issuers. An index leads from an issuer to its rows in order, so rows are read issuer
by issuer and put in order afterwards: at most one page of each.
"""

import base64
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from psycopg.errors import QueryCanceled
from sqlalchemy import ColumnElement, Select, func, select, true, tuple_, union_all
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from disposal.services.accounts.identity import acting
from disposal.services.public.notice_list import SearchTooSlow
from disposal.services.staff_lists.queries import StaffQuery, position_unknown

ROWS = 50
"""Rows of a page."""
MOST_COUNTED = 1_000
PATIENCE_MS = 5_000
"""Time limit of one query of a list."""

STRETCH, MOST_READ = 200, 2_000
"""How many keys are read at once, and for one page, where the rows of a page are picked by more than a query."""
Fits = Callable[[Sequence[UUID]], Collection[UUID]]

Key = tuple[Any, UUID]


@dataclass(frozen=True, slots=True)
class Sorting:
    """An order: its column beside the id, None for the id alone, and the type of its values."""

    column: Any = None
    kind: type = UUID
    is_nullable: bool = False


@dataclass(frozen=True, slots=True)
class ListedTable:
    """What a list is read from: its table, the column of the issuer if it has one, its orders by name."""

    table: Any
    sortings: dict[str, Sorting]
    issuer: Any = None
    is_issuer_optional: bool = False


@dataclass(frozen=True, slots=True)
class KeyPage:
    """The keys of one page in order, and the positions of the next and the previous page, empty where there is none."""

    ids: tuple[UUID, ...]
    next_after: str = ""
    previous_before: str = ""


@dataclass(frozen=True, slots=True)
class ListCount:
    """How many rows there are; ``is_more`` if counting stopped at the limit."""

    number: int
    is_more: bool


def page_of_keys(
    session: Session, listed: ListedTable, query: StaffQuery, where: Sequence[ColumnElement[bool]]
) -> KeyPage:
    """Return one page of keys. Raises: SearchTooSlow; InvalidQuery for a position of another list."""
    wanted = _ordered(session, listed, query, where, limit=ROWS + 1)
    rows = run(session, wanted)
    is_more = len(rows) > ROWS
    rows = rows[:ROWS]
    if query.before:
        rows.reverse()
    has_next, has_previous = (True, is_more) if query.before else (is_more, bool(query.after))
    return KeyPage(
        tuple(row.id for row in rows),
        _cursor(rows[-1]) if rows and has_next else "",
        _cursor(rows[0]) if rows and has_previous else "",
    )


def page_of_fitting_keys(
    session: Session, listed: ListedTable, query: StaffQuery, where: Sequence[ColumnElement[bool]], *, fits: Fits
) -> KeyPage:
    """Return one page of those keys that ``fits`` lets pass; it is asked of one stretch after another.

    After ``MOST_READ`` keys the page ends where it is, and the next goes on from there. Raises: as ``page_of_keys``.
    """
    picked, last, first, is_end = list[Any](), None, None, False
    at, read = query, 0
    while len(picked) <= ROWS and not is_end and read < MOST_READ:
        rows = run(session, _ordered(session, listed, at, where, limit=STRETCH))
        passed = set(fits([row.id for row in rows]))
        picked += [row for row in rows if row.id in passed]
        read, is_end = read + len(rows), len(rows) < STRETCH
        if rows:
            first, last = first or rows[0], rows[-1]
            at = query.model_copy(update={"before" if query.before else "after": _cursor(last)})
    is_more, reached = len(picked) > ROWS or not is_end, picked[ROWS - 1] if len(picked) > ROWS else last
    picked = picked[:ROWS]
    on = _cursor(reached) if is_more and reached is not None else ""
    near = picked[0] if picked else first  # a page may be empty where many were looked at in vain
    back = _cursor(near) if near is not None else query.before or query.after or ""
    if query.before:
        return KeyPage(tuple(row.id for row in reversed(picked)), back, on)
    return KeyPage(tuple(row.id for row in picked), on, back if query.after else "")


def count_keys(
    session: Session, listed: ListedTable, query: StaffQuery, where: Sequence[ColumnElement[bool]]
) -> ListCount:
    """Count the rows that fit, up to ``MOST_COUNTED``. Raises: SearchTooSlow."""
    parts = [_filtered(listed, query, where, part).limit(MOST_COUNTED + 1) for part in _parts(session, listed, query)]
    keys = select(_together(parts)).limit(MOST_COUNTED + 1).subquery()
    found = run(session, select(func.count().label("number")).select_from(keys))[0].number
    return ListCount(min(found, MOST_COUNTED), is_more=found > MOST_COUNTED)


def run(session: Session, wanted: Select[Any]) -> list[Any]:
    """Run a query of a list with a time limit, and a plan for its own values."""
    if not session.info.get("is_list_limited"):
        _limit(session)
    try:
        return list(session.execute(wanted).all())
    except OperationalError as error:
        if isinstance(error.orig, QueryCanceled):
            raise SearchTooSlow from error
        raise


def _limit(session: Session) -> None:
    """Set the limits until the transaction ends; a session of a page has one."""
    settings = {"statement_timeout": str(PATIENCE_MS), "plan_cache_mode": "force_custom_plan"}
    session.execute(select(*(func.set_config(name, value, true()) for name, value in settings.items())))
    session.info["is_list_limited"] = True


def _ordered(
    session: Session, listed: ListedTable, query: StaffQuery, where: Sequence[ColumnElement[bool]], *, limit: int
) -> Select[Any]:
    """Return the keys of a page: the first of each issuer, then the first of all."""
    sorting = listed.sortings[query.sort.removeprefix("-")]
    is_down = query.sort.startswith("-") != bool(query.before)
    cursor = query.before or query.after
    position = _position(cursor, sorting) if cursor else None
    parts = []
    for part in _parts(session, listed, query):
        wanted = _filtered(listed, query, where, part)
        key = (sorting.column, listed.table.id) if sorting.column is not None else (listed.table.id,)
        if position is not None:
            given = position[-len(key) :]
            wanted = wanted.where(tuple_(*key) < tuple_(*given) if is_down else tuple_(*key) > tuple_(*given))
        wanted = wanted.order_by(*(each.desc() if is_down else each for each in key))
        parts.append(wanted.limit(limit))
    keys = _together(parts)
    order = [keys.c.id] if sorting.column is None else [keys.c.sorted_by, keys.c.id]
    return select(keys).order_by(*(each.desc() if is_down else each for each in order)).limit(limit)


def _together(parts: list[Select[Any]]) -> Any:
    return parts[0].subquery() if len(parts) == 1 else union_all(*parts).subquery()


def _filtered(
    listed: ListedTable, query: StaffQuery, where: Sequence[ColumnElement[bool]], part: ColumnElement[bool] | None
) -> Select[Any]:
    sorting = listed.sortings[query.sort.removeprefix("-")]
    sorted_by = listed.table.id if sorting.column is None else sorting.column
    wanted = select(listed.table.id.label("id"), sorted_by.label("sorted_by")).where(*where)
    if sorting.is_nullable:
        wanted = wanted.where(sorting.column.is_not(None))
    return wanted if part is None else wanted.where(part)


def _parts(session: Session, listed: ListedTable, query: StaffQuery) -> list[ColumnElement[bool] | None]:
    """Return the issuers whose rows are read, one by one; None stands for all rows at once."""
    actor = acting(session)
    if listed.issuer is None:
        return [None]
    if query.issuer is not None:
        return [listed.issuer == query.issuer]
    if actor is None or actor.issuer_ids is None:
        return [None]
    parts: list[ColumnElement[bool] | None] = [listed.issuer == each for each in sorted(actor.issuer_ids)]
    if listed.is_issuer_optional or not parts:
        parts.append(listed.issuer.is_(None))
    return parts


def _cursor(row: Any) -> str:
    """Return the position of a row as it stands in an address."""
    value = row.sorted_by
    written = None if isinstance(value, UUID) else value.isoformat() if isinstance(value, date) else str(value)
    text = json.dumps([written, row.id.hex], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


def _position(cursor: str, sorting: Sorting) -> Key:
    """Read a position. Raises: InvalidQuery."""
    try:
        written, key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return _value(written, sorting.kind), UUID(key)
    except (ValueError, TypeError, RecursionError, InvalidOperation, AttributeError):
        raise position_unknown(cursor) from None


def _value(written: object, kind: type) -> Any:
    if kind is UUID:
        return None
    if not isinstance(written, str):
        raise TypeError(written)
    return _READERS[kind](written)


_READERS: Mapping[type, Callable[[str], Any]] = {
    date: date.fromisoformat, datetime: datetime.fromisoformat, Decimal: Decimal, int: int, str: str,
}  # fmt: skip
