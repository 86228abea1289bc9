"""`disposal project`, `draft`, `notice` and `placement`: what each answers, in words and JSON, and what it refuses."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from disposal.cli.main import app
from disposal.settings import Settings, reset_settings

CASE = Path(__file__).parents[3] / "acceptance" / "own_case"
PROJECT = "新纺织-2026"
Run = Callable[..., Result]


@pytest.fixture
def run(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Yield a way to run one command on a database in which the own case has been entered."""
    monkeypatch.setenv("DISPOSAL_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DISPOSAL_DATABASE_URL", settings.database_url.get_secret_value())  # type: ignore[union-attr]
    monkeypatch.setenv("DISPOSAL_PERSONAL_NUMBER_KEY", "5e" * 32)
    reset_settings()

    def run(*words: object, status: int = 0, given: bytes | None = None) -> Result:
        done = CliRunner().invoke(app, ["--as", "虚构经理", *map(str, words)], input=given)
        assert done.exit_code == status, f"{words}\n{done.output}\n{done.exception!r}"
        return done

    run("project", "enter", CASE / "content.toml", "--facts", CASE / "facts.toml")
    yield run
    reset_settings()


def error_of(done: Result) -> dict[str, str]:
    found: dict[str, str] = json.loads(done.stdout)["error"]
    return found


def test_project_entered_twice_is_refused_by_its_code(run: Run) -> None:
    words = ("project", "enter", CASE / "content.toml", "--facts", CASE / "facts.toml", "--json")
    assert error_of(run(*words, status=1))["field"] == "project_code"
    assert len(json.loads(run("project", "list", "--json").stdout)["projects"]) == 1


def test_project_is_entered_from_standard_input_as_toml_or_json(run: Run, tmp_path: Path) -> None:
    facts = (CASE / "facts.toml").read_text("utf-8").replace(PROJECT, "二")
    (tmp_path / "facts.toml").write_text(facts, encoding="utf-8")
    content = (CASE / "content.toml").read_text("utf-8").replace("2019第101号", "2019第102号")
    answer = run("project", "enter", "-", "--facts", tmp_path / "facts.toml", "--json", given=content.encode())
    assert json.loads(answer.stdout)["code"] == "二"


def test_facts_that_are_not_known_are_refused_by_field(run: Run, tmp_path: Path) -> None:
    (tmp_path / "facts.toml").write_text('issuer_code = "XGCS"\nprojekt = "x"', encoding="utf-8")
    refused = error_of(
        run("project", "enter", CASE / "content.toml", "--facts", tmp_path / "facts.toml", "--json", status=1)
    )
    assert "facts.projekt" in refused["zh"]
    assert "facts.book_value" in refused["zh"]


def test_draft_is_called_by_its_id_its_short_id_or_its_project(run: Run) -> None:
    made = json.loads(run("draft", "new", PROJECT, "--published-on", "2026-03-02", "--json").stdout)
    for called in (made["id"], made["draft"], PROJECT):
        assert json.loads(run("draft", "show", called, "--json").stdout)["id"] == made["id"]
    assert error_of(run("draft", "show", "absent", "--json", status=1))["code"] == "draft_unknown"


def test_project_with_two_drafts_asks_which(run: Run) -> None:
    drafts = [run("draft", "new", PROJECT, "--published-on", "2026-03-02").stdout.strip() for _ in range(2)]
    refused = error_of(run("draft", "check", PROJECT, "--json", status=1))
    assert all(draft in refused["zh"] for draft in drafts)


