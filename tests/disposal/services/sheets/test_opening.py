"""Sheets: every malformed one gets its own error, which names the place and the remedy; a plain one is read."""

import struct
import zipfile
from datetime import date
from hashlib import shake_256
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from disposal.services.sheets import errors as refused
from disposal.services.sheets.opening import open_sheet
from disposal.services.sheets.sheet import CellError, SheetOptions, TextEncoding
from tests.disposal.services.sheets.xls_file import write_xls
from tests.support.listing import HEADINGS, person, write_csv, write_xlsx

ROWS = [person(0), person(1)]


def rows_of(path: Path, **options: Any) -> list[list[object]]:
    with open_sheet(path, SheetOptions(**options)) as sheet:
        return [list(row.cells) for row in sheet.rows]


def refusal(path: Path, **options: Any) -> refused.SheetRefused:
    with pytest.raises(refused.SheetRefused) as error:
        rows_of(path, **options)
    assert error.value.zh
    return error.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
def test_csv_of_a_usual_encoding_is_read_alike(tmp_path: Path, encoding: str) -> None:
    path = write_csv(tmp_path / "名册.csv", ROWS, encoding=encoding)
    with open_sheet(path, SheetOptions()) as sheet:
        assert (sheet.header.number, tuple(sheet.header.cells)) == (1, HEADINGS)
        assert [tuple(row.cells) for row in sheet.rows] == ROWS
        assert sheet.done() == sheet.total == path.stat().st_size


