"""刊登: a placement is recorded with its scan on the page; the scan is checked, hashed, and sent as a download."""

import hashlib
from uuid import UUID

from fastapi.testclient import TestClient
from httpx2 import Response
from sqlmodel import select

from disposal.models.publication.placement import Placement
from disposal.models.publication.placement_scan import PlacementScan
from disposal.storage.database import Database
from tests.disposal.pages.desk.staff import token

PDF = b"%PDF-1.7\n<script>alert(1)</script>"
FORM = {"placement-medium": "虚构日报", "placement-kind": "省级以上报纸", "placement-published_on": "2022-8-4",
        "placement-page": "第8版", "placement-paper": "综合类", "placement-province": "测试省"}  # fmt: skip


def post(client: TestClient, notice: UUID, form: dict[str, str], scan: tuple[str, bytes] | None = None) -> Response:
    files = {"placement-scan": scan} if scan else {"nothing": ("", b"")}
    return client.post(f"/desk/notices/{notice}/placements", data={**form, "csrf": token()}, files=files)


def test_placement_is_recorded_with_its_scan_and_the_scan_sent_as_a_download(
    client: TestClient, database: Database, notice: UUID
) -> None:
    assert "尚未登记刊登" in client.get(f"/desk/notices/{notice}/placements").text
    answer = post(client, notice, FORM, ("../../整版.pdf", PDF))
    assert answer.status_code == 303
    shown = client.get(answer.headers["location"]).text
    for words in ("刊登已登记", "虚构日报", "第8版", "整版.pdf", hashlib.sha256(PDF).hexdigest()[:8]):
        assert words in shown
    with database.session() as session:
        scan = session.exec(select(PlacementScan)).one()
    sent = client.get(f"/desk/scans/{scan.id}")
    assert sent.content == PDF
    assert sent.headers["content-disposition"].startswith("attachment")
    assert sent.headers["x-content-type-options"] == "nosniff"


def test_wrong_fields_and_a_false_scan_are_told_and_nothing_is_stored(
    client: TestClient, database: Database, notice: UUID
) -> None:
    empty = post(client, notice, {"placement-page": "第8版"})
    assert empty.status_code == 422
    for words in ("填写媒体", "填写见报日", 'value="第8版"'):
        assert words in empty.text
    false = post(client, notice, FORM, ("整版.pdf", b"<html>"))
    assert false.status_code == 422
    assert "内容与扩展名不符" in false.text
    early = post(client, notice, FORM | {"placement-published_on": "2022-8-1"})
    assert early.status_code == 422
    assert 'value="虚构日报"' in early.text
    with database.session() as session:
        assert session.exec(select(Placement)).all() == []


def test_scan_of_a_recorded_placement_is_added_later(client: TestClient, database: Database, notice: UUID) -> None:
    post(client, notice, FORM)
    with database.session() as session:
        placement = session.exec(select(Placement)).one().id
    path = f"/desk/notices/{notice}/placements/{placement}/scans"
    answer = client.post(path, data={"csrf": token()}, files={"placement-scan": ("page.png", b"\x89PNG\r\n\x1a\n0")})
    assert answer.status_code == 303
    assert "page.png" in client.get(answer.headers["location"]).text
