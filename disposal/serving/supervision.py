"""Supervision: a worker that dies is replaced, and a worker whose parent dies ends, so that nothing stays on the port.

Granian replaces workers (``respawn_failed_workers``), but ends where one dies twice within seconds, as two kills in a
row are. Here the server ends only where workers die again and again, so that whatever started it sees it.
"""

import logging
import multiprocessing
import os
import resource
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from threading import Thread
from types import FrameType
from typing import Any

from granian.server.mp import MPServer

STOP_SECONDS = 20
"""How long a worker may take to finish its requests after the signal to stop."""
MOST_DEATHS, WITHIN_S = 30, 60.0
"""So many deaths of workers in so short a time end the server: its workers do not come up."""
LOOK_EVERY_S = 0.2
_STOPS = (signal.SIGTERM, signal.SIGINT)
_log = logging.getLogger(__name__)


class SupervisedServer(MPServer):
    """Granian with worker processes, but for when it gives up, and for how it sees that workers have stopped."""

    _deaths: deque[float]

    def _respawn_workers(self, workers: Sequence[int], *args: Any, **more: Any) -> None:
        """Replace workers; forget that they are new unless too many have died."""
        now = time.monotonic()
        self._deaths = deque((at for at in getattr(self, "_deaths", ()) if now - at < WITHIN_S), maxlen=MOST_DEATHS)
        self._deaths.extend([now] * len(workers))
        super()._respawn_workers(workers, *args, **more)
        if len(self._deaths) < MOST_DEATHS:
            self.respawned_wrks.clear()

    def _stop_workers(self) -> None:
        """Stop workers. Granian asks again whether one lives whose end a thread of it has just taken note of.

        On a busy machine it then tells of a kill that never was.
        """
        for worker in self.wrks:
            worker.interrupt_by_parent = True
        for killed in stop_all([worker.inner for worker in self.wrks], within_s=STOP_SECONDS):
            _log.warning("worker %s did not stop within %d s and was killed", killed.pid, STOP_SECONDS)
        self.wrks.clear()


def stop_all(processes: Sequence[BaseProcess], *, within_s: float) -> list[BaseProcess]:
    """Tell processes to stop, and kill those that have not ended ``within_s``; return these."""
    for process in processes:
        process.terminate()
    running = {process.sentinel: process for process in processes}
    deadline = time.monotonic() + within_s
    while running and (left := deadline - time.monotonic()) > 0:
        for ended in wait(list(running), timeout=left):
            running = {sentinel: process for sentinel, process in running.items() if sentinel != ended}
    for process in running.values():
        process.kill()
    for process in processes:
        process.join()
    return list(running.values())


def take_files(wanted: int) -> int:
    """Let this process and its workers hold so many open files, or as many as the system allows; return how many."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    return most


@contextmanager
def stopped_in_order() -> Iterator[None]:
    """Let SIGTERM and SIGINT end a start in order, so that what was opened is closed; later Granian handles them."""
    before = {told: signal.signal(told, _end) for told in _STOPS}
    try:
        yield
    finally:
        for told, handler in before.items():
            signal.signal(told, handler)


def hand_no_signal_to_workers() -> None:
    """Let workers begin without their parent's handlers, which would swallow a signal to stop.

    The signals wait while a worker is forked; it may be told to stop from its first instruction on.
    """
    os.register_at_fork(before=_block, after_in_parent=_unblock, after_in_child=_begin_as_worker)


def end_with_parent() -> None:
    """Let this worker end once its parent is gone, which cannot tell it any more."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        Thread(target=_end_after, args=(parent.pid,), name="parent", daemon=True).start()


def patiently(attempt: Callable[[], None], *, until_not: type[Exception], told: Callable[[Exception], None]) -> None:
    """Try until there is no such error; ``told`` is called with the first."""
    is_told = False
    while True:
        try:
            attempt()
        except until_not as error:
            if not is_told:
                told(error)
            is_told = True
            time.sleep(LOOK_EVERY_S)
        else:
            return


def _end_after(parent_pid: int | None) -> None:
    while os.getppid() == parent_pid:
        time.sleep(LOOK_EVERY_S)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(STOP_SECONDS)
    os._exit(1)


def _end(signum: int, _frame: FrameType | None) -> None:
    raise SystemExit(0 if signum == signal.SIGTERM else 128 + signum)


def _block() -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)


def _unblock() -> None:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)


def _begin_as_worker() -> None:
    for told in _STOPS:
        signal.signal(told, signal.SIG_DFL)
    _unblock()
