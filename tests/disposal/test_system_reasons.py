"""What the system refuses is said in Chinese, with what to do; its own words are English and stand nowhere."""

import errno
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from disposal.cli.console.failures import failure_in
from disposal.cli.console.outputs import make_folder
from disposal.operations.key_change import written_new_key
from disposal.services.bidders.dossier_file import parse_dossier
from disposal.services.filings.evidence import read_evidence
from disposal.services.package_workbook.book import read_book
from disposal.services.press.scans import read_scan
from disposal.services.sheets.opening import open_sheet
from disposal.services.sheets.sheet import SheetOptions
from disposal.serving.server import AddressTaken
from disposal.settings import Settings
from notices.errors import NoticesError
from notices.reading.files import read_values
from notices.system_reasons import reason_of
from notices.working_days.calendar_file import store_calendar_year

TOP = Path(__file__).resolve().parents[2]


def opened(path: Path) -> None:
    """Open a sheet."""
    with open_sheet(path, SheetOptions()):
        pass


READERS: dict[str, Callable[[Path], object]] = {
    "a.pdf": read_scan,
    "b.pdf": read_evidence,
    "c.toml": parse_dossier,
    "d.toml": read_values,
    "e.xlsx": opened,
    "f.csv": opened,
    "g.xlsx": read_book,
    "2026.toml": lambda path: store_calendar_year(path, path.parent / "calendars"),
    "new.key": lambda path: written_new_key(Settings(), path),
}
REMEDY = re.compile("请(检查|核对|将|换)")


@pytest.mark.parametrize("name", READERS)
def test_file_that_is_not_there_is_told_in_both_languages_with_the_remedy(name: str, tmp_path: Path) -> None:
    with pytest.raises(NoticesError) as refused:
        READERS[name](tmp_path / name)
    assert "文件或文件夹不存在" in refused.value.zh
    assert "No such file" not in refused.value.zh
    assert REMEDY.search(refused.value.zh)
    assert "there is no such file or folder" in refused.value.en


def test_folder_that_cannot_be_made_and_port_that_is_taken_are_told_in_chinese(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(NoticesError, match="a part of the path is no folder") as refused:
        make_folder(tmp_path / "file" / "below")
    assert "路径中有一段不是文件夹" in refused.value.zh
    taken = AddressTaken("127.0.0.1", 80, OSError(errno.EADDRINUSE, "Address already in use"))
    assert "端口已被占用" in taken.zh
    assert reason_of(OSError(9999, "odd")) == ("系统错误9999", "system error 9999")


def test_calendar_that_is_no_toml_names_the_place_and_no_english_words(tmp_path: Path) -> None:
    (file := tmp_path / "2026.toml").write_text("year = 2026\nmonths = [[\n= 3", encoding="utf-8")
    with pytest.raises(NoticesError) as refused:
        store_calendar_year(file, tmp_path / "calendars")
    assert re.search("不是有效的 TOML（第3行第1列），请", refused.value.zh)


@pytest.mark.parametrize(("name", "text"), [("a.toml", "x = 1\ny = = 2"), ("a.json", '{"x": 1,\n"y": }')])
def test_dossier_that_is_not_well_formed_names_the_place_in_chinese(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(NoticesError) as refused:
        parse_dossier(tmp_path / name)
    assert re.search("格式有误（第2行第[0-9]列）", refused.value.zh)


def test_no_error_repeats_the_words_of_the_system() -> None:
    sources = [path for room in ("disposal", "notices") for path in (TOP / room).rglob("*.py")]
    assert len(sources) > 500
    assert [path.name for path in sources if ".strerror" in path.read_text(encoding="utf-8")] == []


def test_command_tells_any_file_that_it_cannot_use(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as missing:
        (tmp_path / "没有.toml").read_text()
    told = failure_in(missing.value)
    assert told is not None
    assert told.zh == f"无法使用文件“{tmp_path}/没有.toml”（文件或文件夹不存在）；请检查路径、权限和文件内容"
