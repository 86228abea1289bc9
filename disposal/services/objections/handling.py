"""What else is done with an objection: grouped with others, time of receipt corrected, court case, reply delivered."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlmodel import Session

from disposal.models.objections.codes import ReceiptCheck
from disposal.models.objections.handling import ObjectionReply, ObjectionReplyCreate
from disposal.models.objections.objection import Objection, ObjectionCreate
from disposal.services.accounts.permissions import require
from disposal.services.accounts.persons import entries_of, person_acting, refuse_same_person
from disposal.services.filings.evidence import EvidenceFile
from disposal.services.filings.published import FilingContext
from disposal.services.objections.answer_clock import replies_of
from disposal.services.objections.errors import ObjectionInvalid, ObjectionRefused
from disposal.services.objections.evidence import files_of, store_evidence
from disposal.services.objections.filing import needed_check, refuse_unfit_time
from disposal.services.objections.insiders import refuse_insider
from disposal.services.objections.lifecycle import objection_step
from disposal.services.objections.lookup import lock_in_order, members_of, notice_of, objection_called
from disposal.services.records.validation import read, read_reason
from disposal.services.records.writing import change, enter, locked
from notices.dates import SHANGHAI

_ENDED = "登记签收或退回"


def group(session: Session, lead: Objection, receipts: Sequence[str], *, reason: str) -> Sequence[Objection]:
    """Handle objections together with ``lead`` (合并处理): one decision and one reason for all.

    Raises: ObjectionInvalid without a receipt; ObjectionUnknown, ObjectionStepRefused; ObjectionRefused for another
    notice, another state, or one grouped.
    """
    require(session, "objection.grouped")
    if not receipts:
        raise ObjectionInvalid(
            field="receipts", zh="请填写要并入的异议的回执号。", en="give the receipts of the objections to join"
        )
    joining = [objection_called(session, receipt) for receipt in receipts]
    lock_in_order(session, [lead, *joining])
    objection_step("group", state=lead.state, receipt=lead.receipt)
    for each in joining:
        _refuse_unlike(session, lead, each)
        change(session, each, {"lead_id": lead.id}, event="objection.grouped", reason=reason)
    return members_of(session, lead)


def ungroup(session: Session, objection: Objection, *, reason: str) -> Objection:
    """Handle an objection by itself again (取消合并). Raises: ObjectionStepRefused, InvalidRecord."""
    require(session, "objection.ungrouped")
    objection = locked(session, Objection, objection.id)
    objection_step("ungroup", state=objection.state, receipt=objection.receipt)
    values = {"lead_id": None} if objection.lead_id is not None else {}
    return change(session, objection, values, event="objection.ungrouped", reason=reason)


def correct_received(
    session: Session, objection: Objection, written: str, *, reason: str, context: FilingContext
) -> Objection:
    """Correct the time of receipt; one that turns a late objection timely waits for evidence and a second person.

    Raises: ObjectionInvalid, InvalidRecord.
    """
    require(session, "objection.received_at_changed")
    objection = locked(session, Objection, objection.id)
    stated = objection.model_dump(include=set(ObjectionCreate.model_fields))
    data = read(ObjectionCreate, {**stated, "received_at": written.strip() or None})
    at = data.received_at or objection.received_at
    notice = notice_of(session, objection)
    refuse_unfit_time(session, notice, at, data, at=objection.entered_at)
    entered = replace(context, at=objection.entered_at)  # what was entered inside the window is proved by that
    check = needed_check(session, notice, data, at, context=entered)
    values = {"received_at": at, "receipt_check": check}
    return change(session, objection, values, event="objection.received_at_changed", reason=reason)


def check_received(session: Session, objection: Objection, *, confirms: bool, reason: str) -> Objection:
    """Confirm or decline a time of receipt that waits, as another person than entered it (收到时间复核).

    Raises: AccountNeeded, DecidesOwnNotice, AnotherPersonNeeded; ObjectionRefused without evidence or if none waits.
    """
    event = "objection.receipt_confirmed" if confirms else "objection.receipt_declined"
    actor, _ = person_acting(session, event)
    objection = locked(session, Objection, objection.id)
    refuse_insider(session, notice_of(session, objection), actor, verb=event)
    if objection.receipt_check is not ReceiptCheck.waiting:
        raise ObjectionRefused(
            field="receipt_check",
            zh=f"异议 {objection.receipt} 的收到时间没有待复核的事项。",
            en=f"no time of receipt waits to be checked for objection {objection.receipt}; nothing is to be done",
        )
    entered = [
        entry
        for name in ("objection.entered", "objection.received_at_changed")
        for entry in entries_of(session, name, [objection.id])
    ]
    refuse_same_person(actor, entered, verb=event)
    if confirms and not any(each.proves_receipt for each in files_of(session, objection.id)):
        raise ObjectionRefused(
            field="receipt_check",
            zh="没有收到时间的凭证（信封、传真报头、通话记录等）；请先上传凭证。",
            en="there is no evidence of the time of receipt (envelope, fax header, call list); upload it first",
        )
    check = ReceiptCheck.confirmed if confirms else ReceiptCheck.declined
    return change(session, objection, {"receipt_check": check}, event=event, reason=reason)


def add_evidence(session: Session, objection: Objection, files: Sequence[EvidenceFile]) -> None:
    """Store further files with an objection. Raises: PermissionRefused."""
    require(session, "objection_file.stored")
    store_evidence(session, locked(session, Objection, objection.id), files)


def enter_case(session: Session, objection: Objection, case_number: str, *, reason: str) -> Objection:
    """Enter the number of the court case (案号). Raises: InvalidRecord."""
    require(session, "objection.case_number_entered")
    objection = locked(session, Objection, objection.id)
    stated = objection.model_dump(include=set(ObjectionCreate.model_fields))
    data = read(ObjectionCreate, {**stated, "case_number": case_number.strip() or None})
    values = {"case_number": data.case_number}
    return change(session, objection, values, event="objection.case_number_entered", reason=read_reason(reason))


def enter_reply(
    session: Session,
    objection: Objection,
    values: Mapping[str, Any],
    *,
    at: datetime,
    letter: Callable[[], bytes] | None = None,
) -> ObjectionReply:
    """Record how the reply went out (答复送达), with the letter, drawn where the sending is a new one.

    The same sending entered again, now with the day it was received or returned, completes the earlier row.

    Raises: ObjectionStepRefused, InvalidRecord, ObjectionInvalid.
    """
    require(session, "objection_reply.entered")
    objection = locked(session, Objection, objection.id)
    objection_step("reply", state=objection.state, receipt=objection.receipt)
    data = read(ObjectionReplyCreate, values)
    today = at.astimezone(SHANGHAI).date()
    filed_on = objection.received_at.astimezone(SHANGHAI).date()
    ends = [day for day in (data.received_on, data.returned_on) if day is not None]
    if not filed_on <= data.sent_on <= today or any(not data.sent_on <= day <= today for day in ends):
        raise ObjectionInvalid(
            field="sent_on",
            zh=f"寄出日应在 {filed_on}（收到异议）至 {today} 之间，签收日、退回日不早于寄出日、不晚于今天；请核对。",
            en=f"sent on a day from {filed_on} (receipt) to {today}, received or returned no earlier and not after "
            "today; check the days",
        )
    if len(ends) > 1:
        raise ObjectionInvalid(
            field="returned_on",
            zh="签收日与退回日只填一项；请删去其中之一。",
            en="give the day of receipt or that of return, not both; clear one",
        )
    sent = _sending(session, objection, data) if ends else None
    if sent is not None:
        done = {"number": data.number, "received_on": data.received_on, "returned_on": data.returned_on}
        return change(session, sent, done, event="objection_reply.changed", reason=_ENDED)
    drawn = letter() if letter else None
    fits = None if drawn is None else hashlib.sha256(drawn).hexdigest()
    said = {"objection_id": objection.id, "letter": drawn, "letter_sha256": fits}
    row = ObjectionReply.model_validate(data.model_dump() | said)
    return enter(session, row, event="objection_reply.entered")


def _sending(session: Session, objection: Objection, data: ObjectionReplyCreate) -> ObjectionReply | None:
    """Return the sending with this method and day of which nobody knows yet whether it arrived, or None.

    It has this number, or none so far: of those handled together only the one it was recorded for has one.
    """
    unended = [each for each in replies_of(session, objection) if each.received_on is None and each.returned_on is None]
    alike = [each for each in unended if (each.method, each.sent_on) == (data.method, data.sent_on)]
    numbered = [each for each in alike if each.number == data.number]
    return next(iter(numbered or [each for each in alike if each.number is None]), None)


def _refuse_unlike(session: Session, lead: Objection, each: Objection) -> None:
    objection_step("group", state=each.state, receipt=each.receipt)
    is_free = each.lead_id is None and lead.lead_id is None and not members_of(session, each) and each.id != lead.id
    if not is_free or each.notice_id != lead.notice_id or each.state is not lead.state:
        raise ObjectionRefused(
            field="receipts",
            zh=f"异议 {each.receipt}（{each.state.zh}）不能与 {lead.receipt}（{lead.state.zh}）合并：须为同一公告、"
            "同一状态、尚未与其他异议合并；请先办理到同一状态。",
            en=f"objection {each.receipt} ({each.state.en}) cannot be handled with {lead.receipt} "
            f"({lead.state.en}): same notice, same state, and not grouped yet; bring it to that state first",
        )
