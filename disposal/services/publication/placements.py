"""Placements (刊登): the medium and date of a notice's publication in the press, stored as evidence."""

from sqlmodel import Session, col, select

from disposal.models import Notice, Placement
from disposal.models.publication.placement import PlacementCreate
from disposal.services.publication.errors import AmendmentRefused
from disposal.services.publication.notices import locked
from disposal.services.publication.search_index import index_medium
from disposal.services.records import audit


def record_placement(session: Session, data: PlacementCreate) -> Placement:
    """Record that a published notice appeared in a medium.

    Raises: NoticeUnknown; AmendmentRefused if it is a draft, or if the date is before its publication.
    """
    notice = locked(session, data.notice_id)
    if notice.number is None:
        raise AmendmentRefused(
            zh=f"公告“{notice.title}”尚未发布，不能登记刊登情况；请先发布。",
            en=f'notice "{notice.title}" is not published yet; publish it before recording where it stood',
            field="notice_id",
        )
    if notice.published_on is not None and data.published_on < notice.published_on:
        raise AmendmentRefused.before_the_original(published_on=data.published_on, original_on=notice.published_on)
    placement = Placement.model_validate(data.model_dump())
    session.add(placement)
    audit.record(session, "placement.recorded", subject=placement)
    index_medium(session, notice, placement.medium)
    audit.record(session, "notice.placed", subject=notice, before=audit.facts(notice))
    return placement


def placements_of(session: Session, notice: Notice) -> list[Placement]:
    """Return the placements of a notice, by date."""
    statement = select(Placement).where(Placement.notice_id == notice.id)
    return list(session.exec(statement.order_by(col(Placement.published_on), col(Placement.medium))))
