"""The register of objections (异议登记簿): filtered, sorted, searched by name, receipt or words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_
from sqlmodel import Session, col, select

from disposal.models import OPEN_STATES, Notice, Objection, ObjectionGround, ObjectionState, ReceiptCheck
from disposal.services.accounts.permissions import require
from disposal.services.objection_register.overview import ObjectionView, view_of
from notices.working_days.calendar import WorkingCalendar

MOST = 2_000
"""Objections of one list; a branch has some hundred a year."""


@dataclass(frozen=True, slots=True)
class ObjectionQuery:
    """What is asked for; empty fields ask for all. ``which`` is one of ``PARTS``; ``sort`` one of ``SORTS``."""

    q: str = ""
    notice: str = ""
    state: str = ""
    ground: str = ""
    in_time: str = ""
    which: str = ""
    sort: str = "-received"


def objections_of(
    session: Session, query: ObjectionQuery, *, calendar: WorkingCalendar, today: date
) -> list[ObjectionView]:
    """Return the objections that fit, within the branches of the account. Raises: PermissionRefused."""
    require(session, "objections.read")
    wanted = select(Objection).join(Notice, col(Notice.id) == col(Objection.notice_id)).where(*_conditions(query))
    rows = session.exec(wanted.order_by(col(Objection.id).desc()).limit(MOST)).all()
    views = [view_of(session, row, calendar=calendar) for row in rows]
    if query.in_time in ("yes", "no"):
        views = [each for each in views if each.timeliness.is_in_time is (query.in_time == "yes")]
    part = PARTS.get(query.which)
    if part is not None:
        views = [each for each in views if part(each, today)]
    key = SORTS.get(query.sort.removeprefix("-"), SORTS["received"])
    return sorted(views, key=key, reverse=query.sort.startswith("-"))


def open_objections(session: Session, *, calendar: WorkingCalendar) -> list[ObjectionView]:
    """Return the objections that are not answered yet, those closed included until their reply went out."""
    rows = session.exec(
        select(Objection)
        .where(col(Objection.state).in_([*OPEN_STATES, *_TO_BE_ANSWERED]), col(Objection.lead_id).is_(None))
        .order_by(col(Objection.id))
        .limit(MOST)
    ).all()
    views = [view_of(session, row, calendar=calendar) for row in rows]
    return [each for each in views if each.row.state.is_open or not each.replies]


_TO_BE_ANSWERED = (
    ObjectionState.not_accepted, ObjectionState.upheld, ObjectionState.partly_upheld, ObjectionState.dismissed,
)  # fmt: skip


def _is_new(view: ObjectionView, today: date) -> bool:
    return view.row.state is ObjectionState.received


def _is_due_today(view: ObjectionView, today: date) -> bool:
    return view.clock is not None and view.clock.due_on == today


def _is_overdue(view: ObjectionView, today: date) -> bool:
    return view.clock is not None and view.clock.is_overdue(today)


def _waits_for_objector(view: ObjectionView, today: date) -> bool:
    return view.waits_for_objector


def _waits_for_second(view: ObjectionView, today: date) -> bool:
    return view.waiting is not None or view.row.receipt_check is ReceiptCheck.waiting


def _is_to_be_answered(view: ObjectionView, today: date) -> bool:
    return view.row.state in _TO_BE_ANSWERED and not view.replies


PARTS: Mapping[str, Callable[[ObjectionView, date], bool]] = {
    "new": _is_new,
    "today": _is_due_today,
    "overdue": _is_overdue,
    "objector": _waits_for_objector,
    "second": _waits_for_second,
    "answer": _is_to_be_answered,
}
"""The parts of the legal officer's home: new, due today, overdue, waiting for the objector, for a second person."""
PART_WORDS: Mapping[str, tuple[str, str]] = {
    "new": ("新收", "new"),
    "today": ("今日到期", "due today"),
    "overdue": ("逾期未答复", "overdue"),
    "objector": ("待异议人答复", "waiting for the objector"),
    "second": ("待复核", "waiting for a second person"),
    "answer": ("待答复送达", "reply to be delivered"),
}
SORTS: Mapping[str, Callable[[ObjectionView], Any]] = {
    "received": lambda view: (view.row.received_at, view.row.receipt),
    "receipt": lambda view: view.row.receipt,
    "due": lambda view: (view.clock.due_on if view.clock and view.clock.due_on else date.max, view.row.receipt),
    "state": lambda view: (list(ObjectionState).index(view.row.state), view.row.receipt),
}
"""What a list may be sorted by; with ``-`` before it the other way round."""


def _conditions(query: ObjectionQuery) -> list[Any]:
    found: list[Any] = []
    if query.q.strip():
        words = query.q.strip()
        columns = (Objection.receipt, Objection.objector, Objection.words, Objection.arguments, Objection.case_number)
        found.append(or_(*(col(column).icontains(words, autoescape=True) for column in columns)))
    if query.notice.strip():
        found.append(col(Notice.number) == query.notice.strip().upper())
    if query.state in ObjectionState.__members__:
        found.append(col(Objection.state) == ObjectionState[query.state])
    if query.ground in ObjectionGround.__members__:
        found.append(col(Objection.ground) == ObjectionGround[query.ground])
    return found
