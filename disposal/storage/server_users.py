"""Who uses the embedded server: a shared lock on a file, which the kernel takes back when its process dies."""

import fcntl
import os
from pathlib import Path
from typing import IO
from weakref import WeakSet


class ServerUsers:
    """The use of one server by this process. A process that is forked from it uses the server only once it joins."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._held: IO[bytes] | None = None

    def join(self) -> None:
        """Become a user. Raises: OSError if the file cannot be made."""
        file = self._path.open("ab")
        fcntl.flock(file, fcntl.LOCK_SH)
        self._held = file
        _JOINED.add(self)

    @property
    def is_joined(self) -> bool:
        """Tell whether this process is a user."""
        return self._held is not None

    def is_last(self) -> bool:
        """Tell whether nobody else uses the server; whoever comes meanwhile waits until ``leave``."""
        if self._held is None:
            return False
        try:
            fcntl.flock(self._held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:  # another one holds it
            return False
        return True

    def leave(self) -> None:
        """End the use."""
        held, self._held = self._held, None
        if held is not None:
            held.close()


_JOINED: WeakSet[ServerUsers] = WeakSet()


def _let_go() -> None:
    """Close what a forked process got from its parent: else the lock of a dead parent lived on in its workers."""
    for users in tuple(_JOINED):
        users.leave()


os.register_at_fork(after_in_child=_let_go)
