"""`disposal message`: listed with who, when, why, and marked as read."""

import json

import pytest
from typer.testing import CliRunner, Result

from disposal.cli.main import app
from disposal.models.approvals.submission_return import ReturnReason
from disposal.services.four_eyes.deciding import send_back
from disposal.settings import Settings, reset_settings
from disposal.storage.database import Database
from tests.disposal.services.four_eyes.approving import by, staffed, submitted


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["--as", "chen", "message", *words])


def test_messages_are_listed_and_read(database: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings.database_url is not None
    monkeypatch.setenv("DISPOSAL_DATABASE_URL", settings.database_url.get_secret_value())
    reset_settings()
    staffed(database)
    notice_id = submitted(database)
    assert run("list").stdout == "没有消息 · no messages\n"
    with database.session(by("wang")) as session:
        send_back(session, notice_id, reasons=[ReturnReason.amount], comment="请核对本金")
    (message,) = json.loads(run("list", "--unread", "--json").stdout)["messages"]
    first, why = run("list").stdout.splitlines()
    assert first.startswith(f"*{message['id']}  ")
    assert "虚构wang  您提交的公告被退回修改 · your notice was returned to be changed" in first
    assert why.strip() == "原因 why: 金额：请核对本金"
    assert run("read").exit_code == 2
    assert run("read", str(message["id"]), "--json").stdout.strip() == json.dumps({"unread": 0}, indent=2)
    assert run("list", "--unread").stdout == "没有消息 · no messages\n"
    assert run("read", "--through", str(message["id"])).exit_code == 0
    reset_settings()
