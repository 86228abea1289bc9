"""Cells and headings as lists hold them: several names, invisible characters, numbers under other words, months."""

from datetime import date
from typing import Any

import pytest

from disposal.models.lists.entry import ListNumberKind
from disposal.models.lists.restricted_list import RestrictedList
from disposal.services.list_import.columns import match_columns
from disposal.services.list_import.rows import EntryDraft, RowReader
from disposal.services.lists.row_problems import RowProblem, shown_cell
from disposal.services.sheets.errors import SheetNumbersUnread
from disposal.services.sheets.sheet import Cell, SheetRow

PERSON, CREDIT = "999999199001010016", "91330000MA00000007"


def read(*, named: dict[str, str] | None = None, **cells: Cell) -> EntryDraft | list[RowProblem]:
    """Read one row under these headings; the name is 虚构甲一 unless told otherwise."""
    facts: dict[str, Cell] = {"姓名": "虚构甲一", **cells}
    of = RestrictedList(code="test", title="测试", title_en="test", limbs=[], owner="测试")
    columns = match_columns(list(facts), named=named or {})
    return RowReader(columns, of).read(SheetRow(2, list(facts.values())))


def entry(**cells: Any) -> EntryDraft:
    found = read(**cells)
    assert isinstance(found, EntryDraft), found
    return found


def codes(**cells: Any) -> list[str]:
    found = read(**cells)
    return [] if isinstance(found, EntryDraft) else [problem.code for problem in found]


@pytest.mark.parametrize(
    "names",
    [
        "孙庚辰 钱庚寅", "孙庚辰　钱庚寅", "孙庚辰\n钱庚寅", "孙庚辰、钱庚寅", "孙庚辰和钱庚寅", "孙庚辰及其配偶",
        "孙庚辰等3人", "孙庚辰夫妇", "虚构甲有限公司 虚构乙有限公司", "虚构甲有限公司、虚构乙有限公司",
        "虚构甲有限公司\n虚构乙有限公司",
    ],
)  # fmt: skip
def test_several_parties_in_one_cell_are_refused_and_never_joined(names: str) -> None:
    assert codes(姓名=names, 身份证号="") == ["several_names"]
    assert codes(曾用名=f"旧甲;{names.replace('、', '和')}") == ["several_names"]


def test_credit_code_in_the_row_says_that_the_words_are_one_name() -> None:
    assert entry(姓名="王朝和风尚大酒店", 统一社会信用代码=CREDIT).name == "王朝和风尚大酒店"


@pytest.mark.parametrize(
    "heading",
    [
        "身份证号\ufeff", "身份\u200b证号", "身份证号\u200e", "\ufeff身份证号", "身份证号（必填）", "居民身份证号",
        "公民身份证号", "身份证件号", "身份证件号码", "居民身份证号码", "公民身份号码", "本人身份证号码",
        "身份证", "身份证编号", "第二代身份证号",
    ],
)  # fmt: skip
def test_number_is_read_under_every_heading_that_means_it(heading: str) -> None:
    assert entry(**{heading: PERSON}).number.clear == PERSON


def test_heading_of_the_name_is_known_with_invisible_characters_within() -> None:
    columns = match_columns(["姓\u200b名", "单\u00ad位"], named={})
    assert (columns.positions, columns.headings["name"]) == ({"name": 0, "employer": 1}, "姓名")


@pytest.mark.parametrize(
    "number", [PERSON, "'" + PERSON, "999999********0016", CREDIT, "９９９９９９１９９００１０１００１６"]
)
def test_numbers_in_a_column_that_is_not_read_refuse_the_sheet_unless_none_are_wanted(number: str) -> None:
    with pytest.raises(SheetNumbersUnread, match="--map number=本人标识") as refused:
        read(本人标识=number)
    assert PERSON not in refused.value.zh
    assert isinstance(read(named={"number": ""}, 本人标识=number), EntryDraft)


@pytest.mark.parametrize(
    "words", ["居民身份证（二代）", "二代证", "居民身份证", "身份证件", "ID card", "其他证件", "军官证", ""]
)
def test_check_digit_decides_for_every_number_shaped_like_a_resident_id(words: str) -> None:
    assert codes(证件类型=words, 证件号码="999999198001011010") == ["wrong_check_digit"]
    assert entry(证件类型=words, 证件号码="999999198001011014").number.kind is ListNumberKind.resident_id


@pytest.mark.parametrize("number", ["999999209901011010", "999999199002300015", "999999188912310016"])
def test_birth_date_that_cannot_be_refuses_the_number(number: str) -> None:
    assert codes(身份证号=number) == ["wrong_birth_date"]


@pytest.mark.parametrize("written", ["9999-12-31", "9999/12/31", "99991231", date(9999, 12, 31), "长期", "无固定期限"])
def test_end_that_says_none_is_no_end(written: Cell) -> None:
    assert entry(有效期至=written).valid_until is None


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2016.03", date(2016, 3, 1), date(2016, 3, 31)),
        ("2016年1月", date(2016, 1, 1), date(2016, 1, 31)),
        ("２０１６．０２", date(2016, 2, 1), date(2016, 2, 29)),
        ("2016年", date(2016, 1, 1), date(2016, 12, 31)),
        ("'2016-01-01", date(2016, 1, 1), date(2016, 1, 1)),
        ("２０１６．０１．０１", date(2016, 1, 1), date(2016, 1, 1)),
        ("2016－01－01", date(2016, 1, 1), date(2016, 1, 1)),
        ("2016／1／1", date(2016, 1, 1), date(2016, 1, 1)),
    ],
)
def test_month_is_its_first_day_for_a_beginning_and_its_last_for_an_end(written: str, first: date, last: date) -> None:
    found = entry(任职日期=written, 有效期至=written)
    assert (found.valid_from, found.valid_until) == (first, last)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("虚构甲_xDE4A_", "text_not_printable"),  # half a character, spelt out by Excel
        ("虚构甲\ufffd", "text_not_printable"),
        ("锟斤拷", "text_garbled"),
        ("锘垮鍚", "text_garbled"),  # a byte order mark read as GBK
        ("虚构甲_x0007_", "text_not_printable"),
    ],
)
def test_garbled_name_is_refused(name: str, code: str) -> None:
    assert codes(姓名=name) == [code]


def test_character_spelt_out_whole_is_that_character() -> None:
    assert entry(姓名="虚构_xD842__xDFB7_").name == "虚构𠮷"
    assert entry(备注="一_x000D_二").remark == "一 二"
    assert entry(姓名="李锘").name == "李锘"


def test_cell_of_a_wrong_row_shows_no_long_run_of_digits() -> None:
    assert shown_cell("9999991990010100170") == "999999**********170"
    assert shown_cell("电话13800001001，编号12345") == "电话13800001001，编号12345"
