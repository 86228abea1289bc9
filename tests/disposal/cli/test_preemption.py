"""`disposal preemption`: a notice is recorded, listed and answered; the register check tells what is still missing."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from disposal.cli.main import app
from disposal.registry.opening import open_database
from disposal.settings import Settings, reset_settings
from tests.support.factories import make_claim, make_party, make_project

HOLDER = ("--holder", "虚构市国资委", "--region", "浙江省杭州市", "--sent-on", "2022-07-20")


@pytest.fixture(autouse=True)
def _register(settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Enter a project with a state-owned debtor."""
    assert settings.database_url is not None
    monkeypatch.setenv("DISPOSAL_DATABASE_URL", settings.database_url.get_secret_value())
    monkeypatch.setenv("DISPOSAL_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DISPOSAL_PERSONAL_NUMBER_KEY", "5e" * 32)
    reset_settings()
    with open_database(settings) as database, database.session("测试员") as session:
        debtor = make_party(session, is_state_owned=True, address="浙江省杭州市虚构路1号")
        make_project(session, make_claim(session, debtor_id=debtor.id))
    yield
    reset_settings()


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["--as", "测试员", *words])


def test_notice_is_recorded_listed_answered_and_then_nothing_is_missing() -> None:
    assert "preemption_missing" in run("register", "check", "P-1").stdout
    assert "尚无优先购买权通知" in run("preemption", "list", "P-1").stdout
    made = json.loads(run("preemption", "add", "P-1", *HOLDER, "--json").stdout)["preemption_notices"][0]
    assert "未答复 no answer" in run("preemption", "list", "P-1").stdout
    answered = run("preemption", "change", made["id"], "answered_on=2022-08-01", "answer=放弃", "--reason", "收到复函")
    assert answered.exit_code == 0
    assert "放弃（2022-08-01）" in answered.stdout
    checked = json.loads(run("register", "check", "P-1", "--json").stdout)["projects"]
    assert [each["findings"] for each in checked] == [[]]


def test_wrong_entry_is_answered_with_its_field() -> None:
    answer = run("preemption", "add", "P-1", *HOLDER, "--answer", "放弃", "--json")
    assert answer.exit_code == 1
    assert json.loads(answer.stdout)["error"]["code"] == "invalid_record"
    assert "answered_on and answer" in answer.stdout
