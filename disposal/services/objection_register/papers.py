"""Papers on objections as PDF: 回执, 答复函 in the branch's name, and the register for the court."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from disposal.identifiers import mask_personal_numbers_in
from disposal.models.objections.codes import ObjectionOutcome, ObjectionState
from disposal.models.objections.handling import ObjectionReply
from disposal.models.projects.issuer import Issuer
from disposal.services.accounts.modes import is_settled_training
from disposal.services.objection_register.overview import NOT_NAMED, ObjectionView, said_as_json
from disposal.services.objection_register.sections import (
    LetterFact,
    LetterSection,
    numbered,
    paragraphs_of,
    said_in_sections,
)
from disposal.services.objections.errors import ObjectionRefused
from disposal.services.objections.lookup import issuer_of_objection
from disposal.services.publication.versions import NOT_REAL, TRAINING, newest_content
from notices.codes import ContactRole, PartyKind
from notices.composition.phrases import date_zh
from notices.dates import SHANGHAI, instant_zh
from notices.rendering.letter import Letter, render_letter
from notices.rendering.source import Source
from notices.typesetting.fonts import GlyphMissing, need_rare_faces

TEMPLATE, STYLE = "objection_letter.html.j2", "letter-print.css"
_NO_GLYPH = "□"
_NOT_PRINTED = "本件中的□为字库所无、不能印出的字符，以登记的原文为准。"
_RESULTS = {
    ObjectionOutcome.not_accepted: "决定不予受理",
    ObjectionOutcome.upheld: "认为异议成立",
    ObjectionOutcome.partly_upheld: "认为异议部分成立",
    ObjectionOutcome.dismissed: "认为异议不成立",
}


@dataclass(frozen=True, slots=True)
class ObjectionLetter:
    """What the template prints, in the order of the page; ``mark`` is that of training."""

    title: str
    code: str
    author: str
    made_at: str
    mark: str = ""
    addressee: str = ""
    opening: tuple[str, ...] = ()
    sections: tuple[LetterSection, ...] = ()
    signed: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def reply_pdf(session: Session, view: ObjectionView, *, anew_on: date | None = None) -> bytes:
    """Return the reply (答复函) on a decided objection, in the name of the branch. Same bytes each time.

    ``anew_on`` is the day on which a letter is drawn that went out before letters were kept: it says so.

    Raises: ObjectionRefused while it is not decided.
    """
    decided = view.outcome
    if decided is None or decided.outcome not in _RESULTS or decided.decided_at is None or view.row.state.is_open:
        raise ObjectionRefused(
            field="state",
            zh=f"异议 {view.row.receipt} 为“{view.row.state.zh}”，尚无可答复的决定；请先经复核作出决定。",
            en=f"objection {view.row.receipt} is {view.row.state.en}, with no decision to answer by; decide it first",
        )
    issuer = issuer_of_objection(session, view.row)
    day = decided.decided_at.astimezone(SHANGHAI).date()
    of, number = issuer.self_reference, str(view.notice.number)
    you = "贵单位" if view.row.objector_kind is PartyKind.organisation else "您"
    said = f"{you}于{date_zh(view.row.received_at.astimezone(SHANGHAI).date())}就公告{number}"
    opening = f"{said}（{view.row.target_words}）以“{view.row.ground.zh}”为由提出的异议收悉。经审查并复核，{of}"
    letter = ObjectionLetter(
        title="异议答复函",
        code=f"回执号：{view.row.receipt}",
        author=issuer.full_name,
        made_at=midnight_of(decided.decided_at),
        mark=training_mark(session),
        addressee=view.row.objector or "异议人",
        opening=(f"{opening}{_RESULTS[decided.outcome]}，现答复如下。",),
        sections=numbered(
            (
                ("异议请求", paragraphs_of(view.row.remedy or "")),
                ("结论及理由", paragraphs_of(decided.reason)),
                ("期限", [view.timeliness.because]),
                ("其他", [_further(session, view, of)]),
            )
        ),
        signed=(issuer.full_name, date_zh(day)),
        remarks=(_drawn_anew(view, anew_on),) if anew_on else (),
    )
    return render_paper(letter, said=said_as_json(view.row, view.notice) | {"objector": None}, at=decided.decided_at)


def pdf_of_register(
    issuer: Issuer | None, views: Sequence[ObjectionView], *, at: datetime, filters: str, mark: str = ""
) -> bytes:
    """Return the register of objections (异议登记簿) as PDF for a court, one part an objection."""
    name = issuer.full_name if issuer else "异议登记簿"
    letter = ObjectionLetter(
        title="异议登记簿",
        code=f"截至{instant_zh(at)}，共{len(views)}件",
        author=name,
        made_at=at.astimezone(SHANGHAI).isoformat(timespec="seconds"),
        mark=mark,
        opening=(f"{filters}。收到时间与录入时间分别列明；逾期的照常登记并标明。",),
        sections=tuple(_registered(number, view) for number, view in enumerate(views, 1)),
        signed=(*((name,) if issuer else ()), date_zh(at.astimezone(SHANGHAI).date())),
    )
    return render_paper(letter, said=[each.row.receipt for each in views], at=at)


def _registered(number: int, view: ObjectionView) -> LetterSection:
    row, decided = view.row, view.outcome
    rows = [
        LetterFact("公告编号", str(view.notice.number)),
        LetterFact("异议人", f"{row.objector or NOT_NAMED}（{row.standing.zh}）"),
        LetterFact("对象、理由", f"{row.target_words}；{row.ground.zh}"),
        LetterFact("渠道", f"{row.channel.zh}{f'，邮戳日{row.postmark_on}' if row.postmark_on else ''}"),
        LetterFact("收到时间", instant_words(row.received_at) + (f"，{row.received_by}" if row.received_by else "")),
        LetterFact(
            "录入时间", f"{instant_words(row.entered_at)}，{row.entered_by}{'，补录' * view.is_entered_afterwards}"
        ),
        LetterFact("期内或逾期", f"{view.timeliness.mark[0]}：{view.timeliness.because}"),
        *(LetterFact(heading, " ".join(" ".join(said).split())) for heading, said in said_in_sections(row)),
        LetterFact("状态", row.state.zh + (f"，与{view.lead.receipt}合并处理" if view.lead else "")),
    ]
    rows += [LetterFact("材料", f"{len(view.files)}件")] if view.files else []
    rows += [LetterFact("案号", row.case_number)] if row.case_number else []
    if decided is not None:
        by = "、".join(name for name in (decided.proposed_by, decided.decided_by) if name)
        on = f"，{instant_words(decided.decided_at)}" if decided.decided_at else ""
        rows.append(LetterFact("决定", f"{decided.outcome.zh}（{by}{on}）：{' '.join(decided.reason.split())}"))
    rows += [LetterFact("答复送达", reply_words(each)) for each in view.replies]
    return LetterSection(f"{number}. {row.receipt}", tuple(rows))


def reply_words(reply: ObjectionReply) -> str:
    """Return how a reply was delivered, and what became of it."""
    end = f"，{reply.received_on}签收" if reply.received_on else ""
    end = end or (f"，{reply.returned_on}退回" if reply.returned_on else "")
    return f"{reply.method.zh} {reply.number or ''} {reply.sent_on}寄出{end}"


def _drawn_anew(view: ObjectionView, on: date) -> str:
    sent = "、".join(dict.fromkeys(date_zh(each.sent_on) for each in view.replies))
    return (
        f"本件系{date_zh(on)}依登记重新生成，并非{sent}寄出的原件：当时系统尚不留存寄出的答复函，"
        f"期限等按{date_zh(on)}所知载明，可能与原件不同。"
    )


def _further(session: Session, view: ObjectionView, of: str) -> str:
    contacts = newest_content(session, view.notice).contacts
    phones = [phone for each in contacts if each.role is ContactRole.deal for phone in each.phones]
    call = f"，或致电{phones[0]}" if phones else ""
    if view.row.state is ObjectionState.not_accepted:
        return f"如有新的事实或材料，可另行向{of}提出异议{call}。"
    return f"如对本答复有不同意见，可补充材料再次向{of}提出{call}，也可依法通过诉讼等途径主张权利。"


def training_mark(session: Session) -> str:
    """Return what papers of a register in training say under their title; nothing where they are real."""
    return f"{TRAINING}：{NOT_REAL}" if is_settled_training(session) else ""


def render_paper(letter: ObjectionLetter, *, said: Any, at: datetime) -> bytes:
    """Return a paper as PDF with its source attached; what no font can print is □, full numbers are masked."""
    printed: ObjectionLetter = _printable(letter)
    if _NO_GLYPH in repr(printed) and _NO_GLYPH not in repr(letter):
        printed = replace(printed, remarks=(*printed.remarks, _NOT_PRINTED))
    data = json.dumps(mask_personal_numbers_in(said), ensure_ascii=False, sort_keys=True).encode()
    source = Source(name="objection.json", description="异议登记内容（JSON），本件据其排印", data=data, made_at=at)
    return render_letter(Letter(TEMPLATE, STYLE, printed, source))


def _printable(value: Any) -> Any:
    """Return a letter with what no font can print replaced by □, and full identity numbers masked.

    Whoever objects may write anything: what was written stands whole in the register.
    """
    if isinstance(value, str):
        text: str = mask_personal_numbers_in(value)
        while True:
            try:
                need_rare_faces([("text", text)])
            except GlyphMissing as missing:
                text = text.replace(missing.character, _NO_GLYPH)
            else:
                return text
    if isinstance(value, tuple):
        return tuple(_printable(each) for each in value)
    names = type(value).__dataclass_fields__
    return type(value)(**{name: _printable(getattr(value, name)) for name in names})


def digest_lines(sha256: str) -> str:
    """Return a digest in two lines: one holds no more."""
    return f"{sha256[:32]}\n{sha256[32:]}"


def instant_words(at: datetime) -> str:
    """Return an instant in Chinese, to the second."""
    local = at.astimezone(SHANGHAI)
    return f"{date_zh(local.date())}{local:%H:%M:%S}"


def midnight_of(at: datetime) -> str:
    """Return the day of an instant in China as ISO 8601, for the metadata of a paper."""
    day: date = at.astimezone(SHANGHAI).date()
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI).isoformat()