@pytest.mark.parametrize("mark", ["\t", ";"])
def test_csv_parted_by_tabs_or_semicolons_is_read(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "名册.txt"
    path.write_text(f"姓名{mark}单位\n测试甲{mark}虚构局，一处\n", encoding="utf-8")
    assert rows_of(path) == [["测试甲", "虚构局，一处"]]


def test_csv_rows_are_numbered_as_a_spreadsheet_does_and_empty_ones_skipped(tmp_path: Path) -> None:
    path = tmp_path / "名册.csv"
    path.write_text('\n姓名,备注\n,\n测试甲,"一\n二"\n  , \n测试乙,\n' + ",\n" * 300_000, encoding="utf-8")
    with open_sheet(path, SheetOptions()) as sheet:
        assert sheet.header.number == 2
        assert [(row.number, row.cells[0]) for row in sheet.rows] == [(4, "测试甲"), (6, "测试乙")]


def test_csv_of_neither_utf_8_nor_gbk_is_refused_naming_the_line(tmp_path: Path) -> None:
    path = tmp_path / "名册.csv"
    path.write_bytes("姓名\n测试甲\n".encode() + b"caf\xe9,na\xefve\n")
    error = refusal(path)
    assert isinstance(error, refused.SheetEncodingUnknown)
    assert "line 3" in str(error)
    assert "CSV UTF-8" in error.zh


def test_csv_declared_as_big5_is_read_so(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "名冊.csv", [("測試甲",)], headings=["姓名"], encoding="big5")
    assert rows_of(path, encoding=TextEncoding.big5) == [["測試甲"]]
    assert isinstance(refusal(path, encoding=TextEncoding.utf_8), refused.SheetEncodingUnknown)


BYTES = {
    "utf-16": ("姓名\n测试甲\n".encode("utf-16"), refused.SheetFormatUnknown, "UTF-16"),
    "nul": ("姓名\n测试\0甲\n".encode(), refused.SheetNulCharacter, "Line 2"),
    "open quotation mark": ('姓名\n"测试甲\n测试乙\n'.encode(), refused.SheetQuotingBroken, "quotation"),
    "text behind a quotation": ('姓名\n"测试"甲\n'.encode(), refused.SheetQuotingBroken, "row 2"),
    "cell of a megabyte": (("姓名\n" + "测" * 500_000).encode(), refused.SheetQuotingBroken, "too long"),
    "nothing": (b"", refused.SheetEmpty, "no row"),
    "blanks": (b" , \n,\n", refused.SheetEmpty, "no row"),
    "too many columns": (",".join(["列"] * 61).encode(), refused.SheetColumnsTooMany, "61 columns"),
    "pdf": (b"%PDF-1.7 ...", refused.SheetFormatUnknown, "PDF"),
    "html": (b"\n<HTML><table>", refused.SheetFormatUnknown, "HTML"),
    "half a workbook": (b"PK\x03\x04 cut off", refused.SheetDamaged, "not a whole"),
    "half an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), refused.SheetDamaged, "not a whole"),
}


@pytest.mark.parametrize("case", BYTES)
def test_bytes_that_are_no_sheet_are_refused_with_what_they_are(tmp_path: Path, case: str) -> None:
    data, kind, words = BYTES[case]
    path = tmp_path / "名册.csv"
    path.write_bytes(data)
    error = refusal(path)
    assert type(error) is kind
    assert words in str(error)


def test_file_that_is_not_there_is_refused_by_name_alone(tmp_path: Path) -> None:
    error = refusal(tmp_path / "无.csv")
    assert error.status == 404
    assert str(tmp_path) not in str(error)


def test_workbook_gives_texts_dates_and_failed_cells(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["姓名", "任职日期", "备注"])
    book.active.append(["测试甲", date(2022, 8, 3), "#N/A"])
    book.active["C2"].data_type = "e"
    book.save(tmp_path / "名册.xlsx")
    ((name, day, failed),) = rows_of(tmp_path / "名册.xlsx")
    assert (name, day) == ("测试甲", date(2022, 8, 3))
    assert isinstance(failed, CellError)


def test_workbook_that_starts_below_and_right_is_read_with_its_own_numbers(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["C4"], book.active["C6"], book.active["D6"] = "姓名", "测试甲", "=1+1"
    book.active["D4"] = "备注"
    book.save(tmp_path / "名册.xlsx")
    with open_sheet(tmp_path / "名册.xlsx", SheetOptions()) as sheet:
        assert (sheet.header.number, sheet.header.cells) == (4, ["姓名", "备注"])
        assert sheet.computed == {1: ["D6"]}
        assert [row.number for row in sheet.rows] == [6]


def test_workbook_with_merged_cells_is_refused_unless_they_stand_above_the_headings(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["测试名册"], ["姓名", "单位"], ["测试甲", "虚构局"]):
        book.active.append(row)
    book.active.merge_cells("A1:B1")
    book.save(tmp_path / "名册.xlsx")
    assert rows_of(tmp_path / "名册.xlsx") == [["测试甲", "虚构局"]]
    assert rows_of(tmp_path / "名册.xlsx", header_row=2) == [["测试甲", "虚构局"]]
    error = refusal(tmp_path / "名册.xlsx", header_row=1)
    assert isinstance(error, refused.SheetCellsMerged)
    assert "A1:B1" in error.zh
    book.active.merge_cells("B3:B4")
    book.save(tmp_path / "名册.xlsx")
    assert "B3:B4" in refusal(tmp_path / "名册.xlsx", header_row=2).zh


def test_workbook_of_several_filled_sheets_asks_for_one(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "名册.xlsx", ROWS)
    book = openpyxl.load_workbook(path)
    book.create_sheet("空表")
    book.save(path)
    assert len(rows_of(path)) == 2
    book.create_sheet("说明 & 其他").append(["填表说明"])
    hidden = book.create_sheet("隐藏")
    hidden.append(["姓名"])
    hidden.sheet_state = "hidden"
    book.save(path)
    assert "Sheet、说明 & 其他" in refusal(path).zh
    assert len(rows_of(path, sheet_name="Sheet")) == 2
    with open_sheet(path, SheetOptions(sheet_name="说明 & 其他")) as sheet:
        assert sheet.header.cells == ["填表说明"]
    assert isinstance(refusal(path, sheet_name="无此表"), refused.SheetChoiceNeeded)


def rewritten(path: Path, part: str, content: bytes) -> Path:
    """Write the workbook again, one part of it replaced."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (parts | {part: content}).items():
            archive.writestr(name, data)
    return path


def with_rows(path: Path, rows: bytes) -> Path:
    """Write a list as a workbook with more rows, given as XML."""
    with zipfile.ZipFile(write_xlsx(path, ROWS)) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml")
    return rewritten(path, "xl/worksheets/sheet1.xml", xml.replace(b"</sheetData>", rows + b"</sheetData>"))


def test_workbook_with_300_000_styled_empty_rows_is_read_past_them(tmp_path: Path) -> None:
    empty = b"".join(
        b'<row r="%d"><c r="A%d" s="0"/><c r="B%d" s="0"/></row>' % (at, at, at) for at in range(4, 300_004)
    )
    last = b'<row r="300004"><c r="A300004" t="inlineStr"><is><t>\xe6\xb5\x8b</t></is></c></row>'
    with open_sheet(with_rows(tmp_path / "名册.xlsx", empty + last), SheetOptions()) as sheet:
        assert [(row.number, row.cells[0]) for row in sheet.rows][2:] == [(300_004, "测")]


@pytest.mark.parametrize("place", ['"XFD1048576"', '"Z1048576"', '"A9999999999"', '"Z999999"', " = 'Z999999'"])
def test_workbook_with_a_cell_far_out_is_refused_before_it_fills_the_memory(tmp_path: Path, place: str) -> None:
    cell = f'<row r="4"><c r{"" if "=" in place else "="}{place} t="inlineStr"><is><t>x</t></is></c></row>'
    assert isinstance(refusal(with_rows(tmp_path / "名册.xlsx", cell.encode())), refused.SheetTooVast)


def test_workbook_that_unpacks_to_a_bomb_is_refused_unread(tmp_path: Path) -> None:
    path = rewritten(write_xlsx(tmp_path / "名册.xlsx", ROWS), "xl/sharedStrings.xml", bytes(30 << 20))
    error = refusal(path)
    assert isinstance(error, refused.SheetTooLarge)
    assert "30 MB" in str(error)


@pytest.mark.parametrize("tag", [b"<c ", b'<row hidden="1" ', b'<c r="A1" ', b'<c t="e" '])
def test_workbook_of_tags_that_never_end_is_refused_and_not_searched_for_days(tmp_path: Path, tag: bytes) -> None:
    path = rewritten(write_xlsx(tmp_path / "a.xlsx", ROWS), "xl/worksheets/sheet1.xml", tag * 300_000)
    assert isinstance(refusal(path), refused.SheetDamaged | refused.SheetEmpty)


def test_workbook_whose_list_of_sheets_has_megabytes_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    content = b"<workbook><sheets>" + b"<sheet/>" * 600_000 + b"</sheets></workbook>"
    error = refusal(rewritten(write_xlsx(tmp_path / "名册.xlsx", ROWS), "xl/workbook.xml", content))
    assert isinstance(error, refused.SheetDamaged)
    assert "工作表目录超过4 MB" in error.zh


def test_workbook_with_a_row_of_megabytes_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    content = b"<worksheet><sheetData><row>" + shake_256(b"a").hexdigest(9 * 2**20).encode()
    error = refusal(rewritten(write_xlsx(tmp_path / "名册.xlsx", ROWS), "xl/worksheets/sheet1.xml", content))
    assert "有一行超过16 MB" in error.zh


def test_workbook_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "名册.xlsx", ROWS)
    data = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    path.write_bytes(data.replace(struct.pack("<I", size), struct.pack("<I", size - 9)))
    assert isinstance(refusal(path), refused.SheetDamaged)


def test_old_workbook_gives_its_values_formulas_and_merged_cells(tmp_path: Path) -> None:
    rows: list[list[str | float]] = [["姓名", "号码", "备注"], ["测试甲", 5.0, "=1"]]
    path = write_xls(tmp_path / "名册.xls", rows)
    with open_sheet(path, SheetOptions()) as sheet:
        assert (sheet.form, sheet.header.cells, sheet.computed) == ("xls", ["姓名", "号码", "备注"], {2: ["C2"]})
        assert [list(row.cells) for row in sheet.rows] == [["测试甲", 5.0, 1.0]]
    merged = write_xls(tmp_path / "名册.xls", rows, merged=(1, 2, 0, 0))
    assert "A2:A3" in refusal(merged).zh


def test_workbook_under_a_password_is_refused_as_such(tmp_path: Path) -> None:
    path = write_xls(tmp_path / "名册.xlsx", [["姓名"]], stream="EncryptedPackage")
    assert isinstance(refusal(path), refused.SheetLocked)
