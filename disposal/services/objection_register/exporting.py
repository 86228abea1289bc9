"""The register of objections exported: as a workbook, or as PDF for a court. Each export stands in the audit trail."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session

from disposal.models.accounts.account import Account
from disposal.models.projects.issuer import Issuer
from disposal.services.accounts.permissions import require
from disposal.services.objection_register.overview import NOT_NAMED, ObjectionView
from disposal.services.objection_register.paging import ObjectionQuery
from disposal.services.objection_register.papers import pdf_of_register, reply_words, training_mark
from disposal.services.records import audit
from disposal.services.sheets.excel_writing import append_texts, new_workbook
from notices.dates import SHANGHAI
from notices.text import NONCHARACTER

VERB = "objections.exported"
HEADINGS = (
    ("回执号", "Receipt"),
    ("公告编号", "Notice"),
    ("收到时间", "Received"),
    ("录入时间", "Entered"),
    ("期内或逾期", "In time"),
    ("原因", "Because"),
    ("异议人", "Objector"),
    ("身份", "Standing"),
    ("渠道", "Channel"),
    ("对象", "Target"),
    ("理由", "Ground"),
    ("原话", "Words"),
    ("状态", "State"),
    ("决定理由", "Reason"),
    ("答复期限", "Due"),
    ("案号", "Case"),
    ("请求", "Asked for"),
    ("事实与理由", "Facts and reasons"),
    ("最先收到的部门", "First received by"),
    ("寄出邮戳日", "Postmark"),
    ("录入人", "Entered by"),
    ("材料（件）", "Files"),
    ("合并处理于", "Handled with"),
    ("提请人", "Proposed by"),
    ("复核人", "Confirmed by"),
    ("决定时间", "Decided"),
    ("答复送达", "Delivery of the reply"),
)


def begin_export(session: Session, query: ObjectionQuery) -> str:
    """Check the right to export and note it; return the filter in words. Raises: PermissionRefused, ScopeRefused."""
    actor = require(session, VERB)
    given = {"q": query.q, "公告": query.notice, "状态": query.state, "理由": query.ground, "期内": query.in_time}
    filters = "，".join(f"{name}={value}" for name, value in given.items() if value) or "全部异议"
    if actor.account_id is not None:
        account = session.get_one(Account, actor.account_id)
        audit.record(session, VERB, subject=account, before=audit.facts(account), reason=f"导出异议：{filters}")
    return filters


def excel_of(views: Sequence[ObjectionView], *, language: str) -> bytes:
    """Return objections as a workbook. Text is typed as text, so that none of it becomes a formula."""
    book = new_workbook()
    sheet = book.create_sheet("Objections" if language == "en" else "异议登记簿")
    sheet.freeze_panes = "B2"
    append_texts(sheet, (each[language == "en"] for each in HEADINGS))
    for view in views:
        append_texts(sheet, (NONCHARACTER.sub("□", cell) for cell in _cells(view, language)))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def court_register(session: Session, views: Sequence[ObjectionView], *, at: datetime, filters: str) -> bytes:
    """Return objections as PDF, signed with the branch where all are of one."""
    issuers = {view.notice.issuer_id for view in views}
    issuer = session.get_one(Issuer, issuers.pop()) if len(issuers) == 1 else None
    return pdf_of_register(issuer, views, at=at, filters=filters, mark=training_mark(session))


def _cells(view: ObjectionView, language: str) -> list[str]:
    row, at = view.row, int(language == "en")

    def word(code: Any) -> str:
        return str(code.en if at else code.zh)

    return [
        row.receipt,
        str(view.notice.number),
        _instant(row.received_at),
        _instant(row.entered_at),
        view.timeliness.mark[at],
        view.timeliness.because_en if at else view.timeliness.because,
        row.objector or NOT_NAMED,
        word(row.standing),
        word(row.channel),
        row.target_words,
        word(row.ground),
        row.words,
        word(row.state),
        view.outcome.reason if view.outcome else "",
        view.clock.due_on.isoformat() if view.clock and view.clock.due_on else "",
        row.case_number or "",
        *_handled(view),
    ]


def _handled(view: ObjectionView) -> tuple[str, ...]:
    """Return the further cells: what was asked for, where it first arrived, who decided, how the reply went out."""
    row, decided = view.row, view.outcome
    return (
        row.remedy or "",
        row.arguments or "",
        row.received_by or "",
        row.postmark_on.isoformat() if row.postmark_on else "",
        row.entered_by,
        str(len(view.files)),
        view.lead.receipt if view.lead else "",
        decided.proposed_by if decided else "",
        (decided.decided_by or "") if decided else "",
        _instant(decided.decided_at) if decided and decided.decided_at else "",
        "；".join(reply_words(each) for each in view.replies),
    )


def _instant(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"
