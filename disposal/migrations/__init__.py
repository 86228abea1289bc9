"""Numbered Alembic migrations. They are part of the package and run on start-up under a lock."""

from dataclasses import dataclass
from functools import cache

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from disposal.database_errors import DatabaseNewer

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
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    return before


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "disposal:migrations")
    return config


@cache
def _revisions() -> tuple[str, ...]:
    """Return the revisions of this release, the oldest first. To read them imports every migration, so once."""
    scripts = ScriptDirectory.from_config(_config())
    return tuple(script.revision for script in reversed(list(scripts.walk_revisions())))


def _status(connection: Connection) -> MigrationStatus:
    order = _revisions()
    current = MigrationContext.configure(connection).get_current_revision()
    if current is not None and current not in order:
        raise DatabaseNewer(current)
    done = order.index(current) + 1 if current else 0
    return MigrationStatus(current=current, newest=order[-1], pending=order[done:])
