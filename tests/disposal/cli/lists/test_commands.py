"""`disposal list`: figures, listings, JSON, files and exit status."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from disposal.cli.lists.commands import list_app
from disposal.cli.main import app
from disposal.settings import Settings, reset_settings
from notices.errors import NoticesError
from tests.support.listing import number_of, person, write_csv

Run = Callable[..., Result]
OPEN = ("open", "staff", "--title", "测试名册", "--title-en", "test roll", "--owner", "测试处", "--limb", "amc_staff")


@pytest.fixture
def run(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    assert settings.database_url is not None
    assert settings.personal_number_key is not None
    monkeypatch.setenv("DISPOSAL_DATABASE_URL", settings.database_url.get_secret_value())
    monkeypatch.setenv("DISPOSAL_PERSONAL_NUMBER_KEY", settings.personal_number_key.get_secret_value())
    reset_settings()
    yield lambda *words: CliRunner().invoke(list_app, [str(word) for word in words])
    reset_settings()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "名册.csv", [person(serial) for serial in range(3)])


def answer(result: Result, *, status: int = 0) -> dict[str, Any]:
    assert result.exit_code == status, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def imported(run: Run, path: Path, *more: object) -> Result:
    return run("import", path, "--list", "staff", "--provenance", "测试来源", *more)


def test_list_opened_and_imported_shows_figures_columns_and_who_is_new(run: Run, path: Path) -> None:
    assert "staff《测试名册》" in run(*OPEN).stdout
    result = imported(run, path)
    assert result.exit_code == 0
    for words in (
        "《测试名册》第1版已导入",
        "added 3",
        "name=姓名",
        f"+ 测试甲子 999999********{number_of(0)[-4:]} 虚构局",
    ):
        assert words in result.stdout
    assert "读取与校验 reading 100%" in result.stderr
    assert number_of(0) not in result.output


def test_dry_run_answers_as_the_import_would_and_changes_nothing(run: Run, path: Path) -> None:
    run(*OPEN)
    tried = answer(imported(run, path, "--dry-run", "--json"))
    assert (tried["is_dry_run"], tried["version"], tried["added"]) == (True, 1, 3)
    assert answer(run("versions", "staff", "--json"))["versions"] == []
    done = answer(imported(run, path, "--json"))
    assert done["differences"] == tried["differences"]
    assert len(done["sha256"]) == 64


def test_versions_and_differences_are_listed_and_given_as_json(run: Run, path: Path) -> None:
    run(*OPEN)
    imported(run, path)
    write_csv(path, [person(0, employer="测试新局"), person(1), person(5)])
    imported(run, path, "--valid-until", "2026-12-31")
    listed = run("versions", "staff").stdout
    assert "名册.csv" in listed
    assert "2026-12-31" in listed
    diff = run("diff", "staff").stdout
    for line in ("added 1", "+ 测试己子", "- 测试丙子", "~ 测试甲子", "    employer: 虚构局 → 测试新局"):
        assert line in diff
    found = answer(run("diff", "staff", "--from", 0, "--to", 2, "--json"))
    assert (found["added"], found["entries_before"], found["entries_after"]) == (3, 0, 3)
    everything = answer(run("versions", "--json"))["lists"]
    assert (everything[0]["code"], everything[0]["newest_version"]["version_no"]) == ("staff", 2)
    assert "测试处" in run("versions").stdout


def test_differences_are_cut_by_kind_and_say_how_many_more_there_are(run: Run, path: Path) -> None:
    run(*OPEN)
    imported(run, path)
    write_csv(path, [person(0, employer="测试新局"), *(person(at) for at in range(3, 8))])
    more = "… 未列出 新增 4、移除 1 · 4 more added, 1 more removed; --show N"
    tried = imported(run, path, "--dry-run", "--show", 1).stdout
    imported(run, path)
    diff = run("diff", "staff", "--show", 1).stdout
    for printed in (tried, diff):
        assert [line[0] for line in printed.splitlines() if line[0] in "+~-…"] in (
            ["+", "~", "-", "…"],
            ["+", "-", "~", "…"],
        )
        assert more in printed
    assert "…" not in run("diff", "staff", "--show", 5).stdout
    assert [each["action"] for each in answer(run("diff", "staff", "--show", 1, "--json"))["differences"]] == [
        "added", "changed", "removed",
    ]  # fmt: skip


def test_wrong_rows_go_to_a_file_and_the_rest_in_where_that_is_accepted(run: Run, tmp_path: Path) -> None:
    run(*OPEN)
    path = write_csv(tmp_path / "名册.csv", [person(0), person(1, number="1")])
    error = answer(imported(run, path, "--errors", tmp_path / "错.csv", "--json"), status=1)["error"]
    assert (error["code"], error["status"]) == ("list_rows_refused", 422)
    assert "测试乙子" in (tmp_path / "错.csv").read_text("utf-8-sig")
    result = imported(run, path, "--errors", tmp_path / "错.xlsx", "--accept-errors", 1)
    assert (result.exit_code, "refused 1" in result.stdout, (tmp_path / "错.xlsx").is_file()) == (0, True, True)


def test_refusal_is_an_error_of_the_registry_without_json(run: Run, tmp_path: Path) -> None:
    run(*OPEN)
    result = imported(run, tmp_path / "无.csv")
    assert isinstance(result.exception, NoticesError)
    assert result.exception.code == "sheet_missing"


@pytest.mark.parametrize(
    "words",
    [
        ("import", "x.csv", "--list", "staff", "--accept-errors", "3"),
        ("import", "x.csv", "--list", "staff", "--map", "姓名"),
        ("diff", "staff", "--from", "2", "--to", "2"),
        ("change", "staff", "is_public", "--reason", "测试"),
        ("open", "staff"),
    ],
)
def test_wrong_usage_ends_with_status_2(run: Run, words: tuple[str, ...]) -> None:
    run(*OPEN)
    assert run(*words).exit_code == 2


def test_columns_and_sheet_are_named_by_options(run: Run, tmp_path: Path) -> None:
    run(*OPEN, "--public", "--kind", "natural_person", "--provenance", "测试公开来源")
    path = write_csv(
        tmp_path / "名册.csv", [("测试名册", ""), ("人", "号"), ("张*三", "330102********1234")], headings=()
    )
    more = ("--map", "name=人", "--map", "number=号", "--header-row", 3, "--encoding", "utf-8", "--add", "--json")
    found = answer(run("import", path, "--list", "staff", *more))
    assert found["columns"] == {"name": "人", "number": "号"}
    assert found["differences"][0]["number"] == "330102********1234"


def test_changed_list_is_reindexed_before_it_takes_another_import(run: Run, path: Path) -> None:
    run(*OPEN)
    imported(run, path)
    changed = ("change", "staff", "limbs=amc_staff,other_law", "is_mask_exact=false", "--reason", "测试", "--json")
    assert answer(run(*changed))["limbs"] == ["amc_staff", "other_law"]
    assert answer(imported(run, path, "--json"), status=1)["error"]["code"] == "list_keys_stale"
    assert answer(run("reindex", "--json")) == {"reindexed": ["staff"]}
    assert imported(run, path).exit_code == 0


@pytest.mark.parametrize("command", ["open", "change", "import", "versions", "diff", "reindex"])
def test_help_of_each_command_has_an_example(command: str) -> None:
    result = CliRunner().invoke(app, ["list", command, "--help"])
    assert result.exit_code == 0
    assert f"Example: disposal list {command}" in result.stdout
