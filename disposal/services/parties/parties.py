"""Enter and change parties (当事人). A personal number is encrypted before it reaches the database."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from disposal.errors import RecordRefused
from disposal.identifiers import IdentityDocument, birth_date, mask_document_number, validate_document_number
from disposal.models.parties.party import Party, PartyCreate
from disposal.services.records.number_search import digest_tried, digests_entered
from disposal.services.records.validation import read
from disposal.services.records.writing import change, differences, enter, locked
from notices.codes import PartyKind


def enter_party(session: Session, data: PartyCreate) -> Party:
    """Enter a party.

    Raises: RecordExists if its credit code or personal number is already in the register; TooManyOfOneMask.
    """
    party = Party.model_validate(data.model_dump(exclude={"personal_number"}))
    if data.personal_number is not None:
        digests_entered(session, [(data.personal_number, data.identity_document)])
        sealed = sealed_columns(session, party.id, number=data.personal_number, document=data.identity_document)
        for name, value in sealed.items():
            setattr(party, name, value)
    return enter(session, party, event="party.entered")


def change_party(session: Session, party_id: UUID, changes: Mapping[str, Any], *, reason: str) -> Party:
    """Change fields of a party; ``personal_number`` may be given too, None deletes it.

    Raises: RecordNotFound, InvalidRecord, RecordExists, RecordRefused, TooManyOfOneMask.
    """
    party = locked(session, Party, party_id)
    altered = differences(party, changes, create=PartyCreate)
    document = altered.get("identity_document", party.identity_document)
    if "personal_number" in changes:
        stated = {"identity_document": document, "personal_number": changes["personal_number"]}
        number = read(PartyCreate, {"kind": PartyKind.natural_person, "name": party.name, **stated}).personal_number
        digests_entered(session, [(number, document)] if number else [])
        sealed = sealed_columns(session, party.id, number=number, document=document)
        shown = ("personal_number_index", "personal_number_masked")  # encryption is random: compare digest and mask
        if any(sealed[name] != getattr(party, name) for name in shown):
            altered |= sealed
    elif document is not party.identity_document and party.personal_number_masked is not None:
        raise RecordRefused(
            field="identity_document",
            zh=f"{party.name} 已登记证件号码；更改证件种类时请同时填写 personal_number。",
            en=f"{party.name} has a number on record; give personal_number together with its new document.",
        )
    masked_number = altered.get("personal_number_masked", party.personal_number_masked)
    if altered.get("kind") is PartyKind.organisation and masked_number is not None:
        raise RecordRefused(
            field="kind",
            zh=f"{party.name} 已登记证件号码，不能改为单位；请同时将 personal_number 置空。",
            en=f"{party.name} has a personal number and cannot become an organisation; clear personal_number as well.",
        )
    return change(session, party, altered, event="party.changed", reason=reason)


def party_with_credit_code(session: Session, credit_code: str) -> Party | None:
    """Return the party with this unified social credit code, or None."""
    return session.exec(select(Party).where(Party.credit_code == credit_code)).one_or_none()


def party_with_personal_number(session: Session, number: str, document: IdentityDocument | None = None) -> Party | None:
    """Return the person with this number (resident ID or other document), or None; searched by keyed digest.

    Raises: TooManyOfOneMask.
    """
    text = validate_document_number(number, document or IdentityDocument.resident_id)
    (index,) = digests_entered(session, [(text, document)])
    return session.exec(select(Party).where(Party.personal_number_index == index)).one_or_none()


def has_personal_number(session: Session, party: Party, number: str) -> bool:
    """Return whether this valid number is the recorded number of the person.

    Another number is counted: whoever chooses a person and tries numbers would find out the one that is masked.

    Raises: TooManyNumbersTried, TooManyOfOneMask.
    """
    index: str = session.info["personal_numbers"]().index(number)
    is_recorded = party.personal_number_index == index
    if not is_recorded:
        digest_tried(session, number, party.identity_document)
    return is_recorded


def born_on(session: Session, party: Party) -> date | None:
    """Return the birth date in the recorded resident ID, or None. Writes no audit entry: only an age may be derived.

    Raises: PersonalNumberKeyWrong.
    """
    document = party.identity_document or IdentityDocument.resident_id
    if party.personal_number_encrypted is None or document is not IdentityDocument.resident_id:
        return None
    opened: str = session.info["personal_numbers"]().decrypt(party.personal_number_encrypted, party_id=party.id)
    return birth_date(opened)


def sealed_columns(
    session: Session, party_id: UUID, *, number: str | None, document: IdentityDocument | None
) -> dict[str, Any]:
    """Return the three columns of a personal number: encrypted, digest and mask; all None without a number."""
    if number is None:
        return dict.fromkeys(("personal_number_encrypted", "personal_number_index", "personal_number_masked"))
    shown = mask_document_number(number, document or IdentityDocument.resident_id)
    sealed: dict[str, Any] = session.info["personal_numbers"]().columns(number, party_id=party_id, shown=shown)
    return sealed
