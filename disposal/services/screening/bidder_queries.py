"""Queries that select the bidders whose newest screening is affected by a change.

The parties behind a screening are on the bidder's watch list (``WatchedParty``). A bidder not yet screened is never
selected.
"""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select, true
from sqlalchemy.orm import aliased
from sqlmodel import col

from disposal.models.claims.security_interest import SecurityInterest
from disposal.models.parties.standing import ContactTrace
from disposal.models.projects.disposal_project import ProjectClaim
from disposal.models.screening.bidder import Bidder
from disposal.models.screening.screening import WatchedParty
from disposal.services.records.id_sets import among


def all_screened() -> Select[UUID]:
    """Select every screened bidder."""
    return _watching(true())


def resting_on(*party_ids: UUID) -> Select[UUID]:
    """Select the bidders that watch one of the parties."""
    return _watching(among(col(WatchedParty.party_id), party_ids))


def offered(claim_ids: Collection[UUID] | Select[UUID]) -> Select[UUID]:
    """Select the bidders of projects that offer one of the claims."""
    of_claim = select(col(ProjectClaim.project_id)).where(col(ProjectClaim.claim_id).in_(claim_ids))
    bidders = select(col(Bidder.id)).where(col(Bidder.project_id).in_(of_claim))
    return _watching(col(WatchedParty.bidder_id).in_(bidders))


def offered_with(collateral_id: UUID) -> Select[UUID]:
    """Select the bidders of projects that offer a claim secured by the collateral."""
    secured = select(col(SecurityInterest.claim_id)).where(col(SecurityInterest.collateral_id) == collateral_id)
    return offered(secured)


def sharing(trace: ContactTrace) -> Select[UUID]:
    """Select the bidders that watch the party of a contact, or a party with the same contact."""
    same = select(col(ContactTrace.party_id)).where(
        col(ContactTrace.digest) == trace.digest, col(ContactTrace.kind) == trace.kind
    )
    return _watching((col(WatchedParty.party_id) == trace.party_id) | col(WatchedParty.party_id).in_(same))


def beside(bidder: Bidder) -> Select[UUID]:
    """Select a bidder, and the other bidders of its project that watch its party or share a contact with it."""
    mine, theirs = aliased(ContactTrace), aliased(ContactTrace)
    sharing_contact = (
        select(col(theirs.party_id))
        .join(mine, (col(mine.digest) == col(theirs.digest)) & (col(mine.kind) == col(theirs.kind)))
        .where(col(mine.party_id) == bidder.party_id)
    )
    rivals = col(WatchedParty.bidder_id).in_(select(col(Bidder.id)).where(col(Bidder.project_id) == bidder.project_id))
    party = col(WatchedParty.party_id)
    return _watching(
        rivals & (party.in_(sharing_contact) | (party == bidder.party_id)) | (col(WatchedParty.bidder_id) == bidder.id)
    )


def _watching(condition: ColumnElement[bool]) -> Select[UUID]:
    return select(col(WatchedParty.bidder_id)).where(condition).distinct()
