"""`disposal number`: a full number is read with a reason that stays; the key is changed, never named in the command."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import select
from typer.testing import CliRunner, Result

from disposal.cli.main import app
from disposal.models.lists.entry import ListEntry
from disposal.models.parties.party import Party, PartyCreate
from disposal.models.records.audit_entry import AuditEntry
from disposal.personal_data.encryption import KEY_FILE, PersonalNumbers
from disposal.registry.opening import open_database
from disposal.services.parties.parties import enter_party
from disposal.settings import Settings, reset_settings
from notices.errors import NoticesError
from tests.support.listing import bring_in, make_list, number_of, person, write_csv
from tests.support.screening import NUMBER

OLD, NEW = "5e" * 32, "6f" * 32


@pytest.fixture
def party(settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Party]:
    """Yield a person; the command line opens the same database, its key as a setting."""
    assert settings.database_url is not None
    monkeypatch.setenv("DISPOSAL_DATABASE_URL", settings.database_url.get_secret_value())
    monkeypatch.setenv("DISPOSAL_PERSONAL_NUMBER_KEY", OLD)
    monkeypatch.setenv("DISPOSAL_DATA_DIR", str(tmp_path))
    reset_settings()
    with open_database(settings, migrate=False) as database, database.session("测试员") as session:
        values = {"kind": "natural_person", "name": "测试竞买人", "personal_number": NUMBER}
        entered = enter_party(session, PartyCreate.model_validate(values))
    yield entered
    reset_settings()


def run(*words: object, status: int = 0) -> Result:
    reset_settings()
    done = CliRunner().invoke(app, ["--as", "安全员", "number", *map(str, words)])
    assert done.exit_code == status, done.output
    return done


def test_number_is_printed_alone_and_the_reading_stays_on_record(party: Party, settings: Settings) -> None:
    done = run("read", party.id, "--reason", "与身份证原件核对")
    assert done.stdout == f"{NUMBER}\n"
    assert "on record, with its reason: 安全员" in done.stderr
    with open_database(settings, migrate=False) as database, database.session() as session:
        entry = session.exec(select(AuditEntry).where(AuditEntry.event == "party.number_read")).one()
        assert (entry.actor, entry.subject_id, entry.reason) == ("安全员", party.id, "与身份证原件核对")


def test_number_of_a_list_entry_is_read_in_the_same_way(party: Party, settings: Settings, tmp_path: Path) -> None:
    with open_database(settings, migrate=False) as database, database.session("测试员") as session:
        make_list(session)
        bring_in(session, write_csv(tmp_path / "一.csv", [person(1)]))
        entry_id = session.exec(select(ListEntry.id)).one()
    answer = json.loads(run("read", entry_id, "--reason", "核对", "--json").stdout)
    assert answer == {"id": str(entry_id), "number": number_of(1), "read_by": "安全员"}


@pytest.mark.parametrize(
    ("record_id", "reason", "code"),
    [(None, " ", "invalid_record"), ("00000000-0000-7000-8000-000000000007", "核对", "record_not_found")],
)
def test_number_is_not_read_without_a_reason_or_a_record(
    party: Party, record_id: str | None, reason: str, code: str
) -> None:
    done = run("read", record_id or party.id, "--reason", reason, "--json", status=1)
    assert json.loads(done.stdout)["error"]["code"] == code
    assert NUMBER not in done.output


def test_key_that_is_a_setting_is_changed_to_the_one_in_a_file(
    party: Party, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "neu").write_text(NEW)
    done = run("rotate-key", "--new-key-file", tmp_path / "neu", "--reason", "年度更换", "--json")
    answer = json.loads(done.stdout)
    assert (answer["parties"], answer["new_key"], answer["old_key_file"]) == (
        1,
        PersonalNumbers.of(NEW).key_mark.hex(),
        None,
    )
    assert NEW not in done.output
    refused = run("read", party.id, "--reason", "核对", status=1)
    assert isinstance(refused.exception, NoticesError)
    assert refused.exception.code == "personal_number_key_wrong"
    monkeypatch.setenv("DISPOSAL_PERSONAL_NUMBER_KEY", NEW)
    assert run("read", party.id, "--reason", "核对").stdout == f"{NUMBER}\n"


def test_key_that_is_a_file_is_changed_without_more_words(
    party: Party, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("DISPOSAL_PERSONAL_NUMBER_KEY")
    (tmp_path / KEY_FILE).write_text(OLD)
    done = run("rotate-key")
    assert f"{PersonalNumbers.of(OLD).key_mark.hex()} → " in done.stdout
    assert f"old key kept in: {tmp_path}" in done.stdout
    assert "parties 0" in done.stderr
    assert run("read", party.id, "--reason", "核对").stdout == f"{NUMBER}\n"


@pytest.mark.parametrize(
    ("key", "code"), [("", "new_key_missing"), ("5e", "personal_number_key_wrong"), (OLD, "record_refused")]
)
def test_key_that_cannot_be_changed_to_is_refused(
    party: Party, monkeypatch: pytest.MonkeyPatch, key: str, code: str
) -> None:
    monkeypatch.setenv("DISPOSAL_NEW_PERSONAL_NUMBER_KEY", key)
    done = run("rotate-key", "--json", status=1)
    assert json.loads(done.stdout)["error"]["code"] == code
    monkeypatch.delenv("DISPOSAL_NEW_PERSONAL_NUMBER_KEY")
    assert run("read", party.id, "--reason", "核对").stdout == f"{NUMBER}\n"


def test_file_of_the_new_key_that_is_not_there_is_refused_by_name(party: Party, tmp_path: Path) -> None:
    refused = run("rotate-key", "--new-key-file", tmp_path / "nirgends", status=1)
    assert "nirgends" in str(refused.exception)


def test_key_is_no_option_of_the_command() -> None:
    assert "--new-key " not in run("rotate-key", "--help").stdout
    assert "Example: disposal --as" in run("read", "--help").stdout
