"""Submissions (送审稿) of a notice, with their approvals, signed sheets and returns."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from disposal.models.approvals.approval import Approval
from disposal.models.approvals.paper_approval import PaperApproval
from disposal.models.approvals.submission import Contributor, Submission, SubmissionState
from disposal.models.approvals.submission_return import SubmissionReturn
from disposal.models.records.audit_entry import AuditEntry
from disposal.services.approvals.contributors import contributors_since
from disposal.services.records import audit
from disposal.services.records.dates import database_now
from disposal.services.records.id_sets import among

OPEN = (SubmissionState.waiting, SubmissionState.approved)


def submissions_of(session: Session, notice_id: UUID) -> list[Submission]:
    """Return the submissions of a notice, newest first."""
    query = select(Submission).where(Submission.notice_id == notice_id)
    return list(session.exec(query.order_by(col(Submission.ordinal).desc())).all())


def open_submission(session: Session, notice_id: UUID) -> Submission | None:
    """Return the submission of a notice that waits or is approved, or None."""
    query = select(Submission).where(Submission.notice_id == notice_id, col(Submission.state).in_(OPEN))
    return session.exec(query.execution_options(populate_existing=True)).one_or_none()


def approvals_of(session: Session, submission_id: UUID) -> list[Approval]:
    """Return the approvals of a submission in the order of its steps."""
    query = select(Approval).where(Approval.submission_id == submission_id)
    return list(session.exec(query.order_by(col(Approval.step))).all())


def papers_of(session: Session, submission_id: UUID) -> list[PaperApproval]:
    """Return the signed sheets of a submission without their scans, in the order in which they were entered."""
    query = select(PaperApproval).where(PaperApproval.submission_id == submission_id)
    return list(session.exec(query.order_by(col(PaperApproval.id)).options(defer(PaperApproval.data))))  # type: ignore[arg-type]


def returns_of(session: Session, submission_id: UUID) -> list[SubmissionReturn]:
    """Return how a submission was returned, oldest first."""
    query = select(SubmissionReturn).where(SubmissionReturn.submission_id == submission_id)
    return list(session.exec(query.order_by(col(SubmissionReturn.id))).all())


def newest_returns(session: Session, notice_ids: Sequence[UUID]) -> dict[UUID, SubmissionReturn]:
    """Return how the newest submission of each of these notices was returned, where it was."""
    newest = (
        select(Submission.id, Submission.notice_id, Submission.state)
        .where(among(Submission.notice_id, notice_ids))
        .order_by(col(Submission.notice_id), col(Submission.ordinal).desc())
        .ext(distinct_on(col(Submission.notice_id)))
        .subquery()
    )
    query = (
        select(newest.c.notice_id, SubmissionReturn)
        .join(newest, newest.c.id == SubmissionReturn.submission_id)
        .where(newest.c.state == SubmissionState.returned)
        .order_by(col(SubmissionReturn.id))
    )
    found: Any = session.execute(query).all()
    return dict(found)


def code_of_sheet(submission: Submission) -> str:
    """Return the code by which a signed sheet is found again: end of the notice's id, and which submission it is."""
    return f"{str(submission.notice_id)[-8:].upper()}-{submission.ordinal}"


def move(session: Session, submission: Submission, state: SubmissionState, *, reason: str | None = None) -> None:
    """Set the state of a submission, with its audit entry."""
    before = audit.facts(submission)
    with session.no_autoflush:  # what changes with the state is written with it
        submission.decided_at, submission.state = database_now(session), state
    audit.record(session, f"submission.{state.value}", subject=submission, before=before, reason=reason)


def last_approved_entry(session: Session, notice_ids: Sequence[UUID]) -> int:
    """Return the id of the audit entry by which one of these notices was last approved; 0 if none was."""
    query = select(AuditEntry.id).where(
        col(AuditEntry.subject_id).in_(notice_ids), AuditEntry.event == "notice.approved"
    )
    return session.exec(query.order_by(col(AuditEntry.id).desc()).limit(1)).first() or 0


def contributors_of(session: Session, submission: Submission, record_ids: set[UUID]) -> list[Contributor]:
    """Return who took part: those frozen with the submission, and whoever touched a record since.

    Of a submission that is closed, only until then: who later amends what was published drafted none of it.
    """
    until = None if submission.state in OPEN else submission.decided_at
    ids = record_ids | set(submission.record_ids)
    later = contributors_since(session, ids, submission.last_entry_id, until=until)
    return list(dict.fromkeys((*submission.contributors, *later)))
