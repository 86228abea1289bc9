"""Parties in the form used by screening: facts for the rules, subjects for matching."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy import select as select_columns
from sqlmodel import Session, col

from disposal.eligibility.facts.people import ContactPoint, OrganKind, OwnersKnown, PartyFacts
from disposal.eligibility.matching import Keys, Prepared, Subject, keys, prepare
from disposal.identifiers import IdentityDocument
from disposal.models.parties.party import Party
from disposal.models.parties.standing import ContactTrace, PartyStanding, PartyStandingFields
from disposal.services.records.id_sets import among
from notices.codes import BusinessStatus


@dataclass(frozen=True, slots=True)
class ScreenedParty:
    """One party: its facts, and its names and number prepared for comparison."""

    party_id: UUID
    facts: PartyFacts
    prepared: Prepared
    keys: Keys
    status: BusinessStatus


_COLUMNS = (
    *(getattr(Party, name) for name in (
        "id", "kind", "name", "former_names", "credit_code", "personal_number_masked", "personal_number_index",
        "identity_document", "is_state_organ", "is_state_owned", "status",
    )),
    *(getattr(PartyStanding, name) for name in PartyStandingFields.model_fields),
)  # fmt: skip
_CONTACT = [getattr(ContactTrace, name) for name in ("party_id", "kind", "digest", "shown")]
_prepared = lru_cache(maxsize=2_000)(prepare)
"""The parties of a project are the same for each of its bidders."""


def screened_parties(session: Session, party_ids: Collection[UUID]) -> dict[UUID, ScreenedParty]:
    """Load these parties by id."""
    contacts: dict[UUID, list[ContactPoint]] = defaultdict(list)
    traces = select_columns(*_CONTACT).where(among(col(ContactTrace.party_id), party_ids))
    for party_id, kind, digest, shown in session.execute(traces.order_by(col(ContactTrace.id))):
        contacts[party_id].append(ContactPoint(kind=kind, index=digest, shown=shown))
    query = select_columns(*_COLUMNS).outerjoin(PartyStanding, col(PartyStanding.party_id) == col(Party.id))
    rows = session.execute(query.where(among(col(Party.id), party_ids)).order_by(col(Party.id)))
    return {row.id: _screened(session, row, tuple(contacts[row.id])) for row in rows}


def _screened(session: Session, row: Row[Any], contacts: tuple[ContactPoint, ...]) -> ScreenedParty:
    """Prepare a party for comparison."""
    prepared = _prepared(subject_of(row))
    known = keys(prepared, index=lambda number: _index(session, number))
    return ScreenedParty(row.id, _facts(row, contacts), prepared, known, row.status)


def _index(session: Session, number: str) -> str:
    return str(session.info["personal_numbers"]().index(number))


def subject_of(party: Party | Row[Any]) -> Subject:
    """Convert a party to a subject for matching."""
    return Subject(
        kind=party.kind,
        names=(party.name, *party.former_names),
        number=party.credit_code or party.personal_number_masked,
        number_index=party.personal_number_index,
        is_number_for_life=(party.identity_document or IdentityDocument.resident_id).is_for_life,
    )


def _facts(row: Row[Any], contacts: tuple[ContactPoint, ...]) -> PartyFacts:
    return PartyFacts(
        key=str(row.id),
        name=row.name,
        kind=row.kind,
        former_names=tuple(row.former_names),
        number_index=row.personal_number_index,
        number_masked=row.personal_number_masked,
        credit_code=row.credit_code,
        organ=OrganKind.state_organ if row.is_state_organ else row.organ,
        is_financial_institution=row.is_financial_institution,
        is_state_owned=row.is_state_owned,
        owners=row.owners or OwnersKnown.unknown,
        contacts=contacts if contacts or row.are_contacts_stated else None,
        is_number_identifying=row.identity_document is not IdentityDocument.other,
    )
