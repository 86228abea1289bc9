"""The annex of a package: its sheets, totals and tags."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from notices.rendering.document import Annex, NoticeDocument
from notices.rendering.sheets import PAGE_PX, TITLE_PX, sheets_of
from tests.notices.rendering.printed import opened, pages_of, pdf_of, tag_names, tags_of, text_of, without_space
from tests.notices.rendering.samples import annex, package_notice

HEADS = ("序号", "债务人", "原债权人", "本金（元）", "利息（元）", "本息合计（元）", "担保方式", "诉讼状态")
LONG_CELL = "抵押物为虚构市虚构路房产，" * 200


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
    assert scopes == ["/Column"] * 8


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
    assert without_space(printed).count("抵押物为虚构市虚构路房产，") == 200
    assert "合计（3户）" in printed


def test_annex_widens_a_column_too_narrow_for_its_amounts(tmp_path: Path) -> None:
    table = annex(5)
    columns = tuple(
        replace(column, width_mm=5 if column.title == "本金（元）" else column.width_mm) for column in table.columns
    )
    rows = tuple((*row[:3], "123,456,789,012.34", *row[4:]) for row in table.rows)
    document = with_annex(replace(table, columns=columns, rows=rows))
    assert text_of(pdf_of(document), tmp_path).count("123,456,789,012.34") == 5


def test_annex_without_totals_or_note_ends_with_its_last_row(tmp_path: Path) -> None:
    table = replace(annex(4), totals=(), note="")
    names = tag_names(pdf_of(with_annex(table)))
    assert "/TFoot" not in names
    assert "合计" not in pages_of(pdf_of(with_annex(table)), tmp_path)[-1].replace("本息合计", "")


def test_annex_cell_with_characters_of_several_fonts_is_printed_whole(tmp_path: Path) -> None:
    table = annex(2)
    rows = ((*table.rows[0][:1], "测试𬎆㛃纺织有限公司", *table.rows[0][2:]), table.rows[1])
    assert "测试𬎆㛃纺织有限公司" in text_of(pdf_of(with_annex(replace(table, rows=rows))), tmp_path)
