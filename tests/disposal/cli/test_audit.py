"""`disposal audit show`: who changed what, when and why."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import Session
from typer.testing import CliRunner

from disposal.cli.audit import audit_app
from disposal.cli.main import app
from disposal.models.parties.party import Party, PartyCreate
from disposal.registry.opening import open_database
from disposal.services.parties.parties import change_party, enter_party
from disposal.services.records.audit_trail import entries, is_as_written
from disposal.services.records.validation import InvalidRecord
from disposal.settings import Settings, reset_settings


@pytest.fixture
def party(settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Party]:
    """Yield a party entered and changed, in the database that the command line will open."""
    assert settings.database_url is not None
    monkeypatch.setenv("DISPOSAL_DATABASE_URL", settings.database_url.get_secret_value())
    monkeypatch.setenv("DISPOSAL_DATA_DIR", str(tmp_path))
    reset_settings()
    with open_database(settings) as database, database.session("测试员") as session:
        entered = enter_party(session, PartyCreate(name="测试纺织有限公司", address="旧址"))
        enter_party(session, PartyCreate(name="另一有限公司"))
        change_party(session, entered.id, {"address": "新址"}, reason="营业执照变更")
    yield entered
    reset_settings()


def test_audit_show_prints_who_what_before_after_and_why(party: Party) -> None:
    done = CliRunner().invoke(audit_app, ["show", "--subject", str(party.id)])
    assert done.exit_code == 0
    first, second, changed = done.stdout.splitlines()
    assert "测试员 party.entered party" in first
    assert "测试员 party.changed party" in second
    assert "营业执照变更" in second
    assert changed.strip() == "address: 旧址 → 新址"


def test_audit_show_last_gives_the_newest_in_json_as_written(party: Party) -> None:
    done = CliRunner().invoke(audit_app, ["show", "--last", "2", "--json"])
    assert done.exit_code == 0
    entries = json.loads(done.stdout)
    assert [entry["event"] for entry in entries] == ["party.entered", "party.changed"]
    assert entries[1]["after"] == {"address": "新址"}
    assert all(entry["is_as_written"] for entry in entries)


def test_audit_show_of_a_record_without_entries_answers_no(party: Party) -> None:
    done = CliRunner().invoke(audit_app, ["show", "--subject", "00000000-0000-7000-8000-000000000000"])
    assert (done.exit_code, done.stdout.strip()) == (1, "没有审计记录 · no entries")


@pytest.mark.parametrize("arguments", [["--subject", "甲"], ["--last", "0"], ["--last", "x"]])
def test_audit_show_of_wrong_arguments_says_usage(party: Party, arguments: list[str]) -> None:
    assert CliRunner().invoke(audit_app, ["show", *arguments]).exit_code == 2


def test_entry_that_says_something_else_than_was_written_is_told_apart(session: Session) -> None:
    enter_party(session, PartyCreate(name="测试纺织有限公司"))
    (entry,) = entries(session)
    assert is_as_written(entry)
    assert not is_as_written(entry.model_copy(update={"actor": "别人"}))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("陈\x1b[31m", "第2个字符 U+001B 不可打印"),
        ("陈\n2026-01-01 王", "请写在一行内"),
        ("陈" * 501, "超过500个字符"),
        ("11010519491231002X", "操作人写姓名或用户名，不写身份证号码"),
    ],
)
def test_name_of_who_acts_that_no_audit_entry_can_bear_is_refused_in_words(name: str, said: str) -> None:
    done = CliRunner().invoke(app, ["--as", name, "window", "2024-08-19", "--working-days", "20"])
    assert isinstance(done.exception, InvalidRecord)
    assert done.exception.field == "actor"
    assert said in done.exception.zh
    assert "19491231" not in done.exception.zh
