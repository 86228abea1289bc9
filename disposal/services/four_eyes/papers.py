"""The papers of an approval: the submitted text as PDF (送审稿), and the sheet to sign (公告审批单)."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from uuid import UUID

from sqlmodel import Session

from disposal.models.approvals.submission import Submission, SubmissionState
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.projects.issuer import Issuer
from disposal.models.publication.notice import Notice
from disposal.money import format_yuan
from disposal.services.accounts.modes import is_settled_training
from disposal.services.approvals.submissions import code_of_sheet
from disposal.services.four_eyes.overview import SubmissionOverview, overview_of
from disposal.services.four_eyes.steps_taken import StepTaken
from disposal.services.four_eyes.submitting import waiting_submission
from disposal.services.publication.context import PublicationContext
from disposal.services.publication.versions import NOT_REAL, TRAINING, marked_if_training
from disposal.services.records.writing import found
from notices.composition.composition import compose, title_of
from notices.composition.missing_glyphs import naming_the_field
from notices.composition.phrases import date_zh
from notices.content.content import NoticeContent
from notices.dates import SHANGHAI, instant_zh
from notices.rendering.letter import Letter, render_letter
from notices.rendering.pdf import render_pdf
from notices.rendering.source import Source
from notices.typesetting.document import NoticeDocument, Paragraph

TEMPLATE, STYLE = "approval_sheet.html.j2", "letter-print.css"
MARKED = "送审稿：公告编号、登记信息和二维码待发布时生成。本稿供审批之用，不得对外刊登。"
ON_PAPER = (
    "签署后扫描，由一人录入、另一人以本人账号核对（线下审批），核对后方为有效；录入人、核对人均不得参与起草或签署本单。"
)
BY_ACCOUNT = "签署不代替系统中的审批：审批人仍须以本人账号批准同一摘要。"
SETTLED = "各步骤均已批准，公告已按本单批准的内容发布；本单由系统按审批记录生成，随卷宗留存。"
OF_DIGEST = 16
"""Characters of the digest that the sheet bears."""
_MOST_CHANGES = 30


@dataclass(frozen=True, slots=True)
class SheetFact:
    """One row of the sheet: a label and a value."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """One step to sign: who approved it, when and with what words; ``signers`` are who may, where it waits."""

    step: str
    role: str
    name: str
    at: str
    comment: str
    signers: str


@dataclass(frozen=True, slots=True)
class ApprovalSheet:
    """公告审批单, in the order of the page.

    ``code`` finds the submission again; ``promise`` says what a signature on it does.
    """

    title: str
    code: str
    author: str
    made_at: str
    basics: tuple[SheetFact, ...]
    since: str
    changes: tuple[SheetFact, ...]
    signatures: tuple[SignatureLine, ...]
    promise: str


def submission_pdf(session: Session, notice_id: UUID) -> bytes:
    """Return the open submission of a notice as PDF, as it was frozen. It has no number, no address, no QR code.

    Raises: RecordNotFound; RecordRefused if nothing is submitted; GlyphMissing.
    """
    submission = waiting_submission(session, found(session, Notice, notice_id))
    content = NoticeContent.stored(submission.canonical_json)
    with naming_the_field(content):
        document = marked_if_training(session, _marked(compose(content), submission))
        return render_pdf(document, canonical_json=submission.canonical_json)


def approval_sheet(session: Session, notice_id: UUID, *, context: PublicationContext) -> bytes:
    """Return the sheet that leaders sign on paper, with the first characters of the digest and the code.

    Raises: RecordNotFound; RecordRefused if nothing is submitted; GlyphMissing.
    """
    notice = found(session, Notice, notice_id)
    submission = waiting_submission(session, notice)
    overview = overview_of(session, notice_id, context=context)
    if overview is None:  # cannot be: a submission waits
        raise AssertionError(notice_id)
    promise = ON_PAPER if overview.allows_paper else BY_ACCOUNT
    return _printed(_sheet(session, notice, overview, promise=promise), submission)


def sheet_as_published(session: Session, notice: Notice, *, context: PublicationContext) -> bytes | None:
    """Return the sheet of the submission that a notice was published by, as it was then; None where there was none.

    It stays the same whatever is changed or decided since.
    """
    overview = overview_of(session, notice.id, context=context)
    if overview is None or overview.submission.state is not SubmissionState.published:
        return None
    submission = overview.submission
    names = tuple(dict.fromkeys(each.name for each in submission.contributors))
    return _printed(_sheet(session, notice, replace(overview, contributors=names), promise=SETTLED), submission)


def _printed(sheet: ApprovalSheet, submission: Submission) -> bytes:
    source = Source(
        name="submission.json",
        description="送审内容（规范化 JSON），本审批单所批准的对象",
        data=submission.canonical_json,
        made_at=submission.created_at,
    )
    return render_letter(Letter(TEMPLATE, STYLE, sheet, source))


def _marked(document: NoticeDocument, submission: Submission) -> NoticeDocument:
    mark = Paragraph("heading", MARKED, "number")
    digest = f"{submission.sha256[:32]} {submission.sha256[32:]}"  # in two halves: a line holds no more
    facts = (("送审稿", f"第{submission.ordinal}次送审，编号待发布时生成"), ("批准对象", digest))
    return replace(document, number="送审稿", paragraphs=(mark, *document.paragraphs), facts=(*facts, *document.facts))


def _sheet(session: Session, notice: Notice, overview: SubmissionOverview, *, promise: str) -> ApprovalSheet:
    row = overview.submission
    content = NoticeContent.stored(row.canonical_json)
    project = session.get_one(DisposalProject, notice.project_id)
    day = date_zh(row.publish_from)
    if row.publish_until != row.publish_from:
        day = f"{day}至{date_zh(row.publish_until)}之间，由发布人选定"
    basics = (
        SheetFact("公告", title_of(content)),
        SheetFact("项目", f"{project.name}（{project.code}）"),
        *((SheetFact(TRAINING, NOT_REAL),) if is_settled_training(session) else ()),
        *_glance_facts(overview),
        SheetFact("公告日期", day),
        SheetFact("急缓", row.urgency.zh),
        *((SheetFact("呈送", row.presented_to),) if row.presented_to else ()),
        SheetFact("起草人", "、".join(overview.contributors)),
        SheetFact("批准对象", f"SHA-256 前{OF_DIGEST}位：{row.sha256[:8]} {row.sha256[8:OF_DIGEST]}"),
    )
    reading = "、".join(f"{each.step}（{each.role}）" for each in overview.readings)
    basics += (SheetFact("传阅", reading),) if reading else ()
    differences = overview.differences[:_MOST_CHANGES]
    changes = tuple(SheetFact(each.label.zh, f"原：{each.before.zh}；现：{each.after.zh}") for each in differences)
    more = len(overview.differences) - len(differences)
    return ApprovalSheet(
        title="公告审批单",
        code=code_of_sheet(row),
        author=session.get_one(Issuer, notice.issuer_id).full_name,
        made_at=datetime.combine(row.created_at.astimezone(SHANGHAI).date(), time(), SHANGHAI).isoformat(),
        basics=basics,
        since=f"与{overview.since}比较" if overview.since else "首次提交",
        changes=(*changes, SheetFact("其余", f"另有{more}处，见系统")) if more else changes,
        signatures=tuple(map(_signature, overview.steps)),
        promise=promise,
    )


def _glance_facts(overview: SubmissionOverview) -> tuple[SheetFact, ...]:
    """Return what is decided upon: who owes, how much, how long it is announced and where, and what is not printed."""
    glance, then = overview.glance, overview.submission.background
    told = (
        ("债务人", glance.owing),
        ("债权总额", glance.owed),
        ("公告期", glance.window),
        ("媒体", glance.placed),
        ("审核会议日", date_zh(date.fromisoformat(then["review_meeting_on"])) if then.get("review_meeting_on") else ""),
        ("账面价值", format_yuan(overview.book_value, is_grouped=True) if overview.book_value is not None else ""),
    )
    return tuple(SheetFact(name, words) for name, words in told if words)


def _signature(step: StepTaken) -> SignatureLine:
    return SignatureLine(
        step=step.step,
        role=step.role + (f"，{step.because}" if step.because else ""),
        name=step.by,
        at=instant_zh(step.at) if step.at else "",
        comment=step.comment or "",
        signers="、".join(step.signers),
    )
