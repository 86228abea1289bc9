"""Parties in the form used by screening: facts for the rules, subjects for matching."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.eligibility.facts.people import ContactPoint, OrganKind, OwnersKnown, PartyFacts
from disposal.eligibility.matching import Keys, Prepared, Subject, keys, prepare
from disposal.identifiers import IdentityDocument
from disposal.models import ContactTrace, Party, PartyStanding
from disposal.services.parties.standings import contacts_of
from disposal.services.records.id_sets import among


@dataclass(frozen=True, slots=True)
class ScreenedParty:
    """One party: its facts, and its names and number prepared for comparison."""

    party_id: UUID
    facts: PartyFacts
    prepared: Prepared
    keys: Keys


def screened_parties(session: Session, party_ids: Collection[UUID]) -> dict[UUID, ScreenedParty]:
    """Load these parties by id."""
    standings = {
        each.party_id: each
        for each in session.exec(select(PartyStanding).where(among(col(PartyStanding.party_id), party_ids))).all()
    }
    contacts: dict[UUID, list[ContactTrace]] = defaultdict(list)
    for trace in contacts_of(session, party_ids):
        contacts[trace.party_id].append(trace)
    rows = session.exec(select(Party).where(among(col(Party.id), party_ids)).order_by(col(Party.id))).all()
    facts = {party.id: _facts(party, standings.get(party.id), contacts[party.id]) for party in rows}
    return {party.id: screened_party(session, party, facts[party.id]) for party in rows}


def screened_party(session: Session, party: Party, facts: PartyFacts) -> ScreenedParty:
    """Prepare a party for comparison."""
    prepared = prepare(subject_of(party))
    return ScreenedParty(party.id, facts, prepared, keys(prepared, index=lambda number: _index(session, number)))


def _index(session: Session, number: str) -> str:
    return str(session.info["personal_numbers"]().index(number))


def subject_of(party: Party) -> Subject:
    """Convert a party to a subject for matching."""
    return Subject(
        kind=party.kind,
        names=(party.name, *party.former_names),
        number=party.credit_code or party.personal_number_masked,
        number_index=party.personal_number_index,
        is_number_for_life=(party.identity_document or IdentityDocument.resident_id).is_for_life,
    )


def _facts(party: Party, standing: PartyStanding | None, contacts: list[ContactTrace]) -> PartyFacts:
    stated = standing or PartyStanding(party_id=party.id)
    points = tuple(ContactPoint(kind=each.kind, index=each.digest, shown=each.shown) for each in contacts)
    return PartyFacts(
        key=str(party.id),
        name=party.name,
        kind=party.kind,
        former_names=tuple(party.former_names),
        number_index=party.personal_number_index,
        number_masked=party.personal_number_masked,
        credit_code=party.credit_code,
        organ=OrganKind.state_organ if party.is_state_organ else stated.organ,
        is_financial_institution=stated.is_financial_institution,
        is_state_owned=party.is_state_owned,
        owners=stated.owners or OwnersKnown.unknown,
        contacts=points if points or stated.are_contacts_stated else None,
        is_number_identifying=party.identity_document is not IdentityDocument.other,
    )
