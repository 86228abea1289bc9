"""Migrations: a migrated database is what the models say, and every change of a record leaves a trace."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from disposal import migrations
from disposal.database_errors import DatabaseNewer
from disposal.models.tables import whole_schema
from disposal.registry.opening import open_database
from disposal.settings import Settings
from disposal.storage.database import Database

WITHOUT_AUDIT = {
    "alembic_version", "audit_entry", "notice_counter", "filing_attempt",
    "sign_in_session", "sign_in_attempt", "passkey_challenge", "provider_answer", "idempotent_answer", "mailbox",
    "tried_number", "message_mark",
}  # fmt: skip
CATALOGUE = {
    "columns": """
        SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity,
               pg_get_expr(d.adbin, d.adrelid)
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r'
        LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
        WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
          AND c.relname <> 'alembic_version'""",
    "constraints": """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace AND contype <> 't'
          AND conrelid::regclass::text <> 'alembic_version'""",
    "indexes": "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'",
}


@pytest.fixture
def fresh(empty_settings: Settings) -> Iterator[Database]:
    """Yield an empty database."""
    with open_database(empty_settings, migrate=False) as opened:
        yield opened


def test_migrated_schema_shows_alembic_no_difference_from_the_models(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, whole_schema()) == []


@pytest.mark.parametrize("part", CATALOGUE)
def test_migrated_schema_equals_a_schema_created_from_the_models(
    database: Database, fresh: Database, part: str
) -> None:
    whole_schema().create_all(fresh.engine)
    with fresh.engine.connect() as created, database.engine.connect() as migrated:
        expected = {tuple(row) for row in created.execute(text(CATALOGUE[part]))}
        assert {tuple(row) for row in migrated.execute(text(CATALOGUE[part]))} == expected
        assert expected


def test_every_table_of_the_domain_requires_an_audit_entry(database: Database) -> None:
    question = "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'require_audit'"
    with database.engine.connect() as connection:
        guarded = set(connection.execute(text(question)).scalars())
        tables = set(connection.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).scalars())
    assert tables - guarded == WITHOUT_AUDIT


def test_every_constraint_bears_a_name_of_the_convention(database: Database) -> None:
    question = """
        SELECT conname FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'p', 'f', 'u')"""
    with database.engine.connect() as connection:
        names = set(connection.execute(text(question)).scalars()) - {"alembic_version_pkc"}
    assert [name for name in sorted(names) if name[:3] not in {"ck_", "pk_", "fk_", "uq_"}] == []


def test_upgrade_started_four_times_at_once_runs_once(fresh: Database) -> None:
    with ThreadPoolExecutor(4) as threads:
        before = list(threads.map(lambda _: migrations.upgrade(fresh.engine), range(4)))
    assert sum(bool(status.pending) for status in before) == 1
    assert migrations.status(fresh.engine).is_current


def test_database_of_a_newer_release_is_refused(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseNewer, match="9999"):
        migrations.upgrade(database.engine)


def test_numbers_of_the_files_are_the_revisions_in_their_order(fresh: Database) -> None:
    scripts = ScriptDirectory.from_config(migrations._config())
    in_order = tuple(script.revision for script in reversed(list(scripts.walk_revisions())))
    assert migrations.status(fresh.engine).pending == in_order
