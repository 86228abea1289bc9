"""The server: migrate the database once, start Granian with its worker processes, and stop them cleanly."""

import signal
import socket
import time
from collections.abc import Callable
from threading import Thread

from fastapi import FastAPI
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from disposal.errors import DisposalError
from disposal.registry.opening import open_database
from disposal.serving.app import create_app
from disposal.settings import Settings

STOP_SECONDS = 20
"""How long a worker may take to finish its requests after the signal to stop."""


class AddressTaken(DisposalError):
    """The server cannot listen at this address and port."""

    code = "address_taken"

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(
            zh=f"无法在 {host}:{port} 提供服务：{reason}。请停止占用该端口的程序，或用 --port 指定其他端口。",
            en=f"cannot serve at {host}:{port}: {reason}. Stop what uses that port, or name another with --port.",
            field="port",
        )


def serve(settings: Settings, *, host: str, port: int, workers: int, on_start: Callable[[str], None]) -> None:
    """Serve until SIGTERM or SIGINT. Calls ``on_start`` with the address once the server answers.

    Raises: AddressTaken, and what ``open_database`` raises.
    """
    _check_address(host, port)
    with open_database(settings) as database:
        # Workers open their own connections: those of this process do not survive the fork.
        database.engine.dispose()
        server = Granian(
            "disposal.serving.server:worker_app",
            address=host,
            port=port,
            workers=workers,
            interface=Interfaces.ASGI,
            factory=True,
            websockets=False,
            workers_kill_timeout=STOP_SECONDS,
            log_level=LogLevels.warning,
        )
        shown = f"[{host}]" if ":" in host else host
        waiting = Thread(target=_tell_when_open, args=((host, port), f"http://{shown}:{port}", on_start), daemon=True)
        server.on_startup(waiting.start)
        server.serve()


def worker_app() -> FastAPI:
    """Return the application of one worker.

    A worker inherits the signal handlers of its parent process. Until its own event loop handles signals, they would
    swallow the signal to stop, so they are reset here.
    """
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, signal.SIG_DFL)
    return create_app()


def _tell_when_open(address: tuple[str, int], shown: str, on_start: Callable[[str], None]) -> None:
    """Call ``on_start`` when the first worker answers, however long it takes. The thread ends with the process."""
    while True:
        try:
            socket.create_connection(address, timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            on_start(shown)
            return


def _check_address(host: str, port: int) -> None:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        raise AddressTaken(host, port, error.strerror or str(error)) from error
