"""Sign-in at a provider that others have written, in a process of its own: oidc-provider-mock."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import httpx2
import pytest

from disposal.models.records.record import now
from disposal.settings import Settings
from disposal.storage.database import Database
from notices.dates import SHANGHAI
from tests.disposal.pages.accounts.identity_provider import REDIRECT, IdentityProvider, open_accounts, settings_of
from tests.support.website import desk_on


@pytest.fixture
def issuer() -> Iterator[str]:
    """Start the provider, and end it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), "--require-nonce"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        address = f"http://127.0.0.1:{port}"
        wait_for(address)
        yield address
        process.terminate()


def wait_for(address: str) -> None:
    for _ in range(300):
        try:
            httpx2.get(address)
        except httpx2.ConnectError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(address)


def test_person_signs_in_at_a_provider_of_another_make(settings: Settings, database: Database, issuer: str) -> None:
    database.settings = settings_of(settings, IdentityProvider(issuer))
    open_accounts(database)
    with desk_on(database, now().astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")) as browser:
        to = browser.get("/desk/sign-in/oidc?next=/desk/me").headers["location"]
        assert to.startswith(issuer)
        stranger = httpx2.post(to, data={"sub": "chen"}).headers["location"].removeprefix("http://127.0.0.1")
        assert "尚未关联账号" in browser.get(stranger).text
        again = browser.get("/desk/sign-in/oidc?next=/desk/me").headers["location"]
        back = httpx2.post(again, data={"sub": "24400320"}).headers["location"]
        assert back.startswith(REDIRECT)
        assert browser.get(back.removeprefix("http://127.0.0.1")).headers["location"] == "/desk/me"
        assert "虚构chen" in browser.get("/desk/me").text
