"""Staff who are signed in, in tests of pages: the site with a person who acts, and the token of their forms."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import UUID

from fastapi import FastAPI, Request
from fastapi.testclient import TestClient

from disposal.acting import Role
from disposal.personal_data.secrets_key import Secrets
from disposal.services.sign_in.sessions import SignedIn
from disposal.storage.database import Database
from disposal.web.acting import acting
from disposal.web.cross_site import new_token
from tests.support.website import Clock, site_app

SESSION = UUID(int=7)
SECRET = bytes.fromhex(Secrets.of("5a" * 32).digest("forms", str(SESSION)))
NOW = datetime(2022, 8, 15, 2, 0, tzinfo=UTC)
COOKIE = "person"


def person(name: str) -> SignedIn:
    """Return a person who is signed in, in a register without accounts."""
    return SignedIn(
        session_id=SESSION,
        account_id=None,  # type: ignore[arg-type]
        login=name,
        name=name,
        branch="浙江",
        proof="password",
        proved_at=NOW,
        last_used_at=NOW,
        roles=frozenset({Role.asset_manager}),
        look="system",
        has_factor=False,
        has_passkey=False,
        is_production=False,
        need=None,
    )


def staff_app(database: Database, at: str = "2022-08-15 10:00") -> FastAPI:
    """Return the site on which everybody is 陈静, unless the request names somebody else."""
    app = site_app(database, Clock(at))

    async def signed_in(request: Request) -> SignedIn:
        return person({"limin": "李敏"}.get(request.cookies.get(COOKIE, ""), "陈静"))

    app.dependency_overrides[acting] = signed_in
    return app


@contextmanager
def staff_client(database: Database, at: str = "2022-08-15 10:00") -> Iterator[TestClient]:
    """Yield a client that posts as pages of the site do."""
    headers = {"sec-fetch-site": "same-origin"}
    with TestClient(staff_app(database, at), follow_redirects=False, headers=headers) as client:
        yield client


def token() -> str:
    """Return a token for a form."""
    return new_token(SECRET)
