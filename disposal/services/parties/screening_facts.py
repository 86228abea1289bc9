"""Parties in the form used by screening: facts for the rules, subjects for matching."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NoReturn
from uuid import UUID

from sqlalchemy import Row, inspect, text
from sqlmodel import Session

from disposal.eligibility.facts.people import ContactKind, ContactPoint, OrganKind, OwnersKnown, PartyFacts
from disposal.eligibility.matching import Keys, Prepared, Subject, keys, prepare
from disposal.identifiers import IdentityDocument
from disposal.models.parties.party import Party
from disposal.models.parties.standing import PartyStanding, PartyStandingFields
from notices.codes import BusinessStatus


@dataclass(frozen=True, slots=True)
class ScreenedParty:
    """One party: its facts, and its names and number prepared for comparison.

    ``changed_in`` is the id of the last audit entry that changed the party, 0 without one.
    """

    party_id: UUID
    facts: PartyFacts
    prepared: Prepared
    keys: Keys
    status: BusinessStatus
    changed_in: int


_OF_PARTY = (
    "id", "kind", "name", "credit_code", "personal_number_masked", "personal_number_index", "identity_document",
    "is_state_organ", "is_state_owned", "status",
)  # fmt: skip
_OF_STANDING = tuple(PartyStandingFields.model_fields)
_TYPES = {each.name: each.type for table in (PartyStanding, Party) for each in inspect(table).columns}
_PARTIES = text(f"""
    SELECT {", ".join(f"p.{name}" for name in _OF_PARTY)}, {", ".join(f"s.{name}" for name in _OF_STANDING)},
        p.former_names::text AS former_names,
        (SELECT json_agg(json_build_array(c.kind, c.digest, c.shown) ORDER BY c.id)::text
         FROM contact_trace c WHERE c.party_id = p.id) AS contacts,
        (SELECT coalesce(max(a.id), 0) FROM audit_entry a
         WHERE a.subject_id = p.id AND a.event = 'party.changed') AS changed_in
    FROM party p LEFT JOIN party_standing s ON s.party_id = p.id
    WHERE p.id = ANY (CAST(:ids AS uuid[])) ORDER BY p.id
""").columns(**{name: _TYPES[name] for name in (*_OF_PARTY, *_OF_STANDING)})


def screened_parties(session: Session, party_ids: Collection[UUID]) -> dict[UUID, ScreenedParty]:
    """Load these parties by id."""
    return {row.id: _screened(row) for row in session.execute(_PARTIES, {"ids": sorted(party_ids)})}


@lru_cache(maxsize=2_000)
def _screened(row: Row[Any]) -> ScreenedParty:
    """Prepare a party for comparison. The parties of a project are the same for each of its bidders."""
    former = tuple(json.loads(row.former_names))
    prepared = prepare(_subject(row, former))
    known = keys(prepared, index=_never)
    return ScreenedParty(row.id, _facts(row, former), prepared, known, row.status, row.changed_in)


def _never(number: str) -> NoReturn:
    """Raise an error: the register holds a person's number masked, and beside it the digest that makes the key."""
    message = f"a party has a full number of {len(number)} characters and no digest"
    raise ValueError(message)


def subject_of(party: Party) -> Subject:
    """Convert a party to a subject for matching."""
    return _subject(party, tuple(party.former_names))


def _subject(party: Party | Row[Any], former: tuple[str, ...]) -> Subject:
    return Subject(
        kind=party.kind,
        names=(party.name, *former),
        number=party.credit_code or party.personal_number_masked,
        number_index=party.personal_number_index,
        is_number_for_life=(party.identity_document or IdentityDocument.resident_id).is_for_life,
    )


def _facts(row: Row[Any], former: tuple[str, ...]) -> PartyFacts:
    contacts = tuple(
        ContactPoint(kind=ContactKind[kind], index=digest, shown=shown)
        for kind, digest, shown in json.loads(row.contacts or "[]")
    )
    return PartyFacts(
        key=str(row.id),
        name=row.name,
        kind=row.kind,
        former_names=former,
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
