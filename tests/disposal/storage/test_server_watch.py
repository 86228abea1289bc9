"""An embedded server that was killed under a process that goes on: it is back, with its data, and closed to others."""

import os
import shutil
import signal
import stat
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from disposal.storage.embedded import EmbeddedPostgres
from disposal.storage.server_watch import kept_running


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """Yield a data directory that does not exist yet, in a folder that the server's account can pass."""
    place = Path(tempfile.mkdtemp(prefix="disposal-watch-"))
    place.chmod(0o711)
    yield place / "var"
    shutil.rmtree(place)


def postmaster(home: Path) -> int:
    return int((home / "postgres" / "postmaster.pid").read_text().split()[0])


def number_in(server: EmbeddedPostgres) -> int:
    """Return what a table holds, however long the server takes to be back."""
    address = server.url().set(drivername="postgresql").render_as_string()
    for _ in range(600):
        try:
            with psycopg.connect(address) as connection:
                return int(connection.execute("SELECT number FROM kept").fetchone()[0])  # type: ignore[index]
        except psycopg.OperationalError:
            time.sleep(0.1)
    raise TimeoutError


def test_killed_server_is_started_again_while_it_is_watched(home: Path) -> None:
    with EmbeddedPostgres(home) as server, kept_running(server):
        address = server.url().set(drivername="postgresql").render_as_string()
        with psycopg.connect(address) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
        for _ in range(2):
            killed = postmaster(home)
            os.kill(killed, signal.SIGKILL)
            assert number_in(server) == 7
            assert postmaster(home) != killed
    assert not (home / "postgres" / "postmaster.pid").exists()


def test_data_directory_is_closed_to_all_but_us_and_the_account_of_the_server(home: Path) -> None:
    with EmbeddedPostgres(home):
        found = home.stat()
        mode = stat.S_IMODE(found.st_mode)
        assert (found.st_uid, mode & 0o007) == (os.geteuid(), 0)
        owner = (home / "postgres").stat()
        assert mode == (0o700 if owner.st_uid == os.geteuid() else 0o710)
        assert mode == 0o700 or found.st_gid == owner.st_gid


def test_process_forked_from_a_user_is_none_and_does_not_keep_the_server_alive(home: Path) -> None:
    with EmbeddedPostgres(home) as server:
        ready, told = os.pipe()
        child = os.fork()
        if child == 0:
            os.read(ready, 1)  # lives longer than its parent uses the server
            os._exit(0)
        assert server.release() is True
    os.write(told, b"x")
    assert os.waitpid(child, 0)[1] == 0
