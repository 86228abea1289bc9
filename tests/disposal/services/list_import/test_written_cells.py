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
    assert codes(姓名=names.replace("\n", "_x000D_"), 身份证号="") == ["several_names"]
    assert codes(曾用名=f"旧甲;{names.replace('、', '和')}") == ["several_names"]


def test_credit_code_in_the_row_says_that_the_words_are_one_name() -> None:
    assert entry(姓名="王朝和风尚大酒店", 统一社会信用代码=CREDIT).name == "王朝和风尚大酒店"


@pytest.mark.parametrize(
    "heading",
    [
        "身份证号\ufeff", "身份\u200b证号", "身份证号\u200e", "\ufeff身份证号", "身份证号（必填）", "居民身份证号",
        "公民身份证号", "身份证件号", "身份证件号码", "居民身份证号码", "公民身份号码", "本人身份证号码",
        "身份证", "身份证编号", "第二代身份证号", "身份证号\u202c", "\u202a身份证号", "身份证号\u2061",
        "身份证号\ufe0f",
        "身\u034f份证号", "身份证号\u3164", "身份证號", "身份証号码", "“身份证号”", "身份证号。", "ID No.",
        "职工身份证号",
        "身份证明号码", "身份证号/护照号", "SFZH",
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
    "heading", ["护照号码", "护照号", "Passport No.", "港澳居民来往内地通行证号", "台胞证号码", "其他证件号码"]
)
def test_number_of_a_passport_is_read_beside_that_of_resident_ids(heading: str) -> None:
    assert entry(**{heading: "EA1234567"}).number.clear == "EA1234567"
    assert entry(身份证号="", **{heading: "EA1234567"}).number.clear == "EA1234567"
    assert entry(身份证号=PERSON, **{heading: "EA1234567"}).number.clear == PERSON
    assert codes(身份证号="", **{heading: "不详"}) == ["no_number"]


@pytest.mark.parametrize(
    ("heading", "number"), [("外国护照", "EA1234567"), ("备用号码", PERSON), ("护照2", "E12345678")]
)
def test_row_without_a_number_that_has_one_in_an_unread_column_refuses_the_sheet(heading: str, number: str) -> None:
    with pytest.raises(SheetNumbersUnread):
        read(身份证号="", **{heading: number})
    assert entry(身份证号=PERSON, **{heading: number}).number.clear == PERSON
    assert entry(身份证号="", 配偶身份证号=PERSON).number.clear is None  # the number of somebody else


@pytest.mark.parametrize("placeholder", ["无", "不详", "/", "000000000", "999999999", "E12", "护照"])
def test_placeholder_is_no_number_of_a_document_that_all_share(placeholder: str) -> None:
    assert codes(证件类型="护照", 证件号码=placeholder) == ["no_number"]


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
        ("虚构甲?", "text_garbled"),  # a character that the other encoding does not have
        ("虚构〓", "text_garbled"),
        ("虚构&#20108;", "text_garbled"),
        ("ÕÅÈý", "text_garbled"),  # GBK read as Latin
        ("å¼\xa0ä¸‰", "text_garbled"),  # UTF-8 read as Latin
        *[(name, "no_name") for name in ("无", "姓名", "NULL", "#N/A", "—", "/", "12345")],
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
