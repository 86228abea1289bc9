"""Every command that has ``--json`` answers a refusal by JSON too: a script never finds empty output."""

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from disposal.cli.lazy_group import load_command
from disposal.cli.main import COMMANDS, Root, app
from disposal.settings import reset_settings

ID = "01890a5d-0000-7000-8000-000000000000"
NEEDS_NOTHING = "package template"
"""Writes an empty workbook: neither database nor calendar is asked."""
_EXAMPLE = re.compile(r"^\s*Example: disposal (.+)$", re.MULTILINE)


def examples_with_json() -> list[str]:
    """Return the example of every command that has ``--json``, as its help shows it, ids written in full."""
    found = []
    for entry in COMMANDS:
        command = load_command(entry, package=Root.package)
        for one in (getattr(command, "commands", None) or {"": command}).values():
            if any("--json" in parameter.opts for parameter in one.params):
                found += _EXAMPLE.findall(one.help or "")
    return [example.replace("01890a5d-…", ID) for example in found if not example.startswith(NEEDS_NOTHING)]


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


@pytest.mark.usefixtures("_nothing_works")
@pytest.mark.parametrize("example", examples_with_json())
def test_refusal_of_a_command_with_json_is_one_object_and_status_1(example: str) -> None:
    result = CliRunner().invoke(app, ["--as", "测试员", *shlex.split(example), "--json"])
    error = json.loads(result.stdout)["error"]
    assert (result.exit_code, bool(error["code"] and error["zh"] and error["en"])) == (1, True)
