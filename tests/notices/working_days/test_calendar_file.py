"""A calendar file is read strictly, stored whole or not at all, and laid over the builtin years."""

import os
from datetime import date
from pathlib import Path

import pytest

from notices.working_days.calendar import (
    CalendarYearMissing,
    InvalidCalendarFile,
    WorkingCalendar,
    calendar_directory,
    calendar_with_overrides,
    load_calendar_year,
    store_calendar_year,
)
from notices.working_days.calendar_file import parse_calendar_year


def off(first: str, last: str) -> str:
    return f"first_on = {first}\nlast_on = {last}"


# What is replaced in a good file, by what, and the field and the words the refusal must name.
BAD_FILES = {
    "not toml": ("year = 2027", "year = ", "", "not valid TOML"),
    "impossible date": ("last_on = 2027-10-07", "last_on = 2027-10-32", "", "not valid TOML"),
    "nested beyond sense": ("year = 2027", "year = " + "[" * 30_000, "", "not valid TOML"),
    "figure of 5,000 digits": ("year = 2027", "year = " + "9" * 5_000, "", "not valid TOML"),
    "control character": ('name = "元旦"', 'name = "元\x00旦"', "", "not valid TOML"),
    "escaped control character": ('name = "元旦"', 'name = "元\\u0000旦"', "holidays.0.name", "U+0000"),
    "escaped bidi override": ('name = "元旦"', 'name = "元\\u202E旦"', "holidays.0.name", "U+202E"),
    "line break in a name": ('name = "元旦"', 'name = "元\\n旦"', "holidays.0.name", "one line"),
    "name left out": ('name = "元旦"\n', "", "holidays.0.name", "missing; add it"),
    "empty name": ('name = "元旦"', 'name = ""', "holidays.0.name", "at least 1 character"),
    "name beyond measure": ('name = "元旦"', f'name = "{"元" * 501}"', "holidays.0.name", "500"),
    "misspelt field": ("last_on = 2027-10-07", "last_day = 2027-10-07", "last", "no such field"),
    "quoted date": ("last_on = 2027-10-07", 'last_on = "2027-10-07"', "holidays.6.last_on", "without quotes"),
    "date with an hour": ("last_on = 2027-10-07", "last_on = 2027-10-07T08:00:00", "holidays.6.last_on", "date"),
    "quoted year": ("year = 2027", 'year = "2027"', "year", "whole number"),
    "year before 2008": ("year = 2027", "year = 1990", "year", "2008"),
    "year beyond 2100": ("year = 2027", "year = 2101", "year", "2100"),
    "no circular": (
        "year = 2027\n\n[[circulars]]",
        "year = 2027\ncirculars = []\n[[nothing]]",
        "nothing",
        "no such field",
    ),
    "circular without number": ('number = "国办发明电〔2026〕99号"\n', "", "circulars.0.number", "missing; add it"),
    "number of another kind": ("国办发明电〔2026〕99号", "国办2026-99", "circulars.0.number", "国办发明电〔2025〕7号"),
    "circular of another year": ("issued_on = 2026-11-20", "issued_on = 2024-11-20", "circulars.0.issued_on", "2027"),
    "page elsewhere": ("title =", 'link = "https://gov.cn.example.org/x"\ntitle =', "circulars.0.link", "gov.cn"),
    "end before start": ("last_on = 2027-10-07", "last_on = 2027-09-30", "holidays.6.last_on", "before first_on"),
    "endless holiday": ("last_on = 2027-10-07", "last_on = 2027-12-01", "holidays.6.last_on", "31 days"),
    "day of another year": (
        off("2026-12-31", "2027-01-02"),
        off("2026-11-30", "2026-11-30"),
        "holidays.0.first_on",
        "not in 2027",
    ),
    "day of the next year": ("make_up = [2027-05-08]", "make_up = [2028-01-08]", "holidays.3.make_up.0", "not in 2027"),
    "make-up day on a Friday": ("make_up = [2027-05-08]", "make_up = [2027-05-07]", "holidays.3.make_up.0", "Saturday"),
    "make-up day twice": ("[2027-05-08]", "[2027-05-08, 2027-05-08]", "holidays.3.make_up.1", "also named by"),
    "make-up day in a holiday": ("[2027-05-08]", "[2027-05-02]", "holidays.3.make_up.0", "also named by"),
    "overlapping holidays": (
        off("2027-06-09", "2027-06-09"),
        off("2027-05-05", "2027-05-06"),
        "holidays.4",
        "also named by",
    ),
    "circular not listed": ('name = "元旦"', 'name = "元旦"\ncircular = "国办发明电〔2026〕1号"', "circular", "one of"),
    "statutory holiday worked": (
        off("2027-10-01", "2027-10-07"),
        off("2027-10-02", "2027-10-07"),
        "holidays",
        "National Day",
    ),
    "lunar holiday worked": (
        off("2027-09-15", "2027-09-15"),
        off("2027-09-16", "2027-09-16"),
        "holidays",
        "Mid-Autumn Festival",
    ),
}


@pytest.mark.parametrize("case", BAD_FILES)
def test_bad_calendar_file_is_refused_naming_field_and_remedy(case: str, calendar_2027: Path) -> None:
    old, new, field, words = BAD_FILES[case]
    good = calendar_2027.read_text("utf-8")
    assert old in good, "the case does not touch the file"
    with pytest.raises(InvalidCalendarFile) as refusal:
        parse_calendar_year(good.replace(old, new, 1))
    assert field in refusal.value.field
    assert words in refusal.value.en
    assert refusal.value.zh.startswith("日历文件有误：")
    assert len(refusal.value.en) < 600


