"""The files of a notice: approval sheet, text with its digests, where it stood, the window day by day."""

from collections.abc import Iterator, Sequence

from sqlmodel import Session, col, select

from disposal.models.approvals.approval import Approval
from disposal.models.approvals.paper_approval import PaperApproval, PaperState
from disposal.models.publication.notice import Notice
from disposal.models.publication.notice_version import NoticeVersion
from disposal.models.publication.placement import Placement
from disposal.models.publication.placement_change import PlacementChange, PlacementChangeState
from disposal.models.publication.placement_scan import PlacementScan
from disposal.services.approvals.submissions import approvals_of, papers_of, submissions_of
from disposal.services.case_files.case_file import CasePart, StoredFile
from disposal.services.case_files.drawing_up import CaseRecords
from disposal.services.four_eyes.papers import sheet_as_published
from disposal.services.objection_register.papers import digest_lines, instant_words
from disposal.services.objection_register.sections import LetterFact, LetterSection
from disposal.services.placement_changes.changing import changes_of
from disposal.services.placement_changes.words import NOT_SAID, shown_changes
from disposal.services.press.bookings import seals_of
from disposal.services.press.placements import placements_of
from disposal.services.press.scans import scans_of
from disposal.services.public.notice import public_notice
from notices.codes import Coded
from notices.windows.window import DayCounted

_WEEKDAYS = "一二三四五六日"


def approval_parts(session: Session, case: CaseRecords) -> Iterator[CasePart]:
    """Yield the sheet of the approval, then the sheets that were signed on paper."""
    sheet = sheet_as_published(session, case.notice, context=case.context)
    if sheet is None:
        case.missing.append("公告审批单：系统中没有该公告的审批记录（补录的公告，或启用账号以前发布）。")
        return
    yield CasePart("公告审批单", ".pdf", sheet)
    for paper in _papers(session, case.notice):
        stored = StoredFile(PaperApproval, paper.id, paper.scan_sha256, paper.size)
        remark = f"{paper.name}{paper.signed_on}签署，单号{paper.code}"
        yield CasePart(f"已签审批单（{paper.name}）", _ending(paper.file_name), stored, remark)


def text_parts(session: Session, case: CaseRecords) -> Iterator[CasePart]:
    """Yield each version as it was frozen, oldest first: PDF, text, content; then the notices that amend it."""
    for version in _versions(session, case.notice):
        named = f"公告{case.notice.number}第{version.version_no}版"
        remark = f"{instant_words(version.published_at)}登记"
        yield CasePart(named, ".pdf", version.pdf, remark)
        yield CasePart(f"{named}文本", ".txt", version.text.encode())
        yield CasePart(f"{named}内容", ".json", version.canonical_json)
    query = select(Notice).where(
        Notice.offer_id == case.notice.id, Notice.id != case.notice.id, col(Notice.published_on).is_not(None)
    )
    order = (col(Notice.published_on), col(Notice.number_year), col(Notice.number_serial))
    for amendment in session.exec(query.order_by(*order)):
        for version in _versions(session, amendment)[-1:]:
            yield CasePart(f"后续公告{amendment.number}", ".pdf", version.pdf, amendment.title)


def placement_parts(session: Session, case: CaseRecords) -> Iterator[CasePart]:
    """Yield where the notice stood and where the originals lie, then each scan and each stamped copy."""
    placements = placements_of(session, case.notice, with_withdrawn=True)
    changes = changes_of(session, case.notice)
    scans = {each.id: scans_of(session, each) for each in placements}
    if placements:
        told = ((each.medium, (*_placed(each, scans[each.id]), *_changed(each, changes))) for each in placements)
        rows = [LetterSection(*each) for each in told]
        yield CasePart("刊登情况", ".pdf", case.paper("刊登情况", rows))
    else:
        case.missing.append("刊登凭证：系统中没有登记刊登情况。")
    for placement in placements:
        if not scans[placement.id] and placement.withdrawn_at is None:
            case.missing.append(f"{placement.medium}（{placement.published_on}）：没有存入扫描件或截图。")
        for scan in scans[placement.id]:
            title = f"{placement.medium}{placement.published_on}{'整版' if _is_paper(placement) else '截图'}"
            stored = StoredFile(PlacementScan, scan.id, scan.sha256, scan.size)
            yield CasePart(title, _ending(scan.file_name), stored, f"{instant_words(scan.created_at)}存入")
    for seal in seals_of(session, case.notice):
        stored = StoredFile(type(seal), seal.id, seal.sha256, seal.size)
        remark = f"{seal.sealed_on}用印，{seal.copies}份，经手人{seal.handled_by}"
        yield CasePart(f"用印件（{seal.seal}）", _ending(seal.file_name), stored, remark)


