"""Decide on a submission: approve it at the next step (批准), or return it with reasons (退回修改)."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import Session

from disposal.errors import RecordRefused
from disposal.lifecycle import NoticeState, transition
from disposal.models.approvals.approval import Approval
from disposal.models.approvals.submission import Submission, SubmissionState
from disposal.models.approvals.submission_return import ReturnReason, SubmissionReturn
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.publication.notice import Notice
from disposal.services.accounts.persons import person_acting
from disposal.services.approvals.authorities import refuse_above_authority
from disposal.services.approvals.errors import OtherContent
from disposal.services.approvals.rights import Signature, next_step, right_to_sign
from disposal.services.approvals.submissions import approvals_of, contributors_of, move
from disposal.services.claims.loading import loaded_once
from disposal.services.four_eyes.submitting import composed, waiting_submission
from disposal.services.publication.approved_content import records_of, refuse_changed
from disposal.services.publication.context import PublicationContext
from disposal.services.publication.notices import locked
from disposal.services.records import audit, writing
from disposal.services.records.dates import database_now
from disposal.services.records.validation import every, read_reason

SHORTEST_DIGEST = 16
"""Characters of a digest that somebody may copy from the printed sheet (公告审批单)."""


def approve(
    session: Session, notice_id: UUID, *, sha256: str, comment: str = "", context: PublicationContext
) -> Approval:
    """Approve a submission at its next step: exactly the content whose digest is sent, composed anew.

    Raises: NoticeUnknown, TransitionRefused, AccountNeeded; OwnWork, StepNotTheirs; OtherContent; ApprovalVoid if a
    record has changed the text since; NoticeIncomplete if something blocks publication by now.
    """
    actor, _ = person_acting(session, "notice.approved")
    notice = locked(session, notice_id)
    transition("approve", state=NoticeState[notice.state], notice=notice.title)
    project = writing.locked(session, DisposalProject, notice.project_id)
    submission = waiting_submission(session, notice)
    with loaded_once(session):
        contributors = contributors_of(session, submission, records_of(session, notice))
        signature = right_to_sign(session, submission, actor, contributors)
        sent = sha256.strip().lower()
        if len(sent) < SHORTEST_DIGEST or not submission.sha256.startswith(sent):
            raise OtherContent(sent=sent, stands=submission.sha256)
        refuse_changed(session, notice, submission, composed(session, notice, context=context), verb="notice.approved")
    row = _signed(session, signature, {"submission_id": submission.id, "sha256": submission.sha256}, comment=comment)
    return pass_step(session, notice, submission, row, project=project)


def pass_step(
    session: Session, notice: Notice, submission: Submission, row: Approval, *, project: DisposalProject
) -> Approval:
    """Enter an approval, and let the notice pass on: to the next step, or to its publication.

    Raises: ApprovalIncomplete if the authority that it relies on does not reach that far, or is no longer in force.
    """
    refuse_above_authority(session, submission, project.book_value)
    writing.enter(session, row, event="approval.given")
    is_last = next_step(submission, approvals_of(session, submission.id)) is None
    step = transition("approve" if is_last else "approve_step", state=NoticeState[notice.state], notice=notice.title)
    before = audit.facts(notice)
    notice.state = step.to_state.value
    if is_last:
        move(session, submission, SubmissionState.approved)
    because = f"线下审批，{row.name}签署" + (f"：{row.comment}" if row.comment else "")
    reason = because if row.paper_approval_id else row.comment
    audit.record(session, step.event, subject=notice, before=before, reason=reason)
    return row


def send_back(session: Session, notice_id: UUID, *, reasons: Sequence[ReturnReason], comment: str) -> SubmissionReturn:
    """Return a submission to its drafter with at least one reason and a sentence; an approved one too, until published.

    Raises: NoticeUnknown, TransitionRefused, AccountNeeded, OwnWork, StepNotTheirs; InvalidRecord without a reason or
    for a poor sentence, for both at once.
    """
    actor, person_id = person_acting(session, "notice.returned")
    notice = locked(session, notice_id)
    step = transition("return", state=NoticeState[notice.state], notice=notice.title)
    submission = waiting_submission(session, notice)
    if submission.state is SubmissionState.waiting:
        right_to_sign(session, submission, actor, contributors_of(session, submission, records_of(session, notice)))
    _, because = every(lambda: _some(reasons), lambda: read_reason(comment, field="comment"))
    values = {"submission_id": submission.id, "person_id": person_id, "name": actor.name}
    row = SubmissionReturn.model_validate({**values, "reasons": list(dict.fromkeys(reasons)), "comment": because})
    writing.enter(session, row, event="submission_return.entered")
    before = audit.facts(notice)
    move(session, submission, SubmissionState.returned, reason=because)
    notice.state = step.to_state.value
    notice.publish_at = notice.scheduled_by = None
    audit.record(session, step.event, subject=notice, before=before, reason=because)
    return row


def _some(reasons: Sequence[ReturnReason]) -> Sequence[ReturnReason]:
    """Return the reasons. Raises: RecordRefused where there is none."""
    if not reasons:
        words = "、".join(reason.zh for reason in ReturnReason)
        raise RecordRefused(
            field="reasons",
            zh=f"请至少选择一项退回原因：{words}。",
            en=f"Give at least one reason: {', '.join(reason.value for reason in ReturnReason)}.",
        )
    return reasons


def _signed(session: Session, signature: Signature, values: dict[str, object], *, comment: str) -> Approval:
    actor = session.info["acting"]
    held = signature.deputyship
    return Approval.model_validate(
        {
            **values,
            "step": signature.number,
            "person_id": actor.person_id,
            "account_id": actor.account_id,
            "deputy_for_id": held.principal_id if held else None,
            "deputyship_id": held.id if held else None,
            "name": actor.name,
            "comment": read_reason(comment) if comment.strip() else None,
            "approved_at": database_now(session),
        }
    )
