"""The claims of live notices, so that no claim is offered by two notices at once."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from disposal.models.claims.claim import Claim
from disposal.models.parties.party import Party
from disposal.models.publication.notice import LiveClaim, Notice
from disposal.services.accounts.scope import OF_ALL_ISSUERS
from disposal.services.publication.errors import ClaimInLiveNotice


def hold(session: Session, notice: Notice, claim_ids: Sequence[UUID]) -> None:
    """Assign the claims to ``notice``; the caller writes the audit entry of the publication.

    The claims are taken in sorted order, so that two publications cannot deadlock.

    Raises: ClaimInLiveNotice with the claim and the notice that holds it.
    """
    for claim_id in sorted(claim_ids):
        values = {"claim_id": claim_id, "notice_id": notice.id}
        statement = insert(LiveClaim).values(LiveClaim.model_validate(values).model_dump())
        taken = session.execute(statement.on_conflict_do_nothing().returning(col(LiveClaim.claim_id))).first()
        if taken is None:
            raise _taken(session, claim_id)


def release(session: Session, notice: Notice) -> None:
    """Release the claims of a notice that is withdrawn, superseded or concluded."""
    session.execute(delete(LiveClaim).where(col(LiveClaim.notice_id) == notice.id))


def _taken(session: Session, claim_id: UUID) -> ClaimInLiveNotice:
    number = session.exec(
        select(Notice.number)
        .join(LiveClaim, col(LiveClaim.notice_id) == Notice.id)
        .where(LiveClaim.claim_id == claim_id),
        execution_options={OF_ALL_ISSUERS: True},  # the other notice may be of another branch
    ).one()
    debtor = session.exec(
        select(Party.name).join(Claim, col(Claim.debtor_id) == Party.id).where(Claim.id == claim_id)
    ).one()
    return ClaimInLiveNotice(claim=debtor, notice=number or "")
