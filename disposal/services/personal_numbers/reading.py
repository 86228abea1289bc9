"""Read a full personal number. This requires a reason and always writes an audit entry."""

from uuid import UUID

from sqlmodel import Session

from disposal.errors import RecordRefused
from disposal.models.lists.entry import ListEntry
from disposal.models.parties.party import Party
from disposal.services.personal_numbers.list_entries import read_entry_number
from disposal.services.records import audit
from disposal.services.records.validation import read_reason
from disposal.services.records.writing import locked


def read_number(session: Session, record_id: UUID, *, reason: str) -> str:
    """Return the full number of a party or list entry; record who read it, when and why.

    Raises: RecordNotFound; InvalidRecord for a blank reason; RecordRefused if there is no number;
    PersonalNumberKeyWrong.
    """
    if session.get(ListEntry, record_id) is not None:
        return read_entry_number(session, record_id, reason=reason)
    return read_personal_number(session, record_id, reason=reason)


def read_personal_number(session: Session, party_id: UUID, *, reason: str) -> str:
    """Return the full number of a person; record who read it, when and why.

    Raises: RecordNotFound; InvalidRecord for a blank reason; RecordRefused if there is no number;
    PersonalNumberKeyWrong.
    """
    because = read_reason(reason)
    party = locked(session, Party, party_id)
    if party.personal_number_encrypted is None:
        raise RecordRefused(
            field="personal_number",
            zh=f"{party.name} 未登记证件号码；请先补录。",
            en=f"No personal number of {party.name} is on record; enter it first.",
        )
    number: str = session.info["personal_numbers"]().decrypt(party.personal_number_encrypted, party_id=party.id)
    audit.record(session, "party.number_read", subject=party, before=audit.facts(party), reason=because)
    return number
