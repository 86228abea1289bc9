"""传阅: note that somebody has read what is submitted."""

from uuid import UUID

from sqlmodel import Session

from disposal.models.approvals.reading import ApprovalReading
from disposal.models.publication.notice import Notice
from disposal.services.approvals.readings import mark_read
from disposal.services.four_eyes.submitting import waiting_submission
from disposal.services.records.writing import found


def read_submission(session: Session, notice_id: UUID) -> list[ApprovalReading]:
    """Note that the actor has read the open submission of a notice (已阅); it holds nothing up.

    Raises: RecordNotFound, AccountNeeded; RecordRefused if nothing is submitted, or not to be read by the actor.
    """
    return mark_read(session, waiting_submission(session, found(session, Notice, notice_id)))
