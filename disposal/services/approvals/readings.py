"""传阅: who is to read what is submitted, and who has. Reading holds nothing up."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.acting import Actor
from disposal.errors import RecordRefused
from disposal.models.approvals.reading import ApprovalReading
from disposal.models.approvals.submission import RequiredStep, Submission
from disposal.services.accounts.persons import person_acting
from disposal.services.records.dates import database_now
from disposal.services.records.writing import enter


def readings_of(session: Session, submission_id: UUID) -> Sequence[ApprovalReading]:
    """Return who has read a submission, oldest first."""
    query = select(ApprovalReading).where(ApprovalReading.submission_id == submission_id)
    return session.exec(query.order_by(col(ApprovalReading.id))).all()


def unread_steps(session: Session, submission: Submission, actor: Actor) -> list[tuple[int, RequiredStep]]:
    """Return the steps at which the actor is to read a submission and has not yet."""
    mine = [
        (at, step)
        for at, step in enumerate(submission.steps, start=1)
        if step.reads_only and actor.has(step.role) and step.person_id in {None, actor.person_id}
    ]
    if not mine:
        return []
    read = {each.step for each in readings_of(session, submission.id) if each.person_id == actor.person_id}
    return [(at, step) for at, step in mine if at not in read]


def mark_read(session: Session, submission: Submission) -> list[ApprovalReading]:
    """Note that the actor has read a submission (已阅). Raises: AccountNeeded; RecordRefused for who need not."""
    actor, person_id = person_acting(session, "approval_reading.made")
    unread = unread_steps(session, submission, actor)
    if not unread:
        raise RecordRefused(
            field="actor",
            zh=f"没有须由 {actor.name} 阅知的步骤，或已阅；无须办理。",
            en=f"There is nothing left here that {actor.name} is to read.",
        )
    values = {"submission_id": submission.id, "person_id": person_id, "name": actor.name}
    return [
        enter(
            session,
            ApprovalReading.model_validate({**values, "step": at, "read_at": database_now(session)}),
            event="approval_reading.made",
        )
        for at, _ in unread
    ]
