"""线下审批: a leader signs the printed sheet; one person enters its scan, another confirms it from the own account.

Neither took part in the draft, signed it, or does the work of the other. Until it is confirmed it counts for nothing.
"""

import hashlib
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, select

from disposal.errors import RecordNotFound, RecordRefused
from disposal.models.accounts.person import Person
from disposal.models.approvals.approval import Approval
from disposal.models.approvals.paper_approval import PaperApproval, PaperState
from disposal.models.approvals.submission import Submission
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.publication.notice import Notice
from disposal.services.accounts.persons import person_acting, person_with_login
from disposal.services.approvals.errors import PaperDoesNotFit
from disposal.services.approvals.rights import Signature, possible_approvers
from disposal.services.approvals.submissions import code_of_sheet, contributors_of, open_submission, papers_of
from disposal.services.four_eyes.deciding import pass_step
from disposal.services.four_eyes.paper_checks import (
    CONFIRM,
    DECLINE,
    ENTER,
    WaitingNotice,
    account_of_signer,
    enabled_accounts,
    refuse_insider,
    refuse_other_code,
    refuse_other_day,
    refuse_other_digest,
    refuse_who_entered,
    right_on_paper,
    waiting_notice,
)
from disposal.services.four_eyes.submitting import composed
from disposal.services.press.scans import ScanFile
from disposal.services.publication.approved_content import records_of, refuse_changed
from disposal.services.publication.context import PublicationContext
from disposal.services.records import writing
from disposal.services.records.dates import database_now
from disposal.services.records.validation import read_reason


@dataclass(frozen=True, slots=True)
class SignedSheet:
    """What a person reads from the signed sheet: 单号, the 16 characters, who signed (login), when, with what words."""

    code: str
    sha256: str
    signer: str
    signed_on: date
    scan: ScanFile
    comment: str = ""


def enter_signed_sheet(session: Session, notice_id: UUID, sheet: SignedSheet) -> PaperApproval:
    """Enter the scan of a signed sheet. It counts for nothing until another person has confirmed it.

    Raises: NoticeUnknown, TransitionRefused, AccountNeeded, AccountUnknown; PaperNotAllowed, PaperNeedsAnother;
    PaperDoesNotFit for another code, digest, signer or day; RecordExists if one waits already.
    """
    actor, person_id = person_acting(session, ENTER)
    waits = waiting_notice(session, notice_id, verb=ENTER)
    signer = person_with_login(session, sheet.signer)
    refuse_insider(session, waits, actor, signer_id=signer.id)
    refuse_other_code(waits, sheet.code)
    refuse_other_digest(waits, sheet.sha256)
    signature = right_on_paper(session, waits, signer)
    refuse_other_day(session, waits, sheet.signed_on, signature=signature)
    account = account_of_signer(session, waits, signer, signature=signature)
    values = {**_values(waits, sheet, signature), "name": signer.name, "signer_id": signer.id}
    row = PaperApproval.model_validate({**values, "account_id": account.id, "entered_by_id": person_id})
    return writing.enter(session, row, event="paper_approval.entered")


def confirm_signed_sheet(session: Session, paper_id: UUID, *, sha256: str, context: PublicationContext) -> Approval:
    """Confirm a signed sheet after looking at its scan, with the 16 characters typed anew; the approval counts now.

    Raises: RecordNotFound, TransitionRefused, AccountNeeded; PaperNotAllowed, PaperNeedsAnother, PaperDoesNotFit;
    ApprovalVoid if a record has changed the text since; NoticeIncomplete if something blocks publication by now.
    """
    actor, person_id = person_acting(session, CONFIRM)
    paper = _open_paper(session, paper_id, verb=CONFIRM)
    waits = waiting_notice(session, _notice_of(session, paper), verb=CONFIRM)
    refuse_insider(session, waits, actor, signer_id=paper.signer_id)
    refuse_who_entered(session, paper, actor, verb=CONFIRM)
    refuse_other_code(waits, paper.code)
    refuse_other_digest(waits, paper.sha256)
    refuse_other_digest(waits, sha256)
    signature = right_on_paper(session, waits, session.get_one(Person, paper.signer_id))
    if signature.number != paper.step:
        raise _not_open(zh="所签步骤已由他人批准", en="the step it was signed for is approved already", verb=CONFIRM)
    refuse_other_day(session, waits, paper.signed_on, signature=signature)
    project = session.get_one(DisposalProject, waits.notice.project_id)
    said = composed(session, waits.notice, context=context)
    refuse_changed(session, waits.notice, waits.submission, said, verb=CONFIRM)
    decided = {"decided_by_id": person_id, "decided_at": database_now(session)}
    reason = paper.comment or "与扫描件核对一致"
    values = {"state": PaperState.confirmed, **decided}
    writing.change(session, paper, values, event="paper_approval.confirmed", reason=reason)
    return pass_step(session, waits.notice, waits.submission, _approval(session, paper, signature), project=project)


