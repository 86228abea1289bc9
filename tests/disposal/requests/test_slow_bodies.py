"""A body that trickles is cut off in words; one that comes has all the time it needs."""

import asyncio

import pytest
from fastapi import HTTPException
from fastapi.testclient import TestClient
from starlette.types import Message, Receive

from disposal.requests import slow_bodies
from disposal.requests.slow_bodies import BYTES_A_SECOND, timed

PIECE = {"type": "http.request", "body": b"x" * BYTES_A_SECOND, "more_body": True}
END = {"type": "http.request", "body": b"", "more_body": False}


def sending(*messages: Message) -> Receive:
    """Return what a client sends, and then nothing for ever."""
    waiting = iter(messages)

    async def receive() -> Message:
        for message in waiting:
            return message
        await asyncio.Event().wait()
        return {"type": "http.disconnect"}

    return receive


def test_body_that_stops_is_cut_off_and_one_that_is_whole_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slow_bodies, "FIRST_S", 0.02)

    async def read(*messages: Message) -> int:
        receive = timed(sending(*messages))
        for number in range(len(messages) + 1):
            try:
                async with asyncio.timeout(0.2):
                    await receive()
            except TimeoutError:
                return number  # whole: only the end of the connection is awaited
        return -1

    with pytest.raises(HTTPException) as cut:
        asyncio.run(read({**PIECE, "body": b"x"}))
    assert cut.value.status_code == 408
    assert asyncio.run(read(END)) == 1
    assert asyncio.run(read(PIECE, PIECE, END)) == 3


@pytest.mark.parametrize(
    ("path", "words"), [("/desk/sign-in", "传得太慢"), ("/api/v1/projects/from-content", "body_too_slow")]
)
def test_slow_body_is_answered_in_words(
    site: TestClient, monkeypatch: pytest.MonkeyPatch, path: str, words: str
) -> None:
    monkeypatch.setattr(slow_bodies, "FIRST_S", 0.02)
    status, told = answered(site, path, {"type": "http.request", "body": b"a", "more_body": True})
    assert status == 408
    assert words in told


def test_body_that_breaks_off_is_the_senders_fault_and_leaves_nothing_in_the_log(
    site: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    for path in ("/desk/reset", "/desk/sign-in"):
        status, told = answered(site, path, {"type": "http.disconnect"})
        assert (status, "没有传完" in told) == (400, True)
    assert [each for each in caplog.records if each.name.startswith("disposal")] == []


def answered(site: TestClient, path: str, *messages: Message) -> tuple[int, str]:
    """Return status and words of the answer to a post whose body comes as these messages, and then no more."""
    answers: list[Message] = []

    async def send(message: Message) -> None:
        answers.append(message)

    kind = b"application/x-www-form-urlencoded" if path.startswith("/desk") else b"application/json"
    headers = [(b"host", b"testserver"), (b"content-type", kind), (b"sec-fetch-site", b"same-origin")]
    scope = {"type": "http", "asgi": {"version": "3.0"}, "method": "POST", "path": path, "raw_path": path.encode(),
             "query_string": b"", "headers": headers, "scheme": "http", "http_version": "1.1", "root_path": "",
             "server": ("testserver", 80), "client": ("127.0.0.1", 1), "state": {}}  # fmt: skip
    portal = site.portal
    assert portal is not None
    portal.call(site.app, scope, sending(*messages), send)
    return answers[0]["status"], b"".join(answer.get("body", b"") for answer in answers).decode()
