"""Every command that has ``--json`` answers a refusal by JSON too: a script never finds empty output."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from disposal.cli.lazy_group import load_command
from disposal.cli.main import COMMANDS, Root, app
from disposal.settings import reset_settings

ID = "01890a5d-0000-7000-8000-000000000000"
WORDS = {
    "window": "2022-08-03 --working-days 20",
    "floor": "--book-value 1 --review 2022-09-01",
    "notice check": "absent.toml",
    "notice list": "",
    "notice show": "XGCS-2022-0001",
    "notice withdraw": "XGCS-2022-0001 --reason 测试",
    "project enter": "absent.toml --facts absent.toml",
    "project list": "",
    "project change": "P city=杭州市 --reason 测试",
    "project show": "P",
    "draft new": "P",
    "draft amend": "XGCS-2022-0001 correction absent.toml",
    "draft change": "P --published-on 2022-08-03",
    "draft list": "",
    "draft show": "P",
    "draft check": "P",
    "draft publish": "P",
    "placement add": "XGCS-2022-0001 --medium 虚构日报 --kind newspaper_province --published-on 2022-08-03",
    "placement list": "XGCS-2022-0001",
    "calendar show": "2026",
    "calendar load": "absent.toml",
    "db upgrade": "",
    "db status": "",
    "audit show": "",
    "number read": f"{ID} --reason 测试",
    "number rotate-key": "",
    "screen": "absent.toml --project P",
    "screening list": "",
    "screening again": "",
    "screening alerts": "",
    "screening show": ID,
    "screening replay": ID,
    "list open": "staff --title 名册 --title-en staff --owner 部门 --limb amc_staff",
    "list change": "staff title=名册 --reason 测试",
    "list import": "absent.csv --list staff",
    "list versions": "",
    "list diff": "staff",
    "list reindex": "",
}
"""The words of each command that has ``--json``, as they would be given."""


def commands_with_json() -> set[str]:
    """Name every command that has the option, by its words."""
    found = set()
    for entry in COMMANDS:
        command = load_command(entry, package=Root.package)
        for name, one in (getattr(command, "commands", None) or {"": command}).items():
            if any("--json" in parameter.opts for parameter in one.params):
                found.add(f"{entry.name} {name}".strip())
    return found


@pytest.fixture
def _nothing_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Name a database that nobody serves and a calendar that nobody can read."""
    calendars = tmp_path / "calendars" / "cn_state_council"
    calendars.mkdir(parents=True)
    (calendars / "2027.toml").write_text("year = 2027", encoding="utf-8")
    monkeypatch.setenv("DISPOSAL_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DISPOSAL_DATABASE_URL", "postgresql://127.0.0.1:1/absent")
    reset_settings()
    yield
    reset_settings()


def test_words_are_known_of_every_command_with_json() -> None:
    assert commands_with_json() == set(WORDS)


@pytest.mark.usefixtures("_nothing_works")
@pytest.mark.parametrize("command", WORDS)
def test_refusal_of_a_command_with_json_is_one_object_and_status_1(command: str) -> None:
    words = [*command.split(), *WORDS[command].split(), "--json"]
    result = CliRunner().invoke(app, ["--as", "测试员", *words])
    error = json.loads(result.stdout)["error"]
    assert (result.exit_code, bool(error["code"] and error["zh"] and error["en"])) == (1, True)
