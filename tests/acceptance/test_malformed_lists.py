"""Malformed lists by the command line, as CSV, .xlsx and .xls: each gets its own error and leaves nothing behind."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from disposal.cli.main import app
from disposal.registry.opening import open_database
from disposal.settings import Settings, reset_settings
from disposal.storage.database import Database
from notices.errors import NoticesError
from tests.disposal.services.sheets.xls_file import write_xls
from tests.support.listing import number_of, write_csv, write_xlsx
from tests.support.row_counts import row_counts

HEADINGS = ("姓名", "身份证号", "任职日期", "备注")
RIGHT = ("测试甲", number_of(1), "2022-08-03", "")
WRONG_DIGIT = number_of(2)[:-1] + ("1" if number_of(2)[-1] != "1" else "2")
FORMS = ("csv", "xlsx", "xls")
Row = Sequence[Any]


@pytest.fixture
def database(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """Yield a database with one list at its first version; the command line opens the same."""
    assert settings.database_url is not None
    monkeypatch.setenv("DISPOSAL_DATABASE_URL", settings.database_url.get_secret_value())
    monkeypatch.setenv("DISPOSAL_PERSONAL_NUMBER_KEY", "5e" * 32)
    reset_settings()
    with open_database(settings, migrate=False) as opened:
        yield opened
    reset_settings()


@pytest.fixture
def staff(database: Database, tmp_path: Path) -> Database:
    """Return that database with one list of one person."""
    opened = ("list", "open", "staff", "--title", "测试名册", "--title-en", "test roll", "--owner", "测试处")
    assert run(*opened, "--limb", "amc_staff", "--provenance", "测试来源").exit_code == 0
    first = write_csv(tmp_path / "第一版.csv", [("测试旧人", number_of(0), "", "")], headings=HEADINGS)
    assert brought(first).exit_code == 0
    return database


def run(*words: object) -> Result:
    return CliRunner().invoke(app, ["--as", "测试员", *map(str, words)])


def brought(path: Path, *more: object) -> Result:
    return run("list", "import", path, "--list", "staff", *more)


def write(folder: Path, form: str, rows: Sequence[Row], headings: Row = HEADINGS) -> Path:
    """Write the same sheet as a file of one of the three forms."""
    path = folder / f"名册.{form}"
    if form == "xls":
        return write_xls(path, [list(headings), *map(list, rows)])
    return {"csv": write_csv, "xlsx": write_xlsx}[form](path, rows, headings=headings)


def assert_refused(database: Database, act: Callable[..., Result], *, code: str, words: str) -> None:
    """Act twice, for people and for programs: status 1, the sentence in both languages, and not a row more."""
    with database.session() as session:
        before = row_counts(session)
    plain, as_json = act(), act("--json")
    assert isinstance(plain.exception, NoticesError), plain.output
    error = json.loads(as_json.stdout)["error"]
    assert (plain.exception.code, as_json.exit_code, error["code"]) == (code, 1, code)
    assert words in f"{error['zh']} {error['en']}", error
    assert "。" in error["zh"]
    with database.session() as session:
        assert row_counts(session) == before


ROWS: dict[str, tuple[Row, str]] = {
    "check digit": (("测试乙", WRONG_DIGIT, "", ""), "the check digit of the resident ID is wrong"),
    "birth date": (("测试乙", "999999199002300015", "", ""), "the birth date within the resident ID does not exist"),
    "one digit short": (("测试乙", number_of(2)[:-1], "", ""), "neither a resident ID of 18"),
    "digits lost": (("测试乙", "9.99999E+17", "", ""), "its last digits are lost"),
    "hidden digits": (("测试乙", "999999********0028", "", ""), "mark the list as public"),
    "no name": (("", number_of(2), "", ""), "there is no name"),
    "formula as text": (("=A2&B2", number_of(2), "", ""), "is a formula"),
    "date in two ways": (("测试乙", number_of(2), "03/04/2022", ""), "may be read in more than one way"),
    "date in words": (("测试乙", number_of(2), "八月三日", ""), "is no date; write it like 2022-08-03"),
    "date that is none": (("测试乙", number_of(2), "2022-02-30", ""), "there is no such day"),
}
"""A row that is wrong, beside a right one; told with the number of its row."""


@pytest.mark.parametrize("form", FORMS)
def test_wrong_row_refuses_the_whole_sheet_with_row_column_and_remedy(
    staff: Database, tmp_path: Path, form: str
) -> None:
    for row, words in ROWS.values():
        if form != "csv" and row[0].startswith("="):
            continue  # in a workbook it is a formula: see below
        path = write(tmp_path, form, [RIGHT, row])
        assert_refused(staff, lambda *more, path=path: brought(path, *more), code="list_rows_refused", words=words)
        assert WRONG_DIGIT not in brought(path).output


FIGURES: dict[str, tuple[Row, str]] = {
    "number": (("测试乙", 9.99999199001010e17, "", ""), "its last digits are lost"),
    "name": (("测试乙", number_of(2), "", 5e12), "is a number, not text"),
    "date": (("测试乙", number_of(2), 44776.0, ""), "is a figure, not a date"),
}


@pytest.mark.parametrize("form", FORMS[1:])
def test_figure_where_text_belongs_is_refused(staff: Database, tmp_path: Path, form: str) -> None:
    for row, words in FIGURES.values():
        path = write(tmp_path, form, [RIGHT, row])
        assert_refused(staff, lambda *more, path=path: brought(path, *more), code="list_rows_refused", words=words)


def merged(folder: Path, form: str) -> Path:
    rows = [RIGHT, ("测试乙", number_of(2), "", "")]
    if form == "xls":
        return write_xls(folder / "名册.xls", [list(HEADINGS), *map(list, rows)], merged=(1, 2, 0, 0))
    path = write_xlsx(folder / "名册.xlsx", rows, headings=HEADINGS)
    book = openpyxl.load_workbook(path)
    book.active.merge_cells("A2:A3")
    book.save(path)
    return path


@pytest.mark.parametrize("form", FORMS[1:])
def test_workbook_with_merged_cells_or_formulas_is_refused_by_cell(staff: Database, tmp_path: Path, form: str) -> None:
    path = merged(tmp_path, form)
    assert_refused(staff, lambda *more: brought(path, *more), code="sheet_cells_merged", words="A2:A3")
    path = write(tmp_path, form, [RIGHT, ("=A2", number_of(2), "", "")])
    assert_refused(staff, lambda *more: brought(path, *more), code="sheet_cells_computed", words="A3")


BYTES: dict[str, tuple[bytes, str, str]] = {
    "latin-1": (b"\xd0\xd5,\xe9\n" + b"caf\xe9,na\xefve\n", "sheet_encoding_unknown", "CSV UTF-8"),
    "utf-16": (f"{','.join(HEADINGS)}\n".encode("utf-16"), "sheet_format_unknown", "UTF-16"),
    "big5": ("姓名,身分證號\n測試甲,1\n".encode("big5"), "sheet_encoding_unknown", "CSV UTF-8"),
    "an open quotation": ('姓名,备注\n测试甲,"一\n'.encode(), "sheet_quoting_broken", "quotation"),
    "a page": (b"<html><table></table></html>", "sheet_format_unknown", "HTML"),
    "half a workbook": (b"PK\x03\x04\x14\x00", "sheet_damaged", "not a whole"),
    "headings alone": (",".join(HEADINGS).encode(), "sheet_empty", "no row of data"),
    "other headings": ("编号,电话\n1,2\n".encode(), "sheet_heading_missing", "--map name="),
}


def test_file_that_is_no_list_is_refused_with_what_to_do(staff: Database, tmp_path: Path) -> None:
    path = tmp_path / "名册.csv"
    for data, code, words in BYTES.values():
        path.write_bytes(data)
        assert_refused(staff, lambda *more: brought(path, *more), code=code, words=words)
    path.unlink()
    assert_refused(staff, lambda *more: brought(path, *more), code="sheet_missing", words="名册.csv")


@pytest.mark.parametrize("form", FORMS)
def test_sheet_of_empty_rows_does_not_empty_the_list_and_those_after_the_last_are_read_past(
    staff: Database, tmp_path: Path, form: str
) -> None:
    many = 300_000 if form == "csv" else 2_000  # 300,000 styled rows of a workbook: see the tests of sheets
    path = write(tmp_path, form, [("", " ", "", "")] * many)
    assert_refused(staff, lambda *more: brought(path, *more), code="sheet_empty", words="An empty sheet does not")
    answer = json.loads(brought(write(tmp_path, form, [RIGHT, *[("", " ", "", "")] * many]), "--json").stdout)
    assert (answer["rows"], answer["added"], answer["removed"]) == (1, 1, 1)


@pytest.mark.parametrize("form", FORMS)
def test_date_as_text_with_one_meaning_is_taken_over(staff: Database, tmp_path: Path, form: str) -> None:
    rows = [(f"测试{at}", number_of(at + 1), written, "") for at, written in enumerate(("2022年8月3日", "2022/8/3"))]
    assert json.loads(brought(write(tmp_path, form, rows), "--json").stdout)["added"] == 2
    with staff.session() as session:
        query = "SELECT DISTINCT valid_from::text FROM list_entry WHERE valid_from IS NOT NULL"
        assert session.connection().exec_driver_sql(query).scalars().all() == ["2022-08-03"]


def test_limb_that_does_not_exist_is_refused_wherever_it_is_named(staff: Database, tmp_path: Path) -> None:
    opened = ("list", "open", "other", "--title", "测试", "--title-en", "test", "--owner", "测试处")
    wrong = run(*opened, "--limb", "civil_servent")
    assert wrong.exit_code == 2
    assert "civil_servant" in wrong.stderr
    change = ("list", "change", "staff", "limbs=amc_staff,civil_servent", "--reason", "测试")
    assert_refused(staff, lambda *more: run(*change, *more), code="invalid_record", words="civil_servent")