def decline_signed_sheet(session: Session, paper_id: UUID, *, reason: str) -> PaperApproval:
    """Decline a signed sheet that does not fit its scan; by another person than entered it.

    Raises: RecordNotFound, AccountNeeded, PaperNeedsAnother, PaperDoesNotFit; InvalidRecord for a poor reason.
    """
    actor, person_id = person_acting(session, DECLINE)
    paper = _open_paper(session, paper_id, verb=DECLINE)
    refuse_who_entered(session, paper, actor, verb=DECLINE)
    decided = {"decided_by_id": person_id, "decided_at": database_now(session)}
    values, because = {"state": PaperState.declined, **decided}, read_reason(reason)
    return writing.change(session, paper, values, event="paper_approval.declined", reason=because)


def paper_of_notice(session: Session, notice_id: UUID, paper_id: UUID) -> PaperApproval:
    """Return a signed sheet of a notice, with its scan. Raises: RecordNotFound."""
    paper = writing.found(session, PaperApproval, paper_id)
    if _notice_of(session, paper) != notice_id:
        raise RecordNotFound(label=PaperApproval.label, key=paper_id)
    return paper


def waiting_paper(session: Session, notice: Notice, paper_id: UUID | None = None) -> PaperApproval:
    """Return the signed sheet of a notice that waits to be confirmed. Raises: RecordNotFound; RecordRefused if unclear.

    ``paper_id`` names one; without it there must be exactly one.
    """
    if paper_id is not None:
        return paper_of_notice(session, notice.id, paper_id)
    submission = open_submission(session, notice.id)
    rows = papers_of(session, submission.id) if submission else []
    waiting = [each for each in rows if each.state is PaperState.waiting]
    if len(waiting) != 1:
        raise RecordRefused(
            field="paper",
            zh=f"公告“{notice.title}”待核对的线下审批有{len(waiting)}份；"
            + ("请指明是哪一份。" if waiting else "请先录入签署的审批单。"),
            en=f'The notice "{notice.title}" has {len(waiting)} signed sheets to confirm; '
            + ("say which one." if waiting else "enter a signed sheet first."),
        )
    return waiting[0]


def signers_of(session: Session, notice: Notice) -> list[tuple[str, str]]:
    """Return who may sign at the step that waits: login and words; nobody where nothing is submitted."""
    submission = open_submission(session, notice.id)
    if submission is None:
        return []
    able = possible_approvers(session, submission, contributors_of(session, submission, records_of(session, notice)))
    logins = {each.person_id: each.login for each in enabled_accounts(session, [each.person.id for each in able])}
    return [(logins[each.person.id], each.words) for each in able if each.person.id in logins]


def _open_paper(session: Session, paper_id: UUID, *, verb: str) -> PaperApproval:
    paper = writing.found(session, PaperApproval, paper_id)
    _notice_of(session, paper)
    paper = writing.locked(session, PaperApproval, paper_id)
    if paper.state is not PaperState.waiting:
        is_what = f"the signed sheet is {paper.state.value} already"
        raise _not_open(zh=f"该审批单{paper.state.zh}", en=is_what, verb=verb)
    return paper


def _not_open(*, zh: str, en: str, verb: str) -> PaperDoesNotFit:
    return PaperDoesNotFit(field="paper", zh=f"{zh}；请刷新查看。", en=f"{en}; look at it again", verb=verb)


def _notice_of(session: Session, paper: PaperApproval) -> UUID:
    """Return the notice of a signed sheet. Raises: RecordNotFound, also for one of another issuer."""
    query = select(Submission).where(Submission.id == paper.submission_id)
    submission = session.exec(query).one_or_none()
    if submission is None:
        raise RecordNotFound(label=PaperApproval.label, key=paper.id)
    return submission.notice_id


def _values(waits: WaitingNotice, sheet: SignedSheet, signature: Signature) -> dict[str, object]:
    scan, held = sheet.scan, signature.deputyship
    return {
        "submission_id": waits.submission.id,
        "step": signature.number,
        "sha256": waits.submission.sha256,
        "code": code_of_sheet(waits.submission),
        "deputyship_id": held.id if held else None,
        "signed_on": sheet.signed_on,
        "comment": read_reason(sheet.comment) if sheet.comment.strip() else None,
        "file_name": scan.file_name,
        "media_type": scan.media_type,
        "size": len(scan.data),
        "scan_sha256": hashlib.sha256(scan.data).hexdigest(),
        "data": scan.data,
    }


def _approval(session: Session, paper: PaperApproval, signature: Signature) -> Approval:
    held = signature.deputyship
    return Approval.model_validate(
        {
            "submission_id": paper.submission_id,
            "sha256": paper.sha256,
            "step": paper.step,
            "person_id": paper.signer_id,
            "account_id": paper.account_id,
            "deputy_for_id": held.principal_id if held else None,
            "deputyship_id": held.id if held else None,
            "paper_approval_id": paper.id,
            "name": paper.name,
            "comment": paper.comment,
            "approved_at": database_now(session),
        }
    )
