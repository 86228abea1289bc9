"""`disposal serve`: it answers at the address it prints, stops cleanly when told to, and says why it cannot start."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from sqlalchemy import text

from disposal.services.accounts.modes import TrainingNotServed
from disposal.services.reports.mailbox import SLOTS
from disposal.serving.server import AddressTaken, serve
from disposal.settings import Settings
from disposal.storage.database import Database


@pytest.fixture
def port() -> int:
    """Return a port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def process(settings: Settings, port: int, tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """Yield ``disposal serve`` with two workers on a database of the test's own."""
    assert settings.database_url is not None
    environment = os.environ | {
        "DISPOSAL_DATABASE_URL": settings.database_url.get_secret_value(),
        "DISPOSAL_DATA_DIR": str(tmp_path),
        "PYTHONUNBUFFERED": "1",
    }
    command = [sys.executable, "-m", "disposal", "serve", "--port", str(port), "--workers", "2"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as ours:
        yield ours
        if ours.poll() is None:  # told to stop, it takes its workers along
            ours.terminate()
            ours.wait(30)


def test_server_answers_at_the_address_it_prints_and_stops_when_told(
    process: "subprocess.Popen[str]", port: int
) -> None:
    assert process.stdout is not None
    assert f"http://127.0.0.1:{port}/" in process.stdout.readline()
    with httpx2.Client(base_url=f"http://127.0.0.1:{port}") as client:
        assert "尚无公告" in client.get("/").text
        assert client.get("/healthz").json() == {"status": "ok"}
        assert f"http://127.0.0.1:{port}" in client.get("/api/openapi.json").text
        head = client.head("/calculator")
        assert (head.status_code, head.content) == (200, b"")
        assert int(head.headers["content-length"]) > 1_000
        assert client.get("/nothing").status_code == 404
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    assert process.stdout.read() == ""


def test_mailbox_is_full_of_noise_before_the_server_answers(
    process: "subprocess.Popen[str]", database: Database
) -> None:
    assert process.stdout is not None
    assert process.stdout.readline()
    with database.unidentified() as session:
        assert session.scalar(text("SELECT count(*) FROM mailbox")) == SLOTS


def test_server_without_accounts_prints_the_address_of_the_first_administrator_to_standard_error_only(
    process: "subprocess.Popen[str]", port: int
) -> None:
    assert process.stdout is not None
    assert process.stderr is not None
    assert "/desk/first?key=" not in process.stdout.readline()
    assert "首位管理员" in process.stderr.readline()
    assert re.fullmatch(rf"http://127\.0\.0\.1:{port}/desk/first\?key=[A-Za-z0-9_-]{{43}}\n", process.stderr.readline())


def test_register_in_training_is_not_served_to_other_machines(settings: Settings) -> None:
    with pytest.raises(TrainingNotServed):
        serve(settings, host="0.0.0.0", port=0, workers=1, on_start=print)  # noqa: S104 - nothing listens there


def test_server_on_a_port_in_use_says_so_and_what_to_do(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(AddressTaken) as caught:
            serve(Settings(data_dir=tmp_path), host="127.0.0.1", port=port, workers=1, on_start=print)
    assert f"127.0.0.1:{port}" in caught.value.en
    assert "--port" in caught.value.zh
    assert list(tmp_path.iterdir()) == []
