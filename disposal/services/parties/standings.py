"""The type of a party (主体性质) and its contacts (联系线索): stating, changing, encrypting."""

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from disposal.eligibility.facts.people import ContactKind
from disposal.models.parties.party import Party
from disposal.models.parties.standing import ContactTrace, PartyStanding, PartyStandingFields
from disposal.services.records.id_sets import among
from disposal.services.records.writing import change, differences, enter, locked, remove

Contacts = Mapping[ContactKind, Iterable[str]]


def standing_of(session: Session, party_id: UUID) -> PartyStanding | None:
    """Return the stated standing of a party, or None."""
    return session.exec(select(PartyStanding).where(PartyStanding.party_id == party_id)).one_or_none()


def state_standing(session: Session, party_id: UUID, changes: Mapping[str, Any], *, reason: str) -> PartyStanding:
    """State the standing of a party; fields not given stay. Raises: RecordNotFound, InvalidRecord."""
    locked(session, Party, party_id, field="party_id")
    known = standing_of(session, party_id)
    if known is None:
        known = enter(session, PartyStanding.model_validate({"party_id": party_id}), event="party_standing.entered")
    altered = differences(known, changes, create=PartyStandingFields)
    return change(session, known, altered, event="party_standing.changed", reason=reason)


def state_contacts(
    session: Session, party_id: UUID, contacts: Contacts, *, reason: str, keeps_others: bool = False
) -> None:
    """Set the phones, addresses and accounts of a party. Recorded contacts of the given kinds are removed.

    With ``keeps_others``, contacts are only added.
    """
    state_standing(session, party_id, {"are_contacts_stated": True}, reason=reason)
    vault = session.info["personal_numbers"]()
    wanted = {(kind, contact_digest(vault, kind, said)): said for kind, many in contacts.items() for said in many}
    held = {(each.kind, each.digest): each for each in contacts_of(session, [party_id]) if each.kind in contacts}
    for gone in () if keeps_others else held.keys() - wanted.keys():
        remove(session, held[gone], event="contact_trace.removed", reason=reason)
    for kind, digest in sorted(wanted.keys() - held.keys()):
        said = wanted[kind, digest]
        sealed = vault.encrypt(said, party_id=party_id)
        values = {"party_id": party_id, "kind": kind, "sealed": sealed, "digest": digest, "shown": masked(kind, said)}
        enter(session, ContactTrace.model_validate(values), event="contact_trace.entered")


def contacts_of(session: Session, party_ids: Iterable[UUID]) -> list[ContactTrace]:
    """Return the contacts of these parties in the order of entry."""
    query = select(ContactTrace).where(among(col(ContactTrace.party_id), party_ids))
    return list(session.exec(query.order_by(col(ContactTrace.id))).all())


def sharing_contacts(session: Session, party_id: UUID) -> set[UUID]:
    """Return the other parties that have a phone, address or account of this party."""
    other = aliased(ContactTrace)
    query = select(other.party_id).join(ContactTrace, col(ContactTrace.digest) == col(other.digest))
    query = query.where(ContactTrace.party_id == party_id, other.party_id != party_id)
    return set(session.exec(query).all())


def contact_digest(vault: Any, kind: ContactKind, said: str) -> str:
    """Return the keyed digest by which equal contacts are found, regardless of their writing."""
    text = unicodedata.normalize("NFKC", said).casefold()
    text = "".join(letter for letter in text if letter.isalnum())
    if kind is ContactKind.phone and len(text) > 11 and text.startswith("86"):
        text = text[2:]
    return str(vault.index(f"{kind.value}:{text}"))


def masked(kind: ContactKind, said: str) -> str:
    """Return a masked contact: ``138****1001``, the start of an address, the last four digits of an account."""
    text = " ".join(said.split())
    if kind is ContactKind.address:
        return f"{text[: min(6, len(text) // 2)]}***"
    head = text[:3] if kind is ContactKind.phone and len(text) > 7 else ""
    return f"{head}****{text[-4:] if len(text) > 4 else ''}"
