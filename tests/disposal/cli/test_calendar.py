"""`disposal window`, `floor` and `calendar`: figures, sentences, JSON and exit status."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from disposal.cli.calendar import calendar_app
from disposal.cli.floor import floor
from disposal.cli.window import window
from disposal.settings import reset_settings
from notices.errors import NoticesError

Run = Callable[..., Result]

APP = typer.Typer(pretty_exceptions_enable=False)
APP.command()(window)
APP.command()(floor)
APP.add_typer(calendar_app, name="calendar")

YEAR_2027 = """\
year = 2027
circulars = [{ number = "国办发明电〔2026〕99号", issued_on = 2026-11-20, title = "虚构的2027年放假安排" }]
holidays = [
    { name = "元旦", first_on = 2026-12-31, last_on = 2027-01-02, make_up = [2026-12-27] },
    { name = "春节", first_on = 2027-02-05, last_on = 2027-02-12, make_up = [2027-01-31, 2027-02-20] },
    { name = "清明节", first_on = 2027-04-03, last_on = 2027-04-05 },
    { name = "端午节", first_on = 2027-06-09, last_on = 2027-06-09 },
    { name = "中秋节", first_on = 2027-09-15, last_on = 2027-09-15 },
    { name = "国庆节", first_on = 2027-10-01, last_on = 2027-10-07, make_up = [2027-09-26, 2027-10-09] },
]
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    monkeypatch.setenv("DISPOSAL_DATA_DIR", str(tmp_path / "var"))
    reset_settings()
    yield lambda *words: CliRunner().invoke(APP, [str(word) for word in words])
    reset_settings()


@pytest.fixture
def file_2027(tmp_path: Path) -> Path:
    path = tmp_path / "2027.toml"
    path.write_text(YEAR_2027, encoding="utf-8")
    return path


def unbroken(output: str) -> str:
    """Return what was printed in a frame as one line."""
    return " ".join(output.replace("│", " ").split())


