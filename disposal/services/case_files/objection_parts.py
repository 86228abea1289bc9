"""The files of an objection: how it first arrived, what was decided by whom, the reply and its delivery."""

from collections.abc import Iterator
from datetime import date, datetime, time

from sqlmodel import Session, col, select

from disposal.models.objections.codes import ObjectionState
from disposal.models.objections.handling import ObjectionFile, ObjectionPause, ObjectionReply
from disposal.models.records.audit_entry import AuditEntry
from disposal.services.case_files.case_file import CasePart, StoredFile
from disposal.services.case_files.drawing_up import CaseRecords
from disposal.services.objection_register.letters import letters_sent
from disposal.services.objection_register.overview import NOT_NAMED, ObjectionView
from disposal.services.objection_register.papers import instant_words, reply_pdf
from disposal.services.objection_register.receipts import receipt_pdf
from disposal.services.objection_register.sections import (
    LetterFact,
    LetterSection,
    heading_of,
    numbered,
    said_in_sections,
)
from disposal.services.objections.answer_clock import pauses_of
from notices.dates import SHANGHAI

_TIMES = {
    "objection.received_at_changed": "更改收到时间",
    "objection.receipt_confirmed": "收到时间复核认可",
    "objection.receipt_declined": "收到时间复核不予认可",
    "objection.case_number_entered": "登记案号",
    "objection.grouped": "合并处理",
    "objection.ungrouped": "取消合并",
}
Step = tuple[datetime, str]


def objection_parts(session: Session, case: CaseRecords, view: ObjectionView) -> Iterator[CasePart]:
    """Yield what belongs to one objection: first arrival with its evidence, decision, reply and its delivery."""
    row, today = view.row, case.context.today
    named = f"异议{row.receipt}"
    course = case.paper("异议收到与办理经过", _told(session, view), code=f"回执号：{row.receipt}")
    yield CasePart(f"{named}收到与办理经过", ".pdf", course)
    yield CasePart(f"{named}回执", ".pdf", receipt_pdf(session, view, on=today))
    if row.receipt_facts is None:
        case.missing.append(f"{named}：出具的回执当时未留存，卷内一份系依登记重新生成。")
    if not row.is_filed_publicly and not any(each.proves_receipt for each in view.files):
        case.missing.append(f"{named}：没有存入收到时间的凭证（信封、传真报头、通话记录等）。")
    for file in sorted(view.files, key=lambda each: not each.proves_receipt):
        what = "收到凭证" if file.proves_receipt else "材料"
        stored = StoredFile(ObjectionFile, file.id, file.sha256, file.size)
        name, dot, ending = file.file_name.rpartition(".")
        yield CasePart(f"{named}{what} {name if dot else ending}", f".{ending.lower()}" if dot else "", stored)
    if row.state.is_open or row.state is ObjectionState.withdrawn:
        case.missing.append(f"{named}：{row.state.zh}，没有答复函。")
        return
    lost = [str(each.sent_on) for each in view.replies if each.letter_sha256 is None]
    if lost:
        anew = "，卷内一份系依登记重新生成" if view.is_letter_lost else ""
        case.missing.append(f"{named}：{'、'.join(lost)}寄出的答复函当时未留存{anew}。")
    drawn = letters_sent(session, row.id) or [reply_pdf(session, view, anew_on=today if view.is_letter_lost else None)]
    for at, letter in enumerate(drawn, 1):
        yield CasePart(f"{named}答复函" if at == 1 else f"{named}答复函（第{at}次寄出）", ".pdf", letter)
    if not view.is_reply_out:
        case.missing.append(f"{named}：没有登记答复送达，或已被退回。")


