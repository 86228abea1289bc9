"""`disposal screen`, `screen-batch` and `screening`: dossiers in, findings out; decided, replayed, refused."""

import csv
import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlmodel import Session, col, select
from typer.testing import CliRunner, Result

from disposal.cli.main import app
from disposal.models.screening.screening import Screening
from disposal.registry.opening import open_database
from disposal.services.bidders.dossier_file import DossierFile, read_dossier
from disposal.services.records.dates import today_in_china
from disposal.services.screening.screenings import screen_bidder
from disposal.settings import Settings, reset_settings
from notices.errors import NoticesError
from tests.support.row_counts import row_counts
from tests.support.screening import COMPANY, NUMBER, PERSON, case_of_2022

pytestmark = pytest.mark.filled(by=case_of_2022)
DAY = ("--on", "2022-08-15")  # Mon
PROJECT = ("--project", "HRZJ/HRZJ-HUACHENG")


@pytest.fixture
def folder(settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """Yield a folder with the dossiers of a person and a company; the case of 2022 is in the database."""
    assert settings.database_url is not None
    monkeypatch.setenv("DISPOSAL_DATABASE_URL", settings.database_url.get_secret_value())
    monkeypatch.setenv("DISPOSAL_PERSONAL_NUMBER_KEY", "5e" * 32)
    monkeypatch.setenv("DISPOSAL_DATA_DIR", str(tmp_path / "var"))
    reset_settings()
    bidders = tmp_path / "bidders"
    bidders.mkdir()
    for name, dossier in (("甲.json", PERSON), ("乙.json", COMPANY)):
        (bidders / name).write_text(json.dumps(dossier, ensure_ascii=False), encoding="utf-8")
    yield bidders
    reset_settings()


def run(*words: str, actor: str = "合规员") -> Result:
    return CliRunner().invoke(app, ["--as", actor, *words])


def screened(file: Path) -> dict[str, Any]:
    done = run("screen", str(file), *PROJECT, *DAY, "--json")
    assert done.exit_code == 1, done.output
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_screen_prints_each_finding_in_both_languages_and_never_the_number(folder: Path) -> None:
    done = run("screen", str(folder / "甲.json"), *PROJECT, *DAY)
    assert done.exit_code == 1
    assert done.stdout.startswith("测试竞买人：无法认定 · undecided")
    assert "没有可供查询的“国家公务员”名单" in done.stdout
    assert "测试竞买人具有完全民事行为能力，并提供了支付能力证明（测试银行存款证明）" in done.stdout
    assert "第六条第（九）项仅见转述 · the notice alone; Supreme People's Court" in done.stdout
    assert NUMBER not in done.output


def test_screening_once_kept_is_shown_and_replayed(folder: Path) -> None:
    answer = screened(folder / "甲.json")
    for finding in answer["findings"]:
        assert finding["known_from"]
        assert finding["known_from_en"]
        assert finding["source"]["confirmed"] is (finding["source"]["kind"] not in {"second_hand", "recollection"})
    shown = run("screening", "show", answer["id"], "--json", *DAY)
    assert json.loads(shown.stdout) == answer
    replayed = run("screening", "replay", answer["id"])
    assert (replayed.exit_code, "逐字相同" in replayed.stdout) == (0, True)


def test_rival_touched_on_the_way_is_screened_again_as_of_today(folder: Path, settings: Settings) -> None:
    screened(folder / "甲.json")
    screened(folder / "乙.json")  # has the same phone
    with open_database(settings) as database, database.session() as session:
        made = session.exec(select(Screening).order_by(col(Screening.id))).all()
    first, second, again = made
    assert (first.judged_on, second.judged_on) == (date(2022, 8, 15), date(2022, 8, 15))
    assert (again.bidder_id, again.judged_on) == (first.bidder_id, today_in_china())


def test_screen_batch_writes_a_row_a_file_and_names_what_is_refused(folder: Path, tmp_path: Path) -> None:
    (folder / "丙.toml").write_text('[bidder]\nname = "测试', encoding="utf-8")
    done = run("screen-batch", str(folder), *PROJECT, *DAY, "--out", str(tmp_path / "results.csv"))
    assert (done.exit_code, "3 份资料，1 份被退回，可能不得购买 2 · " in done.stdout) == (1, True)
    assert "  丙.toml：[file]" in done.stderr
    rows = list(csv.DictReader((tmp_path / "results.csv").read_text("utf-8-sig").splitlines()))
    assert [(row["file"], row["overall"]) for row in rows] == [
        ("丙.toml", "refused"), ("乙.json", "possible"), ("甲.json", "possible"),
    ]  # fmt: skip
    assert "格式有误" in rows[0]["told"]
    assert "使用同一电话（138****1001）" in rows[1]["told"]
    assert NUMBER not in (tmp_path / "results.csv").read_text("utf-8-sig")


def test_screen_batch_of_a_bidder_who_is_not_clear_answers_no(folder: Path, tmp_path: Path) -> None:
    done = run("screen-batch", str(folder / "甲.json"), *PROJECT, *DAY, "--out", str(tmp_path / "results.csv"))
    assert (done.exit_code, "1 份资料，0 份被退回，无法认定 1" in done.stdout) == (1, True)


@pytest.mark.parametrize("source", ["empty", "missing"])
def test_screen_batch_of_nothing_is_wrong_usage(folder: Path, tmp_path: Path, source: str) -> None:
    (tmp_path / "empty").mkdir()
    done = run("screen-batch", str(tmp_path / source), *PROJECT, *DAY, "--out", str(tmp_path / "results.csv"))
    assert done.exit_code == 2
    assert not (tmp_path / "results.csv").exists()


def results(out: Path) -> dict[str, dict[str, str]]:
    """Return the rows of a batch by the name of the file."""
    return {row["file"]: row for row in csv.DictReader(out.read_text("utf-8-sig").splitlines())}


def test_screen_batch_shows_no_passport_of_a_dossier_it_refuses(folder: Path, tmp_path: Path) -> None:
    head = '[bidder]\nkind = "natural_person"\nname = "测试外籍"\n'
    numbered = f'{head}identity_document = "passport"\npersonal_number = 512345678\n'
    (folder / "丁.toml").write_text(numbered, encoding="utf-8")
    (folder / "戊.toml").write_text(f'{head}passport = "E12345678"\n', encoding="utf-8")
    out = tmp_path / "results.csv"
    assert run("screen-batch", str(folder), *PROJECT, *DAY, "--out", str(out)).exit_code == 1
    assert "bidder.personal_number：须为文字" in results(out)["丁.toml"]["told"]
    assert "bidder.passport：没有这个字段" in results(out)["戊.toml"]["told"]
    said = [run("screen", str(folder / name), *PROJECT, *DAY, "--json").output for name in ("丁.toml", "戊.toml")]
    for number in ("512345678", "E12345678"):
        assert number not in out.read_text("utf-8-sig") + "".join(said)


def test_screen_batch_writes_its_results_whatever_one_file_raises(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(path: Path) -> DossierFile:
        return {}[NUMBER] if path.name == "庚.toml" else read_dossier(path)  # a defect whose words hold a number

    monkeypatch.setattr("disposal.cli.screening.screen.read_dossier", failing)
    (folder / "己.json").write_text('{"bidder": {"age_years": %s}}' % ("1" * 5000), encoding="utf-8")
    (folder / "庚.toml").touch()
    (folder / os.fsdecode(b"\xff.toml")).touch()
    out = tmp_path / "results.csv"
    done = run("screen-batch", str(folder), *PROJECT, *DAY, "--out", str(out))
    assert (done.exit_code, "5 份资料，3 份被退回" in done.stdout) == (1, True)
    found = results(out)
    assert [name for name, row in found.items() if row["overall"] != "refused"] == ["乙.json", "甲.json"]
    assert "有一个数字过长" in found["己.json"]["told"]
    assert "未预料的错误（KeyError，test_commands.py:" in found["庚.toml"]["told"]
    assert NUMBER not in out.read_text("utf-8-sig") + done.output


def test_screen_batch_names_a_bidder_whose_screening_fails_and_screens_the_others(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[UUID] = []

    def failing(session: Session, bidder_id: UUID, **more: Any) -> Screening:
        asked.append(bidder_id)
        session.execute(text("SELECT 1 / :zero"), {"zero": 0 if len(asked) == 1 else 1})
        return screen_bidder(session, bidder_id, **more)

    monkeypatch.setattr("disposal.cli.screening.screen.screen_bidder", failing)
    out = tmp_path / "results.csv"
    assert run("screen-batch", str(folder), *PROJECT, *DAY, "--out", str(out)).exit_code == 1
    assert "未预料的错误（DataError，" in results(out)["乙.json"]["told"]
    assert results(out)["甲.json"]["overall"] == "possible"


def test_screen_batch_has_written_its_results_before_it_screens_others_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("disposal.cli.screening.screen.screen_due", failing)
    out = tmp_path / "results.csv"
    assert isinstance(run("screen-batch", str(folder), *PROJECT, *DAY, "--out", str(out)).exception, MemoryError)
    assert len(results(out)) == 2


def test_override_by_the_same_person_is_refused_and_by_another_holds(folder: Path) -> None:
    admitted = [{**each, "is_barred": each["limb"] == "civil_servant"} for each in PERSON["declarations"]]
    (folder / "甲.json").write_text(json.dumps({**PERSON, "declarations": admitted}), encoding="utf-8")
    answer = screened(folder / "甲.json")
    number = next(each["number"] for each in answer["findings"] if each["outcome"] == "barred")
    at = ("screening", "decide", answer["id"], "--finding", str(number), "--reason", "已离职")
    assert run(*at, "--override").exit_code == 0
    shown = json.loads(run("screening", "show", answer["id"], "--json", *DAY).stdout)["findings"][number - 1]
    assert (shown["outcome_decided"], shown["decision"]["verdict"]) == ("barred", "override_requested")
    request = shown["decision"]["id"]
    refused = run(*at, "--approve", request)
    assert isinstance(refused.exception, NoticesError)
    assert "another person must approve it" in str(refused.exception)
    assert run(*at, "--approve", request, actor="测试甲子").exit_code == 0
    shown = json.loads(run("screening", "show", answer["id"], "--json", *DAY).stdout)["findings"][number - 1]
    assert (shown["outcome_decided"], shown["decision"]["requested_by"]) == ("overridden", "合规员")


WRONG: list[tuple[dict[str, Any], str, str]] = [
    (
        {"declarations": [{"limb": "wrong_limb", "is_barred": False, "signed_on": "2022-08-10"}]},
        "declarations.0.limb",
        "",
    ),
    (
        {"bidder": {"name": "甲", "kind": "natural_person", "personal_number": NUMBER[:-1] + "7"}},
        "personal_number",
        "校验码",
    ),
    ({"relations": [{"from_key": "无此人", "to_key": "bidder", "kind": "control"}]}, "relations.0.from_key", "无此人"),
    ({"relations": [{"from_key": "employer", "to_key": "bidder", "kind": "office"}]}, "relations.0", "office"),
    (
        {"relations": [{"from_key": "employer", "to_key": "bidder", "kind": "ownership", "percent": "130"}]},
        "percent",
        "",
    ),
    ({"bidders": 1}, "bidders", ""),
]


@pytest.mark.parametrize(("changes", "field", "words"), WRONG, ids=lambda value: str(value)[:30])
def test_wrong_dossier_is_refused_by_field_and_leaves_nothing_behind(
    folder: Path, settings: Settings, changes: dict[str, Any], field: str, words: str
) -> None:
    with open_database(settings) as database, database.session() as session:
        before = row_counts(session)
    (folder / "甲.json").write_text(json.dumps({**PERSON, **changes}, ensure_ascii=False), encoding="utf-8")
    done = run("screen", str(folder / "甲.json"), *PROJECT, *DAY, "--json")
    assert done.exit_code == 1, done.output
    error = json.loads(done.stdout)["error"]
    assert field in (error["field"] or "")
    assert words in json.dumps(error, ensure_ascii=False)
    assert NUMBER[:-1] not in done.output
    with open_database(settings) as database, database.session() as session:
        assert row_counts(session) == before


def test_unknown_project_is_refused(folder: Path) -> None:
    done = run("screen", str(folder / "甲.json"), "--project", "无此项目", "--json")
    assert (done.exit_code, json.loads(done.stdout)["error"]["code"]) == (1, "record_not_found")
