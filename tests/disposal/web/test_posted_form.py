"""Forms as posted, read by a small application: order, repeats, files, and limits that hold while they are read."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from fastapi.testclient import TestClient

from disposal.web.posted_form import FormLimits, read_form
from notices.errors import NoticesError

SMALL = FormLimits(fields=4, field_bytes=50, text_bytes=300, files=1, total_bytes=2_000)
FORM = {"content-type": "application/x-www-form-urlencoded"}
BOUNDARY = {"content-type": "multipart/form-data; boundary=x"}


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    """Yield a client of an application that answers with what it read."""
    app = FastAPI()

    @app.post("/")
    async def read(request: Request) -> Response:
        form = await read_form(request, SMALL)
        files = []
        for file in form.files:
            with file.content as content:
                files.append([file.field, file.name, file.size, content.read().decode()])
        return JSONResponse({"items": form.items, "files": files})

    async def told(_: Request, error: Exception) -> Response:
        assert isinstance(error, NoticesError)
        return JSONResponse(error.as_json(), status_code=error.status)

    app.add_exception_handler(NoticesError, told)
    with TestClient(app) as opened:
        yield opened


def part(name: str, content: str, filename: str = "") -> str:
    named = f'; filename="{filename}"' if filename else ""
    return f'--x\r\nContent-Disposition: form-data; name="{name}"{named}\r\n\r\n{content}\r\n'


def test_fields_keep_their_order_and_repeats_and_line_breaks_are_plain(client: TestClient) -> None:
    read = client.post("/", content="b=%E5%8D%8E&a=1&b=x+y&words=1%0D%0A2", headers=FORM).json()
    assert read["items"] == [["b", "华"], ["a", "1"], ["b", "x y"], ["words", "1\n2"]]


def test_file_and_fields_are_read_and_its_name_is_its_last_part(client: TestClient) -> None:
    body = part("a", "华") + part("scan", "%PDF", "C:\\\\文件\\\\..\\\\合同\x07.pdf") + part("b", "2") + "--x--\r\n"
    read = client.post("/", content=body.encode(), headers=BOUNDARY).json()
    assert read["items"] == [["a", "华"], ["b", "2"]]
    assert read["files"] == [["scan", "合同.pdf", 4, "%PDF"]]


@pytest.mark.parametrize(
    ("content", "headers", "status", "code"),
    [
        ("a=" + "x" * 51, FORM, 422, "form_unreadable"),
        ("&".join(f"a{n}=1" for n in range(5)), FORM, 422, "form_unreadable"),
        ("&".join(["a=1"] * 100), FORM, 413, "form_too_large"),
        ("a=%00", FORM, 422, "value_unreadable"),
        ("a=1", {"content-type": "text/plain"}, 422, "form_unreadable"),
        ("a=1", {}, 422, "form_unreadable"),
        ("a=1", {"content-type": "multipart/form-data"}, 422, "form_unreadable"),
        ("nonsense", BOUNDARY, 422, "form_unreadable"),
        (part("f", "1", "a") + part("g", "2", "b") + "--x--\r\n", BOUNDARY, 422, "form_unreadable"),
        (part("f", "1" * 2_000, "a") + "--x--\r\n", BOUNDARY, 413, "form_too_large"),
    ],
)
def test_form_beyond_its_limits_is_refused(
    client: TestClient, content: str, headers: dict[str, str], status: int, code: str
) -> None:
    answer = client.post("/", content=content, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_large_body_is_refused_before_it_is_read_to_its_end(client: TestClient) -> None:
    sent = []

    def pieces() -> Iterator[bytes]:
        yield part("f", "", "a").removesuffix("\r\n").encode()
        for number in range(10_000):
            sent.append(number)
            yield b"1" * 1_000

    answer = client.post("/", content=pieces(), headers=BOUNDARY)
    assert answer.status_code == 413
