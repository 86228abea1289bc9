"""Placements, their corrections and withdrawals that wait for a second person: work of whoever may confirm them."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from disposal.models.publication.notice import Notice
from disposal.models.publication.placement import Placement
from disposal.models.publication.placement_change import PlacementChange, PlacementChangeState
from disposal.services.accounts.permissions import may
from disposal.services.worklist.work_item import MOST, WorkContext, WorkItem


def placement_changes(session: Session, context: WorkContext) -> Iterable[WorkItem]:
    """Return the changes that somebody else proposed, for those who may confirm them."""
    actor = context.actor
    if actor.account_id is None or not may(actor, "placement_change.confirmed"):
        return
    query = (
        select(PlacementChange, Placement.medium, Notice.number)
        .join(Placement, col(Placement.id) == PlacementChange.placement_id)
        .join(Notice, col(Notice.id) == PlacementChange.notice_id)
        .where(
            PlacementChange.state == PlacementChangeState.waiting,
            col(PlacementChange.proposed_by_id).is_distinct_from(actor.person_id),
        )
    )
    for row, medium, number in session.exec(query.order_by(col(PlacementChange.id)).limit(MOST + 1)):
        about = f"{number} {medium}（{row.proposed_by}提请{row.kind.zh}）"
        path = f"/desk/notices/{row.notice_id}/placements/{row.placement_id}"
        yield WorkItem("复核刊登登记", "check a placement", about, path, row.created_at)
