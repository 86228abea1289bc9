"""Filters of the notice list, as a query model and as SQL conditions."""

import re
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError
from sqlalchemy import ColumnElement, FromClause, Row, cast, or_, true
from sqlalchemy.dialects.postgresql import TSQUERY

from disposal.lifecycle import NoticeState
from disposal.models.publication.notice import Notice
from disposal.services.notice_index.search_words import LONGEST_SEARCH, SearchWithoutWords, search_query
from disposal.services.public.queries import AskedYuan, Query, between
from disposal.services.windows.standing import PublicStatus, published_conditions
from notices.dates import ONE_DAY, SHANGHAI
from notices.kinds import CODES_BY_NAME, KINDS
from notices.working_days.calendar import WorkingCalendar
from notices.written.fields import YesNo
from notices.written.places import province_spellings

CURSOR = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}_[0-9a-f]{32}$"
_POSITION = "2022-08-03_018f3a5e6c007c2d9f41a0b1c2d3e4f5"
MOST_DAYS_LEFT = 365
MOST_ROWS = 100

_NOTICE = Notice.__table__  # type: ignore[attr-defined]


def _known_kind(code: str) -> str:
    if code not in CODES_BY_NAME:
        known = ", ".join(f"{kind.code} {kind.label_zh}" for kind in KINDS)
        raise PydanticCustomError("not_a_choice", "is none of the choices; use {known}", {"known": known})
    return CODES_BY_NAME[code]


def _known_position(cursor: str) -> str:
    try:
        position(cursor)
    except ValueError:
        raise PydanticCustomError("not_a_cursor", "is no position in this list") from None
    return cursor


def _searchable(words: str) -> str:
    try:
        search_query(words)
    except SearchWithoutWords as error:
        raise PydanticCustomError("not_searchable", "{en}", {"zh": error.zh, "en": error.en}) from None
    return words


KindCode = Annotated[
    str, AfterValidator(_known_kind), WithJsonSchema({"type": "string", "enum": [kind.code for kind in KINDS]})
]
Cursor = Annotated[str, AfterValidator(_known_position), WithJsonSchema({"type": "string", "pattern": CURSOR})]


class NoticesQuery(Query):
    """Filters and page of the list of offers; an offer must match all filters.

    ``q`` and ``kind`` may also match a later notice listed under the offer. One notice must match both.
    """

    q: Annotated[str, Field(max_length=LONGEST_SEARCH), AfterValidator(_searchable)] | None = Field(
        None,
        description="words of the notice: names, places, numbers or any of its text; one character is enough",
        examples=["纺织"],
    )
    status: PublicStatus | None = Field(None, description="where the notice stands now", examples=["open"])
    kind: KindCode | None = Field(
        None, description="kind of notice, of the offer or of one under it", examples=["disposal"]
    )
    province: Annotated[str, Field(max_length=40)] | None = Field(
        None, description="in full or in short: 浙江省, 浙江", examples=["浙江省"]
    )
    min_amount: AskedYuan | None = Field(None, description="total claim in yuan, at least", examples=["50000000"])
    max_amount: AskedYuan | None = Field(None, description="total claim in yuan, at most", examples=["200000000"])
    days_left: Annotated[int, between(0, MOST_DAYS_LEFT)] | None = Field(
        None,
        description="window begun and not yet closed, at most this many working days left, today included",
        examples=[5],
    )
    provisional: YesNo = Field(False, description="only windows whose last day may still change", examples=[False])
    after: Cursor | None = Field(None, description="next_after of the page before", examples=[_POSITION])
    before: Cursor | None = Field(None, description="previous_before of the page after", examples=[_POSITION])
    limit: Annotated[int, between(1, MOST_ROWS)] = Field(
        20, description="notices a page", examples=[20], ge=1, le=MOST_ROWS
    )

    @model_validator(mode="after")
    def _fits_together(self) -> "NoticesQuery":
        lower, upper = self.min_amount, self.max_amount
        if lower is not None and upper is not None and lower > upper:
            raise PydanticCustomError("amounts_out_of_order", "bounds out of order", {"field": "min_amount"})
        if self.after and self.before:
            raise PydanticCustomError("two_cursors", "give either before or after", {"field": "before"})
        return self

    @property
    def is_filtered(self) -> bool:
        """Return whether any filter is set, apart from the page."""
        return bool(self.model_fields_set - {"after", "before", "limit"})


def position(cursor: str) -> tuple[date, UUID]:
    """Return the position that a cursor encodes. Raises: ValueError."""
    if not re.fullmatch(CURSOR, cursor):
        raise ValueError(cursor)
    day, _, key = cursor.partition("_")
    return date.fromisoformat(day), UUID(key)


def cursor_of(row: Row[Any]) -> str:
    """Return the cursor of a row."""
    return f"{row.published_on.isoformat()}_{row.id.hex}"


def conditions(query: NoticesQuery, *, calendar: WorkingCalendar, now: datetime) -> list[ColumnElement[bool]]:
    """Build the SQL conditions on the offer; ``member_conditions`` builds those of the search words and the kind.

    Raises: CalendarYearMissing if days must be counted in an unknown year.
    """
    found: list[ColumnElement[bool]] = []
    if query.status:
        found += _standing(query.status, now)
    if query.days_left is not None:
        found += _soon_closed(query.days_left, calendar, now=now)
    if query.provisional:
        found.append(_NOTICE.c.window_is_provisional.is_(true()))
    if query.province:
        found.append(_NOTICE.c.province.in_(province_spellings(query.province) or (query.province,)))
    plain = (
        (query.min_amount, _NOTICE.c.total_amount.__ge__),
        (query.max_amount, _NOTICE.c.total_amount.__le__),
    )
    return found + [fits(value) for value, fits in plain if value is not None]


def member_conditions(query: NoticesQuery, member: FromClause) -> list[ColumnElement[bool]]:
    """Build the conditions of search words and kind on one notice, the offer or a later one.

    ``member`` is the table of notices or an alias of it. The list is empty if neither filter is set.
    """
    found: list[ColumnElement[bool]] = []
    if query.q is not None:
        found.append(member.c.search.op("@@")(cast(search_query(query.q), TSQUERY)))
    if query.kind is not None:
        found.append(member.c.kind == query.kind)
    return [*found, member.c.number.is_not(None)] if found else []


def _standing(status: PublicStatus, now: datetime) -> list[ColumnElement[bool]]:
    """Build the conditions of a status."""
    if status.value in NoticeState.__members__:
        return [_NOTICE.c.state == status.value]
    return [_NOTICE.c.state == "published", *published_conditions(status, now=now)]


def _soon_closed(days_left: int, calendar: WorkingCalendar, *, now: datetime) -> list[ColumnElement[bool]]:
    """Build the conditions of "at most this many working days left"; must agree with ``summary_of``.

    The last day must be earlier than working day number ``days_left + 1``. Counting starts today, or tomorrow if the
    window counts from tomorrow.
    """
    today = now.astimezone(SHANGHAI).date()
    first, last = _NOTICE.c.window_first_counted_on, _NOTICE.c.window_ends_on
    from_today, from_tomorrow = (
        calendar.nth_working_day(day, days_left + 1, allow_provisional=True) for day in (today, today + ONE_DAY)
    )
    soon = or_((first <= today) & (last < from_today), (first == today + ONE_DAY) & (last < from_tomorrow))
    return [_NOTICE.c.state == "published", _NOTICE.c.published_on <= today, _NOTICE.c.window_ends_at > now, soon]
