"""Staff who are signed in, in tests of pages: the site with a person who acts, and the token of their forms."""

from collections.abc import Iterator
from contextlib import contextmanager

from fastapi import FastAPI, Request
from fastapi.testclient import TestClient

from disposal.serving.app import create_app
from disposal.storage.database import Database
from disposal.web.acting import ActingPerson, acting
from disposal.web.cross_site import new_token
from tests.support.website import Clock

SECRET = b"5e" * 16
COOKIE = "person"


def person(name: str) -> ActingPerson:
    """Return a person who is signed in."""
    return ActingPerson(name, name, frozenset({"asset_manager"}), frozenset({"浙江"}), SECRET)


def staff_app(database: Database, at: str = "2022-08-15 10:00") -> FastAPI:
    """Return the site on which everybody is 陈静, unless the request names somebody else."""
    app = create_app(database, clock=Clock(at))

    async def signed_in(request: Request) -> ActingPerson:
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
