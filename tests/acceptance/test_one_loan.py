"""One loan entered twice, by commands only: warned of at entry, refused at publication, overridden by another."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from disposal.cli.main import app

CASE = Path(__file__).parent / "own_case"
DAY = "2026-03-02"  # Mon
LATE = ("--entered-afterwards", "补录原纸质公告")

pytestmark = pytest.mark.usefixtures("command_line")


def run(*words: object, actor: str = "甄起草", status: int = 0) -> Result:
    done = CliRunner().invoke(app, ["--as", actor, *map(str, words)])
    assert done.exit_code == status, f"{words}\n{done.output}\n{done.exception!r}"
    return done


def enters(tmp_path: Path, code: str, *words: str) -> Result:
    """Enter the case under a project code of its own and draft its notice."""
    facts = tmp_path / f"{code}.toml"
    facts.write_text((CASE / "facts.toml").read_text("utf-8").replace("新纺织-2026", code), "utf-8")
    done = run("project", "enter", CASE / "content.toml", "--facts", facts, *words)
    run("draft", "new", code, "--published-on", DAY)
    return done


def test_package_entered_under_another_code_is_warned_of_refused_and_overridden(tmp_path: Path) -> None:
    assert "警告" not in enters(tmp_path, "甲-1").stderr
    number = run("draft", "publish", "甲-1", *LATE).stdout.split()[0]
    (told,) = json.loads(enters(tmp_path, "甲-2", "--json").stdout)["warnings"]
    assert (told["notice"], told["project"], told["issuer"], told["blocks_publication"]) == (
        number,
        "甲-1",
        "XGCS",
        True,
    )
    assert told["url"].endswith(f"/notices/{number}")
    assert told["loans"] == [{"debtor": "虚构新纺织有限公司", "contract_number": "虚构借字2019第101号"}]
    assert number in enters(tmp_path, "甲-3").stderr

    checked = json.loads(run("draft", "check", "甲-2", "--json", status=1).stdout)
    assert "loan_in_live_notice" in {each["code"] for each in checked["findings"] if each["severity"] == "blocker"}
    refused = json.loads(run("draft", "publish", "甲-2", *LATE, "--json", status=1).stdout)["error"]
    assert (refused["code"], refused["field"]) == ("loan_in_live_notice", "claims")

    run("draft", "override", "甲-2", "--reason", "原公告即将撤销", "--json", status=1)  # by who drafted it
    overridden = run("draft", "override", "甲-2", "--reason", "原公告即将撤销", "--json", actor="钱复核")
    assert json.loads(overridden.stdout)["notices"] == [number]
    assert run("draft", "publish", "甲-2", *LATE).stdout.startswith("XGCS-2026-")
