"""The embedded server: shared by processes, found whole after any death, on any path."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from disposal.database_errors import EmbeddedDataForeign, EmbeddedDataUnusable
from disposal.registry.opening import open_database
from disposal.settings import Settings
from disposal.storage.embedded import EmbeddedPostgres

OPEN_AND_WAIT = """
import sys, time
from pathlib import Path
from disposal.storage.embedded import EmbeddedPostgres
with EmbeddedPostgres(Path(sys.argv[1])):
    print("open", flush=True)
    sys.stdin.readline()
"""
WRITE_FOR_EVER = """
import sys
from pathlib import Path
import psycopg
from disposal.storage.embedded import EmbeddedPostgres
with EmbeddedPostgres(Path(sys.argv[1])) as server:
    with psycopg.connect(server.url().set(drivername="postgresql").render_as_string(), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept (number int PRIMARY KEY, words text)")
        for number in range(1_000_000):
            connection.execute("INSERT INTO kept VALUES (%s, repeat('公告', 500))", (number,))
            print(number, flush=True)
"""


@pytest.fixture
def place() -> Iterator[Path]:
    """Yield an empty directory that the server's account can reach."""
    path = Path(tempfile.mkdtemp(prefix="disposal-embedded-"))
    path.chmod(0o711)
    yield path
    kill_server(path / "var")
    shutil.rmtree(path)


@pytest.fixture(scope="module")
def seed() -> Iterator[Path]:
    """Yield a data directory whose cluster is made and at rest."""
    path = Path(tempfile.mkdtemp(prefix="disposal-embedded-"))
    path.chmod(0o711)
    with EmbeddedPostgres(path, is_durable=False):
        pass
    yield path
    shutil.rmtree(path)


@pytest.fixture
def home(place: Path, seed: Path) -> Path:
    """Return a data directory with a cluster at rest, copied."""
    subprocess.run(["cp", "-a", str(seed), str(place / "var")], check=True)
    return place / "var"


def start(script: str, home: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script, str(home)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def postmaster(home: Path) -> psutil.Process | None:
    try:
        return psutil.Process(int((home / "postgres" / "postmaster.pid").read_text().split()[0]))
    except (FileNotFoundError, psutil.NoSuchProcess):
        return None


def kill_server(home: Path) -> None:
    """Kill the server and every one of its back ends as a power cut would."""
    server = postmaster(home)
    if server is not None:
        doomed = [server, *server.children(recursive=True)]
        for process in doomed:
            process.kill()
        psutil.wait_procs(doomed)


def rows(server: EmbeddedPostgres) -> list[tuple[int, int]]:
    with psycopg.connect(server.url().set(drivername="postgresql").render_as_string()) as connection:
        return connection.execute("SELECT number, length(words) FROM kept ORDER BY number").fetchall()


def test_server_used_by_two_processes_stops_with_the_last(home: Path) -> None:
    first, second = start(OPEN_AND_WAIT, home), start(OPEN_AND_WAIT, home)
    for process in (first, second):
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
    running = postmaster(home)
    assert running is not None
    first.communicate("\n")
    assert running.is_running()
    second.communicate("\n")
    running.wait(timeout=30)


def test_server_started_by_four_processes_at_once_on_a_fresh_machine_is_one(place: Path) -> None:
    processes = [start(OPEN_AND_WAIT, place / "var") for _ in range(4)]
    assert [process.stdout.readline() for process in processes if process.stdout] == ["open\n"] * 4
    assert [process.communicate("\n") and process.returncode for process in processes] == [0] * 4
    assert postmaster(place / "var") is None


def test_server_whose_only_user_was_killed_is_joined_and_then_stopped(home: Path) -> None:
    user = start(OPEN_AND_WAIT, home)
    assert user.stdout is not None
    user.stdout.readline()
    user.kill()
    user.communicate()
    orphan = postmaster(home)
    assert orphan is not None
    server = EmbeddedPostgres(home)
    server.attach()
    assert postmaster(home) == orphan
    assert server.release() is True
    orphan.wait(timeout=30)


def test_every_acknowledged_row_is_there_after_kill_9_of_the_whole_tree(home: Path) -> None:
    writer = start(WRITE_FOR_EVER, home)
    assert writer.stdout is not None
    while int(writer.stdout.readline()) < 200:
        pass
    kill_server(home)
    writer.kill()
    acknowledged = 200 + len(writer.stdout.read().splitlines())  # communicate() would lose what readline() has buffered
    writer.communicate()
    with EmbeddedPostgres(home) as server:
        kept = rows(server)
    assert kept[: acknowledged + 1] == [(number, 1000) for number in range(acknowledged + 1)]
    assert len(kept) <= acknowledged + 2


def test_server_killed_alone_while_its_back_ends_live_starts_again(home: Path) -> None:
    writer = start(WRITE_FOR_EVER, home)
    assert writer.stdout is not None
    while int(writer.stdout.readline()) < 20:
        pass
    server = postmaster(home)
    assert server is not None
    server.send_signal(signal.SIGKILL)
    server.wait(timeout=30)
    with EmbeddedPostgres(home) as again:
        assert len(rows(again)) >= 21
    writer.kill()
    writer.communicate()


def test_stale_pid_file_that_names_another_living_program_does_not_stop_the_start(home: Path) -> None:
    with EmbeddedPostgres(home):
        account = (home / "postgres").stat()
        stale = (home / "postgres" / "postmaster.pid").read_text().split("\n", 1)[1]
    same_user = {} if account.st_uid == os.geteuid() else {"user": account.st_uid}
    with subprocess.Popen(["sleep", "60"], **same_user) as other:
        (home / "postgres" / "postmaster.pid").write_text(f"{other.pid}\n{stale}")
        with EmbeddedPostgres(home) as server:
            assert server.url().query["host"]
        other.kill()


def test_initialisation_that_was_killed_half_way_is_made_anew(place: Path) -> None:
    abandoned = place / "var" / "postgres.new-abandoned"
    abandoned.mkdir(parents=True)
    (abandoned / "PG_VERSION").write_text("18\n")
    with EmbeddedPostgres(place / "var", is_durable=False):
        assert not abandoned.exists()


@pytest.mark.parametrize("name", ['资产 处置\'s "a,b%20$HOME`id`"', "deep-" * 30], ids=["odd", "deep"])
def test_data_directory_of_any_name_and_depth_is_used(place: Path, name: str) -> None:
    with open_database(Settings(data_dir=place / name)) as database, database.session() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM audit_entry").scalar_one() == 0
    assert (place / name / "postgres" / "PG_VERSION").exists()


def test_short_socket_directory_that_somebody_else_made_is_refused(place: Path) -> None:
    deep = place / ("deep-" * 30)
    server = EmbeddedPostgres(deep, is_durable=False)
    server.attach()
    short = Path(str(server.url().query["host"]))
    server.release()
    short.mkdir(mode=0o755)
    with pytest.raises(EmbeddedDataUnusable, match="somebody else"):
        EmbeddedPostgres(deep, is_durable=False).attach()
    short.rmdir()


def test_data_of_another_major_version_is_refused_with_what_to_do(place: Path) -> None:
    (place / "postgres").mkdir()
    (place / "postgres" / "PG_VERSION").write_text("17\n")
    shutil.chown(place / "postgres", os.geteuid())
    with pytest.raises(EmbeddedDataForeign, match="pg_dump"):
        EmbeddedPostgres(place).attach()


def test_data_directory_that_is_a_file_is_refused_naming_the_setting(place: Path) -> None:
    (place / "file").write_text("")
    with pytest.raises(EmbeddedDataUnusable) as refused:
        EmbeddedPostgres(place / "file").attach()
    assert refused.value.field == "DISPOSAL_DATA_DIR"


def test_server_of_an_ordinary_user_is_run_by_that_user_and_joined_by_root(
    place: Path, server: EmbeddedPostgres
) -> None:
    if os.geteuid() == 0 and any(folder.stat().st_mode & 0o005 != 0o005 for folder in Path(sys.prefix).parents):
        # Only seen here, not at collection: the shared server, started first, opens the way to the programs.
        # Reason to skip: a folder above the checkout that root has closed to others is not ours to open, and the child,
        # as another user, could read neither Python nor our packages. Everywhere else the test runs.
        pytest.skip("the checkout stands in a folder that only root may read: no other user can run Python from it")
    ordinary = os.geteuid() or 65534
    (place / "var").mkdir()
    os.chown(place / "var", ordinary, -1)
    ours = EmbeddedPostgres(place / "var", is_durable=False)  # found now: another user may not list our packages
    child = os.fork()
    if child == 0:
        status = 1
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setuid(ordinary)
            ours.attach()
            status = 0
        finally:
            os._exit(status)  # whatever happens, the child never goes on as a second test run
    assert os.waitpid(child, 0)[1] == 0
    started = postmaster(place / "var")
    assert started is not None
    assert started.uids().real == ordinary
    with EmbeddedPostgres(place / "var"):
        assert postmaster(place / "var") == started
    started.wait(timeout=30)