def window_part(session: Session, case: CaseRecords) -> Iterator[CasePart]:
    """Yield the window day by day, with the circulars that its working days follow."""
    window = public_notice(session, str(case.offer.number), calendar=case.context.calendar, now=case.context.clock())
    if window.window is None:
        case.missing.append("公告期逐日：公告未载明公告期。")
        return
    view, days = window.window, window.window.days
    stated = (("公告期", view.words), ("截止", case.end_words), ("公告", str(case.offer.number)))
    told = tuple(LetterFact(label, text) for label, text in stated)
    years = sorted({day.date.year for day in days} | {days[-1].date.year + 1} if days else ())
    circulars = tuple(
        LetterFact(str(year), f"{each.number} {each.title}（{each.issued_on}），{each.link}")
        for year in years
        if year in case.context.calendar.years
        for each in case.context.calendar.years[year].circulars
    )
    sections = (
        LetterSection("一、公告期", told),
        LetterSection("二、逐日", tuple(map(_counted, days))),
        LetterSection("三、放假安排依据", circulars, () if circulars else ("公告期按自然日计算。",)),
    )
    yield CasePart("公告期逐日", ".pdf", case.paper("公告期逐日", sections))


def confirmed_approvals(session: Session, notice: Notice) -> list[Approval]:
    """Return the approvals that a notice was published by."""
    rows = submissions_of(session, notice.id)
    return approvals_of(session, rows[0].id) if rows else []


def _papers(session: Session, notice: Notice) -> list[PaperApproval]:
    rows = submissions_of(session, notice.id)
    found = papers_of(session, rows[0].id) if rows else []
    return [each for each in found if each.state is PaperState.confirmed]


def _versions(session: Session, notice: Notice) -> list[NoticeVersion]:
    query = select(NoticeVersion).where(NoticeVersion.notice_id == notice.id)
    return list(session.exec(query.order_by(col(NoticeVersion.version_no))))


def _placed(row: Placement, scans: list[PlacementScan]) -> Iterator[LetterFact]:
    told = (
        ("登记待复核", "使公告期截止延后，经另一人复核前不计入" if row.awaits_check else ""),
        ("日期", str(row.published_on)),
        ("媒体类型", _words(row.kind)),
        ("版面", row.page),
        ("网址", row.url),
        ("原件存放", row.file_number or "未登记"),
        ("报监管备案", {True: "是", False: "否"}.get(row.is_filed_with_supervisor)),  # type: ignore[arg-type]
    )
    yield from (LetterFact(label, text) for label, text in told if text)
    for scan in scans:
        stored = f"{scan.file_name}，{instant_words(scan.created_at)}存入，SHA-256："
        yield LetterFact("凭证", f"{stored}\n{digest_lines(scan.sha256)}")


def _changed(row: Placement, changes: Sequence[PlacementChange]) -> Iterator[LetterFact]:
    """Yield each change of a placement that is in force: what stood before, why, by whom."""
    for each in changes:
        if each.placement_id == row.id and each.state is PlacementChangeState.in_force and each.decided_at is not None:
            (shown,) = shown_changes([each])
            before = "，".join(
                f"{field.zh}原未登记" if field.before == NOT_SAID else f"{field.zh}原登记为{field.before}"
                for field in shown.fields
            )
            second = f"，{each.decided_by}复核" if each.decided_by else ""
            told = f"{instant_words(each.decided_at)}，{each.proposed_by}{second}：{each.reason}"
            yield LetterFact(each.kind.zh, f"{told}（{before}）" if before else told)


def _counted(day: DayCounted) -> LetterFact:
    label = f"{day.date} 周{_WEEKDAYS[day.date.weekday()]}"
    return LetterFact(label, f"{f'第{day.ordinal}日：' if day.ordinal else '不计：'}{day.because}")


def _is_paper(row: Placement) -> bool:
    return row.kind.value.startswith("newspaper")


def _words(code: Coded) -> str:
    return code.zh


def _ending(file_name: str) -> str:
    """Return the ending of a stored file's name, in small letters."""
    return f".{file_name.rpartition('.')[2].lower()}" if "." in file_name else ""
