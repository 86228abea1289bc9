"""The template: what it offers is what is read; what a clerk types comes back as it was meant."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from disposal.collateral_types import TYPES
from disposal.services.package_workbook.book import PackageBook, read_book
from disposal.services.package_workbook.catalogue import SHEETS, every_column
from disposal.services.package_workbook.columns import PackageSheet
from disposal.services.package_workbook.errors import PackageNotAWorkbook, PackageSheetMissing
from disposal.services.package_workbook.template import template_bytes
from notices.content.amounts import MoneyUnit
from tests.support.packages.workbook import FIRST_ROW, column_of, fill, letter_of, saved, template


def read_cells(folder: Path, sheet: str, cells: Mapping[str, Any]) -> tuple[dict[str, Any], PackageBook]:
    """Fill in one row and return its values by path, and the book."""
    book = template()
    fill(book, sheet, [cells])
    found = read_book(saved(book, folder))
    return found.rows[sheet][0].values, found


def test_template_has_a_sheet_for_each_kind_with_headings_in_chinese() -> None:
    book = load_workbook(BytesIO(template_bytes()))
    assert book.sheetnames == ["填写说明", "债务人", "债权", "担保物", "保证人"]
    for sheet in SHEETS:
        page = book[sheet.name]
        assert [cell.value for cell in page[1]] == [column.title for column in sheet.columns]
        assert page.freeze_panes == "C2"
        assert str(page.cell(2, 1).value).startswith("示例")
        assert all(page.column_dimensions[cell.column_letter].width >= 8 for cell in page[1])


def test_template_says_units_in_headings_and_offers_codes_in_chinese() -> None:
    page = load_workbook(BytesIO(template_bytes()))["债权"]
    titles = [cell.value for cell in page[1]]
    assert "*本金（元）" in titles
    assert all(str(title).endswith("（元）") for title in titles if "利息" in str(title) and "包含" not in str(title))
    offered = {rule.promptTitle: rule.formula1 for rule in page.data_validations.dataValidation}
    assert offered["五级分类"] == '"正常,关注,次级,可疑,损失"'
    assert "已判决" in offered["诉讼状态"]


def test_empty_template_is_read_with_its_examples_left_out(tmp_path: Path) -> None:
    found = read_book(saved(template(), tmp_path))
    assert found.examples == len(SHEETS)
    assert found.problems == []
    assert all(found.of(sheet) == [] for sheet in SHEETS)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_column_takes_its_own_example_and_its_own_choices(sheet: PackageSheet, tmp_path: Path) -> None:
    book = template()
    offered = 0
    for at, column in enumerate(sheet.columns, start=1):
        said = [*column.choices, *filter(None, [sheet.example.get(column.path)])]
        for row, word in enumerate((each for each in said if not each.startswith("示例")), start=FIRST_ROW):
            book[sheet.name].cell(row, at).value = word
            offered += 1
    found = read_book(saved(book, tmp_path))
    assert offered > 10
    assert [each for each in found.problems if each.code != "missing"] == []


def test_every_attribute_of_every_type_of_collateral_has_a_column() -> None:
    stated = {column.path for _, column in every_column()}
    assert {f"attributes.{name}" for kind in TYPES for name in kind.model_fields} <= stated


@pytest.mark.parametrize(
    ("written", "yuan"),
    [
        (13400000, "13400000.00"), (1234.5, "1234.50"), ("1,340万元", "13400000"), ("１，３４０.50", "1340.50"),
        ("1.2亿", "120000000.0"), ("壹仟叁佰肆拾万元整", "13400000"), (0, "0.00"), (0.1 + 0.2, "0.30"),
    ],
)  # fmt: skip
def test_amount_is_read_as_it_was_typed(tmp_path: Path, written: object, yuan: str) -> None:
    values, found = read_cells(tmp_path, "债权", {"资产编号": "A", "债务人名称": "虚构甲有限公司", "本金": written})
    assert found.problems == []
    assert values["statement.principal"].exact == Decimal(yuan)


def test_amounts_of_a_heading_in_wan_are_in_wan_with_equal_digits(tmp_path: Path) -> None:
    book = template()
    page = book["债权"]
    for heading in ("本金", "利息"):
        cell = page.cell(1, column_of(book, "债权", heading))
        cell.value = str(cell.value).replace("（元）", "（万元）")
    fill(book, "债权", [{"资产编号": "A", "债务人名称": "虚构甲有限公司", "本金": 1234.5, "利息": 12.34}])
    row = read_book(saved(book, tmp_path)).rows["债权"][0]
    assert (row.values["statement.principal"].printed, row.values["statement.interest"].printed) == (
        "1234.50万元", "12.34万元",
    )  # fmt: skip
    assert row.values["statement.principal"].unit is MoneyUnit.wan_yuan


@pytest.mark.parametrize("written", ["2022-8-3", "20220803", "2022年8月3日", date(2022, 8, 3), 20220803])
def test_day_is_read_in_every_form_people_write(tmp_path: Path, written: object) -> None:
    cells = {"资产编号": "A", "债务人名称": "虚构甲有限公司", "本金": 1, "基准日": written}
    values, found = read_cells(tmp_path, "债权", cells)
    assert found.problems == []
    assert values["statement.record_date"] == date(2022, 8, 3)


@pytest.mark.parametrize(
    ("heading", "written", "code"),
    [
        ("本金", "约500万", "not_an_amount"), ("本金", -1, "negative"), ("本金", 1.005, "below_a_cent"),
        ("本金", True, "not_an_amount"), ("基准日", "2022-02-30", "date_does_not_exist"), ("五级分类", "可以", "enum"),
        ("材料", "传真", "papers"), ("合同编号", 1234567890123456789, "digits_lost"), ("个人贷款", "也许", "bool"),
        ("本金", "=1+1", "formula"),
    ],
)  # fmt: skip
def test_cell_that_cannot_be_read_is_named_with_what_to_do(
    tmp_path: Path, heading: str, written: object, code: str
) -> None:
    cells = {"资产编号": "A", "债务人名称": "虚构甲有限公司", "本金": 1, heading: written}
    _, found = read_cells(tmp_path, "债权", cells)
    place = f"债权!{letter_of(template(), '债权', heading)}{FIRST_ROW}"
    (told,) = (each for each in found.problems if each.code != "missing")
    assert (told.place, told.code) == (place, code)
    assert told.zh
    assert told.en


def test_columns_may_stand_in_another_order_and_under_words_of_the_trade(tmp_path: Path) -> None:
    book = template()
    page = book["债权"]
    page.delete_rows(1, 2)
    page.append(["债权本金（万元）", "借款合同编号", "债务人", "债权编号", "经办人"])
    page.append([100, "虚构借字第1号；虚构借字第2号", "虚构甲有限公司", 7, "某某"])
    found = read_book(saved(book, tmp_path))
    values = found.rows["债权"][0].values
    assert values["claim.contract_numbers"] == ["虚构借字第1号", "虚构借字第2号"]
    assert (values["claim.key"], values["statement.principal"].exact) == ("7", Decimal(1_000_000))
    assert [(each.code, each.place, each.is_refusal) for each in found.problems] == [
        ("heading_unknown", "债权!E1", False)
    ]


def test_file_that_is_no_workbook_of_packages_is_refused_whole(tmp_path: Path) -> None:
    text = tmp_path / "资产包.xlsx"
    text.write_text("序号,名称", "utf-8")
    with pytest.raises(PackageNotAWorkbook):
        read_book(text)
    book = template()
    del book["债权"]
    with pytest.raises(PackageSheetMissing):
        read_book(saved(book, tmp_path))
