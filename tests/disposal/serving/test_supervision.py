"""A server that loses a part of itself: it is replaced, and nothing stays behind on the port.

``DISPOSAL_KILLS=20 python -m tests.disposal.serving.test_supervision`` kills so many times of each kind under requests,
the embedded PostgreSQL too, and prints figures.
"""

import multiprocessing
import os
import random
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from multiprocessing.synchronize import Event
from pathlib import Path

import psutil
import pytest

from disposal.serving.server import AddressTaken, serve
from disposal.serving.supervision import STOP_SECONDS, stop_all
from disposal.settings import Settings
from disposal.storage.embedded import EmbeddedPostgres
from tests.disposal.serving.drills import Drill, asking, postmaster_of

KILLS = int(os.environ.get("DISPOSAL_KILLS", "0"))


@pytest.fixture
def drill(settings: Settings, tmp_path: Path) -> Iterator[Drill]:
    """Yield a server with two workers on a database of the test's own."""
    assert settings.database_url is not None
    url = settings.database_url.get_secret_value()
    ours = Drill({"DISPOSAL_DATABASE_URL": url, "DISPOSAL_DATA_DIR": str(tmp_path)})
    ours.start()
    yield ours
    if ours.process.poll() is None:
        ours.stop()


def test_killed_worker_is_replaced_and_a_killed_parent_leaves_nothing_on_the_port(
    drill: Drill, settings: Settings
) -> None:
    for _ in range(2):  # one after the other: twice within seconds too
        os.kill(drill.worker_ids[0], signal.SIGKILL)
        drill.wait_until_answered()
    assert len(drill.worker_ids) == 2
    assert drill.process.poll() is None
    with pytest.raises(AddressTaken):
        serve(settings, host="127.0.0.1", port=drill.port, workers=1, on_start=print)
    workers = [psutil.Process(pid) for pid in drill.worker_ids]
    drill.process.kill()
    drill.process.wait()
    gone, left = psutil.wait_procs(workers, timeout=10)
    assert (len(gone), left) == (2, [])
    assert drill.is_port_free()


def test_process_that_stops_is_not_said_to_be_killed_and_one_that_does_not_is() -> None:
    fork = multiprocessing.get_context("fork")
    deaf_now = fork.Event()
    willing, deaf = fork.Process(target=time.sleep, args=(60,)), fork.Process(target=_be_deaf, args=(deaf_now,))
    for process in (willing, deaf):
        process.start()
    assert deaf_now.wait(30)
    assert stop_all([willing, deaf], within_s=0.5) == [deaf]
    assert (willing.exitcode, deaf.exitcode) == (-signal.SIGTERM, -signal.SIGKILL)


def _be_deaf(deaf_now: Event) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    deaf_now.set()
    time.sleep(60)


def kill(drill: Drill, what: str, data_dir: Path) -> None:
    """Kill a part. Where it was the parent, wait until its workers have left the port, and start another."""
    if what == "postgres":
        os.kill(postmaster_of(data_dir), signal.SIGKILL)
    elif what == "worker":
        os.kill(random.choice(drill.worker_ids), signal.SIGKILL)  # noqa: S311 - chance is wanted, nothing secret
    else:
        drill.process.kill()
        drill.process.wait()
        left = time.monotonic()
        while not drill.is_port_free():
            time.sleep(0.02)
        print(f"  port free after {time.monotonic() - left:.1f} s")
        drill.begin()


def kill_again_and_again(drill: Drill, what: str, data_dir: Path) -> None:
    """Kill a part ``KILLS`` times while somebody asks, and print when the server answered again."""
    times = []
    with asking(drill) as asked:
        for _ in range(KILLS):
            kill(drill, what, data_dir)
            times.append(drill.wait_until_answered(within_s=120))
            time.sleep(0.5)
    times.sort()
    print(f"{what}: {KILLS} kills, answered again after {times[len(times) // 2]:.1f} s (median), {times[-1]:.1f} s at "
          f"most; {asked.good} requests answered, {asked.failed} not")  # fmt: skip


def stop_at_any_moment(drill: Drill) -> None:
    """Start and stop the server ``KILLS`` times, at random moments of the start."""
    stops = [drill.stop()]
    for _ in range(KILLS):
        drill.begin()
        time.sleep(random.uniform(0.2, 20))  # noqa: S311 - chance is wanted, nothing secret
        stops.append(drill.stop())
        assert drill.is_port_free()
    print(f"stopped {len(stops)} times at random moments of a start: {max(stops):.1f} s at most")
    assert max(stops) < STOP_SECONDS


def whole_drill() -> None:
    """Kill each part under requests, then stop the server at random moments of its start."""
    home = Path(tempfile.mkdtemp(prefix="disposal-drill-"))
    home.chmod(0o711)
    drill = Drill({"DISPOSAL_DATA_DIR": str(home / "var")})
    since = time.monotonic()
    drill.start()
    print(f"first start: {time.monotonic() - since:.1f} s")
    for what in os.environ.get("DISPOSAL_KILLED", "worker postgres parent").split():
        kill_again_and_again(drill, what, home / "var")
    stop_at_any_moment(drill)
    with EmbeddedPostgres(home / "var"):
        pass  # whatever was left running is joined, and stopped
    assert not (home / "var" / "postgres" / "postmaster.pid").exists()
    shutil.rmtree(home)


if __name__ == "__main__":
    whole_drill()
