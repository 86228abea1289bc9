"""The register of objections (异议登记簿): filtered, sorted, searched by name, receipt or words; paged by key."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from disposal.models.objections.codes import ReceiptCheck
from disposal.services.accounts.permissions import require
from disposal.services.objection_register.live import TO_BE_ANSWERED, live_objections
from disposal.services.objection_register.overview import ObjectionView, views_of
from disposal.services.objection_register.paging import ObjectionQuery, Part, count_of, keys_of_page, rows_with_keys
from disposal.services.staff_lists.keyset import ROWS, KeyPage, ListCount
from notices.working_days.calendar import WorkingCalendar


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """One page of the register, the positions of its neighbours, and how many fit where columns say it."""

    views: tuple[ObjectionView, ...]
    next_after: str = ""
    previous_before: str = ""
    count: ListCount | None = None


@dataclass(frozen=True, slots=True)
class ObjectionSearch:
    """What is asked for, and by which calendar and day it is told what fits."""

    query: ObjectionQuery
    calendar: WorkingCalendar
    today: date


def page_of_objections(session: Session, asked: ObjectionSearch) -> RegisterPage:
    """Return one page of the objections that fit, within the branches of the account.

    What no column says (in time or late, a part of what waits) is told page by page until one is full.

    Raises: PermissionRefused; InvalidQuery for a position of another list; SearchTooSlow.
    """
    require(session, "objections.read")
    query = asked.query
    is_back = bool(query.before)
    first = last = keys = keys_of_page(session, query, after=query.after, before=query.before)
    views = _fitting(session, keys, asked)
    while query.is_told_later and len(views) < ROWS and (keys.previous_before if is_back else keys.next_after):
        if is_back:
            first = keys = keys_of_page(session, query, before=keys.previous_before)
            views = _fitting(session, keys, asked) + views
        else:
            last = keys = keys_of_page(session, query, after=keys.next_after)
            views += _fitting(session, keys, asked)
    count = None if query.is_told_later else count_of(session, query)
    return RegisterPage(views, last.next_after, first.previous_before, count)


def objections_of(session: Session, asked: ObjectionSearch) -> list[ObjectionView]:
    """Return all objections that fit, whatever page is asked for. Raises: PermissionRefused, SearchTooSlow."""
    require(session, "objections.read")
    keys = keys_of_page(session, asked.query)
    found = list(_fitting(session, keys, asked))
    while keys.next_after:
        keys = keys_of_page(session, asked.query, after=keys.next_after)
        found += _fitting(session, keys, asked)
    return found


def _fitting(session: Session, keys: KeyPage, asked: ObjectionSearch) -> tuple[ObjectionView, ...]:
    views = views_of(session, rows_with_keys(session, keys), calendar=asked.calendar)
    part, in_time = PARTS[asked.query.which] if asked.query.which else None, asked.query.in_time
    if in_time:
        views = tuple(each for each in views if each.timeliness.is_in_time is (in_time == "yes"))
    return views if part is None else tuple(each for each in views if part(each, asked.today))


def due_objections(session: Session, *, calendar: WorkingCalendar) -> list[ObjectionView]:
    """Return what is to be decided or answered, by the last day of its answer clock; those without one stand last.

    Raises: PermissionRefused.
    """
    require(session, "objections.read")
    found = views_of(session, live_objections(session), calendar=calendar)
    return sorted(found, key=lambda view: (_due_on(view), view.row.id))


def counted_parts(session: Session, *, calendar: WorkingCalendar, today: date) -> dict[Part, int]:
    """Return how many objections stand in each part of what waits. Raises: PermissionRefused."""
    views = due_objections(session, calendar=calendar)
    return {name: sum(part(each, today) for each in views) for name, part in PARTS.items()}


def open_objections(session: Session, *, calendar: WorkingCalendar) -> list[ObjectionView]:
    """Return the objections that are not answered yet, those closed included until their reply went out.

    What is grouped to another is answered with that one.
    """
    rows = [each for each in live_objections(session) if each.lead_id is None]
    return list(views_of(session, rows, calendar=calendar))


def _due_on(view: ObjectionView) -> date:
    return view.clock.due_on if view.clock and view.clock.due_on else date.max


def _is_new(view: ObjectionView, today: date) -> bool:
    return view.row.state.value == "received"


def _is_due_today(view: ObjectionView, today: date) -> bool:
    return view.clock is not None and view.clock.due_on == today


def _is_overdue(view: ObjectionView, today: date) -> bool:
    return view.clock is not None and view.clock.is_overdue(today)


def _waits_for_objector(view: ObjectionView, today: date) -> bool:
    return view.waits_for_objector


def _waits_for_second(view: ObjectionView, today: date) -> bool:
    return view.waiting is not None or view.row.receipt_check is ReceiptCheck.waiting


def _is_to_be_answered(view: ObjectionView, today: date) -> bool:
    return view.row.state in TO_BE_ANSWERED and not view.is_reply_out


PARTS: Mapping[Part, Callable[[ObjectionView, date], bool]] = {
    "new": _is_new,
    "today": _is_due_today,
    "overdue": _is_overdue,
    "objector": _waits_for_objector,
    "second": _waits_for_second,
    "answer": _is_to_be_answered,
}
"""Which objections stand in each part of the legal officer's home."""
PART_WORDS: Mapping[Part, tuple[str, str]] = {
    "new": ("新收", "new"),
    "today": ("今日到期", "due today"),
    "overdue": ("逾期未答复", "overdue"),
    "objector": ("待异议人答复", "waiting for the objector"),
    "second": ("待复核", "waiting for a second person"),
    "answer": ("待答复送达", "reply to be delivered"),
}
