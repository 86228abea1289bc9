"""Hostile files at every door that takes one: refused, or kept as evidence that no browser runs."""

import io
import time
import zipfile
from collections.abc import Iterator, Mapping

import pytest
from sqlmodel import func, select

from disposal.models.claims.claim import Claim
from disposal.models.lists.entry import ListEntry
from disposal.models.publication.placement_scan import PlacementScan
from disposal.models.screening.bidder import Bidder
from disposal.services.sheets.headings import plain_heading
from disposal.storage.database import Database
from tests.acceptance.defences.test_route_permissions import Visitor, visiting
from tests.acceptance.defences.two_issuers import EVERYTHING, PDF, fill_two_issuers
from tests.support.packages.workbook import FACTS
from tests.support.website import SAME_SITE

pytestmark = [pytest.mark.filled(by=fill_two_issuers), pytest.mark.xdist_group("defences")]
SCRIPT = b"<html><script>alert(1)</script></html>"
POLYGLOT = PDF + b"\n" + SCRIPT


def packed(part: str, content: bytes) -> bytes:
    """Return an archive with one part, packed as tight as it gets."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(part, content)
    return written.getvalue()


BOMB = bytes(60 << 20)
FILES: Mapping[str, bytes] = {
    "a.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "a.html": SCRIPT,
    "a.pdf": SCRIPT,
    "a.png": b"GIF89a" + SCRIPT,
    "a.pdf.exe": b"MZ" + bytes(100),
    "a.xlsm": packed("xl/vbaProject.bin", b"macro"),
    "a.xlsx": packed("xl/worksheets/sheet1.xml", BOMB),
    "a.docx": packed("word/document.xml", BOMB),
    "a.zip": packed("a/../../../../etc/cron.d/x", b"x"),
    "a.json": b'{"a": ' * 100_000,
    "a.toml": b"a = " + b"[" * 20_000,
}
DOORS = {
    "scan": ("/desk/notices/{notice_id}/placements/{placement_id}/scans", "placement-scan"),
    "package": ("/desk/packages/new", "workbook"),
    "list": ("/desk/lists/staff/import", "file"),
    "dossier": ("/desk/bidders/upload", "file"),
}


@pytest.fixture
def visitor(database: Database) -> Iterator[Visitor]:
    """Yield somebody with every role."""
    with visiting(database, EVERYTHING) as opened:
        yield opened


def stored(database: Database) -> list[int]:
    """Count what uploads turn into."""
    with database.session() as session:
        tables = (PlacementScan, Claim, ListEntry, Bidder)
        return [session.exec(select(func.count()).select_from(table)).one() for table in tables]


@pytest.mark.parametrize("door", DOORS)
def test_hostile_file_is_refused_at_every_door_and_makes_no_record(
    visitor: Visitor, database: Database, door: str
) -> None:
    path, field = DOORS[door]
    before, client = stored(database), visitor.browser.client
    for name, data in FILES.items():
        form = {"csrf": visitor.browser.token, "project": visitor.ids["project_id"], "provenance": "测试", **FACTS}
        answer = client.post(path.format(**visitor.ids), data=form, files={field: (name, data)}, headers=SAME_SITE)
        assert answer.status_code in (303, 413, 422), name
        if answer.status_code != 303:
            continue
        address = answer.headers["location"]  # it waits, unread, for what the next step finds in it
        assert client.get(address).status_code in (413, 422), name
        client.post(f"{address}/confirm", data={"csrf": visitor.browser.token}, headers=SAME_SITE)
    assert stored(database) == before


def test_heading_of_many_open_brackets_is_read_at_once() -> None:
    start = time.process_time()
    plain_heading("(" * 40_000)
    assert time.process_time() - start < 1


def test_file_that_is_a_pdf_and_a_page_at_once_is_sent_as_a_download_of_no_type(
    visitor: Visitor, database: Database
) -> None:
    path, field = DOORS["scan"]
    client, files = visitor.browser.client, {field: ("整版.pdf", POLYGLOT)}
    form = {"csrf": visitor.browser.token}
    assert client.post(path.format(**visitor.ids), data=form, files=files, headers=SAME_SITE).status_code == 303
    with database.session() as session:
        scan = session.exec(select(PlacementScan).order_by(PlacementScan.id.desc())).first()  # type: ignore[attr-defined]
        assert scan is not None
    sent = client.get(f"/desk/scans/{scan.id}")
    assert sent.content == POLYGLOT
    assert sent.headers["content-type"] == "application/octet-stream"
    assert sent.headers["content-disposition"].startswith("attachment;")
    assert sent.headers["content-security-policy"].endswith("; sandbox")
    assert sent.headers["x-content-type-options"] == "nosniff"
