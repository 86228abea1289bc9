"""The last files of a case: authority documents with the roles of that day, and 情况说明 to be stamped."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from disposal.acting import Role
from disposal.models.approvals.authority import ApprovalAuthority
from disposal.models.records.audit_entry import AuditEntry
from disposal.services.accounts.persons import entries_of
from disposal.services.approvals.submissions import submissions_of
from disposal.services.case_files.case_file import CasePart
from disposal.services.case_files.drawing_up import CaseRecords
from disposal.services.case_files.notice_parts import confirmed_approvals
from disposal.services.case_files.roles_then import deputy_words, roles_at
from disposal.services.objection_register.overview import NOT_NAMED, ObjectionView
from disposal.services.objection_register.papers import instant_words
from disposal.services.objection_register.sections import LetterFact, LetterSection
from disposal.services.objections.deciding import BY_TWO
from disposal.services.press.placements import placements_of
from notices.dates import SHANGHAI, dated_zh


@dataclass(frozen=True, slots=True)
class _Act:
    """What one person did to an objection, and the audit entry that tells of it."""

    name: str
    person_id: UUID | None
    event: str
    subject_id: UUID
    words: str


_STAMP = ("（盖章）", "　　　　年　　月　　日")


def authority_part(session: Session, case: CaseRecords) -> Iterator[CasePart]:
    """Yield by which documents and in which roles of that day those named in the case acted."""
    approved = tuple(_approved(session, case))
    handled = tuple(_handled(session, case))
    if not approved and not handled:
        case.missing.append("授权文件与当日岗位：公告未经系统审批，异议尚无人办理。")
        return
    relied = tuple(_authority(session, case))
    sections = [
        LetterSection("一、授权书", relied, () if relied else ("未依据授权书减少审批步骤。",)),
        LetterSection("二、公告审批", approved, () if approved else ("系统中没有审批记录。",)),
        LetterSection("三、异议办理", handled, () if handled else ("尚无办理记录。",)),
        LetterSection("四、说明", paragraphs=("岗位为各人办理当时的岗位，按审计记录还原，不受以后变更影响。",)),
    ]
    yield CasePart("授权文件与当日岗位", ".pdf", case.paper("授权文件与当日岗位", sections))


def statement_part(session: Session, case: CaseRecords) -> CasePart:
    """Return the statement of facts, to be stamped by the branch."""
    notice = case.notice
    day = dated_zh(notice.published_on) if notice.published_on else ""
    published = f"{day}发布公告{notice.number}《{notice.title}》"
    places = [
        f"{each.medium}（{each.published_on}{f'，{each.page}' if each.page else ''}）"
        for each in placements_of(session, notice)
    ]
    told = [
        f"{case.issuer.full_name}{published}。审批情况见公告审批单，公告文本及其摘要见所附各版。",
        f"该公告刊登于{'、'.join(places)}。" if places else "该公告未登记其他媒体刊登情况。",
        f"公告期至{case.end_words}届满，逐日情况及放假安排依据见公告期逐日表。" if case.end else "该公告未载明公告期。",
    ]
    late = sum(not each.timeliness.is_in_time for each in case.objections)
    objections = [f"共{len(case.objections)}件异议，其中期内{len(case.objections) - late}件、逾期{late}件。"]
    objections += [
        f"{number}. {each.row.receipt}，{each.row.objector or NOT_NAMED}，{instant_words(each.row.received_at)}收到"
        f"（{each.timeliness.mark[0]}），{each.row.state.zh}。"
        for number, each in enumerate(case.objections, 1)
    ]
    sections = (
        LetterSection("一、公告", paragraphs=tuple(told)),
        LetterSection("二、异议", paragraphs=tuple(objections) if case.objections else ("未收到异议。",)),
        LetterSection("三、附件", paragraphs=("见卷宗目录，各文件均附SHA-256摘要。", "以上情况属实，特此说明。")),
    )
    paper = case.paper("情况说明", sections, signed=(case.issuer.full_name, *_STAMP))
    return CasePart("情况说明（待盖章）", ".pdf", paper, "核对后加盖公章")


def _authority(session: Session, case: CaseRecords) -> Iterator[LetterFact]:
    """Yield the authority that made steps needless, where one did."""
    rows = submissions_of(session, case.notice.id)
    row = session.get(ApprovalAuthority, rows[0].authority_id) if rows and rows[0].authority_id else None
    if row is not None:
        yield LetterFact("文号", row.document)
        yield LetterFact("额度", f"{row.limit_amount:,.2f}元")
        yield LetterFact("有效期", f"{row.starts_on}至{row.ends_on}")


def _approved(session: Session, case: CaseRecords) -> Iterator[LetterFact]:
    for each in confirmed_approvals(session, case.notice):
        act = next(iter(entries_of(session, "approval.given", [each.id])), None)
        as_deputy = deputy_words(session, each.deputyship_id)
        words = f"{each.name}，{_roles(roles_at(session, each.person_id, act))}，{instant_words(each.approved_at)}批准"
        yield LetterFact(f"第{each.step}步", f"{words}{f'，{as_deputy}' if as_deputy else ''}")


def _handled(session: Session, case: CaseRecords) -> Iterator[LetterFact]:
    """Yield who did what to the objections, with the roles held when it was done."""
    for view in case.objections:
        for done in _acts(view):
            if done.person_id is not None:
                act = next(iter(entries_of(session, done.event, [done.subject_id])), None)
                roles = _roles(roles_at(session, done.person_id, act))
                yield LetterFact(done.words, f"{done.name}，{roles}（{view.row.receipt}）{_on(act)}")


def _acts(view: ObjectionView) -> Iterator[_Act]:
    row = view.row
    yield _Act(row.entered_by, row.entered_by_id, "objection.entered", row.id, "登记")
    for each in view.decisions:
        verb = "提请" if each.outcome in BY_TWO else ""
        entered = "objection_decision.entered"
        yield _Act(each.proposed_by, each.proposed_by_id, entered, each.id, f"{verb}{each.outcome.zh}")
        if each.decided_by_id is not None and each.decided_by_id != each.proposed_by_id:
            event = f"objection_decision.{each.state.value}"
            yield _Act(each.decided_by or "", each.decided_by_id, event, each.id, f"复核{each.outcome.zh}")


def _on(act: AuditEntry | None) -> str:
    return f"，{act.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}记入审计记录" if act is not None else ""


def _roles(roles: tuple[Role, ...]) -> str:
    return f"当时岗位：{'、'.join(each.zh for each in roles)}" if roles else "当时没有账号"
