"""The full numbers of list entries: re-encrypted on key rotation, read only for a recorded reason."""

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session, col, select

from disposal.errors import RecordNotFound, RecordRefused
from disposal.models.lists.entry import ListEntry
from disposal.models.lists.restricted_list import RestrictedList
from disposal.personal_data.encryption import PersonalNumberKeyWrong, PersonalNumbers
from disposal.services.records import audit
from disposal.services.records.bulk_rows import driver, stretches
from disposal.services.records.validation import read_reason

_STAGE = "CREATE TEMP TABLE list_resealed (id uuid PRIMARY KEY, sealed bytea, digest text) ON COMMIT DROP"
_SEALED = "SELECT id, number_encrypted FROM list_entry WHERE restricted_list_id = %s AND number_encrypted IS NOT NULL"
_UPDATE = """
    UPDATE list_entry e SET number_encrypted = r.sealed, number_index = r.digest
    FROM list_resealed r WHERE e.id = r.id
"""


def reseal_entries(
    session: Session,
    *,
    old: PersonalNumbers,
    new: PersonalNumbers,
    on_progress: Callable[[str, int], None] = lambda code, done: None,
) -> int:
    """Re-encrypt the number of every entry with a new key, past versions included; return their count.

    This is part of a rotation: the caller re-encrypts the parties' numbers in the same transaction. Each list gets an
    audit entry. ``on_progress`` receives the code of the list and the number of entries done.

    Raises: PersonalNumberKeyWrong if a number was not encrypted with the old key; then nothing is changed.
    """
    total = 0
    with session.begin_nested():
        lists = session.exec(select(RestrictedList).order_by(col(RestrictedList.code)).with_for_update()).all()
        for each in lists:
            if each.sealed_with not in (None, old.key_mark.hex()):
                zh = f"名单{each.code}的号码以另一密钥封存"
                raise PersonalNumberKeyWrong(zh, f"the numbers of list {each.code} were sealed with another key")
            before = audit.facts(each)
            each.sealed_with = new.key_mark.hex()
            audit.record(session, "restricted_list.resealed", subject=each, before=before)
            total += _reseal(session, each, old=old, new=new, on_progress=on_progress)
    return total


def read_entry_number(session: Session, entry_id: UUID, *, reason: str) -> str:
    """Return the full number of an entry; record who read it, when and why.

    Raises: RecordNotFound; InvalidRecord for a blank reason; RecordRefused if there is no number;
    PersonalNumberKeyWrong.
    """
    because = read_reason(reason)
    entry = session.get(ListEntry, entry_id)
    if entry is None:
        raise RecordNotFound(label=ListEntry.label, key=entry_id)
    if entry.number_encrypted is None:
        raise RecordRefused(
            field="number",
            zh=f"{entry.name} 在名单中没有完整的证件号码；请向名单的归口部门核实。",
            en=f"The list holds no full number of {entry.name}; ask the department that answers for the list.",
        )
    number: str = session.info["personal_numbers"]().decrypt(entry.number_encrypted, party_id=entry.id)
    audit.record(session, "list_entry.number_read", subject=entry, before=audit.facts(entry), reason=because)
    return number


def _reseal(
    session: Session,
    restricted_list: RestrictedList,
    *,
    old: PersonalNumbers,
    new: PersonalNumbers,
    on_progress: Callable[[str, int], None],
) -> int:
    session.execute(text("DROP TABLE IF EXISTS pg_temp.list_resealed"))
    session.execute(text(_STAGE))
    total = 0
    with driver(session).cursor() as writing:
        for total, stretch in stretches(session, _SEALED, (restricted_list.id,)):
            with writing.copy("COPY list_resealed FROM STDIN") as copy:
                for entry_id, sealed in stretch:
                    number = old.decrypt(sealed, party_id=entry_id)
                    copy.write_row((entry_id, new.encrypt(number, party_id=entry_id), new.index(number)))
            on_progress(restricted_list.code, total)
    session.execute(text("ANALYZE list_resealed"))
    session.execute(text(_UPDATE))
    return total
