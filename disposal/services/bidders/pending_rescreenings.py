"""Noting, with a change and in its transaction, which bidders must be screened again because of it (待重新审查).

The verbs of ``writing`` call ``note_change`` for every record; an import of a list and a publication say whom they
touch. What is noted is done by ``rescreening``, and stays noted until then, whatever happens in between.
"""

from collections.abc import Collection, Iterable
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select, true
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from disposal.models import (
    Bidder,
    Claim,
    Collateral,
    ContactTrace,
    DisposalProject,
    Guarantee,
    Party,
    PartyRelation,
    PartyStanding,
    PendingRescreening,
    ProjectClaim,
    ProjectRole,
    RestrictedList,
    SecurityInterest,
    WatchedParty,
)
from disposal.models.records.record import Record
from disposal.services.records import audit
from disposal.services.records.id_sets import among

Cause = tuple[str, str]
"""What has changed, in Chinese and English."""


_PARTIES: Cause = ("项目当事人变更", "the parties of the project have changed")


def note_change(session: Session, row: Record, *, altered: Collection[str] = ()) -> None:
    """Note whom a record touches that was just entered, removed, or ``altered``; most records touch nobody."""
    match row:
        case Party():
            _note(session, _resting_on([row.id]), ("当事人资料变更", "what is known of a party has changed"))
        case PartyRelation():
            cause = ("当事人关系变更", "the relations between parties have changed")
            _note(session, _resting_on([row.from_party_id, row.to_party_id]), cause)
        case PartyStanding():
            _note(session, _resting_on([row.party_id]), ("当事人资料变更", "what is known of a party has changed"))
        case ContactTrace():
            _note(session, _sharing(row), ("当事人联系方式变更", "the contacts of a party have changed"))
        case Bidder():
            _note(session, _beside(row), ("意向受让人资料变更", "the dossier of a bidder has changed"))
        case ProjectRole() | ProjectClaim():
            note_project(session, row.project_id, _PARTIES)
        case Guarantee() | SecurityInterest():
            _note(session, _watching(col(WatchedParty.bidder_id).in_(_offered([row.claim_id]))), _PARTIES)
        case Claim() if "debtor_id" in altered:
            _note(session, _watching(col(WatchedParty.bidder_id).in_(_offered([row.id]))), _PARTIES)
        case Collateral() if "owner_id" in altered:
            _note(session, _watching(col(WatchedParty.bidder_id).in_(_offered(_secured_by(row.id)))), _PARTIES)
        case RestrictedList() if "limbs" in altered:
            cause = ("名单适用范围变更", "what a restricted list is asked for has changed")
            _note(session, _watching(true()), cause)
        case DisposalProject() if "restrictions" in altered:
            note_project(session, row.id, ("受让限制变更", "who may not buy has changed"))


def note_project(session: Session, project_id: UUID, cause: Cause) -> None:
    """Note every screened bidder of a project."""
    of_project = select(col(Bidder.id)).where(col(Bidder.project_id) == project_id)
    _note(session, _watching(col(WatchedParty.bidder_id).in_(of_project)), cause)


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


def _note(session: Session, affected: Select[UUID], cause: Cause) -> None:
    session.flush()
    note_bidders(session, set(session.execute(affected).scalars()), cause)


def _watching(condition: ColumnElement[bool]) -> Select[UUID]:
    return select(col(WatchedParty.bidder_id)).where(condition).distinct()


def _resting_on(party_ids: Iterable[UUID]) -> Select[UUID]:
    return _watching(among(col(WatchedParty.party_id), party_ids))


def _secured_by(collateral_id: UUID) -> Select[UUID]:
    """Select the claims that a piece of collateral secures."""
    return select(col(SecurityInterest.claim_id)).where(col(SecurityInterest.collateral_id) == collateral_id)


def _offered(claim_ids: Collection[UUID] | Select[UUID]) -> Select[UUID]:
    """Select the bidders of the projects that offer one of the claims."""
    of_claim = select(col(ProjectClaim.project_id)).where(col(ProjectClaim.claim_id).in_(claim_ids))
    return select(col(Bidder.id)).where(col(Bidder.project_id).in_(of_claim))


def _sharing(trace: ContactTrace) -> Select[UUID]:
    """Select whoever rests on the party of a contact, or on one that has the same contact."""
    same = select(col(ContactTrace.party_id)).where(
        col(ContactTrace.digest) == trace.digest, col(ContactTrace.kind) == trace.kind
    )
    return _watching((col(WatchedParty.party_id) == trace.party_id) | col(WatchedParty.party_id).in_(same))


def _beside(bidder: Bidder) -> Select[UUID]:
    """Select a bidder, and its rivals that rest on it or share a contact: each screening knows who else bids."""
    mine, theirs = aliased(ContactTrace), aliased(ContactTrace)
    sharing = (
        select(col(theirs.party_id))
        .join(mine, (col(mine.digest) == col(theirs.digest)) & (col(mine.kind) == col(theirs.kind)))
        .where(col(mine.party_id) == bidder.party_id)
    )
    rivals = col(WatchedParty.bidder_id).in_(select(col(Bidder.id)).where(col(Bidder.project_id) == bidder.project_id))
    party = col(WatchedParty.party_id)
    return _watching(
        rivals & (party.in_(sharing) | (party == bidder.party_id)) | (col(WatchedParty.bidder_id) == bidder.id)
    )
