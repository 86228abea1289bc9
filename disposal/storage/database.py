"""The database: one engine per process, and sessions that name the actor.

``with database.session("陈女士") as session`` commits if the block succeeds and rolls back if it raises. A session
without an actor is read-only: the database refuses its writes.
"""

from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from types import TracebackType
from typing import Any, Protocol, Self

import psycopg
from sqlalchemy import URL, Connection, Engine, ExceptionContext, create_engine, event, func, make_url, select, text
from sqlalchemy.exc import ArgumentError, IntegrityError, OperationalError
from sqlmodel import Session, SQLModel

from disposal import migrations
from disposal.database_errors import DatabaseUnreachable, DatabaseUnsuitable
from disposal.personal_data.encryption import PersonalNumbers
from disposal.personal_data.keys import ROTATION_LOCK, mark_in_use, open_vault
from disposal.settings import Settings
from disposal.storage.embedded import EmbeddedPostgres
from disposal.write_errors import ERRORS_BY_SQLSTATE

OLDEST_VERSION = 150_000


class OnChange(Protocol):
    """What must follow from a change of a record, in the same transaction."""

    def __call__(self, session: Session, row: SQLModel, *, altered: Collection[str] = ()) -> None:
        """Do it for a row that was just entered or whose fields were ``altered``, or that is about to be removed."""


class Database:
    """An open database. Close it, or use it in a ``with`` block."""

    def __init__(
        self, engine: Engine, *, settings: Settings, on_change: OnChange, server: EmbeddedPostgres | None = None
    ) -> None:
        self.engine = engine
        self.settings = settings
        self._on_change = on_change
        self._server = server
        self._vault: PersonalNumbers | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def personal_numbers(self) -> PersonalNumbers:
        """Return the vault of personal numbers, with the key that the database needs now.

        Raises: PersonalNumberKeyMissing, PersonalNumberKeyWrong.
        """
        with self.engine.connect() as connection:
            return self._fitting_vault(connection)

    @contextmanager
    def session(self, actor: str | None = None, *, is_alone: bool = False) -> Iterator[Session]:
        """Yield a session in one transaction. Commits it at the end, or rolls it back if the block raises.

        ``actor`` is the person that the audit trail names; without an actor the session cannot write. ``is_alone``
        waits for all other sessions that may write and blocks new ones, so that no other session writes a number while
        the key changes. ``session.info`` holds ``actor``, ``on_change`` (called with each write), and
        ``personal_numbers`` (a callable that opens the vault).
        """
        info: dict[str, Any] = {"actor": actor, "on_change": self._on_change}
        bind = self.engine if actor else self.engine.execution_options(postgresql_readonly=True)
        with Session(bind, expire_on_commit=False, info=info) as session, session.begin():
            session.info["personal_numbers"] = partial(self._vault_of, session)
            if actor:
                lock = func.pg_advisory_xact_lock if is_alone else func.pg_advisory_xact_lock_shared
                session.connection().execute(select(lock(ROTATION_LOCK)))
            yield session

    def _vault_of(self, session: Session) -> PersonalNumbers:
        """Return the vault of a session, opened once: the key cannot change during a session that writes."""
        if "vault" not in session.info:
            session.info["vault"] = self._fitting_vault(session.connection())
        vault: PersonalNumbers = session.info["vault"]
        return vault

    def _fitting_vault(self, connection: Connection) -> PersonalNumbers:
        """Return the current vault if it fits the database; otherwise open the vault that does."""
        needed = mark_in_use(connection)
        if self._vault is None or self._vault.key_mark != needed:
            self._vault = open_vault(connection, self.settings)
        return self._vault

    def close(self) -> None:
        """Close all connections and release the embedded server."""
        self.engine.dispose()
        if self._server is not None:
            self._server.release()


def connect(settings: Settings, *, on_change: OnChange, migrate: bool = True) -> Database:
    """Open the database of the settings and migrate it. Starts the embedded server if the settings name none.

    The doors call ``registry.opening.open_database``, which knows what must follow from a change. Open it in the
    process that uses it: connections do not survive a fork.

    Raises: DatabaseUnreachable, DatabaseUnsuitable, DatabaseNewer, and what starting the embedded server raises.
    """
    if settings.database_url is not None:
        server, url = None, _parse(settings.database_url.get_secret_value())
    else:
        server = EmbeddedPostgres(settings.data_dir)
        server.attach()
        url = server.url()
    database = Database(create_registry_engine(url), settings=settings, on_change=on_change, server=server)
    with ExitStack() as undo:
        undo.callback(database.close)
        _check_server(database.engine)
        if migrate:
            migrations.upgrade(database.engine)
        undo.pop_all()
    return database


def create_registry_engine(url: URL) -> Engine:
    """Return an engine that raises the registry's own errors for writes refused by triggers."""
    engine = create_engine(
        url, pool_pre_ping=True, pool_size=10, max_overflow=10, connect_args={"options": "-c timezone=UTC"}
    )
    event.listen(engine, "handle_error", _translate)
    return engine


def constraint_of(error: IntegrityError) -> str:
    """Return the name of the constraint that a write violated, such as ``pk_live_claim``."""
    cause = error.orig
    return (cause.diag.constraint_name or "") if isinstance(cause, psycopg.Error) else ""


def _parse(address: str) -> URL:
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise DatabaseUnreachable("DISPOSAL_DATABASE_URL", "not of the form postgresql://…") from error
    if url.drivername.split("+")[0] not in {"postgres", "postgresql"}:
        raise DatabaseUnreachable(url.render_as_string(), "not a PostgreSQL address")
    return url.set(drivername="postgresql+psycopg")


def _check_server(engine: Engine) -> None:
    statement = "SELECT current_setting('server_version_num')::int, current_setting('server_encoding')"
    try:
        with engine.connect() as connection:
            version, encoding = connection.execute(text(statement)).one()
    except OperationalError as error:
        reason = " ".join(str(error.orig).split())
        raise DatabaseUnreachable(engine.url.render_as_string(), reason) from error
    if version < OLDEST_VERSION or encoding != "UTF8":
        raise DatabaseUnsuitable(found=f"PostgreSQL {version // 10_000}, {encoding}")


def _translate(context: ExceptionContext) -> None:
    cause = context.original_exception
    if isinstance(cause, psycopg.Error) and cause.sqlstate in ERRORS_BY_SQLSTATE:
        raise ERRORS_BY_SQLSTATE[cause.sqlstate](cause.diag.message_primary or "") from cause
