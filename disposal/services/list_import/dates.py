"""Read dates in lists: Excel dates, and text as ``notices.written.dates`` reads it."""

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache

from pydantic_core import PydanticCustomError

from disposal.services.lists.row_problems import CellRefused
from disposal.services.sheets.sheet import Cell
from notices.written.dates import ended, read_first_day, read_last_day

_CODES = {"date_parsing": "date_unreadable"}
_EARLIEST, _LATEST = date(1900, 1, 1), date(2200, 1, 1)


def first_day(cell: Cell) -> date | None:
    """Return the day from which a row holds; a month is its first day. None for an empty cell.

    Raises: CellRefused for an invalid or ambiguous date, or a plain number.
    """
    return _day(cell, _first)


def last_day(cell: Cell) -> date | None:
    """Return the last day on which a row holds; a month is its last day.

    None for an empty cell, or one that says that there is no end. Raises: CellRefused as ``first_day``.
    """
    return _day(cell, _last)


def _day(cell: Cell, read: Callable[[str], date | None]) -> date | None:
    if cell is None or cell == "":
        return None
    if isinstance(cell, str):
        return None if cell.isspace() else read(cell)
    if not isinstance(cell, date):
        raise CellRefused("date_is_a_number", cell)
    day = cell.date() if isinstance(cell, datetime) else cell
    return _in_range(ended(day) if read is _last else day)


@lru_cache(maxsize=20_000)
def _first(written: str) -> date | None:
    return _read(written, read_first_day)


@lru_cache(maxsize=20_000)
def _last(written: str) -> date | None:
    return _read(written, read_last_day)


def _read(written: str, read: Callable[[str], date | None]) -> date | None:
    try:
        return _in_range(read(written))
    except PydanticCustomError as refusal:
        raise CellRefused(_CODES.get(refusal.type, refusal.type), written) from None


def _in_range(day: date | None) -> date | None:
    if day is not None and not _EARLIEST <= day <= _LATEST:
        raise CellRefused("date_out_of_range", day.isoformat())
    return day