def test_discarded_draft_stands_in_no_list_and_takes_no_more_steps(run: Run) -> None:
    first, second = [run("draft", "new", PROJECT, "--published-on", "2026-03-02").stdout.strip() for _ in range(2)]
    assert error_of(run("draft", "discard", first, "--reason", " ", "--json", status=1))["field"] == "reason"
    said = run("draft", "discard", first, "--reason", "重复起草").stdout
    assert said.startswith("已作废 discarded: ")
    assert [each["draft"] for each in json.loads(run("draft", "list", "--json").stdout)["drafts"]] == [second]
    assert json.loads(run("draft", "show", PROJECT, "--json").stdout)["draft"] == second
    (entry,) = json.loads(run("audit", "show", "--last", "1", "--json").stdout)
    assert (entry["event"], entry["reason"]) == ("notice.discarded", "重复起草")
    for words in (
        ("show",),
        ("publish",),
        ("discard", "--reason", "再作废"),
        ("change", "--published-on", "2026-03-03"),
    ):
        refused = error_of(run("draft", words[0], first, *words[1:], "--json", status=1))
        assert refused["code"] == "draft_discarded"


def test_project_entered_wrongly_is_cancelled_and_reopened(run: Run, tmp_path: Path) -> None:
    draft = run("draft", "new", PROJECT).stdout.strip()
    cancel = ("project", "cancel", PROJECT, "--reason", "金额录错")
    assert "请先在该草稿的审批页作废" in error_of(run(*cancel, "--json", status=1))["zh"]
    run("draft", "discard", draft, "--reason", "金额录错")
    assert json.loads(run(*cancel, "--json").stdout)["status"] == "cancelled"
    assert "已取消，不能起草公告" in error_of(run("draft", "new", PROJECT, "--json", status=1))["zh"]
    (tmp_path / "facts.toml").write_text((CASE / "facts.toml").read_text("utf-8").replace(PROJECT, "二"), "utf-8")
    again = run("project", "enter", CASE / "content.toml", "--facts", tmp_path / "facts.toml", "--json")
    assert json.loads(again.stdout)["warnings"] == []  # the loans of a cancelled project are on offer nowhere
    reopen = ("project", "reopen", PROJECT, "--reason", "继续处置", "--json")
    assert json.loads(run(*reopen).stdout)["status"] == "draft"
    assert "没有取消" in error_of(run(*reopen, status=1))["zh"]


