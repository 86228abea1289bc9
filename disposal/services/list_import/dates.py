"""Read dates in lists: Excel dates, or text in an unambiguous form."""

import re
from datetime import date, datetime
from functools import lru_cache

from disposal.services.lists.row_problems import CellRefused
from disposal.services.sheets.sheet import Cell

_FORMS = (
    re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})"),
    re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})"),
    re.compile(r"(\d{4})\.(\d{1,2})\.(\d{1,2})\.?"),
    re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})[日号]?"),
    re.compile(r"(\d{4})(\d{2})(\d{2})"),
)
_MIDNIGHT = re.compile(r"[ T]0{1,2}:00(:00(\.0+)?)?$")
_YEAR_LAST = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2})|\d{2}[-/.]\d{1,2}[-/.]\d{1,2}")
_OPEN_END = frozenset({"长期", "永久", "至今", "无固定期限", "长期有效", "-", "—", "/", "无"})
_EARLIEST, _LATEST = date(1900, 1, 1), date(2200, 1, 1)


def read_day(cell: Cell, *, may_be_open: bool) -> date | None:
    """Return the date in a cell, None if it is empty or, if ``may_be_open``, states that there is no end.

    Raises: CellRefused for an invalid or ambiguous date, or a plain number.
    """
    if cell is None or cell == "":
        return None
    if isinstance(cell, datetime):
        return _in_range(cell.date())
    if isinstance(cell, date):
        return _in_range(cell)
    if not isinstance(cell, str):
        raise CellRefused("date_is_a_number", cell)
    return _read_text(cell, may_be_open)


@lru_cache(maxsize=20_000)
def _read_text(written: str, may_be_open: bool) -> date | None:
    text = _MIDNIGHT.sub("", "".join(written.split()) if "年" in written else written.strip())
    if not text or (may_be_open and text in _OPEN_END):
        return None
    for form in _FORMS:
        found = form.fullmatch(text)
        if found:
            return _in_range(_day(written, found))
    raise CellRefused("date_ambiguous" if _YEAR_LAST.fullmatch(text) else "date_unreadable", written)


def _day(written: str, found: re.Match[str]) -> date:
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        raise CellRefused("date_does_not_exist", written) from None


def _in_range(day: date) -> date:
    if not _EARLIEST <= day <= _LATEST:
        raise CellRefused("date_out_of_range", day.isoformat())
    return day
