"""Imports: a sheet becomes a version whole or not at all; a version stays; nothing shows a full number."""

import csv
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import text
from sqlmodel import Session, select

from disposal.errors import RecordNotFound, RecordRefused
from disposal.models.lists.entry import ListEntry
from disposal.models.lists.version import ImportMode, ListVersion
from disposal.models.records.audit_entry import AuditEntry
from disposal.services.list_import.list_import import ImportRequest, Listeners, preview_import
from disposal.services.list_import.wrong_rows import WrongRowsUnwritten, wrong_row_sheet
from disposal.services.lists.differences import Counts
from disposal.services.lists.errors import ListWouldBeEmpty, RowsRefused
from disposal.services.lists.restricted_lists import list_with_code
from disposal.services.lists.versions import count_differences, differences, entries_changed, entries_of, versions
from disposal.services.records.validation import InvalidRecord
from disposal.services.sheets.errors import SheetCellsComputed, SheetQuotingBroken
from disposal.storage.database import Database
from notices.dates import date
from tests.support.listing import HEADINGS, bring_in, make_list, number_of, person, write_csv, write_xlsx

TABLES = ("list_version", "list_entry", "list_key", "audit_entry")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "名册.csv", [person(serial) for serial in range(4)])


def names(session: Session, version_no: int) -> list[tuple[str, str | None, str | None]]:
    """Return name, number and office of whoever stands in a version."""
    version = versions(session, list_with_code(session, "staff"))[version_no - 1]
    return sorted((each.name, each.number_masked, each.employer) for each in entries_of(session, version))


def counts_of(session: Session) -> list[int]:
    return [session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() for table in TABLES]


def test_import_keeps_every_row_with_its_facts_and_its_version(session: Session, path: Path) -> None:
    make_list(session)
    result = bring_in(session, path, valid_from=date(2026, 1, 1), valid_until=date(2026, 12, 31))
    assert (result.version_no, result.counts, result.standing) == (1, Counts(added=4), 4)
    version = session.exec(select(ListVersion)).one()
    assert (version.file_name, version.row_count, version.entry_count, version.imported_by) == (
        "名册.csv",
        4,
        4,
        "测试员",
    )
    assert version.column_mapping == {"name": "姓名", "number": "身份证号", "employer": "工作单位", "position": "职务"}
    entry = session.exec(select(ListEntry).where(ListEntry.name == "测试甲子")).one()
    assert (entry.employer, entry.position, entry.row_no, entry.kind) == ("虚构局", "科员", 2, "natural_person")
    vault = session.info["personal_numbers"]()
    assert vault.decrypt(entry.number_encrypted, party_id=entry.id) == number_of(0)
    assert (entry.number_index, entry.number_masked) == (
        vault.index(number_of(0)),
        "999999********0005"[:14] + number_of(0)[-4:],
    )


def test_import_leaves_one_audit_entry_for_the_version_and_one_for_the_list(session: Session, path: Path) -> None:
    make_list(session)
    bring_in(session, path)
    bring_in(session, path)
    events = session.exec(select(AuditEntry.event).order_by(AuditEntry.id)).all()
    assert events == [
        "restricted_list.opened", "list_version.imported", "restricted_list.changed", "list_version.imported",
    ]  # fmt: skip


def test_second_version_writes_only_what_differs_and_each_can_be_read_back(
    session: Session, path: Path, tmp_path: Path
) -> None:
    make_list(session)
    bring_in(session, path)
    first = names(session, 1)
    changed = [person(0), person(1, employer="测试新局"), person(3), person(7)]
    result = bring_in(session, write_csv(tmp_path / "二.csv", changed))
    assert result.counts == Counts(added=1, removed=1, changed=1)
    bring_in(session, path)
    assert [len(session.exec(select(ListEntry)).all())] == [4 + 2 + 2]
    assert names(session, 1) == names(session, 3) == first
    assert [(name, office) for name, _, office in names(session, 2)] == sorted((row[0], row[2]) for row in changed)


def test_differences_name_who_came_who_went_and_what_changed(session: Session, path: Path, tmp_path: Path) -> None:
    of = make_list(session)
    bring_in(session, path)
    result = bring_in(session, write_csv(tmp_path / "二.csv", [person(0), person(1, position="处长"), person(9)]))
    found = [(each.action.value, each.name, each.changes) for each in differences(session, of, since=1, until=2)]
    assert found == [
        ("added", "测试癸子", {}),
        ("changed", "测试乙子", {"position": ("科员", "处长")}),
        ("removed", "测试丙子", {}),
        ("removed", "测试丁子", {}),
    ]
    assert {(each.action.value, each.name) for each in result.differences} == {each[:2] for each in found}
    assert count_differences(session, of, since=1, until=2) == result.counts
    assert count_differences(session, of, since=0, until=2) == Counts(added=3)
    assert len(list(entries_changed(session, of, since=1, until=2))) == 5


