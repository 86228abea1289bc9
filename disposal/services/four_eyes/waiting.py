"""What waits for a decision: for the person who looks, and of the person's own submissions."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import case
from sqlmodel import Session, col, select

from disposal.models.accounts.person import Person
from disposal.models.approvals.paper_approval import PaperState
from disposal.models.approvals.submission import Submission, SubmissionState, Urgency
from disposal.models.publication.notice import Notice
from disposal.services.accounts.permissions import require
from disposal.services.approvals.contributors import took_part
from disposal.services.approvals.readings import unread_steps
from disposal.services.approvals.rights import open_steps, possible_approvers
from disposal.services.approvals.submissions import OPEN, approvals_of, contributors_of, papers_of
from disposal.services.four_eyes.glance import SubmissionGlance, glance_of
from disposal.services.publication.approved_content import records_of

MOST_SHOWN = 200
_BY_URGENCY = case({Urgency.very_urgent: 0, Urgency.urgent: 1}, value=Submission.urgency, else_=2)


@dataclass(frozen=True, slots=True)
class WaitingItem:
    """An open submission.

    ``step`` is the one it waits at, empty if it is approved and waits for its publication.

    ``is_for_me`` tells whether the actor may approve it now, ``is_mine`` whether the actor took part in it,
    ``is_to_read`` whether it is to be read (传阅) by the actor, who has not yet.
    ``papers_to_confirm`` counts signed sheets (线下审批) that another person has to confirm. ``publish_at`` is set
    where it is scheduled.
    """

    notice_id: UUID
    title: str
    glance: SubmissionGlance
    submitted_by: str
    since: datetime
    step: str
    approvers: tuple[str, ...]
    is_for_me: bool
    is_mine: bool
    is_to_read: bool
    urgency: Urgency
    presented_to: str
    papers_to_confirm: int
    publish_at: datetime | None = None


def waiting_items(session: Session) -> tuple[WaitingItem, ...]:
    """Return the open submissions of the actor's issuers: urgent ones first, then the oldest.

    Raises: PermissionRefused.
    """
    actor = require(session, "drafts.read")
    query = (
        select(Submission, Notice, Person)
        .join(Notice, col(Notice.id) == Submission.notice_id)
        .join(Person, col(Person.id) == Submission.submitted_by_id)
        .where(col(Submission.state).in_(OPEN))
        .order_by(_BY_URGENCY, col(Submission.created_at), col(Submission.id))
        .limit(MOST_SHOWN)
    )
    items = []
    for row, notice, person in session.exec(query).all():
        contributors = contributors_of(session, row, records_of(session, notice))
        waits = row.state is SubmissionState.waiting
        steps = open_steps(row, approvals_of(session, row.id)) if waits else []
        able = possible_approvers(session, row, contributors) if waits else []
        items.append(
            WaitingItem(
                notice_id=notice.id,
                title=notice.title,
                glance=glance_of(session, notice, row),
                submitted_by=person.name,
                since=row.created_at,
                step="、".join(dict.fromkeys(step.name for _, step in steps)),
                approvers=tuple(dict.fromkeys(each.words for each in able)),
                is_for_me=actor.person_id in {each.person.id for each in able},
                is_mine=took_part(contributors, actor) is not None,
                is_to_read=bool(unread_steps(session, row, actor)),
                urgency=row.urgency,
                presented_to=row.presented_to or "",
                publish_at=notice.publish_at,
                papers_to_confirm=sum(each.state is PaperState.waiting for each in papers_of(session, row.id)),
            )
        )
    return tuple(items)
