"""Rolls as offices keep them: a merged title, totals and signatures below, hidden rows and columns."""

from pathlib import Path

import openpyxl
import pytest
from sqlmodel import Session

from disposal.services.sheets.roll_rows import is_below_the_table
from disposal.services.sheets.sheet import SheetRow, take_header
from tests.disposal.services.sheets.xls_file import hiding, write_xls
from tests.support.listing import HEADINGS, bring_in, make_list, person, write_csv

TITLE, FOOTERS = "测试单位在职人员名册", (("合计", "2人"), ("制表：测试甲", "审核：测试乙"))


def roll(path: Path) -> Path:
    """Write a roll with a merged title, two entries, a hidden row and column, a total and a signature."""
    book = openpyxl.Workbook()
    for row in ((TITLE,), HEADINGS, person(0), person(1), *FOOTERS):
        book.active.append(row)
    book.active.merge_cells("A1:D1")
    book.active.merge_cells("A5:B5")
    book.active.row_dimensions[4].hidden = True
    book.active.column_dimensions["D"].hidden = True
    for name, rows in (("离职", [HEADINGS, person(2)]), ("空表", [])):
        sheet = book.create_sheet(name)
        sheet.sheet_state = "veryHidden" if rows else "hidden"
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_title_totals_and_signatures_are_skipped_and_what_is_hidden_is_told(session: Session, tmp_path: Path) -> None:
    make_list(session)
    result = bring_in(session, roll(tmp_path / "名册.xlsx"))
    assert (result.rows, result.standing) == (2, 2)
    told = [note.zh for note in result.notes]
    assert told[0] == f"第1行“{TITLE}”为表头上方的标题，未作为名单条目"
    assert [note.split("”")[0] for note in told[1:3]] == ["第5行“合计", "第6行“制表：测试甲 审核：测试乙"]
    assert told[3] == "有1个隐藏行（4），已一并导入，请核对"
    assert told[4] == "有1个隐藏列（D），其中有列名的已照常读取，请核对"
    assert told[5:] == ["隐藏的工作表“离职”有内容，未读取；需要的请取消隐藏后另行导入"]
    assert all(note.en.isascii() or "“" not in note.en for note in result.notes)


def test_two_titles_and_a_labelled_line_above_the_headings_are_skipped(session: Session, tmp_path: Path) -> None:
    make_list(session)
    above = ((TITLE,), ("附件2",), ("截至2026-11-01",), ("填报单位：测试局", "", "填报日期：2026-11-01"))
    book = openpyxl.Workbook()
    for row in (*above, HEADINGS, person(0)):
        book.active.append(row)
    book.active.merge_cells("A1:D1")
    book.save(tmp_path / "名册.xlsx")
    result = bring_in(session, tmp_path / "名册.xlsx")
    assert result.standing == 1
    assert [note.zh.partition("行")[0] for note in result.notes] == ["第1", "第2", "第3", "第4"]


@pytest.mark.parametrize(
    ("rows", "heading", "titles"),
    [
        ([["姓名"], ["测试甲"]], 1, []),  # a roll of one column
        ([["姓名："], ["测试甲"]], 1, []),  # nothing behind the colon: a heading
        ([["单位：", "姓名："], ["测试局", "测试甲"]], 1, []),
        ([["单位：测试局", "填报日期：2026-11-01"], ["单位", "姓名"]], 2, [1]),
        ([["在职人员名单"], ["2026年11月"], ["姓名", "单位"]], 3, [1, 2]),
        ([["名单"], ["测试甲"]], 1, []),  # named 名单, a heading of one column
        ([["在职人员名单"]], 1, []),
    ],
)
def test_heading_is_the_first_row_that_is_no_title(rows: list[list[str]], heading: int, titles: list[int]) -> None:
    numbered = (SheetRow(at, cells) for at, cells in enumerate(rows, start=1))
    headed = take_header(numbered, name="x", at=None)
    assert headed.header.number == heading
    assert [each.number for each in headed.skipped] == titles
    assert [row.number for row in headed.rows] == list(range(heading + 1, len(rows) + 1))


def test_hidden_rows_and_columns_of_an_xls_file_are_told(session: Session, tmp_path: Path) -> None:
    make_list(session)
    rows = (HEADINGS, person(0), person(1), person(2))
    path = write_xls(tmp_path / "名册.xls", rows, hidden=hiding((2, 9), (3,)))
    told = [note.zh for note in bring_in(session, path).notes]
    assert told == ["有1个隐藏行（3），已一并导入，请核对", "有1个隐藏列（D），其中有列名的已照常读取，请核对"]
    assert bring_in(session, write_xls(tmp_path / "另.xls", rows)).notes == ()


def test_csv_without_title_and_totals_has_no_notes(session: Session, tmp_path: Path) -> None:
    make_list(session)
    assert bring_in(session, write_csv(tmp_path / "名册.csv", [person(0)])).notes == ()


@pytest.mark.parametrize(
    ("first", "is_below"),
    [
        *[(text, True) for text in ("合计", "合 计", "总计：3人", "制表：测试甲", "审核人:测试乙", "填报单位：测试局")],
        *[(text, False) for text in ("合计测", "制表", "何小计", "审核甲", "测试甲")],
    ],
)
def test_only_totals_and_labelled_signatures_are_below_the_table(first: str, is_below: bool) -> None:
    assert is_below_the_table(SheetRow(9, [None, first])) is is_below
