"""`disposal enquiry`: log, list, answer."""

import json

import pytest
from typer.testing import CliRunner, Result

from disposal.cli.main import app
from tests.disposal.services.objections.objecting import NUMBER, fill_published

pytestmark = [pytest.mark.filled(by=fill_published), pytest.mark.usefixtures("command_line")]


def run(*words: str, login: str = "fawu") -> Result:
    return CliRunner().invoke(app, ["--as", login, "enquiry", *words])


def test_enquiry_is_logged_listed_and_answered_by_who_may() -> None:
    said = ("channel=电话", "enquirer=张三丰", "agrees_to_publish=是", "words=张三丰问：厂房是否出租")
    logged = json.loads(run("log", NUMBER, *said, "--json").stdout)
    assert (logged["is_in_time"], logged["channel"], logged["agrees_to_publish"]) == (False, "telephone", True)
    assert "逾期  待答复  不公开" in run("list", "--notice", NUMBER, login="hegui").stdout
    refused = run("answer", logged["receipt"], "--words", "已出租", "--json", login="hegui")
    assert json.loads(refused.stdout)["error"]["code"] == "permission_refused"
    answered = json.loads(run("answer", logged["receipt"], "--words", "已出租。", "--json").stdout)
    assert answered["public"] == {"question": "张某某问：厂房是否出租", "answer": "已出租。"}
    assert "答（虚构fawu）：已出租。" in run("list", "--state", "已答复").stdout
    assert logged["receipt"] not in run("list", "--state", "received").stdout
    assert run("list", "--state", "zzz").exit_code == 2
    assert json.loads(run("answer", "ZX-0", "--words", "已出租", "--json").stdout)["error"]["code"] == "enquiry_unknown"
