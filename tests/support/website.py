"""The site in tests: a client in this process on a day of the test's choosing, or a server for a browser."""

import asyncio
import re
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from html import unescape
from threading import Event, Thread
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient
from granian.server.embed import Server
from httpx2 import Response
from sqlmodel import Session

from disposal.demo.case import enter_huarong_2022
from disposal.models.publication.notice import Notice
from disposal.services.publication.context import PublicationContext
from disposal.services.publication.publication import draft_notice
from disposal.serving.app import create_app
from disposal.storage.database import Database
from notices.dates import SHANGHAI
from tests.support.accounts import PASSWORD
from tests.support.publishing import CONTEXT, PUBLISHED_ON, publish

HUARONG = "HRZJ-2022-0001"
TOKEN = re.compile(r'name="csrf" value="([^"]*)"')
SAME_SITE = {"sec-fetch-site": "same-origin"}
"""What a browser says of a form of our own."""


def instant(text: str) -> datetime:
    """Return the instant in China written like ``2022-08-15 10:00``."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self, at: str) -> None:
        self.set(at)

    def set(self, at: str) -> None:
        """Let it be that instant in China."""
        self.at = instant(at)

    def __call__(self) -> datetime:
        return self.at


def site_app(database: Database, clock: Clock) -> FastAPI:
    """Return the application on a database. Its even answers come at once: no test waits for them."""
    app = create_app(database, clock=clock)
    app.state.least_seconds = 0.0
    app.openapi = partial(_described, database.settings.public_base_url, app.openapi)  # type: ignore[method-assign]
    return app


_DESCRIPTIONS = dict[str, dict[str, Any]]()


def _described(url: str, describe: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Return the description of the API, which only its address can change, made once for all tests."""
    if url not in _DESCRIPTIONS:
        _DESCRIPTIONS[url] = describe()
    return _DESCRIPTIONS[url]


@contextmanager
def site_on(database: Database, at: str = "2022-08-15 10:00") -> Iterator[TestClient]:
    """Yield a client of the site as it stands at an instant; ``client.clock`` sets another."""
    clock = Clock(at)
    with TestClient(site_app(database, clock), follow_redirects=False) as client:
        client.clock = clock  # type: ignore[attr-defined]
        yield client


@contextmanager
def served(database: Database, at: str = "2022-08-15 10:00") -> Iterator[str]:
    """Serve the site on a free port with Granian in this process; yield its address."""
    with served_app(site_app(database, Clock(at))) as address:
        yield address


@contextmanager
def served_app(app: FastAPI) -> Iterator[str]:
    """Serve an application on a free port with Granian in this process; yield its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Server(app, port=port, interface="asgi", log_enabled=False)
    started = Event()
    loop = asyncio.new_event_loop()

    async def run() -> None:
        started.set()
        await server.serve()

    thread = Thread(target=lambda: loop.run_until_complete(run()))
    with _answered(app):
        thread.start()
        started.wait()
        _wait_for(port)
        yield f"http://127.0.0.1:{port}"
        loop.call_soon_threadsafe(server.stop)
        thread.join()
        loop.close()


@contextmanager
def _answered(app: object) -> Iterator[None]:
    """Wait at the end until what a page asked as it was left has given its connection back; nobody else closes it."""
    database = getattr(getattr(app, "state", None), "database", None)
    pool = database.engine.pool if database else None
    before = pool.checkedout() if pool else 0
    yield
    for _ in range(1_000):
        if pool is None or pool.checkedout() <= before:
            return
        Event().wait(0.01)
    raise TimeoutError(pool.status() if pool else "")


def _wait_for(port: int) -> None:
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=0.1).close()
        except OSError:
            Event().wait(0.05)
        else:
            return
    raise TimeoutError(port)


def publish_huarong(session: Session, *, context: PublicationContext = CONTEXT) -> Notice:
    """Publish the real notice of Wed 2022-08-03; its window ends on Wed 2022-08-31."""
    notice = draft_notice(session, enter_huarong_2022(session).id, published_on=PUBLISHED_ON)
    publish(session, notice.id, context=context)
    return notice


class DeskBrowser:
    """The desk as a person uses it: a browser with cookies that posts the forms it was shown."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.shown = ""

    @property
    def token(self) -> str:
        """Return the token of the forms of the last page."""
        found = TOKEN.search(self.shown)
        return unescape(found[1]) if found else ""

    def get(self, path: str, **more: str) -> Response:
        """Open a page."""
        answer = self.client.get(path, headers=more)
        self.shown = answer.text
        return answer  # type: ignore[return-value]

    def post(self, path: str, fields: Mapping[str, str | list[str]] | None = None, **more: str) -> Response:
        """Post a form of the last page; ``more`` are headers in place of a browser's own."""
        headers = {name.replace("_", "-"): value for name, value in more.items()} or SAME_SITE
        answer = self.client.post(path, data={"csrf": self.token, **(fields or {})}, headers=headers)
        if answer.status_code != 303:
            self.shown = answer.text
        return answer  # type: ignore[return-value]

    def upload(self, path: str, fields: Mapping[str, str], files: Mapping[str, tuple[str, bytes, str]]) -> Response:
        """Post a form of the last page with files: name, bytes, media type."""
        answer = self.client.post(path, data={"csrf": self.token, **fields}, files=files, headers=SAME_SITE)
        if answer.status_code != 303:
            self.shown = answer.text
        return answer  # type: ignore[return-value]

    def sign_in(self, login: str, password: str = PASSWORD, wanted: str = "") -> Response:
        """Sign in by password."""
        self.get(f"/desk/sign-in?next={wanted}")
        return self.post("/desk/sign-in", {"login": login, "password": password, "next": wanted})


@contextmanager
def desk_on(
    database: Database, at: str = "2026-12-01 09:00", base_url: str = "http://127.0.0.1"
) -> Iterator[DeskBrowser]:
    """Yield a browser on the desk at an instant in China; ``client.clock`` sets another."""
    clock = Clock(at)
    app = site_app(database, clock)
    with TestClient(app, base_url=base_url, follow_redirects=False) as client:
        client.clock = clock  # type: ignore[attr-defined]
        yield DeskBrowser(client)