def test_draft_text_goes_to_standard_output_and_no_file_is_named_dash(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run("draft", "new", PROJECT, "--published-on", "2026-03-02")
    assert "虚构新纺织有限公司" in run("draft", "text", PROJECT).stdout
    assert run("draft", "pdf", PROJECT, "--out", "-").stdout_bytes.startswith(b"%PDF-")
    assert run("notice", "render", CASE / "content.toml", "--text", "-").stdout.startswith("虚构资产管理股份有限公司")
    assert not (tmp_path / "-").exists()


def published(run: Run) -> str:
    run("draft", "new", PROJECT, "--published-on", "2026-03-02")
    return str(run("draft", "publish", PROJECT, "--entered-afterwards", "测试").stdout.split()[0])


def test_amendment_of_another_kind_or_notice_than_its_file_is_refused(run: Run, tmp_path: Path) -> None:
    number = published(run)
    (tmp_path / "a.toml").write_text('kind = "supplement"\nstatements = ["x"]', encoding="utf-8")
    refused = error_of(run("draft", "amend", number, "correction", tmp_path / "a.toml", "--json", status=1))
    assert refused["field"] == "kind"
    (tmp_path / "b.toml").write_text('statements = ["x"]\namends = { number = "XGCS-2026-0009" }', encoding="utf-8")
    refused = error_of(run("draft", "amend", number, "supplement", tmp_path / "b.toml", "--json", status=1))
    assert refused["field"] == "amends.number"


def test_kind_of_an_amendment_is_named_in_chinese_and_an_unknown_one_refused_with_all_that_there_are(
    run: Run, tmp_path: Path
) -> None:
    number = published(run)
    (tmp_path / "a.toml").write_text('statements = ["设备已流拍。"]', encoding="utf-8")
    assert "的补充公告" in run("draft", "amend", number, "补充", tmp_path / "a.toml").stderr
    refused = error_of(run("draft", "amend", number, "附注", tmp_path / "a.toml", "--json", status=1))
    assert refused["field"] == "kind"
    assert "可用：supplement 补充公告、correction 更正公告、extension 延期公告" in json.dumps(
        refused, ensure_ascii=False
    )


def test_correction_of_a_supplement_is_told_over_the_offer_with_an_entry_in_the_trail(run: Run, tmp_path: Path) -> None:
    numbers = [published(run)]
    change = {"label": "查封日期", "before": "2026年3月5日", "after": "2026年3月6日"}
    for kind, said in (("补充", {"statements": ["设备已查封。"]}), ("更正", {"changes": [change]})):
        (tmp_path / "said.json").write_text(json.dumps(said), encoding="utf-8")
        drafted = json.loads(run("draft", "amend", numbers[-1], kind, tmp_path / "said.json", "--json").stdout)
        numbers.append(run("draft", "publish", drafted["draft"]).stdout.split()[0])
    assert f"公告{numbers[1]}中的查封日期" in run("notice", "diff", numbers[0]).stdout
    assert run("audit", "show", "--last", "20").stdout.count("notice.amended") == 3


def test_notices_of_one_day_stand_in_the_order_of_their_numbers_whichever_was_drafted_first(
    run: Run, tmp_path: Path
) -> None:
    number = published(run)
    (tmp_path / "a.toml").write_text('statements = ["设备已流拍。"]', encoding="utf-8")
    (tmp_path / "b.toml").write_text('statements = ["另有保证金质押。"]', encoding="utf-8")
    drafts = [
        json.loads(run("draft", "amend", number, "补充", tmp_path / name, "--json").stdout)["draft"]
        for name in ("a.toml", "b.toml")
    ]
    published_first, published_last = (run("draft", "publish", draft).stdout.split()[0] for draft in reversed(drafts))
    found = [each["number"] for each in json.loads(run("notice", "list", "--json").stdout)["notices"]]
    assert found == [published_last, published_first, number]


def test_notice_entered_afterwards_is_marked_in_the_list_and_where_it_is_shown(run: Run) -> None:
    number = published(run)
    assert "补录" in run("notice", "list").stdout
    assert "，测试" in next(line for line in run("notice", "show", number).stdout.splitlines() if "补录" in line)


def test_placement_with_its_scan_is_recorded_whole_or_not_at_all(run: Run, tmp_path: Path) -> None:
    number = published(run)
    (tmp_path / "报纸.pdf").write_bytes(b"%PDF-1.7 invented")
    (tmp_path / "报纸.png").write_bytes(b"%PDF-1.7 invented")
    words = ("placement", "add", number, "--medium", "虚构日报", "--kind", "省级报纸", "--published-on", "2026-03-02")
    assert error_of(run(*words, "--scan", tmp_path / "报纸.png", "--json", status=1))["code"] == "scan_refused"
    assert json.loads(run("placement", "list", number, "--json").stdout)["placements"] == []
    answer = json.loads(run(*words, "--page", "第8版", "--scan", tmp_path / "报纸.pdf", "--json").stdout)
    assert (answer["page"], len(answer["scan_sha256"])) == ("第8版", 64)


def test_project_field_is_changed_with_a_reason_and_an_unknown_one_refused(run: Run) -> None:
    run("project", "change", PROJECT, "review_meeting_on=2026-05-06", "--reason", "会议改期")
    assert json.loads(run("project", "show", PROJECT, "--json").stdout)["review_meeting_on"] == "2026-05-06"
    refused = error_of(run("project", "change", PROJECT, "colour=red", "--reason", "测试", "--json", status=1))
    assert refused["field"] == "colour"
    assert run("project", "change", PROJECT, "colour", "--reason", "测试", status=2).exit_code == 2


def test_notice_that_is_not_there_is_refused_by_every_command_that_names_one(run: Run) -> None:
    for words in (("show", "XGCS-2026-0009"), ("withdraw", "XGCS-2026-0009", "--reason", "测试")):
        assert error_of(run("notice", *words, "--json", status=1))["code"] == "notice_unknown"
