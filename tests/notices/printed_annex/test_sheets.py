"""The annex of a package: its sheets, totals and tags."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from notices.printed_annex.sheets import PAGE_PX, TITLE_PX, sheets_of
from notices.typesetting.document import Annex, NoticeDocument
from notices.typesetting.fonts import SERIF
from tests.support.documents import annex, package_notice
from tests.support.printed import opened, pages_of, pdf_of, tag_names, tags_of, text_of, without_space

HEADS = ("序号", "债务人", "原债权人", "本金（元）", "利息（元）", "本息合计（元）", "担保方式", "诉讼状态")
LONG_CELL = "抵押物为虚构市陆路房产，" * 600


def with_annex(table: Annex) -> NoticeDocument:
    return replace(package_notice(1), annex=table)


def test_annex_of_95_debtors_repeats_its_head_on_every_page(tmp_path: Path) -> None:
    landscape = pages_of(pdf_of(package_notice()), tmp_path)[2:]
    assert len(landscape) == 6
    for page in landscape:
        head = next(line for line in page.splitlines() if "序号" in line)
        assert head.split() == list(HEADS)


def test_annex_of_95_debtors_ends_with_the_right_totals(tmp_path: Path) -> None:
    last = pages_of(pdf_of(package_notice()), tmp_path)[-1]
    totals = next(line for line in last.splitlines() if "合计（95户）" in line)
    assert totals.split() == ["合计（95户）", "723,874,160.00", "106,959,405.60", "830,833,565.60"]


def test_annex_prints_every_cell_of_every_debtor_row_by_row(tmp_path: Path) -> None:
    printed = without_space(text_of(pdf_of(package_notice()), tmp_path, "-raw"))
    for row in annex(95).rows:
        assert without_space("".join(row)) in printed


def test_annex_is_one_table_over_all_its_pages_in_the_tags() -> None:
    names = Counter(tag_names(pdf_of(package_notice(95))))
    facts = Counter(tag_names(pdf_of(replace(package_notice(95), annex=None))))
    added = names - facts
    assert (added["/Table"], added["/THead"], added["/TBody"], added["/TFoot"]) == (1, 1, 1, 1)
    assert (added["/TR"], added["/TH"], added["/TD"]) == (97, 8, 96 * 8)
    assert added["/Figure"] == 0


def test_annex_heads_are_tagged_as_heads_of_their_columns() -> None:
    pdf = opened(pdf_of(package_notice()))
    scopes = [str(tag.A.Scope) for name, tag in tags_of(pdf.Root.StructTreeRoot) if name == "/TH" and "/Scope" in tag.A]
    assert scopes == ["/Row"] * 6 + ["/Column"] * 8  # of the box of facts, and of the annex


@pytest.mark.parametrize("count", range(1, 60))
def test_annex_sheets_keep_to_the_page_and_lose_no_row(count: int) -> None:
    table = annex(count)
    sheets = sheets_of(table)
    body = [row for sheet in sheets for row in sheet.rows if row.kind == "body"]
    assert ["".join(row.cells[0]) for row in body] == [str(n) for n in range(1, count + 1)]
    assert sheets[0].height <= PAGE_PX - TITLE_PX
    assert all(sheet.height <= PAGE_PX for sheet in sheets)
    assert [row.kind for row in sheets[-1].rows][-2:] == ["body", "totals"]


@pytest.mark.parametrize("count", range(36, 44))
def test_annex_note_stays_on_the_page_of_the_totals(count: int, tmp_path: Path) -> None:
    last = pages_of(pdf_of(package_notice(count)), tmp_path)[-1]
    assert f"合计（{count}户）" in last
    assert "注：上述金额" in last


def test_annex_row_taller_than_a_page_goes_on_over_the_next(tmp_path: Path) -> None:
    table = annex(3)
    tall = (*table.rows[1][:6], LONG_CELL, table.rows[1][7])
    document = with_annex(replace(table, rows=(table.rows[0], tall, table.rows[2])))
    printed = text_of(pdf_of(document), tmp_path)
    assert printed.count("陆") == 600
    assert "合计（3户）" in printed


def test_annex_widens_a_column_too_narrow_for_its_amounts(tmp_path: Path) -> None:
    table = annex(5)
    columns = tuple(
        replace(column, width_mm=5 if column.title == "本金（元）" else column.width_mm) for column in table.columns
    )
    rows = tuple((*row[:3], "123,456,789,012.34", *row[4:]) for row in table.rows)
    document = with_annex(replace(table, columns=columns, rows=rows))
    assert text_of(pdf_of(document), tmp_path).count("123,456,789,012.34") == 5


def lines_of(table: Annex, column: int) -> list[str]:
    return [line for sheet in sheets_of(table) for row in sheet.rows for line in row.cells[column]]


@pytest.mark.parametrize("debtor", ["测试有限公司", "TestHoldingsInternational" * 4])
def test_annex_breaks_no_figure_whatever_the_other_columns_hold(debtor: str) -> None:
    table = annex(5)
    rows = tuple((row[0], debtor, *["143,010,407.66"] * 4, *row[6:]) for row in table.rows)
    wide = replace(table, rows=rows, totals=("", "合计", *["73,525,697,167.70"] * 4, "", ""))
    for column in (2, 3, 4, 5):
        lines = lines_of(wide, column)
        assert (lines.count("143,010,407.66"), lines.count("73,525,697,167.70")) == (5, 1)
    assert "".join(lines_of(wide, 1)).count(debtor) == 5


def test_annex_with_too_many_long_figures_is_set_in_smaller_type_and_breaks_none() -> None:
    table = annex(2)
    rows = tuple((row[0], row[1], *["98,973,525,697,167.70美元"] * 6) for row in table.rows)
    wide = replace(table, rows=rows)
    assert sheets_of(table)[0].columns.em_px == 12
    assert 9 <= sheets_of(wide)[0].columns.em_px < 12
    assert all(lines_of(wide, column).count("98,973,525,697,167.70美元") == 2 for column in range(2, 8))


def test_annex_row_that_goes_on_names_its_debtor_again() -> None:
    table = annex(3)
    tall = (*table.rows[1][:6], LONG_CELL, table.rows[1][7])
    sheets = sheets_of(replace(table, rows=(table.rows[0], tall, table.rows[2])))
    assert len(sheets) > 2
    for sheet in sheets[1:]:
        assert "".join(sheet.rows[1].cells[0]) == "2"
        assert "".join(sheet.rows[1].cells[1]) == f"{tall[1]}（续）"
    assert "".join(sheets[0].rows[2].cells[1]) == tall[1]


def test_annex_gives_the_room_to_the_column_that_makes_its_rows_high() -> None:
    table = annex(20)
    rows = tuple((*row[:6], LONG_CELL[:120], row[7]) for row in table.rows)
    columns = sheets_of(replace(table, rows=rows))[0].columns
    assert columns.em_px == 12
    assert columns.widths[6] == max(columns.widths)
    assert max(len(columns.broken(cell, at, SERIF)) for row in rows for at, cell in enumerate(row)) <= 5


def test_annex_of_towering_rows_is_set_in_smaller_type() -> None:
    table = annex(20)
    rows = tuple((*row[:6], LONG_CELL[:600], LONG_CELL[:200]) for row in table.rows)
    columns = sheets_of(replace(table, rows=rows))[0].columns
    assert columns.em_px == 10
    high = [[len(columns.broken(row[at], at, SERIF)) for at in (6, 7)] for row in rows]
    assert all(abs(security - status) <= 2 for security, status in high)


@pytest.mark.parametrize("count", range(1, 30, 4))
def test_annex_fills_its_sheets_with_rows_of_any_height(count: int) -> None:
    table = annex(20)
    rows = tuple(
        (*row[:6], "抵押物为虚构市虚构路房产，" * (count + index % 3), row[7]) for index, row in enumerate(table.rows)
    )
    *full, last = sheets_of(replace(table, rows=rows))
    assert all(PAGE_PX * 2 // 3 < sheet.height <= PAGE_PX for sheet in full[1:])
    assert last.height <= PAGE_PX
    for sheet in (*full, last):
        assert all(max(map(len, row.cells)) >= 2 for row in sheet.rows if row.is_parted)


def test_header_of_a_landscape_sheet_uses_its_width(tmp_path: Path) -> None:
    title = "测试资产管理股份有限公司虚构省分公司关于虚构资产包（95户）债权的资产处置公告"
    pages = pages_of(pdf_of(replace(package_notice(95), title=title)), tmp_path)
    assert title in pages[-1].splitlines()[0]
    assert "…" in pages[1].splitlines()[0]


def test_annex_without_totals_or_note_ends_with_its_last_row(tmp_path: Path) -> None:
    table = replace(annex(4), totals=(), note="")
    names = tag_names(pdf_of(with_annex(table)))
    assert "/TFoot" not in names
    assert "合计" not in pages_of(pdf_of(with_annex(table)), tmp_path)[-1].replace("本息合计", "")


def test_annex_cell_with_characters_of_several_fonts_is_printed_whole(tmp_path: Path) -> None:
    table = annex(2)
    rows = ((*table.rows[0][:1], "测试𬎆㛃纺织有限公司", *table.rows[0][2:]), table.rows[1])
    assert "测试𬎆㛃纺织有限公司" in text_of(pdf_of(with_annex(replace(table, rows=rows))), tmp_path)
