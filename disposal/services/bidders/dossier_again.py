"""What the register holds of a bidder's dossier, in the form of a dossier, so that it can be supplied again (补充资料).

Identity numbers and contacts are left out: a dossier filed again adds to them and never removes one.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.models.parties.party import Party
from disposal.models.parties.relation import PartyRelation
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.projects.issuer import Issuer
from disposal.models.screening.bidder import Bidder
from disposal.services.accounts.permissions import require
from disposal.services.bidders.dossier_file import BIDDER_KEY
from disposal.services.bidders.dossier_parties import filed_parties
from disposal.services.parties.standings import standing_of
from disposal.services.records.writing import found

_OF_PARTY = ("kind", "name", "former_names", "credit_code", "status", "is_state_owned")
_OF_STANDING = ("organ", "is_financial_institution", "owners")
_OF_BIDDER = ("stated", "age_years", "age_stated_on", "has_own_income", "is_capacity_limited")
_OF_RELATION = ("kind", "kinship", "office", "percent", "source", "stated_on", "valid_from", "valid_until")


@dataclass(frozen=True, slots=True)
class HeldDossier:
    """A dossier as the register holds it; ``project`` is ISSUER/CODE, ``values`` those of a dossier file."""

    project: str
    values: dict[str, Any]


def held_dossier(session: Session, bidder_id: UUID) -> HeldDossier:
    """Return what the register holds of a bidder's dossier. Raises: PermissionRefused, RecordNotFound."""
    require(session, "bidders.read")
    return dossier_of(session, found(session, Bidder, bidder_id))


def dossier_of(session: Session, bidder: Bidder) -> HeldDossier:
    """Return what the register holds of a bidder's dossier, to who enters it or has asked to read it."""
    project = found(session, DisposalProject, bidder.project_id)
    issuer = session.get_one(Issuer, project.issuer_id)
    keys = {of.party_id: key for key, of in filed_parties(bidder).items()} | {bidder.party_id: BIDDER_KEY}
    stated = {key: _stated(session, party_id) for party_id, key in keys.items()}
    own = {"id": bidder.party_id, **stated.pop(BIDDER_KEY), **{name: getattr(bidder, name) for name in _OF_BIDDER}}
    values = {
        "bidder": own,
        "parties": [{"key": key, **said} for key, said in stated.items()],
        "relations": [_ends_and_values(each, keys) for each in _relations(session, bidder) if _is_known(each, keys)],
        "declarations": bidder.declarations,
        "means": bidder.means or (),
    }
    return HeldDossier(f"{issuer.code}/{project.code}", values)


def _stated(session: Session, party_id: UUID) -> dict[str, Any]:
    party, standing = found(session, Party, party_id), standing_of(session, party_id)
    said = {name: getattr(party, name) for name in _OF_PARTY}
    return said | ({name: getattr(standing, name) for name in _OF_STANDING} if standing else {})


def _relations(session: Session, bidder: Bidder) -> list[PartyRelation]:
    query = select(PartyRelation).where(PartyRelation.bidder_id == bidder.id)
    return list(session.exec(query.order_by(col(PartyRelation.id))))


def _is_known(relation: PartyRelation, keys: dict[UUID, str]) -> bool:
    return relation.from_party_id in keys and relation.to_party_id in keys


def _ends_and_values(relation: PartyRelation, keys: dict[UUID, str]) -> dict[str, Any]:
    ends = {"from_key": keys[relation.from_party_id], "to_key": keys[relation.to_party_id]}
    return ends | {name: getattr(relation, name) for name in _OF_RELATION}
