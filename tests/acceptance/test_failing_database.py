"""A disk that is full in the midst of a change, a database that takes no writes: told in words, nothing half saved."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text
from sqlmodel import func, select

from disposal.cli.main import main
from disposal.models.enquiries.enquiry import Enquiry
from disposal.models.lists.entry import ListEntry
from disposal.models.lists.version import ListVersion
from disposal.models.publication.notice import Notice
from disposal.models.publication.notice_version import NoticeVersion
from disposal.settings import Settings, reset_settings
from disposal.storage.database import Database
from tests.disposal.services.objections.objecting import NUMBER, fill_published
from tests.support.listing import make_list, person, write_csv
from tests.support.publishing import enter_project
from tests.support.website import SAME_SITE, site_on

FAILING = """
    CREATE FUNCTION failing_table() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        RAISE EXCEPTION 'invented failure of a row of 测试' USING ERRCODE = '{code}';
    END $$;
    CREATE TRIGGER failing_table BEFORE INSERT ON {table} FOR EACH ROW {when} EXECUTE FUNCTION failing_table()
"""
Command = Callable[..., str]


def let_fail(database: Database, table: str, when: str = "", code: str = "disk_full") -> None:
    """Let the disk be full once a row of a table is written, or let it fail with another code."""
    with database.engine.begin() as connection:
        connection.execute(text(FAILING.format(table=table, when=when, code=code)))


@pytest.fixture
def command(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Command]:
    """Yield what runs the command line as a shell does, with status 1 expected; returns standard error."""
    monkeypatch.setenv("DISPOSAL_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DISPOSAL_DATABASE_URL", settings.database_url.get_secret_value())  # type: ignore[union-attr]
    monkeypatch.setenv("DISPOSAL_PERSONAL_NUMBER_KEY", "5e" * 32)
    reset_settings()

    def run(*words: object) -> str:
        monkeypatch.setattr(sys, "argv", ["disposal", "--as", "测试员", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == 1
        return capsys.readouterr().err

    yield run
    reset_settings()


def counts(database: Database, *tables: type) -> list[int]:
    with database.session() as session:
        return [session.exec(select(func.count()).select_from(table)).one() for table in tables]


def test_disk_full_in_the_midst_of_a_publication_is_told_and_nothing_is_saved(
    database: Database, command: Command
) -> None:
    with database.session("测试员") as session:
        enter_project(session)
    before = counts(database, Notice, NoticeVersion)
    let_fail(database, "notice")
    told = command("draft", "new", "测试-甲", "--published-on", "2022-08-03")
    assert "错误：磁盘已满，本次操作没有保存。" in told
    assert "error: The disk is full." in told
    assert "Traceback" not in told
    assert "INSERT" not in told
    assert counts(database, Notice, NoticeVersion) == before


def test_disk_full_in_the_midst_of_an_import_is_told_and_nothing_is_saved(
    database: Database, command: Command, tmp_path: Path
) -> None:
    with database.session("测试员") as session:
        make_list(session)
    sheet = write_csv(tmp_path / "名册.csv", [person(serial) for serial in range(5)])
    before = counts(database, ListEntry, ListVersion)
    let_fail(database, "list_entry", when="WHEN (NEW.row_no > 3)")
    told = command("list", "import", sheet, "--list", "staff", "--provenance", "测试来源")
    assert "错误：磁盘已满" in told
    assert "Traceback" not in told
    assert counts(database, ListEntry, ListVersion) == before


def test_database_that_takes_no_writes_is_told_at_the_command_line(database: Database, command: Command) -> None:
    with database.session("测试员") as session:
        enter_project(session)
    let_fail(database, "notice", code="read_only_sql_transaction")
    told = command("draft", "new", "测试-甲", "--published-on", "2022-08-03")
    assert "错误：数据库或磁盘为只读，本次操作没有保存。" in told
    assert "Traceback" not in told


def ask(client: TestClient, *, as_page: bool) -> tuple[int, str]:
    """Ask about a notice on its page or over the API; return status and answer."""
    words, phone = "抵押厂房目前是否出租？", "0000-10000004"
    form = {"kind": "enquiry", "notice": NUMBER, "words": words, "enquirer": "张三丰", "phone": phone}
    body = {"words": words, "enquirer": {"name": "张三丰", "phone": phone}}
    if as_page:
        page = client.post("/filings", data=form, headers=SAME_SITE)
        return page.status_code, page.text
    answer = client.post(f"/api/v1/notices/{NUMBER}/enquiries", json=body)
    return answer.status_code, answer.text


@pytest.mark.filled(by=fill_published)
def test_disk_full_is_told_on_pages_and_by_the_api(database: Database) -> None:
    before = counts(database, Enquiry)
    let_fail(database, "enquiry")
    with site_on(database, "2022-08-15 10:00") as client:
        status, page = ask(client, as_page=True)
        assert (status, "磁盘已满，本次操作没有保存" in page) == (503, True)
        status, problem = ask(client, as_page=False)
        assert (status, '"code":"disk_full"' in problem) == (503, True)
    assert counts(database, Enquiry) == before
