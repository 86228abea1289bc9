"""Record which bidders must be screened again (待重新审查), in the same transaction as the change.

``screening/rescreening_triggers`` maps changes of records to affected bidders. A list import and a publication record
their bidders themselves. ``rescreening`` processes the entries; an entry stays until then.
"""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Select, select
from sqlmodel import Session, col

from disposal.models.screening.bidder import Bidder
from disposal.models.screening.screening import PendingRescreening, WatchedParty
from disposal.services.accounts.scope import OF_ALL_ISSUERS
from disposal.services.records import audit
from disposal.services.records.id_sets import among

Cause = tuple[str, str]
"""The reason, in Chinese and English."""
_EVERYWHERE = {OF_ALL_ISSUERS: True}
_BIDDER = Bidder.__table__  # type: ignore[attr-defined] # no entity: the session keeps no bidder of another branch


def note_project(session: Session, project_id: UUID, cause: Cause) -> None:
    """Mark every screened bidder of a project for re-screening."""
    note_selected(session, screened_of(project_id), cause)


def note_selected(session: Session, affected: Select[UUID], cause: Cause) -> None:
    """Flush the change, then mark the bidders that a query selects."""
    session.flush()
    note_bidders(session, set(session.execute(affected).scalars()), cause)


def note_bidders(session: Session, bidder_ids: Collection[UUID], cause: Cause) -> None:
    """Mark these bidders for re-screening, once per cause. Each mark writes an audit entry.

    Bidders of other issuers are marked too: a list and a party belong to the whole company.

    Waits for a screening in progress: it does not know the change, and deletes the marks made before it.
    """
    if not bidder_ids:
        return
    rows = select(*_BIDDER.c).where(among(_BIDDER.c.id, bidder_ids)).order_by(_BIDDER.c.id)
    found = session.execute(rows.with_for_update(read=True, key_share=True)).mappings().all()
    noted = select(col(PendingRescreening.bidder_id)).where(
        among(col(PendingRescreening.bidder_id), bidder_ids), col(PendingRescreening.zh) == cause[0]
    )
    known = set(session.execute(noted, execution_options=_EVERYWHERE).scalars())
    for bidder in (Bidder(**row) for row in found if row["id"] not in known):
        session.add(PendingRescreening.model_validate({"bidder_id": bidder.id, "zh": cause[0], "en": cause[1]}))
        audit.record(session, "bidder.screening_due", subject=bidder, before=audit.facts(bidder), reason=cause[0])


def pending_of(session: Session, bidder_id: UUID) -> list[PendingRescreening]:
    """Return the changes since a bidder's newest screening, in order."""
    query = (
        select(PendingRescreening)
        .where(col(PendingRescreening.bidder_id) == bidder_id)
        .order_by(col(PendingRescreening.id))
    )
    return list(session.execute(query).scalars())


def pending_bidders(session: Session) -> list[UUID]:
    """Return the bidders to be screened again, longest waiting first."""
    query = select(col(PendingRescreening.bidder_id)).order_by(col(PendingRescreening.id))
    return list(dict.fromkeys(session.execute(query).scalars()))


def screened_of(project_id: UUID) -> Select[UUID]:
    """Build the query for every screened bidder of a project."""
    of_project = select(col(Bidder.id)).where(col(Bidder.project_id) == project_id)
    return select(col(WatchedParty.bidder_id)).where(col(WatchedParty.bidder_id).in_(of_project)).distinct()
