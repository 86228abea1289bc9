"""A page in memory is sent at once: while it is held, to known hosts only, and never past a write of our own."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from fastapi.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from disposal.models.publication.notice import Notice
from disposal.services.public.freshness import EVERYTHING, Stamp, Stamps
from disposal.serving.held_pages import HeldPages
from disposal.storage.database import Database
from tests.support.publishing import amend, published_once
from tests.support.website import Clock, site_app

pytestmark = pytest.mark.filled(by=published_once)
PAGE = "/notices/XGCS-2022-0001"
ADDRESSES = [PAGE, "/", "/notices?status=open"]


@contextmanager
def _site_holding(database: Database, hold_s: float) -> Iterator[TestClient]:
    """Yield a client of a site that asks the database again after ``hold_s`` seconds."""
    app = site_app(database, Clock("2022-08-15 10:00"))
    app.state.hold_s = hold_s
    try:
        with TestClient(app, follow_redirects=False) as client:
            yield client
    finally:
        app.state.hold_s = 0.0


@pytest.fixture
def notice(database: Database) -> Notice:
    """Return a published notice."""
    with database.session("测试员") as session:
        return published_once(session)


def _withdrawn(database: Database, notice: Notice) -> None:
    with database.session("测试员") as session:
        kept = session.get_one(Notice, notice.id)
        amend(session, kept, "withdrawal", reason="误发", published_on=date(2022, 8, 12))


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(("hold_s", "is_seen"), [(0.0, True), (3600.0, False)], ids=["asked each time", "held"])
def test_withdrawal_by_another_process_is_seen_once_the_page_is_no_longer_held(
    database: Database, notice: Notice, address: str, hold_s: float, is_seen: bool
) -> None:
    with _site_holding(database, hold_s) as client:
        before = client.get(address).text
        _withdrawn(database, notice)
        assert (client.get(address).text != before) is is_seen


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_this_process_may_have_written_is_seen_at_once(database: Database, notice: Notice, address: str) -> None:
    with _site_holding(database, 3600.0) as client:
        before = client.get(address).text
        _withdrawn(database, notice)
        client.post("/api/v1/notices/XGCS-2022-0001/objections", json={})
        assert client.get(address).text != before


def test_who_writes_is_answered_only_after_the_stamps_are_forgotten(database: Database, notice: Notice) -> None:
    held: list[Stamp | None] = []

    async def written(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 303, "headers": []})

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    with _site_holding(database, 3600.0) as client:
        client.get("/")
        stamps = client.app.state.register.stamps  # type: ignore[attr-defined]

        async def send(message: Message) -> None:
            held.append(stamps.held(EVERYTHING))

        asked = {"type": "http", "method": "POST", "path": "/", "app": client.app, "headers": []}
        before = stamps.held(EVERYTHING)
        asyncio.run(HeldPages(written)(asked, receive, send))
    assert before is not None
    assert held == [None]


@pytest.mark.parametrize(("at", "is_seen"), [("2022-08-31 23:59", False), ("2022-09-01 00:00", True)])
def test_list_in_memory_changes_when_a_window_closes(
    database: Database, notice: Notice, at: str, is_seen: bool
) -> None:
    with _site_holding(database, 3600.0) as client:
        client.app.state.clock.set("2022-08-31 10:00")  # type: ignore[attr-defined]
        before = client.get("/notices?status=open").text
        assert PAGE in before
        client.app.state.clock.set(at)  # type: ignore[attr-defined]
        assert (PAGE not in client.get("/notices?status=open").text) is is_seen


def test_lists_of_two_questions_are_two_and_a_refused_one_is_none(database: Database, notice: Notice) -> None:
    with _site_holding(database, 3600.0) as client:
        assert [PAGE in client.get(f"/notices?q={words}").text for words in ("公告", "绝无此词")] == [True, False]
        assert [client.get("/notices?province=月球").status_code for _ in range(2)] == [422, 422]
        assert [client.get("/notices?min_amount=x").status_code for _ in range(2)] == [422, 422]


def test_question_behind_a_hash_does_not_take_the_place_of_the_whole_list(database: Database, notice: Notice) -> None:
    with _site_holding(database, 3600.0) as client:
        shown = [_asked_as_sent(client, query) for query in (b"#&q=%E7%BB%9D", b"")]
    assert [PAGE in each for each in shown] == [False, True]


def _asked_as_sent(client: TestClient, query: bytes) -> str:
    """Return the list for a query that reaches the application as it is: clients end an address at ``#``."""
    body = bytearray()
    asked = {"type": "http", "method": "GET", "path": "/notices", "query_string": query}
    asked |= {"headers": [(b"host", b"127.0.0.1")]}

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        body.extend(message.get("body", b""))

    assert client.portal is not None
    client.portal.call(client.app, asked, receive, send)
    return body.decode()


@pytest.mark.parametrize(("length", "is_asked"), [(100, True), (101, False)])
def test_number_longer_than_any_is_neither_asked_for_nor_remembered(
    database: Database, notice: Notice, length: int, is_asked: bool
) -> None:
    with _site_holding(database, 3600.0) as client:
        assert client.get(f"/notices/{'X' * length}").status_code == 404
        assert ("X" * length in client.app.state.register.stamps._known) is is_asked  # type: ignore[attr-defined]


def test_page_in_memory_is_not_sent_under_a_foreign_host(database: Database, notice: Notice) -> None:
    with _site_holding(database, 3600.0) as client:
        assert client.get(PAGE).status_code == 200
        assert client.get(PAGE, headers={"host": "elsewhere.example"}).status_code == 421


def test_page_in_memory_is_sent_in_its_language_and_as_unchanged(database: Database, notice: Notice) -> None:
    with _site_holding(database, 3600.0) as client:
        chinese, english = client.get(PAGE), client.get(f"/en{PAGE}")
        assert 'lang="zh' in chinese.text
        assert 'lang="en' in english.text
        assert client.get(f"/en{PAGE}").text == english.text
        assert client.get(PAGE, headers={"if-none-match": chinese.headers["etag"]}).status_code == 304
        plain = client.head(PAGE, headers={"accept-encoding": "identity"})
        assert plain.headers["content-length"] == str(len(chinese.content))


@pytest.mark.parametrize("address", ADDRESSES)
def test_held_page_does_not_ask_the_database(
    database: Database, notice: Notice, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    run = Stamps._run

    async def counted(self: Stamps, *given: str) -> list[object]:
        asked.append(given[0])
        return await run(self, *given)

    monkeypatch.setattr(Stamps, "_run", counted)
    with _site_holding(database, 3600.0) as client:
        assert client.get(address).status_code == 200
        count = len(asked)
        assert [client.get(address).status_code for _ in range(5)] == [200] * 5
        assert len(asked) == count
