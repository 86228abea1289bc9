"""Numbered Alembic migrations. They are part of the package and run on start-up under a lock.

Alembic and the migrations are imported only where one is pending: most starts find that none is.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, text

from disposal.database_errors import DatabaseNewer

if TYPE_CHECKING:
    from alembic.config import Config

_LOCK = 87_2008
"""The advisory lock for migrations: one process migrates, the others wait for it."""


@dataclass(frozen=True, slots=True)
class MigrationStatus:
    """The revision of a database, that of this release, and the pending revisions in order."""

    current: str | None
    newest: str
    pending: tuple[str, ...]

    @property
    def is_current(self) -> bool:
        """Return whether no migration is pending."""
        return not self.pending


def status(engine: Engine) -> MigrationStatus:
    """Return the migration status of the database.

    Raises: DatabaseNewer if a newer release has migrated it.
    """
    with engine.connect() as connection:
        return _status(connection)


def upgrade(engine: Engine) -> MigrationStatus:
    """Run all pending migrations in one transaction; return the status before.

    Raises: DatabaseNewer if a newer release has migrated it.
    """
    before = status(engine)
    if before.is_current:
        return before
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        before = _status(connection)
        if not before.is_current:
            from alembic import command

            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    return before


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "disposal:migrations")
    return config


@cache
def _revisions() -> tuple[str, ...]:
    """Return the revisions of this release, the oldest first: the numbers of their files, which stand in one line."""
    files = (Path(__file__).parent / "versions").glob("r[0-9]*_*.py")
    return tuple(sorted(file.name.partition("_")[0].removeprefix("r") for file in files))


def _status(connection: Connection) -> MigrationStatus:
    order = _revisions()
    # Not by to_regclass: after a wait for another's migrations it may still answer out of this connection's cache.
    found = "SELECT EXISTS (SELECT FROM pg_class WHERE relname = 'alembic_version' AND pg_table_is_visible(oid))"
    is_empty = not connection.scalar(text(found))
    current = None if is_empty else connection.scalar(text("SELECT version_num FROM alembic_version"))
    if current is not None and current not in order:
        raise DatabaseNewer(current)
    done = order.index(current) + 1 if current else 0
    return MigrationStatus(current=current, newest=order[-1], pending=order[done:])
