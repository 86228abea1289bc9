"""The receipt (回执) of an objection as PDF: as it was given, whatever moves afterwards."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import count

from sqlmodel import Session

from disposal.models.objections.handling import ObjectionFile
from disposal.models.objections.objection import Objection
from disposal.services.objection_register.overview import NOT_NAMED, ObjectionView
from disposal.services.objection_register.papers import (
    ObjectionLetter,
    digest_lines,
    instant_words,
    midnight_of,
    render_paper,
    training_mark,
)
from disposal.services.objection_register.sections import (
    LetterFact,
    LetterSection,
    heading_of,
    numbered,
    said_in_sections,
)
from disposal.services.objections.lookup import issuer_of_objection
from disposal.services.objections.receipt_facts import ReceiptFacts, facts_given, facts_now, received_then
from notices.composition.phrases import date_zh
from notices.dates import SHANGHAI

REMARK = (
    "本回执只证明收到异议及收到的时间，不表示异议成立。回执号不能用于查询；补充材料、答复提问、了解办理情况，"
    "请使用提交时显示的专用网址，勿转交他人。"
)


def receipt_pdf(session: Session, view: ObjectionView, *, on: date) -> bytes:
    """Return the receipt: that and when an objection came, what it says, whether in time and why, as told then.

    Same bytes each time, but for files that came later: they stand in a section of their own. An objection from before
    receipts were kept has it drawn anew ``on`` a day, which it says.
    """
    row, number = view.row, str(view.notice.number)
    given = facts_given(row)
    facts = given or facts_now(row, issuer_of_objection(session, row), view.timeliness)
    anew = () if given else (_drawn_anew(on),)
    letter = ObjectionLetter(
        title="异议回执",
        code=f"回执号：{row.receipt}",
        author=facts.issuer,
        made_at=midnight_of(row.entered_at),
        mark=training_mark(session),
        opening=(f"{facts.self_reference}已收到对公告{number}的异议，登记如下。",),
        sections=(LetterSection("一、登记内容", _registered(row, facts, number)), *_sections(view, facts)),
        signed=(facts.issuer, date_zh(row.entered_at.astimezone(SHANGHAI).date())),
        remarks=(*anew, REMARK),
    )
    return render_paper(letter, said={"receipt": row.receipt, "words": row.words}, at=row.entered_at)


def _drawn_anew(on: date) -> str:
    return (
        f"本件系{date_zh(on)}依登记重新生成：本件出具时系统尚不留存回执，期内或逾期按{date_zh(on)}所知载明，"
        "可能与当时出具的回执不同。"
    )


def _registered(row: Objection, facts: ReceiptFacts, number: str) -> tuple[LetterFact, ...]:
    return (
        LetterFact("公告编号", number),
        LetterFact("异议人", row.objector or NOT_NAMED),
        *((LetterFact("代理人", row.representative),) if row.representative else ()),
        LetterFact("对象", row.target_words),
        LetterFact("理由", row.ground.zh),
        LetterFact("渠道", row.channel.zh),
        LetterFact("收到时间", instant_words(received_then(facts))),
        LetterFact("录入时间", instant_words(row.entered_at)),
        LetterFact("期内或逾期", facts.mark[0]),
    )


def _sections(view: ObjectionView, facts: ReceiptFacts) -> Iterator[LetterSection]:
    """Yield the period, what was said, the files that came with it, and those that came later."""
    said = numbered((("期限", [facts.because]), *said_in_sections(view.row)), first=2)
    yield from said
    files = [each for each in view.files if each.is_from_objector]
    came = len(files) if facts.files is None else facts.files
    numbers = count(len(said) + 2)
    for heading, part, first in (
        ("材料（文件名及SHA-256）", files[:came], 1),
        ("其后补充的材料", files[came:], came + 1),
    ):
        if part:
            yield LetterSection(heading_of(next(numbers), heading), _listed(part, first=first))


def _listed(files: Sequence[ObjectionFile], *, first: int) -> tuple[LetterFact, ...]:
    return tuple(
        LetterFact(f"第{at}件", f"{each.file_name}\n{digest_lines(each.sha256)}")
        for at, each in enumerate(files, first)
    )
