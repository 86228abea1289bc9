"""Headers of the desk and of the public pages, hosts that are answered, and the way to the sign-in."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from disposal.serving.app import create_app
from disposal.settings import Settings
from disposal.storage.database import Database
from disposal.web.acting import Acting
from disposal.web.hosts import is_trusted
from tests.support.website import Clock


@pytest.fixture(scope="module")
def app(_shared: Database) -> FastAPI:
    """Return the site with one staff page that needs a sign-in."""
    made = create_app(_shared, clock=Clock("2022-08-15 10:00"))

    @made.get("/desk/invented")
    async def invented(acting: Acting) -> str:
        return acting.name

    return made


@pytest.fixture(scope="module")
def client(app: FastAPI) -> Iterator[TestClient]:
    """Yield a client that follows no redirect."""
    with TestClient(app, follow_redirects=False) as opened:
        yield opened


@pytest.mark.parametrize("address", ["/desk/design", "/en/desk/design", "/desk/nothing", "/desk/invented"])
def test_answer_of_the_desk_is_stored_nowhere_and_runs_only_our_own_script(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy == {
        "default-src": "'self'",
        "script-src": "'self'",
        **dict.fromkeys(("object-src", "frame-src", "base-uri", "frame-ancestors"), "'none'"),
        "form-action": "'self'",
    }
    assert "strict-transport-security" not in headers


def test_browsers_are_bound_to_tls_only_behind_tls(app: FastAPI) -> None:
    with TestClient(app, base_url="https://testserver") as client:
        assert "max-age" in client.get("/desk/design").headers["strict-transport-security"]


def test_public_pages_run_no_script(client: TestClient) -> None:
    for address in ("/calculator", "/en/calculator", "/deskx", "/"):
        assert "script-src 'none'" in client.get(address).headers["content-security-policy"]


def test_request_for_another_host_is_refused(client: TestClient) -> None:
    answer = client.get("/desk/design", headers={"host": "elsewhere.example"})
    assert answer.status_code == 421
    assert "DISPOSAL_TRUSTED_HOSTS" in answer.text
    assert client.get("/desk/design", headers={"host": "localhost:8000"}).status_code == 200
    several = [("host", "localhost:8000"), ("host", "elsewhere.example")]
    assert client.get("/desk/design", headers=several).status_code == 421


@pytest.mark.parametrize(
    ("host", "is_ours"),
    [
        ("disposal.example", True),
        ("Disposal.Example:443", True),
        ("desk.example", True),
        ("other.example", True),
        ("[::1]:8000", True),
        ("127.0.0.1", True),
        ("", False),
        ("elsewhere.example", False),
        ("127.0.0.1:80,elsewhere.example", False),
        ("disposal.example.elsewhere.example", False),
        ("disposal.example:8000@elsewhere.example", False),
        ("disposal.example.:443", True),
        ("0.0.0.0", False),  # noqa: S104 - it is refused
    ],
)
def test_hosts_are_those_of_the_settings_and_of_this_machine(host: str, is_ours: bool) -> None:
    settings = Settings(
        public_base_url="https://disposal.example",
        desk_url="https://desk.example:8443",
        trusted_hosts="Other.example, ",
        host="0.0.0.0",  # noqa: S104 - that it is not one of them is what is asked
    )
    assert is_trusted(host, settings.hosts) is is_ours
    assert settings.origins == {"https://disposal.example", "https://desk.example:8443"}


def test_page_that_needs_a_sign_in_leads_there_and_back(client: TestClient) -> None:
    for prefix in ("", "/en"):
        answer = client.get(f"{prefix}/desk/invented?on=2024-06-30")
        assert answer.status_code == 303
        assert answer.headers["location"] == f"{prefix}/desk/sign-in?next=/desk/invented%3Fon%3D2024-06-30"


def test_post_of_another_site_is_refused_by_the_page(client: TestClient) -> None:
    for headers, status in (
        ({}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-origin"}, 200),
    ):
        answer = client.post("/desk/design/notes", data={"principal": "1,340万元"}, headers=headers)
        assert answer.status_code == status
