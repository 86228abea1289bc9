"""Objections that wait: for the legal officer, for a second person, and higher up once an answer is overdue."""

from collections.abc import Iterable, Set
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from disposal.acting import Actor, Role
from disposal.models.objections.codes import ObjectionState, ReceiptCheck
from disposal.services.accounts.permissions import may
from disposal.services.accounts.persons import entries_of, may_have_written
from disposal.services.objection_register.listing import open_objections
from disposal.services.objection_register.overview import ObjectionView
from disposal.services.objections.insiders import notices_with_part
from disposal.services.worklist.work_item import WorkContext, WorkItem

_WORDS = {
    ObjectionState.received: ("受理异议", "take up an objection"),
    ObjectionState.accepted: ("审查异议", "review an objection"),
    ObjectionState.under_review: ("审查异议", "review an objection"),
}


def objections(session: Session, context: WorkContext) -> Iterable[WorkItem]:
    """Return what waits for a person in objections; an overdue answer goes to approvers too (升级)."""
    actor = context.actor
    if not may(actor, "objections.read") or not _handles(actor):
        return
    is_legal = _is(actor, Role.legal_officer)
    views = open_objections(session, calendar=context.calendar)
    stated = _stated_receipts(session, views, actor)
    seconds = {view.row.id: words for view in views if (words := _of_second(view, actor, stated))}
    waiting = {view.notice.id: view.notice for view in views if view.row.id in seconds}
    own = notices_with_part(session, waiting.values(), actor) if waiting else frozenset[UUID]()
    for view in views:
        words = None if view.notice.id in own else seconds.get(view.row.id)
        words = words or (_of_legal(view) if is_legal else None)
        is_overdue = view.clock is not None and view.clock.is_overdue(context.today)
        if words is None and is_overdue and _is(actor, Role.approver):
            words = ("异议逾期未答复", "an objection is overdue")
        due_on = view.clock.due_on if view.clock else None
        again = ("重新登记收到时间", "enter the time of receipt again") if view.timeliness.asks_again else None
        for each in (words, again if is_legal else None):
            if each is not None:
                yield WorkItem(*each, _about(view), f"/desk/objections/{view.row.receipt}", _since(view), due_on)


def _of_second(view: ObjectionView, actor: Actor, stated: Set[UUID]) -> tuple[str, str] | None:
    """Return what waits for somebody else than who proposed it, or than who entered the time of receipt."""
    waiting = view.waiting
    if waiting is not None and (actor.person_id is None or waiting.proposed_by_id != actor.person_id):
        return "复核异议", "confirm a decision on an objection"
    if view.row.receipt_check is ReceiptCheck.waiting and view.row.id not in stated:
        return "复核收到时间", "check a time of receipt"
    return None


def _stated_receipts(session: Session, views: Iterable[ObjectionView], actor: Actor) -> set[UUID]:
    """Return the objections that a person entered or whose time of receipt the person corrected, of those to check."""
    checked = [view.row for view in views if view.row.receipt_check is ReceiptCheck.waiting]
    corrected = entries_of(session, "objection.received_at_changed", [row.id for row in checked]) if checked else []
    mine = {each.subject_id for each in corrected if may_have_written(each, actor)}
    return mine | {row.id for row in checked if row.entered_by_id == actor.person_id}


def _of_legal(view: ObjectionView) -> tuple[str, str] | None:
    if view.waits_for_objector:
        return None
    if not view.row.state.is_open:
        return "登记答复送达", "record the delivery of a reply"
    return _WORDS.get(view.row.state)


def _about(view: ObjectionView) -> str:
    return f"{view.row.receipt} {view.row.objector or '未留名'}（{view.timeliness.mark[0]}）"


def _since(view: ObjectionView) -> datetime:
    return view.row.received_at


def _handles(actor: Actor) -> bool:
    return _is(actor, Role.legal_officer, Role.compliance_officer, Role.approver)


def _is(actor: Actor, *roles: Role) -> bool:
    """Return whether a person has one of these roles; before the first account everybody has all."""
    return actor.account_id is None or actor.has(*roles)