def test_entry_that_left_and_came_back_is_no_difference(session: Session, path: Path, tmp_path: Path) -> None:
    of = make_list(session)
    bring_in(session, path)
    bring_in(session, write_csv(tmp_path / "二.csv", [person(0)]))
    bring_in(session, path)
    assert list(differences(session, of, since=1, until=3)) == []
    assert count_differences(session, of, since=2, until=3) == Counts(added=3)


def test_two_posts_of_one_person_and_a_row_said_twice_are_told_apart(session: Session, tmp_path: Path) -> None:
    of = make_list(session)
    rows = [person(0), person(0, employer="测试二局"), person(0), person(1)]
    result = bring_in(session, write_csv(tmp_path / "一.csv", rows))
    assert (result.repeated, result.counts.added, result.standing) == (1, 3, 3)
    rows[1] = person(0, employer="测试三局")
    assert bring_in(session, write_csv(tmp_path / "二.csv", rows)).counts == Counts(changed=1)
    assert [each.changes for each in differences(session, of, since=1, until=2)] == [
        {"employer": ("测试二局", "测试三局")}
    ]


def test_additions_leave_whoever_stands_where_they_are(session: Session, path: Path, tmp_path: Path) -> None:
    make_list(session)
    bring_in(session, path)
    more = write_csv(tmp_path / "新增.csv", [person(3), person(8), person(9)])
    result = bring_in(session, more, mode=ImportMode.addition)
    assert (result.counts, result.standing, len(names(session, 2))) == (Counts(added=2), 6, 6)


def test_people_without_numbers_are_followed_by_name_and_kind(session: Session, tmp_path: Path) -> None:
    make_list(session, is_public=True)
    rows = [("张*三", "330102********1234", "虚构局", ""), ("虚构贸易有限公司", "", "", "")]
    bring_in(session, write_csv(tmp_path / "一.csv", rows))
    rows[0] = ("张*三", "330102********1234", "测试局", "")
    assert bring_in(session, write_csv(tmp_path / "二.csv", rows)).counts == Counts(changed=1)
    entry = session.exec(select(ListEntry).where(ListEntry.name == "张*三", ListEntry.last_version_no == None)).one()  # noqa: E711 - SQL IS NULL
    assert (entry.number_encrypted, entry.number_index, entry.number_masked) == (None, None, "330102********1234")


def test_dry_run_says_the_same_and_leaves_nothing(database: Database, path: Path) -> None:
    with database.session("测试员") as session:
        make_list(session)
        before = counts_of(session)
        request = ImportRequest(list_code="staff", path=path, provenance="测试来源")
        result = preview_import(session, request)
        assert (result.version, result.version_no, result.counts) == (None, 1, Counts(added=4))
        assert [each.name for each in result.differences][:2] == ["测试甲子", "测试乙子"]
        assert counts_of(session) == before
        assert bring_in(session, path).counts == result.counts
    with database.session() as session:
        assert list_with_code(session, "staff").column_mapping["name"] == "姓名"


def test_wrong_row_refuses_the_import_as_a_whole(session: Session, tmp_path: Path) -> None:
    make_list(session)
    before = counts_of(session)
    rows = [person(0), person(1, number=number_of(1)[:-1] + "0")]
    with pytest.raises(
        RowsRefused, match=r"1 of 2 rows are wrong; nothing was imported\. row 3 身份证号 999999\*{8}"
    ) as refused:
        bring_in(session, write_csv(tmp_path / "一.csv", rows))
    assert number_of(1)[:14] not in refused.value.zh
    assert counts_of(session) == before


def test_wrong_rows_up_to_the_number_accepted_are_left_out(session: Session, tmp_path: Path) -> None:
    make_list(session)
    path = write_csv(tmp_path / "一.csv", [person(0), ("", "", "", ""), person(1, name=""), person(2, number="1")])
    with pytest.raises(RowsRefused):
        bring_in(session, path, accept_errors=1)
    result = bring_in(session, path, accept_errors=2)
    assert (result.rows, result.refused_count, result.standing) == (3, 2, 1)
    assert result.version is not None
    assert (result.version.row_count, result.version.refused_count) == (3, 2)


def test_sheet_of_nothing_but_wrong_rows_does_not_empty_the_list(session: Session, path: Path, tmp_path: Path) -> None:
    make_list(session)
    bring_in(session, path)
    wrong = write_csv(tmp_path / "错.csv", [person(0, number="1")])
    with pytest.raises(ListWouldBeEmpty):
        bring_in(session, wrong, accept_errors=9)
    assert len(names(session, 1)) == 4


