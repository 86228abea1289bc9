"""A server that loses a part of itself: it is replaced, and nothing stays behind on the port.

``DISPOSAL_KILLS=20`` kills so many times of each kind under requests, the embedded PostgreSQL too, and prints figures.
"""

import os
import random
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from disposal.serving.server import AddressTaken, serve
from disposal.serving.supervision import STOP_SECONDS
from disposal.settings import Settings
from tests.support.drills import Drill, asking, postmaster_of

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


def kill(drill: Drill, what: str, data_dir: Path) -> None:
    """Kill a part; whoever looks after the server starts it again where it was the parent."""
    part = {"postgres": lambda: postmaster_of(data_dir), "worker": lambda: random.choice(drill.worker_ids),  # noqa: S311
            "parent": lambda: drill.process.pid}[what]()  # fmt: skip
    os.kill(part, signal.SIGKILL)
    if what == "parent":
        drill.process.wait()
        drill.begin()


def whole_drill() -> None:
    """Kill each part ``KILLS`` times under requests, then stop the server at random moments of its start."""
    home = Path(tempfile.mkdtemp(prefix="disposal-drill-"))
    home.chmod(0o711)
    drill = Drill({"DISPOSAL_DATA_DIR": str(home / "var")})
    drill.start()
    for what in ("worker", "postgres", "parent"):
        times = []
        with asking(drill) as asked:
            for _ in range(KILLS):
                kill(drill, what, home / "var")
                times.append(drill.wait_until_answered(within_s=60))
                time.sleep(0.5)
        shown = f"longest {max(times):.1f} s, mean {sum(times) / len(times):.1f} s"
        print(f"{what}: {KILLS} kills, {shown}; {asked.good} answered, {asked.failed} failed, "
              f"longest without an answer {asked.longest_out_s:.1f} s")  # fmt: skip
    stops = [drill.stop()]
    for _ in range(KILLS):
        drill.begin()
        time.sleep(random.uniform(0.2, 12))  # noqa: S311
        stops.append(drill.stop())
        assert drill.is_port_free()
    print(f"stopped {len(stops)} times at random moments of a start: longest {max(stops):.1f} s")
    assert max(stops) < STOP_SECONDS
    assert not (home / "var" / "postgres" / "postmaster.pid").exists()


if __name__ == "__main__":
    whole_drill()
