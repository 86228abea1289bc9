"""After a change: who is screened again at once, what is left due, who has been told, where everybody stands."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import Session
from typer.testing import CliRunner, Result

from disposal.cli.main import app
from disposal.registry.opening import open_database
from disposal.services.parties.parties import change_party
from disposal.settings import Settings, reset_settings
from tests.support.listing import make_list, write_csv
from tests.support.screening import COMPANY, NUMBER, PERSON, case_of_2022, entered, party_named, screened

Run = Callable[..., Result]


def two_screened(session: Session) -> None:
    """Screen, as the compliance officer, a person and a company that have nothing in common."""
    session.info["actor"] = "合规员"
    project = case_of_2022(session)
    make_list(session)
    for dossier in (PERSON, {**COMPANY, "bidder": {**COMPANY["bidder"], "phones": ["13900002002"]}}):
        screened(session, entered(session, project, dossier))


pytestmark = pytest.mark.filled(by=two_screened)


@pytest.fixture
def run(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Yield what runs a command as the compliance officer; a person and a company have been screened."""
    assert settings.database_url is not None
    monkeypatch.setenv("DISPOSAL_DATABASE_URL", settings.database_url.get_secret_value())
    monkeypatch.setenv("DISPOSAL_PERSONAL_NUMBER_KEY", "5e" * 32)
    reset_settings()
    yield lambda *words: CliRunner().invoke(app, ["--as", "合规员", *(str(word) for word in words)])
    reset_settings()


def answer(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def change_owner(settings: Settings) -> None:
    with open_database(settings) as database, database.session("合规员") as session:
        change_party(session, party_named(session, "测试股东"), {"former_names": ["虚构旧名"]}, reason="补登")


def test_import_screens_again_whom_it_touches_and_tells_who_asked(run: Run, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "名册.csv", [("测试竞买人", NUMBER, "虚构局", "科员")])
    done = run("list", "import", path, "--list", "staff", "--provenance", "测试来源")
    assert done.exit_code == 0, done.output
    assert "测试竞买人：《测试名册》更新至第1版：无法认定 → 不得购买，已通知 told: 合规员" in done.stdout
    assert "重新审查 1 名竞买人" in done.stdout
    (told,) = answer(run("screening", "alerts", "--json"))["alerts"]
    assert told["zh"].startswith("测试竞买人：《测试名册》更新至第1版，已重新审查：原为“无法认定”，现为“不得购买”")
    assert told["zh"][:20] in run("screening", "alerts").stdout
    rows = answer(run("screening", "list", "--project", "HRZJ-HUACHENG", "--json"))["bidders"]
    assert [(row["bidder"], row["overall_decided"], row["due"]) for row in rows] == [
        ("测试竞买人", "barred", []), ("虚构竞买有限公司", "undecided", []),
    ]  # fmt: skip


def test_dry_run_of_an_import_screens_nobody_again(run: Run, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "名册.csv", [("测试竞买人", NUMBER, "虚构局", "科员")])
    done = answer(run("list", "import", path, "--list", "staff", "--provenance", "测试来源", "--dry-run", "--json"))
    assert done["screened_again"] == []
    assert answer(run("screening", "again", "--json")) == {"screened": [], "refused": []}


def test_what_a_change_left_due_is_shown_and_done_by_again(run: Run, settings: Settings) -> None:
    change_owner(settings)
    (row,) = [each for each in answer(run("screening", "list", "--json"))["bidders"] if each["due"]]
    assert (row["bidder"], row["due"]) == ("虚构竞买有限公司", ["当事人资料变更"])
    assert answer(run("screening", "show", row["screening_id"], "--json"))["overtaken_by"] == ["当事人资料变更"]
    assert "此后有变更，以重新审查为准" in run("screening", "show", row["screening_id"]).stdout
    done = run("screening", "again", "--on", "2022-08-16")  # Tue
    assert "当事人资料变更：无法认定 → 无法认定" in done.stdout
    assert "0 bidders screened again" in run("screening", "again").stdout
    assert "screened again since" in run("screening", "show", row["screening_id"]).stdout


def test_bidder_whose_record_is_broken_keeps_no_other_from_being_screened_again(run: Run, settings: Settings) -> None:
    with open_database(settings) as database:
        with database.session("合规员") as session:
            for name in ("测试股东", "测试竞买人"):
                change_party(session, party_named(session, name), {"former_names": ["虚构旧名"]}, reason="补登")
        with database.engine.begin() as connection:
            connection.execute(text("ALTER TABLE screening DISABLE TRIGGER USER"))
            broken = (
                "UPDATE screening SET marks = '1' FROM bidder JOIN party ON party.id = party_id "
                "WHERE bidder.id = bidder_id AND party.name = '测试竞买人'"
            )
            assert connection.execute(text(broken)).rowcount == 1
            connection.execute(text("ALTER TABLE screening ENABLE TRIGGER USER"))
    done = run("screening", "again", "--on", "2022-08-16", "--json")
    assert done.exit_code == 1
    told = json.loads(done.stdout)
    assert [each["bidder"] for each in told["screened"]] == ["虚构竞买有限公司"]
    assert [each["code"] for each in told["refused"]] == ["due_work_failed"]


def test_nothing_told_says_so_and_an_unknown_project_is_refused(run: Run) -> None:
    assert "没有发给 合规员 的通知" in run("screening", "alerts").stdout
    assert "无此项目" in str(run("screening", "list", "--project", "无此项目").exception)
