"""What an import has written is protected: from plain SQL, from other keys, from eyes that look for a number."""

from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import text
from sqlmodel import Session

from disposal.personal_data.encryption import PersonalNumberKeyWrong
from disposal.registry.opening import open_database
from disposal.services.list_import.key_store import reindex
from disposal.services.lists.errors import ListKeysStale
from disposal.services.lists.restricted_lists import change_list
from disposal.settings import Settings
from disposal.storage.database import Database
from disposal.write_errors import ActorMissing, AppendOnly, AuditMissing
from tests.support.listing import bring_in, make_list, number_of, person, write_csv

TABLES = ("list_version", "list_entry", "list_key", "audit_entry")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "名册.csv", [person(serial) for serial in range(4)])


def test_full_number_is_nowhere_in_the_database_in_clear(database: Database, tmp_path: Path) -> None:
    rows = [person(0, position=f"配偶{number_of(5)}"), ("测试外", "E12345678", number_of(6), "")]
    path = write_csv(tmp_path / f"{number_of(7)}.csv", rows)
    with database.session("测试员") as session:
        make_list(session)
        result = bring_in(session, path, provenance=f"来自{number_of(8)}")
        assert "E12345678" not in str(result)
    with database.session() as session:
        for table in (*TABLES, "restricted_list"):
            kept = str(session.execute(text(f"SELECT t::text FROM {table} t")).scalars().all())
            assert not [serial for serial in range(9) if number_of(serial) in kept], table
            assert "E12345678" not in kept


CHANGES = [
    ("UPDATE list_entry SET name = '改名'", AppendOnly),
    ("UPDATE list_entry SET first_version_no = 9", AppendOnly),
    ("UPDATE list_entry SET row_no = row_no", AppendOnly),
    ("DELETE FROM list_entry", AppendOnly),
    ("TRUNCATE list_entry", AppendOnly),
    ("UPDATE list_entry SET last_version_no = 1 WHERE last_version_no IS NULL", AuditMissing),
    ("UPDATE list_entry SET last_version_no = NULL WHERE last_version_no IS NOT NULL", AppendOnly),
    ("UPDATE list_entry SET last_version_no = 2 WHERE last_version_no IS NOT NULL", AppendOnly),
    ("UPDATE list_entry SET number_encrypted = 'x' WHERE number_index IS NOT NULL", AuditMissing),
    ("UPDATE list_entry SET number_encrypted = NULL, number_index = NULL", AppendOnly),
    ("INSERT INTO list_entry SELECT (jsonb_populate_record(e, '{\"id\": \"00000000-0000-7000-8000-000000000001\"}')).* "
     "FROM list_entry e LIMIT 1", AuditMissing),
    ("UPDATE list_version SET entry_count = 0", AppendOnly),
    ("DELETE FROM list_version", AppendOnly),
    ("DELETE FROM list_key", AuditMissing),
    ("UPDATE restricted_list SET title = '改名'", AuditMissing),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "error"), CHANGES)
def test_version_that_stands_cannot_be_altered_by_plain_sql(
    database: Database, path: Path, tmp_path: Path, statement: str, error: type[Exception]
) -> None:
    with database.session("测试员") as session:
        make_list(session)
        bring_in(session, path)
        bring_in(session, write_csv(tmp_path / "二.csv", [person(0)]))
    with pytest.raises(error), database.session("测试员") as session:
        session.execute(text(statement))


def test_import_in_a_session_that_names_nobody_is_refused(database: Database, path: Path) -> None:
    with database.session("测试员") as session:
        make_list(session)
    with pytest.raises(ActorMissing), database.session() as session:
        bring_in(session, path)


def test_list_keyed_by_another_matching_takes_no_import_until_it_is_reindexed(session: Session, path: Path) -> None:
    make_list(session)
    bring_in(session, path)
    change_list(session, "staff", {"is_mask_exact": False}, reason="测试")
    with pytest.raises(ListKeysStale, match="disposal list reindex"):
        bring_in(session, path)
    assert reindex(session, lambda code, done: None) == ["staff"]
    assert bring_in(session, path).version_no == 2


def test_list_sealed_with_another_key_takes_no_import(settings: Settings, database: Database, path: Path) -> None:
    with database.session("测试员") as session:
        make_list(session)
        bring_in(session, path)
    other = settings.model_copy(update={"personal_number_key": SecretStr("6f" * 32)})
    with (
        open_database(other, migrate=False) as reopened,
        pytest.raises(PersonalNumberKeyWrong, match="another key"),
        reopened.session("测试员") as session,
    ):
        bring_in(session, path)
