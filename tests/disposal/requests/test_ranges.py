"""Parts of a PDF: what a reader lacks, what is not there, and whether the file is still the same."""

import pytest
from fastapi.testclient import TestClient

from disposal.requests.ranges import FilePart, part_of

PDF = "/notices/HRZJ-2022-0001.pdf"


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("bytes=0-0", FilePart(0, 0, 100)),
        ("bytes=10-", FilePart(10, 99, 100)),
        ("bytes=-5", FilePart(95, 99, 100)),
        ("bytes=90-200", FilePart(90, 99, 100)),
        ("bytes=-200", FilePart(0, 99, 100)),
        ("bytes=99-99", FilePart(99, 99, 100)),
        ("bytes=100-", FilePart(100, 99, 100)),
        ("bytes=-0", FilePart(100, 99, 100)),
        ("bytes=5-4", None),
        ("bytes=-", None),
        ("bytes=0-1,3-4", None),
        ("lines=0-1", None),
        ("bytes=x-1", None),
        ("", None),
        ("bytes=" + "9" * 500 + "-", None),
    ],
)
def test_header_is_read_as_the_standard_has_it(header: str, part: FilePart | None) -> None:
    assert part_of(header, 100) == part


def test_part_of_a_pdf_is_sent_with_its_place_and_the_parts_make_the_whole(site: TestClient) -> None:
    whole = site.get(PDF)
    assert (whole.status_code, whole.headers["accept-ranges"]) == (200, "bytes")
    size = len(whole.content)
    first, rest = (site.get(PDF, headers={"range": asked}) for asked in ("bytes=0-999", "bytes=1000-"))
    assert (first.status_code, first.headers["content-range"]) == (206, f"bytes 0-999/{size}")
    assert (rest.headers["content-length"], rest.headers["content-type"]) == (str(size - 1_000), "application/pdf")
    assert first.headers["etag"] == whole.headers["etag"]
    assert first.content + rest.content == whole.content


def test_part_beyond_the_end_is_refused_with_the_length(site: TestClient) -> None:
    size = len(site.get(PDF).content)
    refused = site.get(PDF, headers={"range": f"bytes={size}-"})
    assert (refused.status_code, refused.headers["content-range"], refused.content) == (416, f"bytes */{size}", b"")


def test_part_is_sent_only_while_the_file_is_the_same(site: TestClient) -> None:
    whole = site.get(PDF)
    for validator, status in ((whole.headers["etag"], 206), ('"other"', 200), (f"W/{whole.headers['etag']}", 200)):
        answer = site.get(PDF, headers={"range": "bytes=0-9", "if-range": validator})
        assert answer.status_code == status
        assert len(answer.content) == (10 if status == 206 else len(whole.content))
    known = site.get(PDF, headers={"range": "bytes=0-9", "if-none-match": whole.headers["etag"]})
    assert known.status_code == 304


def test_head_and_pages_are_whole(site: TestClient) -> None:
    head = site.head(PDF, headers={"range": "bytes=0-9"})
    assert (head.status_code, int(head.headers["content-length"]) > 10) == (200, True)
    page = site.get("/notices", headers={"range": "bytes=0-9"})
    assert (page.status_code, "accept-ranges" in page.headers) == (200, False)
