"""What waits for a decision: for the person who looks, and of the person's own submissions."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.models import Notice, Person, Submission, SubmissionState
from disposal.services.accounts.permissions import require
from disposal.services.approvals.contributors import took_part
from disposal.services.approvals.rights import next_step, possible_approvers
from disposal.services.approvals.submissions import OPEN, approvals_of, contributors_of
from disposal.services.publication.approved_content import records_of

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class WaitingItem:
    """An open submission; ``step`` is the one it waits at, empty if it is approved and waits for its publication.

    ``is_for_me`` tells whether the actor may approve it now, ``is_mine`` whether the actor took part in it.
    """

    notice_id: UUID
    title: str
    submitted_by: str
    since: datetime
    step: str
    approvers: tuple[str, ...]
    is_for_me: bool
    is_mine: bool


def waiting_items(session: Session) -> tuple[WaitingItem, ...]:
    """Return the open submissions of the actor's issuers, the oldest first. Raises: PermissionRefused."""
    actor = require(session, "drafts.read")
    query = (
        select(Submission, Notice, Person)
        .join(Notice, col(Notice.id) == Submission.notice_id)
        .join(Person, col(Person.id) == Submission.submitted_by_id)
        .where(col(Submission.state).in_(OPEN))
        .order_by(col(Submission.created_at), col(Submission.id))
        .limit(MOST_SHOWN)
    )
    items = []
    for row, notice, person in session.exec(query).all():
        contributors = contributors_of(session, row, records_of(session, notice))
        waits = row.state is SubmissionState.waiting
        step = next_step(row, approvals_of(session, row.id)) if waits else None
        able = possible_approvers(session, row, contributors) if waits else []
        items.append(
            WaitingItem(
                notice_id=notice.id,
                title=notice.title,
                submitted_by=person.name,
                since=row.created_at,
                step=step[1].name if step else "",
                approvers=tuple(each.words for each in able),
                is_for_me=actor.person_id in {each.person.id for each in able},
                is_mine=took_part(contributors, actor) is not None,
            )
        )
    return tuple(items)
