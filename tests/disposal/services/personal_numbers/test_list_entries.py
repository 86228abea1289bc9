"""Full numbers of entries: sealed anew with another key, read with a reason that stays. All numbers are invented."""

from pathlib import Path
from uuid import UUID

import pytest
from pydantic import SecretStr
from sqlmodel import Session, select

from disposal.eligibility.matching import Subject
from disposal.errors import RecordNotFound, RecordRefused
from disposal.models.lists.entry import ListEntry
from disposal.models.records.audit_entry import AuditEntry
from disposal.personal_data.encryption import PersonalNumberKeyWrong, PersonalNumbers
from disposal.registry.opening import open_database
from disposal.services.lists.lookup import find_candidates, seek
from disposal.services.lists.restricted_lists import list_with_code
from disposal.services.personal_numbers.list_entries import read_entry_number, reseal_entries
from disposal.services.records.validation import InvalidRecord
from disposal.settings import Settings
from disposal.storage.database import Database
from notices.codes import PartyKind
from tests.support.listing import bring_in, make_list, number_of, person, write_csv

OLD, NEW = PersonalNumbers(bytes.fromhex("5e" * 32)), PersonalNumbers(bytes.fromhex("6f" * 32))


def fill(database: Database, folder: Path) -> None:
    """Bring in two versions, so that one entry has left."""
    with database.session("测试员") as session:
        make_list(session)
        bring_in(session, write_csv(folder / "一.csv", [person(0), person(1)]))
        bring_in(session, write_csv(folder / "二.csv", [person(1), ("测试外", "E12345678", "", "")]))


def rows_met(session: Session, number: str) -> list[int]:
    """Return the rows of the entries that bear a number."""
    of = list_with_code(session, "staff")
    sought = seek(session, Subject(PartyKind.natural_person, ("无此名",), number))
    return [each.row_no for each in find_candidates(session, [sought], [of]).of(0, of)]


def test_numbers_sealed_anew_are_found_and_opened_with_the_new_key_only(
    database: Database, settings: Settings, tmp_path: Path
) -> None:
    fill(database, tmp_path)
    with database.session("测试员") as session:
        assert rows_met(session, number_of(1)) == [3]
        assert reseal_entries(session, old=OLD, new=NEW) == 3
    with database.session() as session, pytest.raises(PersonalNumberKeyWrong, match="another key"):
        rows_met(session, number_of(1))
    rekeyed = settings.model_copy(update={"personal_number_key": SecretStr("6f" * 32)})
    with open_database(rekeyed, migrate=False) as reopened, reopened.session("测试员") as session:
        assert (rows_met(session, number_of(1)), rows_met(session, "E12345678")) == ([3], [3])
        left = session.exec(select(ListEntry).where(ListEntry.row_no == 2, ListEntry.last_version_no == 1)).one()
        assert read_entry_number(session, left.id, reason="核对") == number_of(0)
        assert bring_in(session, tmp_path / "二.csv").counts.total == 0
        assert "restricted_list.resealed" in session.exec(select(AuditEntry.event)).all()


def test_numbers_sealed_with_another_key_than_the_old_one_are_left_as_they_are(
    database: Database, tmp_path: Path
) -> None:
    fill(database, tmp_path)
    with database.session("测试员") as session:
        with pytest.raises(PersonalNumberKeyWrong):
            reseal_entries(session, old=NEW, new=OLD)
        assert rows_met(session, number_of(1)) == [3]


def test_reading_a_number_leaves_who_and_why_and_not_the_number(database: Database, tmp_path: Path) -> None:
    fill(database, tmp_path)
    with database.session("合规员") as session:
        entry = session.exec(select(ListEntry).where(ListEntry.row_no == 2, ListEntry.last_version_no == 1)).one()
        assert read_entry_number(session, entry.id, reason="与身份证核对") == number_of(0)
    with database.session() as session:
        note = session.exec(select(AuditEntry).where(AuditEntry.event == "list_entry.number_read")).one()
        assert (note.actor, note.subject_id, note.reason) == ("合规员", entry.id, "与身份证核对")
        assert number_of(0) not in str(note)


def test_number_is_not_read_without_a_reason_or_where_there_is_none(session: Session, tmp_path: Path) -> None:
    make_list(session, is_public=True)
    bring_in(session, write_csv(tmp_path / "一.csv", [("张*三", "330102********1234", "", ""), person(1)]))
    masked, whole = session.exec(select(ListEntry).order_by(ListEntry.row_no)).all()
    with pytest.raises(InvalidRecord, match="reason"):
        read_entry_number(session, whole.id, reason=" ")
    with pytest.raises(RecordRefused, match="张"):
        read_entry_number(session, masked.id, reason="核对")
    with pytest.raises(RecordNotFound, match="list entry"):
        read_entry_number(session, UUID(int=7), reason="核对")
