"""The database: one engine per process, and sessions that name the actor.

``with database.session(actor) as session`` commits if the block succeeds and rolls back if it raises. A session without
an actor is read-only: the database refuses its writes. A refusal of a right is recorded after the rollback.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from types import TracebackType
from typing import Any, Protocol, Self

import psycopg
from sqlalchemy import URL, Connection, Engine, ExceptionContext, create_engine, event, func, make_url, select, text
from sqlalchemy.exc import ArgumentError, IntegrityError, OperationalError
from sqlmodel import Session, SQLModel

from disposal import migrations
from disposal.acting import Actor, Refusal
from disposal.database_errors import DatabaseUnreachable, DatabaseUnsuitable
from disposal.database_failures import DatabaseConnectionLost, told_of
from disposal.personal_data.encryption import PersonalNumbers
from disposal.personal_data.keys import ROTATION_LOCK, mark_in_use, open_vault
from disposal.personal_data.secrets_key import Secrets, open_secrets
from disposal.personal_data.tried_numbers import TriedNumbers
from disposal.settings import Settings
from disposal.storage.embedded import EmbeddedPostgres
from disposal.storage.server_watch import kept_running
from disposal.write_errors import ERRORS_BY_SQLSTATE, READ_ONLY

OLDEST_VERSION = 150_000
CONNECTIONS_KEPT, MOST_CONNECTIONS = 10, 40
THREADS = 16
"""Threads of a process that answer requests. Each may hold two connections at once, its request's and one for what a
page asks beside it; with fewer connections than that, all threads could wait for one another."""


class OnChange(Protocol):
    """What must follow from a change of a record, in the same transaction."""

    def __call__(self, session: Session, row: SQLModel, *, altered: Collection[str] = ()) -> None:
        """Do it for a row that was just entered or whose fields were ``altered``, or that is about to be removed."""


@dataclass(frozen=True, slots=True)
class SessionRules:
    """What every session obeys; ``registry/opening`` gives it, since storage knows no service.

    ``on_change`` is called with each write, ``permit`` with each audit entry before it is written. ``identify`` finds
    the account of an actor when a session begins. ``note_refusal`` writes a refusal to the audit trail.
    """

    on_change: OnChange
    identify: Callable[[Session, Actor], Actor]
    permit: Callable[[Session, str, SQLModel], None]
    note_refusal: Callable[[Session, Actor, Refusal], None]


class Database:
    """An open database. Close it, or use it in a ``with`` block."""

    def __init__(
        self, engine: Engine, *, settings: Settings, rules: SessionRules, server: EmbeddedPostgres | None = None
    ) -> None:
        self.engine = engine
        self.settings = settings
        self._rules = rules
        self._server = server
        self._vault: PersonalNumbers | None = None
        self._secrets: Secrets | None = None
        self._tried_numbers = TriedNumbers(engine)

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
    def session(
        self, actor: Actor | str | None = None, *, is_alone: bool = False, is_read_only: bool = False
    ) -> Iterator[Session]:
        """Yield a session in one transaction. Commits it at the end, or rolls it back if the block raises.

        ``actor`` is who acts; a text is the login of an account, or a name before the first account. Without an actor,
        or ``is_read_only``, the session cannot write. ``is_alone`` waits for all other sessions that may write and
        blocks new ones, so that no other session writes a number while the key changes. ``session.info`` holds
        ``actor`` (the name), ``acting`` (the Actor), ``on_change`` and ``permit`` of the rules, ``settings``, and
        ``personal_numbers`` and ``secrets`` (callables that open the keys) and ``tried_numbers``.

        Raises: what ``rules.identify`` raises. A Refusal is recorded in the audit trail in a transaction of its own.
        """
        claimed = Actor(actor) if isinstance(actor, str) and actor else actor or None
        known = claimed
        try:
            with self._begun(claimed, is_alone=is_alone, is_read_only=is_read_only) as session:
                known = session.info["acting"]
                yield session
        except Refusal as refusal:
            if known is not None:
                with self._begun(None, is_writing=True) as session:
                    self._rules.note_refusal(session, known, refusal)
            raise

    @contextmanager
    def unidentified(self) -> Iterator[Session]:
        """Yield a session that may write before it is known who acts: sign-in counts attempts and tells browsers apart.

        It names no actor, so that nothing can be changed in it that needs an audit entry.
        """
        with self._begun(None, is_writing=True) as session:
            yield session

    def open_keys(self) -> None:
        """Open the keys of numbers and secrets, and make those that are missing, before they are needed.

        Raises: PersonalNumberKeyMissing, PersonalNumberKeyWrong, SecretsKeyWrong.
        """
        _ = self.personal_numbers, self.secrets

    @property
    def secrets(self) -> Secrets:
        """Return the keys of passwords and second factors, opened once. Raises: SecretsKeyWrong."""
        if self._secrets is None:
            self._secrets = open_secrets(self.settings)
        return self._secrets

    @contextmanager
    def _begun(
        self, claimed: Actor | None, *, is_alone: bool = False, is_read_only: bool = False, is_writing: bool = False
    ) -> Iterator[Session]:
        """Yield a session of an actor in one transaction, or one of nobody; ``is_writing``: for the trail alone."""
        may_write = is_writing or (claimed is not None and not is_read_only)
        info: dict[str, Any] = {"actor": None, "acting": None, "permit": self._rules.permit}
        bind = self.engine if may_write else self.engine.execution_options(postgresql_readonly=True)
        with Session(bind, expire_on_commit=False, info=info) as session, session.begin():
            session.info["on_change"] = self._rules.on_change
            session.info["personal_numbers"] = partial(self._vault_of, session)
            session.info["tried_numbers"] = self._tried_numbers
            session.info |= {"settings": self.settings, "secrets": lambda: self.secrets}
            if may_write:
                lock = func.pg_advisory_xact_lock if is_alone else func.pg_advisory_xact_lock_shared
                session.connection().execute(select(lock(ROTATION_LOCK)))
            if claimed is not None:
                known = self._rules.identify(session, claimed)
                session.info |= {"acting": known, "actor": known.name}
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

    def kept_running(self) -> AbstractContextManager[None]:
        """Return a block in which the embedded server is started again whenever it was killed."""
        return nullcontext() if self._server is None else kept_running(self._server)

    def close(self) -> None:
        """Close all connections and release the embedded server."""
        self.engine.dispose()
        if self._server is not None:
            self._server.release()


def connect(settings: Settings, *, rules: SessionRules, migrate: bool = True) -> Database:
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
    database = Database(create_registry_engine(url), settings=settings, rules=rules, server=server)
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
        url,
        pool_pre_ping=True,
        pool_size=CONNECTIONS_KEPT,
        max_overflow=MOST_CONNECTIONS - CONNECTIONS_KEPT,
        hide_parameters=True,  # errors are logged, and what was to be written names people
        connect_args={"options": "-c timezone=UTC"},
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
        told = told_of(error)
        if told is not None and not isinstance(told, DatabaseConnectionLost):
            raise told from error
        reason = " ".join(str(error.orig).split())
        raise DatabaseUnreachable(engine.url.render_as_string(), reason) from error
    if version < OLDEST_VERSION or encoding != "UTF8":
        raise DatabaseUnsuitable(found=f"PostgreSQL {version // 10_000}, {encoding}")


def _translate(context: ExceptionContext) -> None:
    cause = context.original_exception
    if not isinstance(cause, psycopg.Error) or cause.sqlstate not in ERRORS_BY_SQLSTATE:
        return
    if cause.sqlstate != READ_ONLY or _is_for_reading(context.connection):
        raise ERRORS_BY_SQLSTATE[cause.sqlstate](cause.diag.message_primary or "") from cause


def _is_for_reading(connection: Connection | None) -> bool:
    """Tell whether we began the transaction as one that reads; else the database itself takes no writes."""
    return connection is not None and bool(connection.get_execution_options().get("postgresql_readonly"))
