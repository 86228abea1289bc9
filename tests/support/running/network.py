"""No test reaches for another machine."""

import socket

import pytest

_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class NetworkUsed(AssertionError):
    """A test reached for a machine other than this one."""

    def __init__(self, address: object) -> None:
        super().__init__(f"a test connects to {address}; serve what it needs on this machine")


def stay_on_this_machine(patch: pytest.MonkeyPatch) -> None:
    """Let sockets connect to this machine only."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if self.family != socket.AF_UNIX and isinstance(address, tuple) and address[0] not in _LOOPBACK:
            raise NetworkUsed(address)
        connect(self, address)  # type: ignore[arg-type]

    patch.setattr(socket.socket, "connect", guarded)
