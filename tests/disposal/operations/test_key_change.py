"""A change of key: look-ups, screenings and decisions outlive it, and no crash parts database and key."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Event

import pytest
from pydantic import SecretStr
from sqlmodel import Session, col, select

from disposal.errors import RecordRefused
from disposal.models.parties.party import Party, PartyCreate
from disposal.models.parties.standing import ContactTrace
from disposal.models.records.audit_entry import AuditEntry
from disposal.models.screening.bidder import Bidder
from disposal.models.screening.screening import Screening, WatchedParty
from disposal.operations.key_change import KeyChanged, KeyFileUnwritable, NewKeyMissing, change_key, written_new_key
from disposal.personal_data import keys as number_keys
from disposal.personal_data.encryption import KEY_FILE, PersonalNumberKeyWrong, PersonalNumbers
from disposal.registry.opening import open_database
from disposal.services.bidders.pending_rescreenings import pending_bidders
from disposal.services.parties.parties import enter_party, party_with_personal_number
from disposal.services.parties.standings import sharing_contacts
from disposal.services.personal_numbers.key_rotation import rotate_key
from disposal.services.personal_numbers.reading import read_number
from disposal.services.screening.decisions import decided_findings, dismiss
from disposal.services.screening.screenings import replay, show
from disposal.settings import Settings
from disposal.storage.database import Database
from tests.support.factories import add
from tests.support.restricted_lists import basic_lists
from tests.support.screening import DAY, NUMBER, OTHER_NUMBER, PERSON, case_of_2022, entered, screened

OLD, NEW, THIRD = "5e" * 32, "6f" * 32, "7a" * 32
LISTED = {"name": "测试竞买人", "number": NUMBER}
NAMESAKE = {"name": "测试竞买人"}


def rekeyed(settings: Settings, key: str | None, **more: object) -> Settings:
    secret = None if key is None else SecretStr(key)
    return settings.model_copy(update={"personal_number_key": secret, **more})


def mark_of(key: str) -> bytes:
    return PersonalNumbers.of(key).key_mark


def person(session: Session, name: str = "测试竞买人", number: str = NUMBER) -> Party:
    values = {"kind": "natural_person", "name": name, "personal_number": number}
    return enter_party(session, PartyCreate.model_validate(values))


def screen_two(session: Session) -> Screening:
    """Screen a bidder on a list by number and by name, who shares a phone with another; dismiss the namesake."""
    project = case_of_2022(session)
    basic_lists(session, civil=[LISTED], amc=[NAMESAKE])
    rival = {"name": "测试同号人", "personal_number": OTHER_NUMBER}
    entered(session, project, PERSON, bidder=rival)
    row = screened(session, entered(session, project, PERSON))
    findings = show(session, row.id).result.findings
    number = next(at for at, each in enumerate(findings, 1) if each.list_code == "amc")
    dismiss(session, row.id, number=number, reason="工号不同", expires_on=date(2022, 12, 31))
    return row


def test_everything_found_by_a_number_is_found_under_the_new_key(database: Database, settings: Settings) -> None:
    with database.session("测试员") as session:
        before = screen_two(session)
        known = show(session, before.id).result.findings
    done = change_key(database, "安全员", new_key=NEW, reason="年度更换")
    assert (done.old_mark, done.retired, done.rotated.parties, done.rotated.list_entries) == (
        mark_of(OLD).hex(), None, 2, 1,
    )  # fmt: skip
    with open_database(rekeyed(settings, NEW), migrate=False) as again, again.session("测试员") as session:
        assert pending_bidders(session) == []
        party = party_with_personal_number(session, NUMBER)
        assert party is not None
        assert len(sharing_contacts(session, party.id)) == 1
        assert read_number(session, party.id, reason="核对") == NUMBER
        row = screened(session, session.get_one(Bidder, before.bidder_id))
        assert show(session, row.id).result.findings == known
        assert [each.reopened for each in decided_findings(session, row, on=DAY) if each.decision] == [None]
        assert replay(session, before.id).is_identical


def test_every_record_sealed_anew_says_so_and_shows_no_number(database: Database) -> None:
    with database.session("测试员") as session:
        screen_two(session)
    change_key(database, "安全员", new_key=NEW, reason=f"疑似泄露 {NUMBER}")
    with database.session() as session:
        entries = session.exec(select(AuditEntry).where(col(AuditEntry.event).like("%resealed"))).all()
        assert {entry.event for entry in entries} == {
            "party.number_resealed", "contact_trace.resealed", "bidder.watch_resealed", "restricted_list.resealed",
        }  # fmt: skip
        assert {entry.actor for entry in entries} == {"安全员"}
        assert NUMBER not in str(entries)
        vault = PersonalNumbers.of(NEW)
        keys = [key for row in session.exec(select(WatchedParty)).all() for key in row.match_keys if key[:2] == "n:"]
        assert set(keys) == {f"n:{vault.index(number)}" for number in (NUMBER, OTHER_NUMBER)}


def test_old_key_is_refused_after_the_change_and_changes_nothing_again(database: Database, settings: Settings) -> None:
    with database.session("测试员") as session:
        party = person(session)
    change_key(database, "安全员", new_key=NEW, reason="年度更换")
    with open_database(settings, migrate=False) as stale:
        with pytest.raises(PersonalNumberKeyWrong, match="another key"), stale.session() as session:
            party_with_personal_number(session, NUMBER)
        with pytest.raises(PersonalNumberKeyWrong, match="another key"), stale.session("测试员") as session:
            person(session, "测试乙", OTHER_NUMBER)
        with pytest.raises(PersonalNumberKeyWrong, match="another key"):
            change_key(stale, "安全员", new_key=THIRD, reason="年度更换")
    with open_database(rekeyed(settings, NEW), migrate=False) as again, again.session("测试员") as session:
        assert session.exec(select(Party.id)).all() == [party.id]
        assert read_number(session, party.id, reason="核对") == NUMBER


def test_record_sealed_with_a_third_key_lets_the_whole_change_fail(database: Database, settings: Settings) -> None:
    with database.session("测试员") as session:
        party = person(session)
        foreign = PersonalNumbers.of(THIRD).encrypt("13800001001", party_id=party.id)
        values = {"party_id": party.id, "kind": "phone", "sealed": foreign, "digest": "0" * 64, "shown": "138****1001"}
        add(session, ContactTrace.model_validate(values))
    with pytest.raises(PersonalNumberKeyWrong):
        change_key(database, "安全员", new_key=NEW, reason="年度更换")
    with database.session("测试员") as session:
        assert read_number(session, party.id, reason="核对") == NUMBER
        assert "party.number_resealed" not in session.exec(select(AuditEntry.event)).all()


def test_key_changed_to_itself_is_refused(database: Database) -> None:
    with pytest.raises(RecordRefused, match="the one in use"):
        change_key(database, "安全员", new_key=OLD, reason="年度更换")


def test_process_that_was_told_both_keys_goes_on_without_a_new_start(database: Database, settings: Settings) -> None:
    on_progress = rekeyed(settings, OLD, new_personal_number_key=SecretStr(NEW))
    with database.session("测试员") as session:
        party = person(session)
    with open_database(on_progress, migrate=False) as running:
        with running.session() as session:
            assert party_with_personal_number(session, NUMBER) is not None
        change_key(database, "安全员", new_key=NEW, reason="年度更换")
        with running.session("测试员") as session:
            assert party_with_personal_number(session, NUMBER) is not None
            assert read_number(session, party.id, reason="核对") == NUMBER


def test_new_key_must_be_given_where_the_key_is_a_setting(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(NewKeyMissing):
        written_new_key(settings, None)
    assert written_new_key(rekeyed(settings, None), None) is None
    (tmp_path / "key").write_text(f"{NEW}\n")
    assert written_new_key(settings, tmp_path / "key") == f"{NEW}\n"
    (tmp_path / "key").write_text("geheim")
    with pytest.raises(PersonalNumberKeyWrong) as refused:
        written_new_key(settings, tmp_path / "key")
    assert "geheim" not in str(refused.value)


@pytest.fixture
def filed(settings: Settings, database: Database, tmp_path: Path) -> Settings:
    """Return settings whose key is a file, with one number in the database."""
    (tmp_path / KEY_FILE).write_text(OLD)
    with database.session("测试员") as session:
        person(session)
    return rekeyed(settings, None, data_dir=tmp_path)


def is_found(settings: Settings) -> bool:
    with open_database(settings, migrate=False) as opened, opened.session() as session:
        return party_with_personal_number(session, NUMBER) is not None


def changed(settings: Settings) -> KeyChanged:
    with open_database(settings, migrate=False) as opened:
        return change_key(opened, "安全员", new_key=None, reason="年度更换")


def test_key_file_gives_way_to_a_new_one_and_is_kept_aside(filed: Settings) -> None:
    done = changed(filed)
    assert is_found(filed)
    assert done.retired is not None
    assert done.retired.read_text() == OLD
    kept = filed.data_dir / KEY_FILE
    assert mark_of(kept.read_text()).hex() == done.new_mark
    assert kept.stat().st_mode & 0o777 == 0o600
    assert not (filed.data_dir / number_keys.PENDING_FILE).exists()


def test_crash_before_the_commit_leaves_the_old_key_in_force(filed: Settings) -> None:
    number_keys.stage_key(filed, NEW)  # … and the process dies
    assert is_found(filed)
    assert mark_of((filed.data_dir / KEY_FILE).read_text()) == mark_of(OLD)
    assert changed(filed).new_mark != mark_of(NEW).hex()
    assert is_found(filed)


def test_crash_between_commit_and_change_of_files_is_finished_by_who_opens_next(filed: Settings) -> None:
    number_keys.stage_key(filed, NEW)
    with open_database(filed, migrate=False) as opened, opened.session("安全员", is_alone=True) as session:
        rotate_key(session, old=PersonalNumbers.of(OLD), new=PersonalNumbers.of(NEW), reason="年度更换")
    assert is_found(filed)
    assert (filed.data_dir / KEY_FILE).read_text().strip() == NEW
    assert number_keys.retired_file(filed, mark=mark_of(OLD)).read_text() == OLD
    assert is_found(filed)


def test_change_that_fails_takes_the_new_key_away_again(filed: Settings) -> None:
    with open_database(filed, migrate=False) as opened, pytest.raises(RecordRefused):
        change_key(opened, "安全员", new_key=OLD, reason="年度更换")
    with open_database(filed, migrate=False) as opened, pytest.raises(Exception, match="reason"):
        change_key(opened, "安全员", new_key=None, reason=" ")
    assert not (filed.data_dir / number_keys.PENDING_FILE).exists()
    assert is_found(filed)


def test_change_whose_key_cannot_be_written_changes_nothing(filed: Settings) -> None:
    (filed.data_dir / number_keys.PENDING_FILE).mkdir()  # nobody, root included, writes a file over a folder
    with pytest.raises(KeyFileUnwritable):
        changed(filed)
    assert is_found(filed)


def test_two_changes_at_once_are_done_one_after_the_other(filed: Settings) -> None:
    with ThreadPoolExecutor(2) as pool:
        done = [each.result() for each in (pool.submit(changed, filed), pool.submit(changed, filed))]
    assert len({each.old_mark for each in done}) == 2
    assert {done[0].new_mark, done[1].new_mark} & {each.old_mark for each in done}
    assert is_found(filed)
    assert not (filed.data_dir / number_keys.PENDING_FILE).exists()


def test_writer_waits_for_the_change_and_writes_with_the_new_key(filed: Settings) -> None:
    begun, may_end = Event(), Event()

    def change() -> None:
        def on_progress(what: str, done: int) -> None:
            begun.set()
            assert may_end.wait(30)

        with open_database(filed, migrate=False) as opened:
            change_key(opened, "安全员", new_key=None, reason="年度更换", on_progress=on_progress)

    def write() -> None:
        with open_database(filed, migrate=False) as opened, opened.session("测试员") as session:
            person(session, "测试乙", OTHER_NUMBER)

    with ThreadPoolExecutor(2) as pool:
        changing = pool.submit(change)
        assert begun.wait(30)
        writing = pool.submit(write)
        with pytest.raises(TimeoutError):
            writing.result(timeout=0.5)
        may_end.set()
        changing.result(), writing.result()
    with open_database(filed, migrate=False) as opened, opened.session() as session:
        assert {party_with_personal_number(session, number) is None for number in (NUMBER, OTHER_NUMBER)} == {False}
