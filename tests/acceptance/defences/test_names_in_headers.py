"""What people type reaches addresses, file names and headers only quoted: no path, no line break, no second header."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from fastapi import Request
from sqlmodel import select

from disposal.models.publication.placement import Placement
from disposal.models.publication.placement_scan import PlacementScan
from disposal.pages.compose.files import attached, download
from disposal.pages.desk.package_page import attachment
from disposal.pages.desk.staff_page import see_other
from disposal.pages.screening import frame
from disposal.services.public.downloads import FILE_KINDS, NoticeFile
from disposal.storage.database import Database
from tests.acceptance.defences.routes import served_routes
from tests.acceptance.defences.test_route_permissions import FIXED, Visitor, visiting
from tests.acceptance.defences.two_issuers import EVERYTHING, PDF, fill_two_issuers
from tests.support.house import refuse
from tests.support.website import SAME_SITE, instant

pytestmark = [pytest.mark.filled(by=fill_two_issuers), pytest.mark.xdist_group("defences")]
HOSTILE = 'x"; filename="evil.html\r\nSet-Cookie: desk=evil\r\n\r\n<script>.pdf'
PATHS = ("../../../../etc/passwd", "..%2f..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/etc/passwd", "....//etc/passwd",
         "..\\..\\etc\\passwd", "/etc/passwd", "%00", "x%0d%0aSet-Cookie:%20evil=1", "%ff%fe", "{}", "'--")  # fmt: skip
TYPED = {"notice_id", "project_id", "bidder_id", "screening_id", "draft_id", "claim_id", "import_id", "placement_id",
         "scan_id", "record_id", "upload_id", "token_id", "session_id", "passkey_id", "request_id", "booking_id",
         "file_id", "paper_id", "package_id", "merge_id"}  # fmt: skip


@pytest.fixture
def visitor(database: Database) -> Iterator[Visitor]:
    """Yield somebody with every role."""
    with visiting(database, EVERYTHING) as opened:
        yield opened


@pytest.mark.parametrize("path", PATHS)
def test_address_that_climbs_or_breaks_lines_is_answered_with_nothing_of_the_machine(
    visitor: Visitor, path: str
) -> None:
    wrong, client = [], visitor.browser.client
    for route in served_routes():
        for name in route.parameters:
            address = route.filled(visitor.ids | FIXED | {name: path})
            if route.is_api:
                answer = client.request(route.method, address, headers=visitor.header, json={})
            elif route.method == "GET":
                answer = client.get(address)
            else:
                answer = client.post(address, data={"csrf": visitor.browser.token}, headers=SAME_SITE)
            is_answered = answer.status_code < 400 and name in TYPED | {"code"}
            if answer.status_code >= 500 or is_answered or "root:" in answer.text or "evil" in str(answer.headers):
                wrong.append(f"{route} {name}: {answer.status_code}")
    refuse(wrong)


def test_static_files_are_those_of_the_list_alone(visitor: Visitor) -> None:
    digest = visitor.browser.get("/").text.partition("/static/")[2].partition("/")[0]
    for name in ("site.css", "../style/site.css", "%2e%2e/style/site.css", "..", "tokens.css", "/etc/passwd"):
        answer = visitor.browser.client.get(f"/static/{digest}/{name}")
        assert (answer.status_code == 200) == (name == "site.css"), name


def test_every_way_to_send_a_file_quotes_its_name() -> None:
    kind = FILE_KINDS["pdf"]
    public = NoticeFile(kind, "0" * 64, instant("2022-08-15 10:00"), "XGCS-2022-0001-v1", HOSTILE, b"")
    ways = (
        attached(b"", HOSTILE),
        download(b"", HOSTILE),
        attachment(b"", HOSTILE),
        frame.download(b"", HOSTILE, "a/b"),
    )
    for said in (*(way.headers["content-disposition"] for way in ways), public.disposition):
        assert not set(said) & set("\r\n<>")
        assert said.count('"') in (0, 2)
        assert quote(HOSTILE, safe="") in said.replace("%EF%BC%88", "")


def test_every_way_to_send_what_somebody_uploaded_lets_no_browser_run_it() -> None:
    for way in (download(b"", HOSTILE), attachment(b"", HOSTILE), frame.download(b"", HOSTILE, "a/b")):
        assert way.headers["content-security-policy"] == "sandbox"
        assert way.headers["content-disposition"].startswith("attachment;")


def test_way_to_another_page_breaks_no_header(visitor: Visitor) -> None:
    scope = {"type": "http", "method": "POST", "path": "/desk", "query_string": b"", "headers": []}
    request = Request(scope | {"app": visitor.browser.client.app})
    location = see_other(request, f"/desk/lists/{HOSTILE}\u8868").headers["location"]
    assert location.isascii()
    assert location.isprintable()


def test_name_of_an_upload_comes_back_as_a_name_and_no_path(visitor: Visitor, database: Database) -> None:
    names = ("../../etc/整版.pdf", "C:\\windows\\整版.pdf", "整\r\nX-Evil: 1版.pdf", "<script>alert(1)</script>.pdf")
    path = f"/desk/notices/{visitor.ids['notice_id']}/placements/{visitor.ids['placement_id']}/scans"
    for name in names:
        head = f'--x\r\nContent-Disposition: form-data; name="placement-scan"; filename="{quote(name, safe="<>()")}"'
        raw = head.replace("%0D%0A", "%250D%250A").replace("%2F", "/").replace("%5C", "\\\\")
        token = f'--x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{visitor.browser.token}\r\n'
        body = token.encode() + raw.encode() + b"\r\n\r\n" + PDF + b"\r\n--x--\r\n"
        headers = SAME_SITE | {"content-type": "multipart/form-data; boundary=x"}
        assert visitor.browser.client.post(path, content=body, headers=headers).status_code == 303
    with database.session() as session:
        stored = session.exec(select(PlacementScan).join(Placement)).all()
    assert len(stored) == len(names) + 2
    for scan in stored:
        assert not set(scan.file_name) & set("/\\\r\n")
    shown = visitor.browser.client.get(path.removesuffix(f"/{visitor.ids['placement_id']}/scans")).text
    assert "<script>alert" not in shown
