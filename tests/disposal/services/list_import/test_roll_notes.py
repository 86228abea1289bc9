"""Rolls as offices keep them: a merged title, totals and signatures below, hidden rows and columns."""

from pathlib import Path

import openpyxl
import pytest
from sqlmodel import Session

from disposal.services.sheets.roll_rows import is_below_the_table
from disposal.services.sheets.sheet import SheetRow
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
    assert all(note.en.isascii() or "“" not in note.en for note in result.notes)


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
