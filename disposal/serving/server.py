"""The server: migrate the database once, start Granian with its worker processes, and stop them cleanly."""

import ipaddress
import signal
import socket
import time
from collections.abc import Callable
from functools import partial
from threading import Thread

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.utils.proxies import wrap_asgi_with_proxy_headers
from starlette.types import ASGIApp

from disposal.clock import now
from disposal.errors import DisposalError
from disposal.mailbox_keys.mailbox_key import open_mailbox_key
from disposal.registry.opening import open_database
from disposal.services.accounts.identity import has_accounts
from disposal.services.accounts.modes import check_mode, secrets_of
from disposal.services.public.freshness import HOLD_S
from disposal.services.reports.rounds import fill_mailbox
from disposal.services.sign_in.first_address import make_first_address
from disposal.serving.app import create_app
from disposal.settings import Settings, get_settings
from disposal.storage.database import Database

FIRST_START = "系统启动"
"""Stands in the audit trail for the start of a server on which nobody has an account yet."""
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


def serve(settings: Settings, *, host: str, port: int, workers: int, on_start: Callable[[str, str], None]) -> None:
    """Serve until SIGTERM or SIGINT. Calls ``on_start`` with the address once the server answers.

    While the register has no account, ``on_start`` also gets the path on which the first administrator is made.

    Raises: AddressTaken, ModeContradicts, TrainingNotServed, SecretsKeyWrong, MailboxKeyWrong, and what
    ``open_database`` raises.
    """
    _check_address(host, port)
    with open_database(settings) as database:
        first = _first_path(database, host)
        # Filled once and here: a worker that is told to stop while it fills would not stop in time.
        with database.unidentified() as session:
            fill_mailbox(session, open_mailbox_key(settings))
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
        tell = partial(on_start, f"http://{shown}:{port}", first)
        waiting = Thread(target=_tell_when_open, args=((host, port), tell), daemon=True)
        server.on_startup(waiting.start)
        server.serve()


def worker_app() -> ASGIApp:
    """Return the application of one worker, which believes the proxies of the settings and no others.

    A worker inherits the signal handlers of its parent process. Until its own event loop handles signals, they would
    swallow the signal to stop, so they are reset here.
    """
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, signal.SIG_DFL)
    proxies = [each.strip() for each in get_settings().trusted_proxies.split(",") if each.strip()]
    app: ASGIApp = create_app(runs_jobs=True, keeps_mailbox=True, hold_s=HOLD_S)
    return wrap_asgi_with_proxy_headers(app, trusted_hosts=proxies) if proxies else app


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
    except ValueError:
        return host == "localhost"


def _tell_when_open(address: tuple[str, int], on_start: Callable[[], None]) -> None:
    """Call ``on_start`` when the first worker answers, however long it takes. The thread ends with the process."""
    while True:
        try:
            socket.create_connection(address, timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            on_start()
            return


def _check_address(host: str, port: int) -> None:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        raise AddressTaken(host, port, error.strerror or str(error)) from error
