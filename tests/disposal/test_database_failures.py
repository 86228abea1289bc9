"""Every failure of the database has a sentence in both languages; faults of ours have none."""

import errno

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from disposal.database_failures import (
    DatabaseBusy,
    DatabaseConnectionLost,
    DatabaseFailure,
    DatabaseReadOnly,
    DatabaseStarting,
    DatabaseStopping,
    DiskFull,
    NumberTooLarge,
    SignNotStored,
    TooManyConnections,
    ValueNotStored,
    ValueTooLong,
    told_of,
)
from disposal.storage.database import Database, create_registry_engine
from disposal.write_errors import ActorMissing

ON_READING = "SET TRANSACTION READ ONLY"
RAISED = "DO $$ BEGIN RAISE EXCEPTION 'geheim' USING ERRCODE = '{}'; END $$"


def failing(database: Database, statement: str, *, first: str = "", **values: object) -> DBAPIError:
    with database.engine.begin() as connection:
        if first:
            connection.execute(text(first))
        with pytest.raises(DBAPIError) as caught:
            connection.execute(text(statement), values)
        connection.rollback()
    return caught.value


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("53100", DiskFull), ("53300", TooManyConnections), ("53200", DatabaseBusy), ("25006", DatabaseReadOnly),
        ("57P01", DatabaseStopping), ("57P03", DatabaseStarting), ("57014", DatabaseBusy), ("40P01", DatabaseBusy),
        ("08006", DatabaseConnectionLost), ("XX000", DatabaseFailure), ("54000", ValueTooLong),
        ("22007", ValueNotStored),
    ],
)  # fmt: skip
def test_code_of_postgresql_is_told_in_words_without_its_own(
    database: Database, code: str, expected: type[DatabaseFailure]
) -> None:
    told = told_of(failing(database, RAISED.format(code)))
    assert type(told) is expected
    assert "geheim" not in told.zh + told.en
    assert told.zh.endswith("。")
    assert told.en.endswith(".")


@pytest.mark.parametrize(
    ("statement", "value", "expected"),
    [
        ("SELECT CAST(:value AS varchar(3)) || repeat('x', 5)::varchar(3)", "a\0", SignNotStored),
        ("CREATE TEMP TABLE t (a varchar(3)); INSERT INTO t VALUES (:value)", "长长长长", ValueTooLong),
        ("SELECT CAST(:value AS int)", 3_000_000_000, NumberTooLarge),
        ("SELECT CAST(:value AS date)", "2022-13-01", ValueNotStored),
    ],
)
def test_value_that_no_column_takes_is_told_as_422(
    database: Database, statement: str, value: object, expected: type[DatabaseFailure]
) -> None:
    first, _, last = statement.rpartition("; ")
    told = told_of(failing(database, last, first=first, value=value))
    assert (type(told), told.status if told else 0) == (expected, 422)


def test_broken_and_refused_connections_are_told_apart(database: Database) -> None:
    with database.engine.connect() as connection:
        pid = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
        with database.engine.connect() as other:
            other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})
        with pytest.raises(DBAPIError) as caught:
            connection.execute(text("SELECT 1"))
        connection.invalidate()
    assert isinstance(told_of(caught.value), DatabaseStopping)
    engine = create_registry_engine(database.engine.url.set(port=1))
    with pytest.raises(DBAPIError) as refused, engine.connect():
        pass
    assert isinstance(told_of(refused.value), DatabaseConnectionLost)
    with database.engine.connect() as connection:  # the pool has noticed by itself
        assert connection.execute(text("SELECT 1")).scalar_one() == 1


def test_read_only_database_is_told_apart_from_a_session_of_nobody(database: Database) -> None:
    with pytest.raises(ActorMissing), database.session() as session:
        session.execute(text("CREATE TABLE t (a int)"))
    assert isinstance(told_of(failing(database, "CREATE TABLE t (a int)", first=ON_READING)), DatabaseReadOnly)


def test_disk_of_our_own_files_and_a_pool_without_connections_are_told() -> None:
    assert isinstance(told_of(OSError(errno.ENOSPC, "no space")), DiskFull)
    assert isinstance(told_of(OSError(errno.EROFS, "read-only")), DatabaseReadOnly)
    assert isinstance(told_of(NoConnectionFree()), TooManyConnections)
    assert isinstance(told_of(psycopg.OperationalError("FATAL: the database system is starting up")), DatabaseStarting)


def test_faults_of_ours_are_not_told_as_failures(database: Database) -> None:
    for statement, fault in (
        ("SELECT nothing FROM nowhere", ProgrammingError),
        (RAISED.format("23505"), IntegrityError),
    ):
        error = failing(database, statement)
        assert isinstance(error, fault)
        assert told_of(error) is None
    assert told_of(FileNotFoundError(errno.ENOENT, "none")) is None
    assert told_of(ValueError()) is None
