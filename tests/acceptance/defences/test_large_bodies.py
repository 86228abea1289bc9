"""A body of a gigabyte is refused early at every door, told or untold, and takes no memory of the server."""

import os
import select
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlmodel

from disposal.acting import Role
from disposal.models.accounts.account import Account
from disposal.models.records.record import now
from disposal.services.sign_in.sessions import begin_session
from disposal.settings import Settings
from disposal.storage.database import Database
from tests.acceptance.defences.two_issuers import bearing, fill_two_issuers, login_of
from tests.support.accounts import on_page
from tests.support.website import TOKEN

pytestmark = [pytest.mark.filled(by=fill_two_issuers), pytest.mark.xdist_group("defences")]
GIGABYTE, PIECE = 2**30, b"x" * 2**20
MOST_SENT, MOST_GROWTH = 70 * 2**20, 90 * 2**20
"""A form with files holds 52 MiB, which go to a file as they come; a body in memory holds 8 MiB."""
MANAGER = login_of(Role.asset_manager)


@dataclass
class Server:
    """A running ``disposal serve`` with one worker."""

    port: int
    pid: int

    def memory(self) -> int:
        """Return the bytes of memory of the processes of the server."""
        pids = [self.pid, *map(int, Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split())]
        pages = [int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in pids]
        return sum(pages) * os.sysconf("SC_PAGE_SIZE")

    def send(self, head: str, *, first: bytes = b"", is_chunked: bool = False) -> tuple[bytes, int]:
        """Send a head and a body of a gigabyte until there is an answer; return it, and how much was sent."""
        length = "Transfer-Encoding: chunked" if is_chunked else f"Content-Length: {GIGABYTE}"
        sent, pieces = 0, [first] if first else []
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as connection:
            connection.sendall(f"{head}\r\nHost: 127.0.0.1:{self.port}\r\n{length}\r\n\r\n".encode())
            while sent < GIGABYTE and not select.select([connection], [], [], 0 if sent else 0.3)[0]:
                piece = pieces.pop() if pieces else PIECE
                framed = b"%x\r\n%s\r\n" % (len(piece), piece) if is_chunked else piece
                try:
                    connection.sendall(framed)
                except (BrokenPipeError, ConnectionResetError):
                    break
                sent += len(piece)
            return connection.recv(65_536), sent


@pytest.fixture
def serving(settings: Settings, tmp_path: Path) -> Iterator[Server]:
    """Yield ``disposal serve`` on a database of the test's own."""
    assert settings.database_url is not None
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environment = os.environ | {
        "DISPOSAL_DATABASE_URL": settings.database_url.get_secret_value(),
        "DISPOSAL_DATA_DIR": str(tmp_path),
        "DISPOSAL_PERSONAL_NUMBER_KEY": "5e" * 32,
        "DISPOSAL_SECRETS_KEY": "5a" * 32,
        "PYTHONUNBUFFERED": "1",
    }
    command = [sys.executable, "-m", "disposal", "serve", "--port", str(port), "--workers", "1"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield Server(port, process.pid)
        process.terminate()
        process.wait(30)


def signed_in_now(database: Database) -> str:
    """Return the cookie of a manager who has just signed in."""
    with database.session() as session:
        account_id = session.exec(sqlmodel.select(Account.id).where(Account.login == MANAGER)).one()
    with database.session(on_page(account_id)) as session:
        return begin_session(session, proof="totp", browser="test", at=now())


def page_of(server: Server, path: str, cookie: str) -> str:
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nConnection: close\r\nCookie: desk={cookie}"
        connection.sendall(f"{head}\r\n\r\n".encode())
        return b"".join(iter(lambda: connection.recv(65_536), b"")).decode()


def test_body_of_a_gigabyte_is_refused_early_and_takes_no_memory(serving: Server, database: Database) -> None:
    cookie = signed_in_now(database)
    token = TOKEN.search(page_of(serving, "/desk/me", cookie))
    assert token is not None
    part = f'--x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{token[1]}\r\n'
    part += '--x\r\nContent-Disposition: form-data; name="workbook"; filename="a.xlsx"\r\n\r\n'
    form = "Content-Type: multipart/form-data; boundary=x\r\nSec-Fetch-Site: same-origin"
    json = "Content-Type: application/json"
    bearer = f"Authorization: {bearing(database, MANAGER)['authorization']}"
    doors = {
        f"POST /desk/packages/new HTTP/1.1\r\n{form}\r\nCookie: desk={cookie}": part.encode(),
        f"POST /desk/sign-in HTTP/1.1\r\n{form}": part.encode(),
        f"POST /api/v1/projects/from-content HTTP/1.1\r\n{json}": b'{"content": "',
        f"POST /api/v1/projects/from-content HTTP/1.1\r\n{json}\r\n{bearer}": b'{"content": "',
    }
    before = serving.memory()
    for head, first in doors.items():
        for is_chunked in (True, False):
            answer, sent = serving.send(head, first=first, is_chunked=is_chunked)
            assert answer.split(b" ")[1] in (b"413", b"422"), (head, answer[:200])
            assert sent < MOST_SENT, head
            assert serving.memory() - before < MOST_GROWTH, head
