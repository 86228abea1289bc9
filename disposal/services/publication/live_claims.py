"""The claims of live notices, so that no claim is offered by two notices at once."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Uuid, delete, func, literal
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlmodel import Session, col, select
from sqlmodel.sql.sqltypes import UTCDateTime

from disposal.models.claims.claim import Claim
from disposal.models.parties.party import Party
from disposal.models.publication.notice import LiveClaim, Notice
from disposal.models.records.record import now
from disposal.services.accounts.scope import OF_ALL_ISSUERS
from disposal.services.publication.errors import ClaimInLiveNotice


def hold(session: Session, notice: Notice, claim_ids: Sequence[UUID]) -> None:
    """Assign the claims to ``notice``; the caller writes the audit entry of the publication.

    The claims are taken in sorted order, so that two publications cannot deadlock.

    Raises: ClaimInLiveNotice with the first claim that another notice holds, and that notice.
    """
    wanted = sorted(claim_ids)
    each = func.unnest(literal(wanted, ARRAY(Uuid))).column_valued("claim_id")
    values = select(each, literal(notice.id, Uuid), literal(now(), UTCDateTime))
    statement = insert(LiveClaim).from_select(["claim_id", "notice_id", "created_at"], values)
    held = set(session.scalars(statement.on_conflict_do_nothing().returning(col(LiveClaim.claim_id))))
    for claim_id in wanted:
        if claim_id not in held:
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
