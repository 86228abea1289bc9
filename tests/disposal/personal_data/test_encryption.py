"""Personal numbers: kept encrypted, found by a keyed digest, lost without the key. All numbers are invented."""

import stat
from pathlib import Path
from uuid import UUID

import pytest
from pydantic import SecretStr

from disposal.identifiers import mask_personal_number
from disposal.models.parties.party import Party
from disposal.models.records.record import new_id
from disposal.personal_data.encryption import PersonalNumberKeyMissing, PersonalNumberKeyWrong, PersonalNumbers
from disposal.personal_data.keys import open_vault
from disposal.settings import Settings
from disposal.storage.database import Database
from tests.support.factories import add

PERSON = "999999199001010016"
PARTY = UUID("00000000-0000-7000-8000-000000000001")
VAULT = PersonalNumbers(b"k" * 32)


def enter_person(database: Database) -> Party:
    identity = new_id()
    columns = database.personal_numbers.columns(PERSON, party_id=identity, shown=mask_personal_number(PERSON))
    with database.session("测试员") as session:
        values = {"id": identity, "kind": "natural_person", "name": "测试甲", **columns}
        return add(session, Party.model_validate(values))


def opened(database: Database, settings: Settings) -> PersonalNumbers:
    with database.engine.connect() as connection:
        return open_vault(connection, settings)


def test_number_when_encrypted_twice_opens_and_never_looks_the_same() -> None:
    first, second = (VAULT.encrypt(PERSON, party_id=PARTY) for _ in range(2))
    assert first != second
    assert PERSON.encode() not in first
    assert VAULT.decrypt(first, party_id=PARTY) == VAULT.decrypt(second, party_id=PARTY) == PERSON


def test_number_is_found_by_a_digest_that_depends_on_the_key() -> None:
    assert VAULT.index(PERSON) == VAULT.index(PERSON)
    assert VAULT.index(PERSON) != PersonalNumbers(b"j" * 32).index(PERSON)
    assert VAULT.index(PERSON) != VAULT.index("99999919900101002" + "4")


@pytest.mark.parametrize("at", [0, 1, 5, 17, -1])
def test_number_altered_in_any_part_does_not_open(at: int) -> None:
    stored = bytearray(VAULT.encrypt(PERSON, party_id=PARTY))
    stored[at] ^= 1
    with pytest.raises(PersonalNumberKeyWrong):
        VAULT.decrypt(bytes(stored), party_id=PARTY)


def test_number_moved_to_another_party_or_key_does_not_open() -> None:
    stored = VAULT.encrypt(PERSON, party_id=PARTY)
    with pytest.raises(PersonalNumberKeyWrong, match="another party"):
        VAULT.decrypt(stored, party_id=new_id())
    with pytest.raises(PersonalNumberKeyWrong, match="another key"):
        PersonalNumbers(b"j" * 32).decrypt(stored, party_id=PARTY)


def test_key_file_is_made_once_for_the_owner_alone(database: Database, tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "var")
    first = opened(database, settings)
    assert stat.S_IMODE((tmp_path / "var" / "personal-number.key").stat().st_mode) == 0o600
    assert opened(database, settings).index(PERSON) == first.index(PERSON)
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["personal-number.key"]


def test_key_file_lost_while_numbers_are_stored_is_named_and_not_replaced(database: Database, tmp_path: Path) -> None:
    enter_person(database)
    with pytest.raises(PersonalNumberKeyMissing, match=r"Restore the file personal-number\.key"):
        opened(database, Settings(data_dir=tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_key_unset_with_a_database_of_its_own_server_is_made_in_the_data_directory(
    settings: Settings, database: Database, tmp_path: Path
) -> None:
    without_key = settings.model_copy(update={"personal_number_key": None, "data_dir": tmp_path / "var"})
    first = opened(database, without_key)
    assert opened(database, without_key).index(PERSON) == first.index(PERSON)
    assert stat.S_IMODE((tmp_path / "var").stat().st_mode) == 0o700


def test_key_of_another_machine_is_asked_for_once_the_database_holds_numbers(
    settings: Settings, database: Database, tmp_path: Path
) -> None:
    enter_person(database)
    without_key = settings.model_copy(update={"personal_number_key": None, "data_dir": tmp_path})
    with pytest.raises(PersonalNumberKeyMissing, match="DISPOSAL_PERSONAL_NUMBER_KEY"):
        opened(database, without_key)


@pytest.mark.parametrize("key", ["6f" * 32, "5e" * 31, "secret"])
def test_key_of_wrong_form_or_another_than_the_stored_one_is_refused(
    settings: Settings, database: Database, key: str
) -> None:
    enter_person(database)
    with pytest.raises(PersonalNumberKeyWrong) as refused:
        opened(database, settings.model_copy(update={"personal_number_key": SecretStr(key)}))
    assert key not in str(refused.value)


def test_person_when_read_again_opens_and_its_audit_entry_shows_the_number_masked(database: Database) -> None:
    person = enter_person(database)
    with database.session() as session:
        read = session.get_one(Party, person.id)
        assert read.personal_number_encrypted is not None
        assert database.personal_numbers.decrypt(read.personal_number_encrypted, party_id=read.id) == PERSON
        rows = session.connection().exec_driver_sql("SELECT audit_entry::text FROM audit_entry").scalars().all()
    assert "999999********0016" in rows[0]
    assert PERSON not in str(rows)
    assert person.personal_number_index is not None
    assert person.personal_number_index not in str(rows)
    assert PERSON not in repr(read)
