"""`disposal placement`: a wrong placement is corrected and withdrawn, and the list tells how."""

import json
from collections.abc import Callable, Iterator

import pytest
from sqlmodel import Session
from typer.testing import CliRunner, Result

from disposal.cli.main import app
from disposal.settings import Settings, reset_settings
from tests.support.publishing import publish_project

Run = Callable[..., Result]
NUMBER = "XGCS-2022-0001"


def published(session: Session) -> None:
    publish_project(session)


@pytest.fixture
def run(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    assert settings.database_url is not None
    monkeypatch.setenv("DISPOSAL_DATABASE_URL", settings.database_url.get_secret_value())
    reset_settings()
    yield lambda *words: CliRunner().invoke(app, ["--as", "测试员", "placement", *words])
    reset_settings()


@pytest.mark.filled(by=published)
def test_wrong_placement_is_corrected_then_withdrawn_and_the_list_tells_how(run: Run) -> None:
    where = ("--medium", "虚构日报", "--kind", "省级以上报纸", "--published-on", "2022-08-05", "--page", "第8版")
    placed = json.loads(run("add", NUMBER, *where, "--json").stdout)["id"]
    done = run("correct", placed, "page=第9版", "--reason", "版次抄错")
    assert "更正（已生效）版次第8版→第9版，测试员：版次抄错" in done.stdout
    gone = run("withdraw", placed, "--reason", "该报未见报")
    assert "截止 2022年9月2日（星期五）24:00→2022年8月31日（星期三）24:00" in gone.stdout
    listed = run("list", NUMBER).stdout
    assert "已作废 withdrawn" in listed
    assert "版次抄错" in listed
    told = json.loads(run("list", NUMBER, "--json").stdout)
    assert [each["kind"] for each in told["changes"]] == ["corrected", "withdrawn"]
    again = run("correct", placed, "page=第1版", "--reason", "更正")
    assert "record it anew" in str(again.exception)