def test_sheet_that_breaks_off_in_the_middle_leaves_no_row(database: Database, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "一.csv", [person(serial) for serial in range(40)])
    path.write_text(path.read_text("utf-8") + '"测试末\n', encoding="utf-8")
    with database.session("测试员") as session:
        make_list(session)
    with database.session("测试员") as session:
        before = counts_of(session)
        with pytest.raises(SheetQuotingBroken):
            bring_in(session, path)
        assert counts_of(session) == before
        assert bring_in(session, write_csv(path, [person(0)])).standing == 1


def test_formula_is_refused_in_a_column_taken_over_and_let_be_in_another(session: Session, tmp_path: Path) -> None:
    make_list(session)
    rows = [("=ROW()-1", "测试甲", number_of(0)), ("=ROW()-1", "测试乙", number_of(1))]
    path = write_xlsx(tmp_path / "一.xlsx", rows, headings=("序号", "姓名", "身份证号"))
    assert bring_in(session, path).standing == 2
    wrong = write_xlsx(tmp_path / "二.xlsx", [("=1&2", number_of(0))], headings=("姓名", "身份证号"))
    with pytest.raises(SheetCellsComputed, match="A2"):
        bring_in(session, wrong)


def test_mapping_is_kept_for_the_next_import(session: Session, tmp_path: Path) -> None:
    make_list(session)
    headings = ("人名", "号", "备注")
    rows = [("测试甲", number_of(0), "一"), ("测试乙", number_of(1), "二")]
    path = write_csv(tmp_path / "一.csv", rows, headings=headings)
    bring_in(session, path, mapping={"name": "人名", "number": "号"})
    assert bring_in(session, path).counts == Counts()
    assert list_with_code(session, "staff").column_mapping == {"name": "人名", "number": "号", "remark": "备注"}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_wrong_rows_are_written_with_reasons_and_masked(session: Session, tmp_path: Path, form: str) -> None:
    make_list(session)
    wrong = number_of(1)[:-1] + "0"
    rows = [person(0), person(1, number=wrong, employer="=1+1", position=f"编号{wrong}")]
    path, out = write_csv(tmp_path / "一.csv", rows), tmp_path / f"错.{form}"
    with pytest.raises(RowsRefused), wrong_row_sheet(out) as sheet:
        bring_in(session, path, listeners=Listeners(sheet.on_columns, sheet.on_wrong_row))
    header, row = table_of(out)
    assert header == ["行号 row", *HEADINGS, "原因", "reason"]
    assert row[:4] == ["3", "测试乙子", f"999999********{wrong[-4:]}", "'=1+1" if form == "csv" else "=1+1"]
    assert "校验位" in row[5]
    assert "check digit" in row[6]
    assert wrong not in str(row)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def table_of(path: Path) -> list[list[Any]]:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.reader(file))
    return [list(row) for row in openpyxl.load_workbook(path).active.iter_rows(values_only=True)]


def test_file_for_wrong_rows_is_not_made_where_there_are_none_or_it_cannot_be(tmp_path: Path) -> None:
    with wrong_row_sheet(tmp_path / "错.csv"):
        pass
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(WrongRowsUnwritten, match=r"\.csv or"), wrong_row_sheet(tmp_path / "错.pdf"):
        pass


@pytest.mark.parametrize(
    ("request_", "error", "words"),
    [
        ({"list_code": "nobody"}, RecordNotFound, "restricted list nobody"),
        ({"provenance": " "}, RecordRefused, "--provenance"),
        ({"valid_from": date(2026, 1, 2), "valid_until": date(2026, 1, 1)}, RecordRefused, "before 2026-01-02"),
        ({"provenance": "来源\x07"}, InvalidRecord, "provenance"),
    ],
)
def test_request_that_cannot_become_a_version_is_refused(
    session: Session, path: Path, request_: dict[str, Any], error: type[Exception], words: str
) -> None:
    make_list(session)
    with pytest.raises(error, match=words):
        bring_in(session, path, **request_)


def test_number_under_two_names_is_told_with_its_rows_and_imported(session: Session, tmp_path: Path) -> None:
    make_list(session)
    rows = [person(0), person(1), person(0, name="测试另名"), person(1, employer="虚构二局")]
    result = bring_in(session, write_csv(tmp_path / "一.csv", rows))
    (conflict,) = result.conflicts
    assert (set(conflict.names), conflict.rows) == ({"测试甲子", "测试另名"}, (2, 4))
    assert number_of(0) not in conflict.number
    assert "*" in conflict.number
    assert result.standing == 4


def test_number_that_stands_under_another_name_is_told_where_the_import_adds(session: Session, tmp_path: Path) -> None:
    make_list(session)
    bring_in(session, write_csv(tmp_path / "一.csv", [person(0), person(1)]))
    other = write_csv(tmp_path / "二.csv", [person(0, name="测试另名")])
    added = bring_in(session, other, mode=ImportMode.addition)
    assert [(set(each.names), each.rows) for each in added.conflicts] == [({"测试甲子", "测试另名"}, (2,))]
    # A new version of the whole list may correct a name.
    assert bring_in(session, other).conflicts == ()
