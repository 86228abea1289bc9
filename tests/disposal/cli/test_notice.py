"""`disposal notice schema`, `check` and `render`: files in, files out, exit status."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from disposal.cli.notice import notice_app
from disposal.settings import reset_settings
from notices.errors import NoticesError
from notices.typesetting.resources import templates_root
from tests.support.notice_samples import flat, published

Run = Callable[..., Result]
SAMPLE = templates_root() / "notices" / "disposal" / "sample.toml"
TEXT = SAMPLE.read_text("utf-8")
NAMED = ("--issuer-kind", "named_amc")  # 中国华融
APP = typer.Typer(pretty_exceptions_enable=False)
APP.add_typer(notice_app, name="notice")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    monkeypatch.setenv("DISPOSAL_DATA_DIR", str(tmp_path / "data"))
    reset_settings()
    yield lambda *words: CliRunner().invoke(APP, ["notice", *map(str, words)])
    reset_settings()


def written(folder: Path, text: str, name: str = "notice.toml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_schema_is_printed_as_json(run: Run) -> None:
    answer = run("schema")
    assert answer.exit_code == 0
    assert json.loads(answer.stdout)["title"] == "NoticeContent"


def test_check_of_the_notice_of_2022_ends_with_status_0(run: Run) -> None:
    answer = run("check", SAMPLE, "--book-value", "193,474,338.54", "--review", "2022-09-01")
    assert answer.exit_code == 0
    assert "可以发布：0项阻断" in answer.stdout
    assert "may be published: 0 blocker(s)" in answer.stdout
    assert "财金〔2008〕87号" in answer.stdout


def test_check_with_review_inside_the_floor_ends_with_status_1(run: Run) -> None:
    answer = run("check", SAMPLE, "--book-value", "193474338.54", "--review", "2022-08-31", "--json", *NAMED)
    assert answer.exit_code == 1
    report = json.loads(answer.stdout)
    assert report["is_publishable"] is False
    assert [f["code"] for f in report["findings"] if f["severity"] == "blocker"] == ["review_inside_floor"]


def test_check_of_an_exempt_disposal_with_media_chosen_names_no_floor(run: Run) -> None:
    words = ("--book-value", "193474338.54", "--exempt", "破产程序终结", "--medium", "company_website", "--json")
    report = json.loads(run("check", SAMPLE, *words).stdout)
    assert {"exempt"} == {f["code"] for f in report["findings"]} & {"exempt", "floor_unknown", "website_not_chosen"}


def test_medium_and_amount_and_day_are_read_as_people_write_them(run: Run) -> None:
    plain = ("--book-value", "190000000", "--medium", "newspaper_province", "--review", "2022-09-01", "--json")
    written = ("--book-value", "￥1.9亿元", "--medium", "省级报纸", "--review", "2022年9月1日", "--json")
    assert run("check", SAMPLE, *written).stdout == run("check", SAMPLE, *plain).stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--medium", "报纸"), "it may mean newspaper_prefecture 地市级以上报纸 or newspaper_province"),
        (("--medium", "报纸"), "可指 newspaper_prefecture 地市级以上报纸 或 newspaper_province"),
        (("--medium", "电视"), "use company_website 公司网站, newspaper_prefecture"),
        (("--book-value", "1.340,00"), "不是以元为单位的金额；请写成 193474338.54 或 5000万 的形式"),
        (("--review", "3/8/2022"), "不是可用的日期：年、月、日的顺序不明"),
    ],
)
def test_option_that_is_unsure_is_wrong_usage_in_both_languages(run: Run, words: tuple[str, str], told: str) -> None:
    answer = run("check", SAMPLE, *words)
    assert answer.exit_code == 2
    assert flat(told) in flat(re.sub("[│╭╮╰╯─]", "", answer.output))


def test_check_of_a_file_with_typing_faults_shows_the_lines_corrected(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path, TEXT.replace("published_on = 2022-08-03", "published_on = 2022.8.3", 1))
    answer = run("check", path, "--json")
    assert answer.exit_code == 1
    told = json.loads(answer.stdout)["error"]
    assert [(each["written"], each["corrected"]) for each in told["corrections"]] == [
        ("published_on = 2022.8.3", "published_on = 2022-08-03")
    ]
    assert f"第{told['corrections'][0]['line']}行：日期请写成" in told["zh"]


def test_check_of_an_extension_is_held_to_the_rule_of_the_notice_it_amends(run: Run, tmp_path: Path) -> None:
    extension = templates_root() / "notices" / "extension" / "sample.toml"  # 5 working days, from Mon 2026-03-16
    alone = json.loads(run("check", extension, "--json").stdout)
    assert [f["code"] for f in alone["findings"] if f["field"] == "amends"] == ["extension_rule_unknown"]
    rule = "\n[extension]\ntrigger_bidders = 2\nlength = {}\nmax_cycles = 1\n"
    text = TEXT.replace("published_on = 2022-08-03\nrecord", "published_on = 2026-03-02\nrecord").replace(
        "count = 20", "count = 10"
    )
    for length, expected in ((5, []), (4, ["extension_length_differs", "extension_beyond_rule"])):
        amended = written(tmp_path, text + rule.format(length), "amended.toml")
        answer = run("check", extension, "--amended", amended, "--json")
        found = [f["code"] for f in json.loads(answer.stdout)["findings"] if f["code"].startswith("extension_")]
        assert (answer.exit_code, found) == (0, expected)
    assert run("check", extension, "--amended", tmp_path / "absent.toml", "--json").exit_code == 1


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ('path = "items.0.debtor.name"\nbefore = "虚构的名称"\n', ("before_differs", "changes.0.before")),
        ('path = "items.9.debtor.name"\n', ("change_does_not_fit", "changes.0.path")),
        ('path = "items.0.claims.0.amounts.total"\n', ("total_differs", "items.0.claims.0.amounts.total")),
        ("", None),
    ],
)
def test_check_of_a_correction_names_what_publication_would_refuse(
    run: Run, tmp_path: Path, change: str, expected: tuple[str, str] | None
) -> None:
    head, _ = (templates_root() / "notices" / "correction" / "sample.toml").read_text("utf-8").split("[[changes]]", 1)
    text = f'{head}[[changes]]\n{change}label = "虚构要素"\nafter = "999999999.99元"\n'
    file = written(tmp_path, text + TEXT[TEXT.index("[[contacts]]") :], "correction.toml")
    answer = run("check", file, "--amended", written(tmp_path, TEXT, "amended.toml"), "--json")
    found = [(f["code"], f["field"]) for f in json.loads(answer.stdout)["findings"] if f["severity"] == "blocker"]
    assert (answer.exit_code, found) == ((1, [expected]) if expected else (0, []))


def test_check_of_an_invalid_content_prints_a_line_a_problem(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path, TEXT.replace('"civil_servant"', '"civil_servent"').replace("count = 20", "count = 0"))
    answer = run("check", path)
    assert answer.exit_code == 1
    lines = answer.stderr.splitlines()
    assert [line.split(" = ")[0] for line in lines] == ["restrictions.limbs.0.code", "window.count"]
    as_json = json.loads(run("check", path, "--json").stdout)
    assert [problem["path"] for problem in as_json["error"]["problems"]] == [
        "restrictions.limbs.0.code",
        "window.count",
    ]


def test_number_of_a_person_is_refused_by_check_and_render_alike(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path, TEXT.replace("浙江华欣新材料股份有限公司", "虚构王一（身份证号999999199001010016）"))
    checked = json.loads(run("check", path, "--json").stdout)
    named = [each["field"] for each in checked["findings"] if each["code"] == "resident_id_in_text"]
    assert named
    assert all(place.startswith("items.0.claims.0.") for place in named)
    rendered = run("render", path, "--text", tmp_path / "out.txt")
    assert rendered.exit_code == 1
    assert not (tmp_path / "out.txt").exists()
    assert "999999********0016" in rendered.stderr
    assert "999999199001010016" not in rendered.output + json.dumps(checked)


def test_check_with_the_facts_names_what_the_register_would_refuse(run: Run, tmp_path: Path) -> None:
    said = 'issuer_code = "HRZJ"\nproject_code = "P"\nproject_name = "虚构"\nbook_value = "193474338.54"\n'
    assert run("check", SAMPLE, "--facts", written(tmp_path, said, "f.toml")).exit_code == 0
    stray = written(tmp_path, said + '[attributes."items.7"]\ncompany = "虚构"\n', "s.toml")
    answer = run("check", SAMPLE, "--facts", stray, "--json")
    assert answer.exit_code == 1
    found = json.loads(answer.stdout)["findings"]
    assert [each["field"] for each in found if each["severity"] == "blocker"] == ["facts.attributes.items.7"]
    wrong = written(tmp_path, said.replace("HRZJ", "小"), "w.toml")
    told = json.loads(run("check", SAMPLE, "--facts", wrong, "--json").stdout)["error"]
    assert told["field"] == "facts.issuer_code"


def test_check_of_a_file_that_is_no_document_says_so(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path, "kind = ")
    answer = run("check", path, "--json")
    assert answer.exit_code == 1
    assert json.loads(answer.stdout)["error"]["code"] == "unreadable_content"
    assert isinstance(run("check", path).exception, NoticesError)


@pytest.mark.parametrize(
    "words",
    [
        ("check",),
        ("check", SAMPLE, "--review", "1 September"),
        ("check", SAMPLE, "--book-value", "much"),
        ("check", SAMPLE, "--medium", "radio"),
        ("render", SAMPLE),
        ("render",),
        ("paint",),
    ],
)
def test_wrong_usage_ends_with_status_2(run: Run, words: tuple[str, ...]) -> None:
    assert run(*words).exit_code == 2


def test_render_writes_text_html_and_pdf_and_names_the_last_day(run: Run, tmp_path: Path) -> None:
    pdf, text, html = (tmp_path / name for name in ("n.pdf", "n.txt", "n.html"))
    answer = run(
        "render", SAMPLE, "--pdf", pdf, "--text", text, "--html", html, "--url", "https://notices.example.cn/1"
    )
    assert answer.exit_code == 0, answer.output
    assert "last day of the window: 2022-08-31 (Wed)" in answer.stdout
    assert flat(text.read_text("utf-8")) == published("huarong-zhejiang-2022-08-03")
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert "2022年8月31日（星期三）24:00截止" in re.sub("<[^>]*>", "", html.read_text("utf-8"))
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["n.html", "n.pdf", "n.txt"]


def test_render_of_a_window_not_yet_announced_marks_it_provisional(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path, TEXT.replace("published_on = 2022-08-03\nrecord", "published_on = 2026-12-15\nrecord"))
    answer = run("render", path, "--text", tmp_path / "n.txt")
    assert answer.exit_code == 0
    assert "(provisional)" in answer.stdout


def test_render_with_a_character_no_font_has_names_its_field_and_writes_nothing(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path, TEXT.replace("曹欣羊", "曹\U0003134f"))
    answer = run("render", path, "--pdf", tmp_path / "n.pdf", "--text", tmp_path / "n.txt")
    assert isinstance(answer.exception, NoticesError)
    assert answer.exception.field == "items.0.claims.0.guarantees.0.guarantors.4.name"
    assert not (tmp_path / "n.txt").exists()


def test_render_into_a_folder_that_is_not_there_leaves_nothing_behind(run: Run, tmp_path: Path) -> None:
    answer = run("render", SAMPLE, "--text", tmp_path / "n.txt", "--html", tmp_path / "absent" / "n.html")
    assert isinstance(answer.exception, NoticesError)
    assert "absent" in answer.exception.en
    assert list(tmp_path.glob("*.txt")) == []
    assert list(tmp_path.glob(".*.part")) == []


def test_render_of_a_content_that_must_not_be_published_warns_and_writes(run: Run, tmp_path: Path) -> None:
    words = SAMPLE.read_text("utf-8").replace("accepts_enquiries", "# accepts_enquiries")
    file = written(tmp_path, "accepts_enquiries = false\n" + words)
    result = run("render", str(file), "--text", str(tmp_path / "draft.txt"))
    assert result.exit_code == 0
    assert "不得发布" in result.stderr
    assert "[accepts_enquiries]" in result.stderr
    assert (tmp_path / "draft.txt").is_file()
    assert not run("render", str(SAMPLE), "--text", str(tmp_path / "good.txt")).stderr
