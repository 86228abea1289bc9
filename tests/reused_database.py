"""A database that one test leaves to the next: emptied in milliseconds, made anew where a test changed its shape."""

from sqlalchemy import Connection, Engine, create_engine

from disposal.embedded import EmbeddedPostgres

_KEPT = "alembic_version"
_TABLES = f"SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> '{_KEPT}'"
_OTHERS_GO = """
    SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
_COUNT_FROM_ONE = "SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'"
# Tables, their columns and indexes, triggers, functions, settings: what a test may have altered. One grown large is
# made anew too: emptying leaves its dead rows behind.
_SHAPE = """
    SELECT md5(string_agg(part, ',' ORDER BY part)) FROM (
        SELECT oid::text || relname || relnatts FROM pg_class WHERE relnamespace = 'public'::regnamespace
        UNION ALL SELECT oid::text || tgname || tgenabled::text FROM pg_trigger
        UNION ALL SELECT oid::text || proname || xmin::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        UNION ALL SELECT setconfig::text FROM pg_db_role_setting
            WHERE setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
        UNION ALL SELECT 'large' WHERE pg_database_size(current_database()) > 40000000
    ) AS shape (part)
"""


class ReusedDatabase:
    """A database of a worker's own, copied from its migrated template."""

    def __init__(self, server: EmbeddedPostgres, admin: Engine, *, name: str, template: str) -> None:
        self.name = name
        self._admin, self._template = admin, template
        self._engine = create_engine(server.url(name, user="postgres"))
        self._make()

    def empty(self) -> None:
        """Take away what a test wrote; make the database anew where its shape is not what it was."""
        with self._engine.begin() as connection:
            connection.exec_driver_sql(_OTHERS_GO)
            is_whole = _shape(connection) == self._shape
            if is_whole:
                connection.exec_driver_sql(self._wipe)
        if not is_whole:
            self.drop()
            self._make()

    def drop(self) -> None:
        """Drop the database, whoever is connected to it."""
        self._engine.dispose()
        with self._admin.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {self.name} WITH (FORCE)")

    def _make(self) -> None:
        with self._admin.connect() as connection:
            connection.exec_driver_sql(
                f"CREATE DATABASE {self.name} TEMPLATE {self._template} OWNER disposal STRATEGY file_copy"
            )
        with self._engine.begin() as connection:
            self._shape = _shape(connection)
            tables = connection.exec_driver_sql(_TABLES).scalars().all()
        # As a replica no trigger fires: rows go that the registry itself never lets go.
        wipes = "; ".join(f"DELETE FROM {table}" for table in tables)
        self._wipe = f"SET LOCAL session_replication_role = replica; {wipes}; {_COUNT_FROM_ONE}"


def _shape(connection: Connection) -> str:
    return str(connection.exec_driver_sql(_SHAPE).scalar_one())
