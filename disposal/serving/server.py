"""The server: migrate the database once, start Granian with its worker processes, and stop them cleanly.

While it serves, what dies is replaced: the embedded PostgreSQL by ``storage.server_watch``, a worker by
``supervision``.
"""

import errno
import ipaddress
import logging
import socket
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import cache, partial
from threading import Thread
from typing import TYPE_CHECKING

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.utils.proxies import wrap_asgi_with_proxy_headers
from starlette.types import ASGIApp

from disposal.clock import now
from disposal.database_errors import DatabaseError
from disposal.errors import DisposalError
from disposal.imports import without_collection
from disposal.mailbox_keys.mailbox_key import open_mailbox_key
from disposal.registry.opening import open_database
from disposal.services.accounts.identity import has_accounts
from disposal.services.accounts.modes import check_mode, secrets_of
from disposal.services.public.freshness import HOLD_S
from disposal.services.reports.rounds import fill_mailbox
from disposal.services.sign_in.first_address import make_first_address
from disposal.serving.supervision import (
    LOOK_EVERY_S,
    STOP_SECONDS,
    SupervisedServer,
    end_with_parent,
    hand_no_signal_to_workers,
    patiently,
    stopped_in_order,
    take_files,
)
from disposal.settings import Settings, get_settings
from disposal.storage.database import Database
from notices.system_reasons import reason_of

if TYPE_CHECKING:
    from fastapi import FastAPI

FIRST_START = "系统启动"
"""Stands in the audit trail for the start of a server on which nobody has an account yet."""
HEAD_SECONDS = 15
"""How long a client may take to send the head of a request, and a connection may wait for its next one."""
MOST_CONNECTIONS = 8192
"""How many a worker holds at once. A client that sends nothing takes one of them until it is cut off."""
LEFT_OVER_S = 3.0
"""How long a server waits for the port: workers of one that was killed need a moment to notice it."""
_log = logging.getLogger(__name__)


class AddressTaken(DisposalError):
    """The server cannot listen at this address and port."""

    code = "address_taken"

    def __init__(self, host: str, port: int, cause: OSError) -> None:
        reason, reason_en = reason_of(cause)
        super().__init__(
            zh=f"无法在 {host}:{port} 提供服务：{reason}。请停止占用该端口的程序，或用 --port 指定其他端口。",
            en=f"cannot serve at {host}:{port}: {reason_en}. Stop what uses that port, or name another with --port.",
            field="port",
        )


def serve(settings: Settings, *, host: str, port: int, workers: int, on_start: Callable[[str, str], None]) -> None:
    """Serve until SIGTERM or SIGINT. Calls ``on_start`` with the address once the server answers.

    While the register has no account, ``on_start`` also gets the path on which the first administrator is made.

    Raises: AddressTaken, ModeContradicts, TrainingNotServed, SecretsKeyWrong, MailboxKeyWrong, and what
    ``open_database`` raises.
    """
    _check_address(host, port)
    with ExitStack() as opened:
        opened.enter_context(stopped_in_order())
        with ThreadPoolExecutor(1) as beside:  # the application is loaded while the database starts
            preparing = beside.submit(prepared_app)
            database = opened.enter_context(open_database(settings))
            first = _first_path(database, host)
            # Filled once and here: a worker that is told to stop while it fills would not stop in time.
            with database.unidentified() as session:
                fill_mailbox(session, open_mailbox_key(settings))
            preparing.result()
        opened.enter_context(database.kept_running())
        # Workers open their own connections: those of this process do not survive the fork.
        database.engine.dispose()
        server = _server(host, port, workers)
        shown = f"[{host}]" if ":" in host else host
        tell = partial(on_start, f"http://{shown}:{port}", first)
        waiting = Thread(target=_tell_when_open, args=((host, port), tell), daemon=True)
        server.on_startup(waiting.start)
        server.serve()


def _server(host: str, port: int, workers: int) -> SupervisedServer:
    """Return Granian, which cuts off who sends a head too slowly; ``requests.slow_bodies`` does for bodies."""
    hand_no_signal_to_workers()
    return SupervisedServer(
        "disposal.serving.server:worker_app",
        address=host,
        port=port,
        workers=workers,
        interface=Interfaces.ASGI,
        factory=True,
        websockets=False,
        http=HTTPModes.http1,  # with both, a client that sends nothing at all is never cut off
        http1_settings=HTTP1Settings(header_read_timeout=HEAD_SECONDS * 1_000),
        backpressure=min(MOST_CONNECTIONS, take_files(2 * MOST_CONNECTIONS) // 2),
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
        log_level=LogLevels.warning,
    )


def worker_app() -> ASGIApp:
    """Return the application of one worker, which believes the proxies of the settings and no others.

    A worker that begins while the database is away waits for it. It may be told to stop at any time meanwhile: only
    then its own event loop handles signals.
    """
    end_with_parent()
    settings = get_settings()
    patiently(
        lambda: open_database(settings, migrate=False).close(),
        until_not=DatabaseError,
        told=lambda error: _log.error("a worker waits for the database: %s", error),
    )
    proxies = [each.strip() for each in settings.trusted_proxies.split(",") if each.strip()]
    app: ASGIApp = prepared_app()
    return wrap_asgi_with_proxy_headers(app, trusted_hosts=proxies) if proxies else app


@cache
def prepared_app() -> "FastAPI":
    """Return the application. The parent makes it and workers inherit it: one that replaces another answers at once."""
    with without_collection():
        from disposal.serving.app import create_app  # the larger half of all imports

        return create_app(runs_jobs=True, keeps_mailbox=True, hold_s=HOLD_S)


def _first_path(database: Database, host: str) -> str:
    """Check that the register may be served at a host; return the path of the first administrator, or nothing."""
    with database.session() as session:
        check_mode(session, host=host, loopback=_is_loopback(host))
        secrets_of(session)
        has_any = has_accounts(session)
    if has_any:
        return ""
    with database.session(FIRST_START) as session:
        return make_first_address(session, at=now()) or ""


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:  # a name, no number of a machine
        return host == "localhost"


def _tell_when_open(address: tuple[str, int], on_start: Callable[[], None]) -> None:
    """Call ``on_start`` when the first worker answers, however long it takes. The thread ends with the process."""
    while True:
        try:
            socket.create_connection(address, timeout=1).close()
        except OSError:  # not open yet
            time.sleep(0.05)
        else:
            on_start()
            return


def _check_address(host: str, port: int) -> None:
    """Check that the port is free, or will be in a moment. Raises: AddressTaken."""
    deadline = time.monotonic() + LEFT_OVER_S
    while True:
        try:
            family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
            with socket.socket(family) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((host, port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE or time.monotonic() > deadline:
                raise AddressTaken(host, port, error) from error
            time.sleep(LOOK_EVERY_S)
        else:
            return
