"""Drills on a running ``disposal serve``: kill a part of it while somebody asks, and tell when it answers again."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event, Thread

import psutil

AGAIN_WITHIN_S = 5.0


def free_port() -> int:
    """Return a port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Drill:
    """A running server, and what was asked of it."""

    environment: Mapping[str, str]
    port: int = field(default_factory=free_port)
    workers: int = 2
    process: "subprocess.Popen[str]" = field(init=False)

    def start(self) -> None:
        """Start the server and wait until it answers."""
        self.begin()
        self.wait_until_answered(within_s=120)

    def begin(self) -> None:
        """Start the server."""
        command = [sys.executable, "-m", "disposal", "serve", "--port", str(self.port), "--workers", str(self.workers)]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen(command, env=os.environ | self.environment, **quiet)  # type: ignore[call-overload]

    def stop(self) -> float:
        """Tell the server to stop; return the seconds it took."""
        since = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)
        return time.monotonic() - since

    @property
    def worker_ids(self) -> list[int]:
        """Return the process ids of the workers that live."""
        children = psutil.Process(self.process.pid).children()
        return [child.pid for child in children if child.status() != psutil.STATUS_ZOMBIE]

    def answers(self) -> bool:
        """Ask once whether the register is read."""
        asked = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            asked.request("GET", "/api/v1/notices")
            return asked.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            asked.close()

    def wait_until_answered(self, *, within_s: float = AGAIN_WITHIN_S) -> float:
        """Wait until it answers three times in a row; return the seconds it took. Raises: TimeoutError."""
        since, good = time.monotonic(), 0
        while good < 3:
            if time.monotonic() - since > within_s:
                raise TimeoutError(within_s)
            good = good + 1 if self.answers() else 0
            if not good:
                time.sleep(0.05)
        return time.monotonic() - since

    def is_port_free(self) -> bool:
        """Tell whether nothing listens on the port any more."""
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            return probe.connect_ex(("127.0.0.1", self.port)) != 0


@dataclass
class Asked:
    """What somebody who asks all the time was answered."""

    good: int = 0
    failed: int = 0


@contextmanager
def asking(drill: Drill, askers: int = 2) -> Iterator[Asked]:
    """Ask from several threads until the block ends; a request that fails is counted."""
    asked, ended = Asked(), Event()

    def ask() -> None:
        while not ended.is_set():
            if drill.answers():
                asked.good += 1
            else:
                asked.failed += 1
                time.sleep(0.1)

    threads = [Thread(target=ask) for _ in range(askers)]
    for thread in threads:
        thread.start()
    try:
        yield asked
    finally:
        ended.set()
        for thread in threads:
            thread.join()


def postmaster_of(data_dir: Path) -> int:
    """Return the process id of the embedded PostgreSQL."""
    return int((data_dir / "postgres" / "postmaster.pid").read_text().split()[0])
