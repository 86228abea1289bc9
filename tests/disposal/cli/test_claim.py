"""`disposal claim`: a claim is entered from a file as on its page, shown so, and entered again from what was shown."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from disposal.cli.main import app
from disposal.services.claim_entry.drafts import DraftOwner, save_draft
from disposal.services.claim_entry.typed import nested
from disposal.settings import Settings, reset_settings
from disposal.storage.database import Database
from tests.disposal.services.claim_entry.pages_as_typed import page_of_2022, small_page

TOML = """
[debtor]
name = "虚构甲制造有限公司"
is_state_organ = "否"

[[statements]]
record_date = 2022-01-31
principal = "1,340万元"
interest = 600000.00

[[guarantees]]
name = "虚构乙有限公司"
"""


@pytest.fixture(autouse=True)
def _register(settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    assert settings.database_url is not None
    monkeypatch.setenv("DISPOSAL_DATABASE_URL", settings.database_url.get_secret_value())
    monkeypatch.setenv("DISPOSAL_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DISPOSAL_PERSONAL_NUMBER_KEY", "5e" * 32)
    monkeypatch.chdir(tmp_path)
    reset_settings()
    yield
    reset_settings()


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["--as", "陈静", "claim", *words])


def test_claim_is_checked_entered_and_shown_from_a_file_as_people_write_it(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(TOML, "utf-8")
    assert "nothing stored" in run("enter", "a.toml", "--dry-run").stdout
    entered = json.loads(run("enter", "a.toml", "--json").stdout)
    assert (entered["totals"], entered["problems"]) == ({"2022-01-31": "14,000,000.00"}, [])
    assert {each["path"] for each in entered["before_notice"]} >= {"debtor-number", "contracts-0-number"}
    assert "statements-0-principal: 1,340万" in run("show", entered["id"]).stdout


def test_claim_of_2022_shown_as_json_is_entered_again_alike(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(nested(page_of_2022())), "utf-8")
    first = json.loads(run("enter", "a.json", "--json").stdout)["id"]
    shown = run("show", first, "--json").stdout
    rows = {name: _without_ids(held) for name, held in json.loads(shown).items()}
    assert (len(rows["security"]), len(rows["guarantees"])) == (3, 7)
    (tmp_path / "b.json").write_text(json.dumps(rows), "utf-8")
    second = json.loads(run("enter", "b.json", "--json").stdout)["id"]
    again = json.loads(run("show", second, "--json").stdout)
    assert {name: _without_ids(held) for name, held in again.items()} == rows


def _without_ids(held: object) -> object:
    if isinstance(held, list):
        return [_without_ids(row) for row in held]
    assert isinstance(held, dict)
    return {name: text for name, text in held.items() if name not in ("id", "collateral_id")}


def test_wrong_and_unknown_fields_are_named_and_nothing_is_entered(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(TOML.replace("1,340万元", "若干") + 'mood = "good"\n', "utf-8")
    unknown = run("enter", "a.toml", "--json")
    assert unknown.exit_code != 0
    assert "guarantees-0-mood" in unknown.stdout + unknown.stderr
    (tmp_path / "a.toml").write_text(TOML.replace("1,340万元", "若干"), "utf-8")
    wrong = run("enter", "a.toml", "--json")
    assert wrong.exit_code != 0
    assert "本金应为金额" in wrong.stdout + wrong.stderr


def test_own_drafts_are_listed(database: Database) -> None:
    assert "没有草稿" in run("drafts").stdout
    with database.session("陈静") as session:
        save_draft(session, small_page(), owner=DraftOwner("陈静"))
    assert "虚构甲制造有限公司" in run("drafts").stdout
    assert len(json.loads(run("drafts", "--json").stdout)["drafts"]) == 1