def test_second_circular_must_be_named_by_each_holiday(calendar_2027: Path) -> None:
    second = '[[circulars]]\nnumber = "国办发明电〔2027〕1号"\nissued_on = 2027-01-20\ntitle = "虚构"\n\n[[holidays]]'
    text = calendar_2027.read_text("utf-8").replace("[[holidays]]", second, 1)
    with pytest.raises(InvalidCalendarFile, match="write the number of the circular it rests on"):
        parse_calendar_year(text)


def test_same_circular_twice_is_refused(calendar_2027: Path) -> None:
    text = calendar_2027.read_text("utf-8")
    circular = text[text.index("[[circulars]]") : text.index("[[holidays]]")]
    with pytest.raises(InvalidCalendarFile, match="stands twice"):
        parse_calendar_year(text.replace(circular, circular * 2, 1))


def test_calendar_file_named_after_another_year_is_refused(calendar_2027: Path) -> None:
    other = calendar_2027.rename(calendar_2027.with_name("2028.toml"))
    with pytest.raises(InvalidCalendarFile, match=r"does not agree with the file name 2028\.toml"):
        load_calendar_year(other)


def test_calendar_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "2027.toml"
    path.write_bytes(b"#" * (10 * 1024 * 1024))
    with pytest.raises(InvalidCalendarFile, match="larger than 64 KiB"):
        load_calendar_year(path)


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "cannot be read"), (b"\xff\xfe", "not encoded in UTF-8")],
    ids=["absent", "UTF-16"],
)
def test_calendar_file_that_cannot_be_read_is_refused(tmp_path: Path, content: bytes | None, words: str) -> None:
    path = tmp_path / "2027.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InvalidCalendarFile, match=words):
        load_calendar_year(path)


def test_directory_or_device_in_place_of_a_calendar_file_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, Path(os.devnull)):
        with pytest.raises(InvalidCalendarFile, match="not a regular file"):
            load_calendar_year(path)


def test_calendar_file_saved_on_windows_is_read(calendar_2027: Path) -> None:
    text = calendar_2027.read_text("utf-8")
    calendar_2027.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert load_calendar_year(calendar_2027) == parse_calendar_year(text)


def test_stored_year_is_answered_and_leaves_nothing_beside_it(calendar_2027: Path, tmp_path: Path) -> None:
    directory, year = calendar_directory(tmp_path / "var"), load_calendar_year(calendar_2027)
    assert calendar_with_overrides(directory).years.get(2027) != year
    store_calendar_year(calendar_2027, directory)
    assert calendar_with_overrides(directory).years[2027] == year
    assert calendar_with_overrides(directory).is_working_day(date(2027, 2, 20))  # Sat, made up
    assert [path.name for path in directory.iterdir()] == ["2027.toml"]


def test_refused_file_leaves_the_stored_one_as_it_was(calendar_2027: Path, tmp_path: Path) -> None:
    directory = tmp_path / "calendars"
    store_calendar_year(calendar_2027, directory)
    before = (directory / "2027.toml").read_bytes()
    calendar_2027.write_text("year = 2027", encoding="utf-8")
    with pytest.raises(InvalidCalendarFile):
        store_calendar_year(calendar_2027, directory)
    assert (directory / "2027.toml").read_bytes() == before
    assert [path.name for path in directory.iterdir()] == ["2027.toml"]


def test_stored_file_of_a_builtin_year_replaces_it_until_it_changes_again(tmp_path: Path) -> None:
    directory = tmp_path / "calendars"
    day = date(2026, 9, 20)  # Sun, a make-up day
    source = Path(__file__).parents[3] / "notices" / "calendars" / "cn_state_council" / "2026.toml"
    changed = tmp_path / "2026.toml"
    changed.write_text(source.read_text("utf-8").replace("2026-09-20, ", ""), encoding="utf-8")
    store_calendar_year(changed, directory)
    assert not calendar_with_overrides(directory).is_working_day(day)
    assert WorkingCalendar.builtin().is_working_day(day)
    store_calendar_year(source, directory)
    assert calendar_with_overrides(directory).is_working_day(day)


def test_damaged_file_among_the_stored_ones_is_never_passed_over(calendar_2027: Path, tmp_path: Path) -> None:
    directory = tmp_path / "calendars"
    store_calendar_year(calendar_2027, directory)
    (directory / "2028.toml").write_text("year = 2027", encoding="utf-8")
    with pytest.raises(InvalidCalendarFile):
        calendar_with_overrides(directory)


def test_files_may_make_up_a_calendar_of_their_own(calendar_2027: Path) -> None:
    calendar = WorkingCalendar.from_files([calendar_2027])
    assert list(calendar.years) == [2027]
    with pytest.raises(CalendarYearMissing):
        calendar.day(date(2026, 6, 1))


def test_days_of_every_builtin_year_balance_but_where_a_further_circular_gave_some() -> None:
    years = WorkingCalendar.builtin().years
    assert [year for year, arrangement in years.items() if arrangement.warning] == [2015, 2020]


def test_year_that_forgets_its_make_up_days_is_warned_of() -> None:
    arrangement = WorkingCalendar.builtin().years[2024]
    forgotten = [holiday.model_copy(update={"make_up": ()}) for holiday in arrangement.holidays]
    warning = arrangement.model_copy(update={"holidays": tuple(forgotten)}).warning
    assert warning is not None
    assert "放假19天，调休上班0天，相减为19天，而法定节假日为11天" in warning[0]