def answer(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


@pytest.mark.parametrize(
    ("published_on", "convention", "ends_on"),
    [
        ("2022-08-03", "first_day_not_counted", "Wed 2022-08-31"),
        ("2024-08-19", "first_day_not_counted", "Sat 2024-09-14"),
        ("2022-09-20", "first_day_not_counted", "Fri 2022-10-21"),
        ("2022-09-22", "first_day_counted", "Mon 2022-10-24"),
    ],
)
def test_window_as_json_gives_the_last_day(run: Run, published_on: str, convention: str, ends_on: str) -> None:
    words = ("window", published_on, "--working-days", 20, "--convention", convention, "--json")
    found = answer(run(*words))
    assert f"{date.fromisoformat(found['ends_on']):%a %Y-%m-%d}" == ends_on


def test_window_is_said_in_both_languages(run: Run) -> None:
    result = run("window", "2022-08-03", "--working-days", 20, "--closes", "17:00")
    assert "公告期 2022-08-03 → 2022-08-31（星期三），20个工作日（发布当日不计入，17:00截止）" in result.stdout
    assert "window 2022-08-03 → 2022-08-31 (Wed), 20 working days" in result.stdout
    assert "closes at 2022-08-31 17:00 Asia/Shanghai" in result.stdout


def test_window_explained_names_each_skipped_holiday_and_make_up_day(run: Run) -> None:
    result = run("window", "2022-09-20", "--working-days", 20, "--explain")
    lines = {line.split()[1]: line for line in result.stdout.splitlines() if line.startswith("│ 2022")}
    assert len(lines) == 32
    for day in range(1, 8):
        assert "国庆节放假（国办发明电〔2021〕11号）" in lines[f"2022-10-0{day}"]
    for day in (8, 9):
        assert "国庆节调休上班日" in lines[f"2022-10-0{day}"]
        assert "make-up working day for National Day (circular 国办发明电〔2021〕11号)" in lines[f"2022-10-0{day}"]


def test_window_explained_as_json_lists_the_days(run: Run) -> None:
    found = answer(run("window", "2024-09-13", "--natural-days", 1, "--explain", "--json"))
    assert [(day["date"], day["counted"], day["kind"]) for day in found["days"]] == [
        ("2024-09-13", False, "weekday"),
        ("2024-09-14", True, "make_up"),
    ]


def test_window_into_a_missing_year_is_refused_with_status_1(run: Run) -> None:
    result = run("window", "2026-12-15", "--working-days", 20)
    assert result.exit_code == 1
    assert isinstance(result.exception, NoticesError)
    refused = run("window", "2026-12-15", "--working-days", 20, "--json")
    assert refused.exit_code == 1
    assert json.loads(refused.stdout)["error"]["code"] == "calendar_year_missing"


def test_window_into_a_missing_year_is_provisional_where_asked_for(run: Run) -> None:
    result = run("window", "2026-12-15", "--working-days", 20, "--provisional")
    assert result.exit_code == 0
    assert "2026-12-15 → 2027-01-13" in result.stdout
    assert "暂定：2027年放假安排尚未载入" in result.stdout
    assert "provisional: the holiday arrangement for 2027 is not loaded" in result.stdout


@pytest.mark.parametrize("day", ["20220803", "2022-8-3", "2022.8.3", "2022年8月3日", "２０２２-08-03", " 2022-08-03"])
def test_day_is_read_in_every_form_that_means_one_day(run: Run, day: str) -> None:
    asked, plain = (run("window", written, "--working-days", 20, "--json") for written in (day, "2022-08-03"))
    assert (asked.exit_code, asked.stdout) == (0, plain.stdout)


@pytest.mark.parametrize("day", ["2022-W31-3", "2022-08-03T10:00", "3/8/2022", "22-8-3", "2022-08", "44776", "昨天"])
def test_day_that_may_be_another_is_wrong_usage_wherever_it_is_asked(run: Run, day: str) -> None:
    for words in (("window", day, "--working-days", 20), ("floor", "--book-value", "1", "--review", day)):
        refused = run(*words)
        assert (refused.exit_code, "not a date" in unbroken(refused.output)) == (2, True)


@pytest.mark.parametrize(
    "hour", ["17", "1700", "T17:00", "17:00:30", "17:00Z", "17:60", "24:01", "25:00", "00:00", "9:30"]
)
def test_closing_hour_written_any_other_way_is_wrong_usage(run: Run, hour: str) -> None:
    refused = run("window", "2022-08-03", "--working-days", 20, "--closes", hour)
    assert (refused.exit_code, "not a closing hour" in unbroken(refused.output)) == (2, True)


@pytest.mark.parametrize("hour", ["00:01", "09:30", "23:59", "24:00"])
def test_closing_hour_within_the_day_is_taken(run: Run, hour: str) -> None:
    result = run("window", "2022-08-03", "--working-days", 20, "--closes", hour)
    assert f"closes at 2022-08-31 {hour} Asia/Shanghai" in result.stdout


@pytest.mark.parametrize(
    "words",
    [
        ("window", "2022-02-30", "--working-days", 20),
        ("window", "3 August", "--working-days", 20),
        ("window", "2022-08-03"),
        ("window", "2022-08-03", "--working-days", 20, "--natural-days", 20),
        ("window", "2022-08-03", "--working-days", 0),
        ("window", "2022-08-03", "--working-days", 366),
        ("window", "2022-08-03", "--working-days", 20, "--convention", "guess"),
        ("floor", "--book-value", "5000000"),
        ("floor", "--book-value", "a lot", "--review", "2022-09-01"),
        ("calendar", "show", "soon"),
    ],
)
def test_wrong_usage_ends_with_status_2(run: Run, words: tuple[object, ...]) -> None:
    assert run(*words).exit_code == 2


def test_floor_says_whether_the_notice_of_2022_was_early_enough(run: Run) -> None:
    result = run("floor", "--book-value", "193474338.54", "--review", "2022-09-01", "--issuer-kind", "named_amc")
    assert result.exit_code == 0
    assert "latest lawful publication 2022-08-03 (Wed): a notice published on or before that day was early enough" in (
        result.stdout
    )
    assert "one on 2022-08-04 (Thu) was not" in result.stdout
    assert "账面价值超过10000万元：至少20个工作日" in result.stdout
    assert "newspaper of province level or above" in result.stdout
    assert "财金〔2008〕87号" in result.stdout
    assert "2022-08-04 (Thu) … 2022-08-31 (Wed): 20" in result.stdout


@pytest.mark.parametrize(
    ("published", "status", "words"),
    [("2022-08-03", 0, "was early enough"), ("2022-08-04", 1, "was too late")],
    ids=["Wed 2022-08-03", "Thu 2022-08-04"],
)
def test_floor_answers_for_a_day_of_publication(run: Run, published: str, status: int, words: str) -> None:
    command = ("floor", "--book-value", "193,474,338.54", "--review", "2022-09-01", "--published", published)
    result = run(*command)
    assert (result.exit_code, words in result.stdout) == (status, True)
    found = json.loads(run(*command, "--json").stdout)
    assert found["was_early_enough"] is (status == 0)
    assert found["latest_publication_on"] == "2022-08-03"


def test_floor_reversed_gives_the_earliest_review(run: Run) -> None:
    command = ("floor", "--book-value", "193474338.54", "--published", "2022-08-03")
    assert "may meet on 2022-09-01 (Thu) at the earliest" in run(*command).stdout
    found = answer(run(*command, "--json"))
    assert (found["review_on"], found["published_on"], found["was_early_enough"]) == ("2022-09-01", "2022-08-03", None)


@pytest.mark.parametrize(
    ("kind", "status", "words"),
    [
        (("--issuer-kind", "named_amc"), 1, "迟于法定期限"),
        (("--issuer-kind", "地方资产管理公司"), 0, "迟于参照期限"),  # it is compared with: a warning, no refusal
        ((), 1, "参照：未说明发布人类别"),
    ],
)
def test_floor_refuses_only_whom_the_law_may_bind(run: Run, kind: tuple[str, ...], status: int, words: str) -> None:
    days = ("--review", "2026-09-01", "--published", "2026-08-20")  # Tue, Thu
    result = run("floor", "--book-value", "60000000", *days, *kind)
    assert (result.exit_code, words in result.stdout) == (status, True)
    assert "起算 from    自刊登日倒推；须登报的，以最后一次必需的刊登为准" in result.stdout
    assert ("金规〔2024〕17号" in result.stdout) is ("地方资产管理公司" not in kind)
    assert ("金规〔2025〕16号" in result.stdout) is ("named_amc" not in kind)
    assert "按自然日：至2026年8月27日（星期四）；按工作日：至2026年8月31日（星期一）" in result.stdout


def test_floor_explained_lists_every_day_between(run: Run) -> None:
    result = run("floor", "--book-value", "5000000", "--review", "2022-10-13", "--explain")
    lines = [line for line in result.stdout.splitlines() if line.startswith("│ 2022")]
    assert "口径 both_ends_left_out：刊登日、审核日均不计入；" in result.stdout
    assert "latest lawful publication, not counted" in lines[0]
    assert "day of the review, not counted" in lines[-1]
    assert len(lines) == 16


def test_floor_of_a_late_notice_counts_the_days_there_were_and_marks_its_day(run: Run) -> None:
    command = ("floor", "--book-value", "1.93亿", "--review", "2026-09-01", "--published", "2026-08-20", "--explain")
    result = run(*command)  # Tue, Thu
    assert result.exit_code == 1
    assert "须满20个工作日，实有7个工作日，缺13个" in result.stdout
    assert "20 full working days are asked, 7 lay between them, 13 too few" in result.stdout
    assert "按最迟刊登日2026年8月3日（星期一）计算" in result.stdout
    (asked,) = [line for line in result.stdout.splitlines() if line.startswith("│ 2026-08-20")]
    assert "所问刊登日；工作日，星期四" in asked


def test_floor_of_a_negative_book_value_is_refused(run: Run) -> None:
    result = run("floor", "--book-value", "-1", "--review", "2022-09-01", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["error"]["field"] == "book_value"


def test_calendar_shows_a_year_with_its_circulars(run: Run) -> None:
    result = run("calendar", "show", 2020)
    assert "国务院办公厅关于延长2020年春节假期的通知（国办发明电〔2020〕1号，2020-01-26）" in result.stdout
    assert "2020-01-31 (Fri) – 2020-02-02 (Sun)" in result.stdout
    found = answer(run("calendar", "show", 2026, "--json"))
    assert found["is_final"] is False
    assert found["holidays"][0]["make_up"] == ["2026-01-04"]
    assert found["holidays"][0]["circular"] == "国办发明电〔2025〕7号"


def test_calendar_of_a_missing_year_is_refused_with_status_1(run: Run) -> None:
    result = run("calendar", "show", 2027, "--json")
    assert result.exit_code == 1
    assert "disposal calendar load 2027.toml" in json.loads(result.stdout)["error"]["en"]


def test_loaded_calendar_answers_the_window_that_was_refused(run: Run, file_2027: Path, tmp_path: Path) -> None:
    loaded = run("calendar", "load", file_2027).stdout
    for words in ("国办发明电〔2026〕99号", "警告：2027年工作日放假16天，调休上班5天，相减为11天，而法定节假日为13天"):
        assert words in loaded
    assert (tmp_path / "var" / "calendars" / "cn_state_council" / "2027.toml").is_file()
    found = answer(run("window", "2026-12-15", "--working-days", 20, "--json"))
    assert (found["ends_on"], found["is_provisional"]) == ("2027-01-13", False)
    assert answer(run("calendar", "show", 2026, "--json"))["is_final"] is True
    (warning,) = json.loads(run("calendar", "load", file_2027, "--json").stdout)["warnings"]
    assert "check that no make-up day or day off is missing" in warning["en"]


def test_bad_calendar_file_is_refused_and_not_kept(run: Run, file_2027: Path, tmp_path: Path) -> None:
    file_2027.write_text(YEAR_2027.replace("2027-10-09", "2027-10-08"), encoding="utf-8")
    result = run("calendar", "load", file_2027, "--json")
    assert result.exit_code == 1
    error = json.loads(result.stdout)["error"]
    assert (error["field"], "Saturday or Sunday" in error["en"]) == ("holidays.5.make_up.1", True)
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize("words", [("window",), ("floor",), ("calendar", "show"), ("calendar", "load")])
def test_help_of_each_command_has_an_example(run: Run, words: tuple[str, ...]) -> None:
    result = run(*words, "--help")
    assert result.exit_code == 0
    assert f"Example: disposal {' '.join(words)}" in result.stdout


def test_floor_reads_ten_thousands_of_yuan(run: Run) -> None:
    command = ("floor", "--review", "2022-09-01", "--book-value")
    assert run(*command, "5000万").stdout == run(*command, "50000000").stdout


def test_window_in_a_year_no_calendar_can_be_loaded_for_names_the_years_there_are(run: Run) -> None:
    answer = json.loads(run("window", "0001-01-01", "--working-days", "5", "--json").stdout)
    assert "2008年至2100年" in answer["error"]["zh"]
    assert "calendar load" not in answer["error"]["en"]