def _told(session: Session, view: ObjectionView) -> list[LetterSection]:
    row = view.row
    afterwards = "（补录）" if view.is_entered_afterwards else ""
    papers = f"授权材料：{row.authority.zh if row.authority else '—'}"
    arrival = (
        ("最先收到", instant_words(row.received_at) + (f"，{row.received_by}" if row.received_by else "")),
        ("渠道", row.channel.zh),
        ("寄出邮戳日", str(row.postmark_on or "")),
        ("录音编号", row.recording),
        ("录入", f"{instant_words(row.entered_at)}，{row.entered_by}{afterwards}"),
        ("期内或逾期", f"{view.timeliness.mark[0]}：{view.timeliness.because}"),
        ("异议人", f"{row.objector or NOT_NAMED}（{row.standing.zh}）"),
        ("代理人", f"{row.representative}，{papers}" if row.representative else ""),
        ("对象、理由", f"{row.target_words}；{row.ground.zh}"),
        ("案号", row.case_number),
        ("合并处理", f"与{view.lead.receipt}一并处理" if view.lead else ""),
    )  # fmt: skip
    said = numbered(said_in_sections(row), first=2)
    steps = sorted([*_decided(view), *_talked(view), *_times(session, view), *_stopped(session, view), *_sent(view)])
    return [
        LetterSection("一、收到", tuple(LetterFact(label, " ".join(text.split())) for label, text in arrival if text)),
        *said,
        LetterSection(heading_of(len(said) + 2, "经过"), tuple(LetterFact(_day(at), words) for at, words in steps)),
    ]


def _decided(view: ObjectionView) -> Iterator[Step]:
    for each in view.decisions:
        reason = " ".join(each.reason.split())
        is_alone = each.decided_at is not None and each.decided_at == each.proposed_at
        verb = each.outcome.zh if is_alone else f"提请{each.outcome.zh}"
        yield each.proposed_at, f"{instant_words(each.proposed_at)}，{each.proposed_by}{verb}：{reason}"
        if each.decided_at is not None and not is_alone:
            said = f"：{' '.join(each.comment.split())}" if each.comment else ""
            done = {"confirmed": "复核确定", "returned": "退回提请"}.get(each.state.value, each.state.zh)
            who = each.decided_by or "异议人"
            yield each.decided_at, f"{instant_words(each.decided_at)}，{who}{done}（{each.outcome.zh}）{said}"


def _talked(view: ObjectionView) -> Iterator[Step]:
    for each in view.messages:
        verb = "补充或答复" if each.is_from_objector else "提问"
        yield each.said_at, f"{instant_words(each.said_at)}，{each.author}{verb}：{' '.join(each.words.split())}"


def _times(session: Session, view: ObjectionView) -> Iterator[Step]:
    """Yield what the audit trail tells of the time of receipt, the court case, and the grouping."""
    query = select(AuditEntry).where(AuditEntry.subject_id == view.row.id, col(AuditEntry.event).in_(_TIMES))
    for entry in session.exec(query.order_by(col(AuditEntry.id))):
        before, after = ((part or {}).get("received_at") for part in (entry.before, entry.after))
        change = f"，由{_at(before)}改为{_at(after)}" if before and after else ""
        yield entry.at, f"{instant_words(entry.at)}，{entry.actor}{_TIMES[entry.event]}{change}：{entry.reason or '—'}"


def _stopped(session: Session, view: ObjectionView) -> Iterator[Step]:
    for each in (pause for of in (view.row, view.lead) if of for pause in pauses_of(session, of)):
        yield _late_on(each.starts_on, minute=58), f"答复期限自{each.starts_on}起中止：{each.because}{_until(each)}"


def _sent(view: ObjectionView) -> Iterator[Step]:
    for each in view.replies:
        number = f"，单号{each.number}" if each.number else ""
        yield _late_on(each.sent_on, minute=59), f"答复送达：{each.method.zh}{number}，{each.sent_on}寄出{_end(each)}"


def _end(reply: ObjectionReply) -> str:
    if reply.received_on:
        return f"，{reply.received_on}签收"
    return f"，{reply.returned_on}退回" if reply.returned_on else "，尚无签收记录"


def _until(pause: ObjectionPause) -> str:
    return f"；{pause.ends_on}恢复" if pause.ends_on else "；尚未恢复"


def _late_on(day: date, *, minute: int) -> datetime:
    """Return an instant for what is known by its day only: after what was done at a known hour of that day."""
    return datetime.combine(day, time(23, minute), SHANGHAI)


def _day(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d}"


def _at(written: str) -> str:
    return instant_words(datetime.fromisoformat(written))
