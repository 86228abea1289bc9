"""Noting, with a change and in its transaction, which bidders must be screened again because of it (待重新审查).

``screening/rescreening_triggers`` says which change of a record affects whom; an import of a list and a publication say
it themselves. What is noted is done by ``rescreening``, and stays noted until then, whatever happens in between.
"""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Select, select
from sqlmodel import Session, col

from disposal.models import Bidder, PendingRescreening, WatchedParty
from disposal.services.records import audit
from disposal.services.records.id_sets import among

Cause = tuple[str, str]
"""What has changed, in Chinese and English."""


def note_project(session: Session, project_id: UUID, cause: Cause) -> None:
    """Note every screened bidder of a project."""
    note_selected(session, screened_of(project_id), cause)


def note_selected(session: Session, affected: Select[UUID], cause: Cause) -> None:
    """Note the bidders that a query selects after the change is flushed."""
    session.flush()
    note_bidders(session, set(session.execute(affected).scalars()), cause)


def note_bidders(session: Session, bidder_ids: Collection[UUID], cause: Cause) -> None:
    """Note these bidders; what is noted of the same cause already is noted once. Each leaves an audit entry.

    A screening that is being made is waited for: it knows nothing of the change, and deletes what was noted before it.
    """
    if not bidder_ids:
        return
    rows = select(col(Bidder.id)).where(among(col(Bidder.id), bidder_ids)).order_by(col(Bidder.id))
    session.execute(rows.with_for_update(read=True, key_share=True))
    noted = select(col(PendingRescreening.bidder_id)).where(
        among(col(PendingRescreening.bidder_id), bidder_ids), col(PendingRescreening.zh) == cause[0]
    )
    new = set(bidder_ids) - set(session.execute(noted).scalars())
    for bidder_id in sorted(new):
        bidder = session.get_one(Bidder, bidder_id)
        session.add(PendingRescreening.model_validate({"bidder_id": bidder_id, "zh": cause[0], "en": cause[1]}))
        audit.record(session, "bidder.screening_due", subject=bidder, before=audit.facts(bidder), reason=cause[0])


def pending_of(session: Session, bidder_id: UUID) -> list[PendingRescreening]:
    """Return what has changed since a bidder's newest screening, in the order it was noted."""
    query = (
        select(PendingRescreening)
        .where(col(PendingRescreening.bidder_id) == bidder_id)
        .order_by(col(PendingRescreening.id))
    )
    return list(session.execute(query).scalars())


def pending_bidders(session: Session) -> list[UUID]:
    """Return the bidders that must be screened again, whoever has waited longest first."""
    query = select(col(PendingRescreening.bidder_id)).order_by(col(PendingRescreening.id))
    return list(dict.fromkeys(session.execute(query).scalars()))


def screened_of(project_id: UUID) -> Select[UUID]:
    """Select every screened bidder of a project."""
    of_project = select(col(Bidder.id)).where(col(Bidder.project_id) == project_id)
    return select(col(WatchedParty.bidder_id)).where(col(WatchedParty.bidder_id).in_(of_project)).distinct()
