"""Sheets in forms that are right but rare: quotes of the other kind, another ending, delimiters within quotes."""

import zipfile
from pathlib import Path

import pytest

from disposal.services.sheets.errors import SheetDamaged
from disposal.services.sheets.opening import open_sheet
from disposal.services.sheets.sheet import SheetOptions
from tests.disposal.services.sheets.xls_file import write_xls
from tests.support.listing import person, write_xlsx

ROWS = [person(0), person(1)]
WORKBOOK = "xl/workbook.xml"


def rows_of(path: Path) -> list[tuple[object, ...]]:
    with open_sheet(path, SheetOptions()) as sheet:
        return [tuple(row.cells) for row in sheet.rows]


def with_workbook(path: Path, xml: bytes) -> Path:
    """Write the workbook again, its list of sheets replaced."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in (parts | {WORKBOOK: xml}).items():
            archive.writestr(name, data)
    return path


def workbook_of(path: Path) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return archive.read(WORKBOOK)


def test_workbook_with_names_in_single_quotes_is_read(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "名册.xlsx", ROWS)
    assert rows_of(with_workbook(path, workbook_of(path).replace(b'"', b"'"))) == ROWS


def renamed(path: Path, **names: str) -> Path:
    """Write the workbook again, with parts of the names of its parts replaced; ``None`` leaves parts out."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name)
            for old, new in names.items():
                info.filename = info.filename.replace(old.replace("_", "/"), new)
            if "-" not in info.filename:
                archive.writestr(info, data)
    return path


@pytest.mark.parametrize(
    "names", [{"_": "\\"}, {"xl_workbook": "xl/Workbook"}, {"xl": "XL"}, {"worksheets_sheet": "Worksheets/SHEET"}]
)
def test_workbook_is_read_however_the_names_of_its_parts_are_written(tmp_path: Path, names: dict[str, str]) -> None:
    assert rows_of(renamed(write_xlsx(tmp_path / "名册.xlsx", ROWS), **names)) == ROWS


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        ("xl_workbook.xml", "the list of its sheets is missing"),
        ("worksheets_sheet1.xml", "a sheet in its list is missing"),
    ],
)
def test_workbook_without_a_part_is_refused_with_the_true_reason(tmp_path: Path, part: str, reason: str) -> None:
    with pytest.raises(SheetDamaged, match=reason):
        rows_of(renamed(write_xlsx(tmp_path / "名册.xlsx", ROWS), **{part: "-"}))


def test_workbook_in_utf_16_is_refused_with_the_true_reason(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "名册.xlsx", ROWS)
    xml = workbook_of(path).decode().replace("UTF-8", "UTF-16").encode("utf-16")
    with pytest.raises(SheetDamaged, match="UTF-16"):
        rows_of(with_workbook(path, xml))


@pytest.mark.parametrize(
    "name", ["名册.xls", "名册.xlsx", "名册.csv", "名册.XLS", "名册.dat", "名册", "名册.ods", "名册.xlsb"]
)
def test_workbook_is_read_by_its_content_whatever_its_name(tmp_path: Path, name: str) -> None:
    source = write_xlsx(tmp_path / "源.xlsx", ROWS)
    assert rows_of(source.rename(tmp_path / name)) == ROWS
    old = write_xls(tmp_path / f"旧{name}", [["姓名"], ["测试甲"]])
    assert rows_of(old) == [("测试甲",)]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ('姓名,备注\n虚构甲一,"任A;B;C;D"\n', ("虚构甲一", "任A;B;C;D")),
        ('姓名;备注\n虚构甲一;"任A,B,C,D"\n', ("虚构甲一", "任A,B,C,D")),
        ('姓名\t备注\n虚构甲一\t"一,二;三\n四,五;六"\n', ("虚构甲一", "一,二;三\n四,五;六")),
        ('"姓名;名称","备注"\n"虚构;甲""一;""",任\n', ('虚构;甲"一;"', "任")),
    ],
)
def test_delimiter_is_that_between_cells_not_that_within_quotes(
    tmp_path: Path, text: str, row: tuple[str, str]
) -> None:
    path = tmp_path / "名册.csv"
    path.write_text(text, encoding="utf-8")
    assert rows_of(path) == [row]
