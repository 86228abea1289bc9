"""Rows of lists: which column is which, what a row says, and what is wrong with it. All numbers are invented."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import pytest

from disposal.models.lists.entry import ListNumberKind
from disposal.models.lists.restricted_list import RestrictedList
from disposal.services.list_import.columns import Columns, match_columns
from disposal.services.list_import.rows import EntryDraft, RowReader
from disposal.services.lists.row_problems import RowProblem
from disposal.services.sheets.errors import FieldUnknown, SheetHeadingMissing, SheetHeadingRepeated
from disposal.services.sheets.sheet import CELL_ERROR, Cell, SheetRow
from notices.codes import PartyKind
from tests.support.listing import number_of

PERSON = "999999199001010016"
CREDIT = "91330000MA00000007"
ORGANISATION = "MA0000000"  # characters 9 to 17 of the credit code
HEADINGS = {
    "name": "姓名", "kind": "主体类型", "number": "证件号码", "number_kind": "证件类型", "credit_code": "信用代码",
    "former_names": "曾用名", "employer": "单位", "position": "职务", "remark": "备注", "valid_from": "起",
    "valid_until": "止",
}  # fmt: skip


def read_row(
    *, is_public: bool = False, entry_kind: PartyKind | None = None, **cells: Cell
) -> EntryDraft | list[RowProblem]:
    """Read a row of these cells, by field; the name is that of a person unless told otherwise."""
    facts: dict[str, Cell] = {"name": "测试甲", **cells}
    positions = {field: at for at, field in enumerate(facts)}
    columns = Columns(positions, {field: HEADINGS[field] for field in facts}, (), len(facts))
    of = RestrictedList(code="test", title="测试", title_en="test", limbs=[], owner="测试", is_public=is_public)
    of.entry_kind = entry_kind
    return RowReader(columns, of).read(SheetRow(7, list(facts.values())))


def entry(**cells: Any) -> EntryDraft:
    found = read_row(**cells)
    assert isinstance(found, EntryDraft), found
    return found


def problems(**cells: Any) -> list[RowProblem]:
    found = read_row(**cells)
    assert isinstance(found, list)
    return found


def test_columns_are_known_by_what_their_headings_say() -> None:
    written = ["序号", "姓 名*", "身份证号码（必填）", "工作单位", "任职日期", "电话"]
    columns = match_columns(written, named={})
    assert columns.positions == {"name": 1, "number": 2, "employer": 3, "valid_from": 4}
    assert columns.headings["number"] == "身份证号码（必填）"
    assert columns.ignored == ("序号", "电话")


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (["姓名", "单位名称"], {"name": 0, "employer": 1}),
        (["单位名称", "统一社会信用代码"], {"name": 0, "credit_code": 1}),
        (["被执行人姓名/名称", "身份证号码/组织机构代码"], {"name": 0, "number": 1}),
        (["NAME", "ID Number"], {"name": 0, "number": 1}),
        (["单位", "姓名", "部门"], None),
    ],
)
def test_heading_that_may_mean_two_fields_goes_to_the_one_in_need(
    headings: list[str], expected: Mapping[str, int] | None
) -> None:
    if expected is None:
        with pytest.raises(SheetHeadingRepeated, match="单位、部门"):
            match_columns(headings, named={})
    else:
        assert match_columns(headings, named={}).positions == expected


def test_columns_named_by_the_user_or_kept_from_the_last_import_come_first() -> None:
    headings = ["姓名", "别称", "备注"]
    assert match_columns(headings, named={"name": "别称", "remark": ""}).positions == {"name": 1}
    assert match_columns(headings, named={}, remembered={"name": "别称"}).positions == {"name": 1, "remark": 2}
    assert match_columns(headings, named={}, remembered={"name": "旧列名"}).positions == {"name": 0, "remark": 2}


def test_columns_that_cannot_be_told_are_refused_with_the_headings_found() -> None:
    with pytest.raises(SheetHeadingMissing, match="编号、电话"):
        match_columns(["编号", "电话"], named={})
    with pytest.raises(SheetHeadingMissing, match="--map number"):
        match_columns(["姓名"], named={"number": "证件"})
    with pytest.raises(SheetHeadingRepeated, match="姓名、姓名"):
        match_columns(["姓名", "姓名"], named={})
    with pytest.raises(FieldUnknown, match="birthday"):
        match_columns(["姓名"], named={"birthday": "生日"})


@pytest.mark.parametrize(
    ("cell", "clear"),
    [
        (PERSON, PERSON),
        (" 999999 19900101 001６ ", PERSON),
        ("'" + PERSON, PERSON),
        ("99999919900101018x", "99999919900101018X"),
        ("999999900101001", PERSON),  # the old number of 15 digits
        (999999900101001.0, PERSON),  # a figure that Excel still holds exactly
        (None, None),
        ("", None),
    ],
)
def test_number_is_read_however_it_is_written(cell: Cell, clear: str | None) -> None:
    found = entry(number=cell).number
    assert found.clear == clear
    assert found.shown == (f"{clear[:6]}********{clear[-4:]}" if clear else None)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (PERSON[:-1] + "7", "wrong_check_digit"),
        ("999999199002300015", "wrong_birth_date"),
        ("999999188912310016", "wrong_birth_date"),
        ("99999919900101001", "wrong_length"),
        (PERSON + "1", "wrong_length"),
        (3.30102198001010e17, "digits_lost"),
        ("3.30102E+17", "digits_lost"),
        ("330102199001010000", "wrong_check_digit"),
        ("999999********0016", "hidden_digits"),
        ("无", "wrong_length"),
        (True, "wrong_length"),
        (CELL_ERROR, "cell_failed"),
        ("91330000MA00000008", "wrong_credit_code"),
    ],
)
def test_wrong_number_is_refused_with_its_reason_and_shown_masked(cell: Cell, code: str) -> None:
    (found,) = problems(number=cell)
    assert (found.code, found.field, found.heading, found.row) == (code, "number", "证件号码", 7)
    assert found.zh
    assert found.en
    assert sum(character.isdigit() for character in found.value) <= 10


def test_masked_number_of_a_public_list_stands_as_printed() -> None:
    for printed, shown in (
        ("3301021980****1234", "3301021980****1234"),
        ("330102" + "×" * 8 + "1234", "330102********1234"),
        ("330102xxxxxxxx123X", "330102********123X"),
        ("33010219800101123*", "330102********123*"),  # one hidden digit hides nothing
    ):
        found = entry(number=printed, is_public=True)
        assert (found.number.clear, found.number.shown, found.number.kind) == (None, shown, ListNumberKind.masked)
        assert found.kind is PartyKind.natural_person
    assert problems(number="******", is_public=True)[0].code == "nothing_shown"


def test_masked_code_of_an_organisation_is_told_from_a_masked_resident_id() -> None:
    for cells in ({"name": "虚构贸易有限公司", "number": "33010****-1"}, {"number": "91330000MA******07"}):
        found = entry(is_public=True, **cells)
        assert (found.kind, found.number.kind) == (PartyKind.organisation, None)
        assert "*" in (found.number.credit_code or "")


def test_code_of_an_organisation_is_taken_from_either_column() -> None:
    for cells in ({"number": CREDIT}, {"credit_code": f" {CREDIT.lower()} "}, {"number": CREDIT, "kind": "法人"}):
        found = entry(name="虚构贸易有限公司", **cells)
        assert (found.number.credit_code, found.kind) == (CREDIT, PartyKind.organisation)
    assert problems(credit_code=CREDIT[:-1] + "8")[0].code == "wrong_credit_code"
    assert problems(name="虚构贸易有限公司", kind="单位", number=PERSON)[0].code == "wrong_credit_code"


def test_organisation_code_of_nine_characters_is_checked_too() -> None:
    assert entry(name="虚构厂", kind="单位", number="00000000-0").number.credit_code == "000000000"
    assert problems(name="虚构厂", kind="单位", number="00000000-1")[0].code == "wrong_credit_code"


def test_other_documents_are_taken_where_the_row_says_so_or_their_form_does() -> None:
    eighteen = {"number": "AB1234567890123456", "number_kind": "护照"}  # as many characters as a resident ID has
    for cells in ({"number": "E12345678"}, {"number": "测A-007", "number_kind": "军官证"}, eighteen):
        found = entry(**cells).number
        assert found.kind is ListNumberKind.other_document
        assert found.clear == str(cells["number"]).replace("-", "")
        assert found.shown == "********"


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ({}, PartyKind.natural_person),
        ({"name": "虚构贸易有限公司"}, PartyKind.organisation),
        ({"name": "欧阳志行", "number": PERSON}, PartyKind.natural_person),
        ({"kind": "个体工商户", "number": PERSON}, PartyKind.individual_business),
        ({"name": "测试面馆", "entry_kind": PartyKind.individual_business}, PartyKind.individual_business),
        ({"number": PERSON, "entry_kind": PartyKind.organisation}, PartyKind.natural_person),
        ({"kind": " 自然人 "}, PartyKind.natural_person),
    ],
)
def test_kind_is_what_the_row_says_or_what_it_shows(cells: dict[str, Any], kind: PartyKind) -> None:
    assert entry(**cells).kind is kind


def test_kind_that_does_not_fit_the_number_is_refused() -> None:
    assert problems(kind="自然人", credit_code=CREDIT)[0].code == "code_of_a_person"
    assert problems(kind="火星人")[0].code == "kind_unknown"


def test_name_is_taken_without_the_blanks_that_widen_it() -> None:
    assert entry(name="测　试").name == "测试"
    assert entry(name=" 测\u200b试 甲 ").name == "测试甲"
    assert entry(name="Ceshi  Jia").name == "Ceshi Jia"
    assert entry(former_names="测试旧、测试 老; 旧甲").former_names == ["测试旧", "测试老", "旧甲"]


@pytest.mark.parametrize(
    ("cells", "field", "code"),
    [
        ({"name": None}, "name", "name_missing"),
        ({"name": " \u3000 "}, "name", "name_missing"),
        ({"name": "测" * 501}, "name", "text_too_long"),
        ({"name": "测\x07试"}, "name", "text_not_printable"),
        ({"name": "测\u202e试"}, "name", "text_not_printable"),
        ({"name": "测\ue123试"}, "name", "text_not_printable"),
        ({"name": 12.5}, "name", "text_is_a_number"),
        ({"employer": CELL_ERROR}, "employer", "cell_failed"),
        ({"remark": "注" * 2001}, "remark", "text_too_long"),
        ({"valid_from": "2022-01-02", "valid_until": "2022-01-01"}, "valid_until", "ends_before_it_begins"),
    ],
)
def test_wrong_cell_is_refused_with_field_and_reason(cells: dict[str, Any], field: str, code: str) -> None:
    (found,) = problems(**cells)
    assert (found.field, found.code) == (field, code)


def test_row_with_several_wrong_cells_tells_of_all_at_once() -> None:
    found = problems(name="", number="1", valid_from="昨天")
    assert [each.field for each in found] == ["name", "number", "valid_from"]


def test_row_longer_than_the_headings_is_refused_unless_the_rest_is_empty() -> None:
    columns = match_columns(["姓名", "单位"], named={})
    of = RestrictedList(code="test", title="测试", title_en="test", limbs=[], owner="测试")
    reader = RowReader(columns, of)
    assert isinstance(reader.read(SheetRow(2, ["测试甲", "虚构局", " ", None])), EntryDraft)
    found = reader.read(SheetRow(3, ["测试甲", "虚构局", "一处"]))
    assert isinstance(found, list)
    assert found[0].code == "cells_beyond_headings"
    assert isinstance(reader.read(SheetRow(4, ["测试甲"])), EntryDraft)


@pytest.mark.parametrize(
    "cell",
    [
        date(2022, 8, 3), datetime.fromisoformat("2022-08-03T09:30"), "2022-08-03", "2022-8-3", "2022/8/3",
        "2022.08.03", "20220803", "2022年8月3日", "2022 年 8 月 3 号", "2022-08-03 00:00:00", "2022-08-03T00:00:00.000",
    ],
)  # fmt: skip
def test_date_is_read_in_every_form_that_has_one_meaning(cell: Cell) -> None:
    assert entry(valid_from=cell).valid_from == date(2022, 8, 3)  # Wed


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("03/04/2022", "date_ambiguous"),
        ("3-4-22", "date_ambiguous"),
        ("22.3.4", "date_ambiguous"),
        ("2022-02-29", "date_does_not_exist"),
        ("20221301", "date_does_not_exist"),
        ("八月三日", "date_unreadable"),
        ("8月3日", "date_without_year"),
        ("2022-08-03 星期四", "date_on_another_weekday"),  # it is a Wed
        ("9999-12-31", "date_out_of_range"),
        (44776.0, "date_is_a_number"),
        ("1899-12-31", "date_out_of_range"),
        ("长期", "date_unreadable"),
    ],
)
def test_date_that_has_no_one_meaning_is_refused(cell: Cell, code: str) -> None:
    assert [each.code for each in problems(valid_from=cell)] == [code]


def test_date_on_both_sides_of_a_leap_day_and_of_the_range_is_told_apart() -> None:
    assert entry(valid_from="2024-02-29").valid_from == date(2024, 2, 29)  # Thu
    assert entry(valid_from="1900-01-01", valid_until="2200-01-01").valid_until == date(2200, 1, 1)  # Wed
    assert problems(valid_until="2200-01-02")[0].code == "date_out_of_range"


@pytest.mark.parametrize("words", ["长期", "永久", "至今", "—", ""])
def test_end_that_is_open_is_no_day(words: str) -> None:
    assert entry(valid_until=words).valid_until is None


def test_resident_id_within_a_remark_is_masked_before_it_is_kept() -> None:
    found = entry(remark=f"与{PERSON}为夫妻，旧号330102990101123", employer=f"虚构局{number_of(2)}")
    assert found.remark == "与999999********0016为夫妻，旧号330102*****1123"
    assert PERSON not in str(found)
    assert number_of(2) not in (found.employer or "")
