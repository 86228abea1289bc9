"""Databases of earlier revisions: made empty, filled with the rows of a newer one, and read back row by row."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

import psycopg
from alembic import command
from psycopg import sql
from sqlalchemy import Connection, Engine, create_engine, text

from disposal import migrations
from disposal.registry.opening import open_database
from disposal.settings import Settings
from disposal.storage.database import Database
from disposal.storage.embedded import EmbeddedPostgres

Columns = dict[str, tuple[str, ...]]
"""The columns of every table, in their order."""
Rows = dict[str, list[bytes]]
"""The rows of every table as COPY writes them, sorted."""
_COLUMNS = """
    SELECT table_name, array_agg(column_name::text ORDER BY ordinal_position) FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name <> 'alembic_version' GROUP BY table_name"""

_WITHOUT_VALUE = sql.SQL("ALTER TABLE {} ALTER {} DROP NOT NULL")


@contextmanager
def database_named(name: str, server: EmbeddedPostgres, admin: Engine, *, template: str) -> Iterator[Database]:
    """Yield a copy of a database that nobody is connected to, and drop it in the end."""
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template} OWNER disposal STRATEGY file_copy"))
    url = server.url(name).render_as_string(hide_password=False)
    settings = Settings(database_url=url, personal_number_key="5e" * 32, secrets_key="5a" * 32)  # type: ignore[arg-type]
    with open_database(settings, migrate=False) as database:
        yield database
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


def climb(database: Database, revision: str) -> None:
    """Migrate a database up to a revision, and let go of it, so that it can be copied."""
    config = migrations._config()
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    database.engine.dispose()


def columns_of(database: Database) -> Columns:
    """Return what tables a database has, and their columns."""
    with database.engine.connect() as connection:
        return {table: tuple(columns) for table, columns in connection.execute(text(_COLUMNS))}


ONCE_FILLED = (("party", "is_state_organ"), ("claim", "has_missing_documents"))
"""What older releases asked of every row, yes or no: until 0021 and until 0042. Now it may be left unsaid."""


def pour(source: Database, into: Database, *, server: EmbeddedPostgres, then: tuple[str, ...] = ()) -> None:
    """Copy every row of a newer database into an older one, in the columns that both have, past all triggers.

    A column that was always filled then, and may be empty by now, is filled with its old default. ``then`` are
    statements that make the rows what they were in the older release.
    """
    new, old = columns_of(source), columns_of(into)
    admin = create_engine(server.url(str(into.engine.url.database), user="postgres"))
    with source.engine.connect() as reading, admin.begin() as writing, _driver(writing).cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for table, names in old.items():
            for name in set(names) - set(new.get(table, names)):  # a column that the newer one has no more
                cursor.execute(_WITHOUT_VALUE.format(sql.Identifier(table), sql.Identifier(name)))
        filled = [each for each in ONCE_FILLED if _is_always_filled(cursor, *each)]
        for table, name in filled:
            cursor.execute(f"ALTER TABLE {table} ALTER {name} DROP NOT NULL".encode())
        for table in old.keys() & new.keys():
            columns = tuple(name for name in old[table] if name in new[table])
            with cursor.copy(_copy(table, columns, "COPY {}({}) FROM STDIN")) as copy:
                for row in _rows(reading, table, columns):
                    copy.write(row)
        for table, name in filled:
            cursor.execute(f"UPDATE {table} SET {name} = false WHERE {name} IS NULL".encode())
            cursor.execute(f"ALTER TABLE {table} ALTER {name} SET NOT NULL".encode())
        for statement in then:
            cursor.execute(statement.encode())
    admin.dispose()


def _is_always_filled(cursor: psycopg.Cursor, table: str, name: str) -> bool:
    """Return whether the older release asked for a column in every row."""
    cursor.execute(
        "SELECT 1 FROM information_schema.columns WHERE table_name = %s AND column_name = %s AND is_nullable = 'NO'",
        (table, name),
    )
    return cursor.fetchone() is not None


def rows_of(database: Database, columns: Columns) -> Rows:
    """Return every row, of each table the columns that are named."""
    with database.engine.connect() as connection:
        return {table: sorted(_rows(connection, table, names)) for table, names in columns.items()}


def _rows(connection: Connection, table: str, columns: tuple[str, ...]) -> list[bytes]:
    with _driver(connection).cursor() as cursor, cursor.copy(_copy(table, columns, "COPY {}({}) TO STDOUT")) as copy:
        return [bytes(row) for row in copy]


def _copy(table: str, columns: tuple[str, ...], form: str) -> sql.Composed:
    return sql.SQL(form).format(sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns)))


def _driver(connection: Connection) -> psycopg.Connection:
    return cast(psycopg.Connection, connection.connection.driver_connection)
