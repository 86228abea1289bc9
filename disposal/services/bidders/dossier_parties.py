"""The parties of a dossier. A party from the register is kept; a party entered by the dossier follows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import Session

from disposal.eligibility.facts.people import ContactKind, OwnersKnown
from disposal.models.parties.party import Party, PartyCreate
from disposal.models.screening.bidder import Bidder
from disposal.services.bidders.dossier_completion import completed, values_of
from disposal.services.bidders.dossier_file import BIDDER_KEY, StatedParty
from disposal.services.parties.parties import (
    change_party,
    enter_party,
    party_with_credit_code,
    party_with_personal_number,
)
from disposal.services.parties.standings import contacts_of, standing_of, state_contacts, state_standing
from disposal.services.records.validation import below, read
from disposal.services.records.writing import change, found
from notices.codes import BusinessStatus

REASON = "意向受让人资料"
_OF_SILENCE = frozenset({"status", "is_state_owned"})
_OF_STANDING = ("organ", "is_financial_institution", "owners")


@dataclass(frozen=True, slots=True)
class FiledParty:
    """The party behind a key of a dossier; ``is_entered`` if that dossier entered it and so may change it."""

    party_id: UUID
    is_entered: bool


def filed_parties(bidder: Bidder | None) -> dict[str, FiledParty]:
    """Return the party of each key in the bidder's dossiers; if not recorded, it counts as not entered by them."""
    filed = {}
    for key, said in (bidder.file_keys if bidder else {}).items():
        known = said if isinstance(said, dict) else {"party_id": said, "is_entered": False}
        filed[key] = FiledParty(UUID(known["party_id"]), known["is_entered"])
    return filed


def file_keys_of(filed: Mapping[str, FiledParty]) -> dict[str, Any]:
    """Convert the filed parties to the form of ``Bidder.file_keys``."""
    return {key: {"party_id": str(of.party_id), "is_entered": of.is_entered} for key, of in filed.items()}


def known_party(session: Session, stated: StatedParty) -> Party | None:
    """Find a stated party by id, credit code or number; None if unknown. Raises: RecordNotFound for an unknown id."""
    if stated.id is not None:
        return found(session, Party, stated.id)
    if stated.credit_code is not None:
        return party_with_credit_code(session, stated.credit_code)
    if stated.personal_number is None:
        return None
    return party_with_personal_number(session, stated.personal_number, stated.identity_document)


def take_over_party(
    session: Session, stated: StatedParty, *, key: str, filed: Mapping[str, FiledParty], path: str
) -> FiledParty:
    """Return the party of a dossier entry: complete one of the register, update this dossier's own, or enter a new one.

    A party of the register only gets values it did not have. A party belongs to this dossier only if this dossier
    entered it, even under another name.

    Raises: RecordNotFound, InvalidRecord, RecordRefused, RecordExists.
    """
    with below(path):
        party = known_party(session, stated)
        if party is None and key in filed:
            party = found(session, Party, filed[key].party_id)
        is_own = party is None or FiledParty(party.id, is_entered=True) in filed.values()
        if party is None:
            party = enter_party(session, read(PartyCreate, values_of(stated)))
        elif is_own:
            party = change_party(session, party.id, completed(session, party, stated), reason=REASON)
        else:
            silent = {name: value for name, value in values_of(stated).items() if name in _OF_SILENCE}
            silent = {name: value for name, value in silent.items() if _is_silent(getattr(party, name))}
            change(session, party, silent, event="party.changed", reason=REASON)
        _standing(session, stated, party, is_own=is_own)
        _contacts(session, stated, party, are_added=is_own or key == BIDDER_KEY)
    return FiledParty(party.id, is_own)


def _is_silent(value: object) -> bool:
    return value in {None, BusinessStatus.unknown, OwnersKnown.unknown}


def _standing(session: Session, stated: StatedParty, party: Party, *, is_own: bool) -> None:
    said = {name: value for name in _OF_STANDING if (value := getattr(stated, name)) is not None}
    held = standing_of(session, party.id)
    if held is not None and not is_own:
        said = {name: value for name, value in said.items() if _is_silent(getattr(held, name))}
    if said or held is None:
        state_standing(session, party.id, said, reason=REASON)


def _contacts(session: Session, stated: StatedParty, party: Party, *, are_added: bool) -> None:
    """Add the stated contacts. For parties of others, add only kinds for which the register has no contact."""
    held: set[ContactKind] = set() if are_added else {each.kind for each in contacts_of(session, [party.id])}
    said = {kind: values for kind, values in stated.contacts.items() if kind not in held}
    if said:
        state_contacts(session, party.id, said, reason=REASON, keeps_others=True)
