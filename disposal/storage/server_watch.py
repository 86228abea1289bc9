"""The watch over the embedded server: a process that serves for long starts it again when it was killed."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from disposal.database_errors import DatabaseError
from disposal.storage.embedded import EmbeddedPostgres

LOOK_EVERY_S = 0.3
LONGEST_PAUSE_S = 30.0
"""The longest pause between two attempts to start a server that does not come up, as on a full disk."""
_log = logging.getLogger(__name__)


@contextmanager
def kept_running(server: EmbeddedPostgres) -> Iterator[None]:
    """Start the server again whenever it has gone, until the block ends. Who wants it to stop ends its users."""
    ended = Event()
    watch = Thread(target=_watch, args=(server, ended), name="embedded PostgreSQL", daemon=True)
    watch.start()
    try:
        yield
    finally:
        ended.set()
        watch.join()


def _watch(server: EmbeddedPostgres, ended: Event) -> None:
    pause = LOOK_EVERY_S
    while not ended.wait(pause):
        if server.is_running():
            pause = LOOK_EVERY_S
            continue
        _log.error("the embedded PostgreSQL has gone and is started again")
        try:
            server.start_again()
            _log.warning("the embedded PostgreSQL runs again")
        except (DatabaseError, OSError) as error:
            pause = min(pause * 2, LONGEST_PAUSE_S)
            _log.error("the embedded PostgreSQL does not start; next attempt in %.0f s: %s", pause, error)
