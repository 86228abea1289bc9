"""资产包导入 without script: upload, dry run by cell, confirmation, undo; nothing is recorded before."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from openpyxl import Workbook, load_workbook
from sqlmodel import select

from disposal.models.claims.claim import Claim
from disposal.models.projects.issuer import IssuerCreate
from disposal.models.projects.package_import import PackageImport
from disposal.services.projects.issuers import enter_issuer
from disposal.storage.database import Database
from tests.disposal.pages.desk.staff import staff_client, token
from tests.support.package_of_95 import DEBTORS, real_faults
from tests.support.packages.workbook import FACTS, package_workbook, saved

NEW = "/desk/packages/new"


@pytest.fixture
def client(database: Database) -> Iterator[TestClient]:
    """Yield a client of a signed-in asset manager."""
    with database.session("陈静") as session:
        enter_issuer(session, IssuerCreate(name="虚构资产管理股份有限公司", code="XGCS"))
    with staff_client(database) as opened:
        yield opened


def upload(client: TestClient, folder: Path, book: Workbook, **fields: Any) -> Response:
    files = {"workbook": ("资产包.xlsx", saved(book, folder).read_bytes())}
    return client.post(NEW, data={**FACTS, **fields, "csrf": token()}, files=files)


def post(client: TestClient, address: str, act: str, **fields: str) -> Response:
    return client.post(f"{address}/{act}", data={"csrf": token(), **fields})


def test_template_is_downloaded_from_the_page(client: TestClient) -> None:
    assert "/desk/packages/template" in client.get(NEW).text
    answer = client.get("/desk/packages/template")
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert load_workbook(BytesIO(answer.content)).sheetnames[1:] == ["债务人", "债权", "担保物", "保证人"]


def test_faults_are_shown_by_cell_and_cannot_be_confirmed(
    client: TestClient, tmp_path: Path, database: Database
) -> None:
    answer = upload(client, tmp_path, package_workbook(real_faults()))
    assert answer.status_code == 303
    address = answer.headers["location"]
    shown = client.get(address).text
    assert "须更正6处，请核对19处" in shown
    assert "相差293.25万元，请更正" in shown
    assert "确认导入</button>" not in shown
    refused = post(client, address, "confirm")
    assert refused.status_code == 422
    assert "未写入任何内容" in refused.text
    rows = load_workbook(BytesIO(client.get(f"{address}/wrong-rows").content))
    assert rows.sheetnames == ["债务人", "债权"]
    with database.session() as session:
        assert session.exec(select(Claim)).all() == []


def test_package_is_confirmed_shown_and_undone_on_the_page(
    client: TestClient, tmp_path: Path, database: Database
) -> None:
    address = upload(client, tmp_path, package_workbook()).headers["location"]
    assert "确认导入</button>" in client.get(address).text
    with database.session() as session:
        assert session.exec(select(Claim)).all() == []
    assert post(client, address, "confirm").status_code == 303
    assert "已导入" in client.get(address).text
    with database.session() as session:
        assert len(session.exec(select(Claim)).all()) == DEBTORS
    assert post(client, address, "undo").status_code == 422  # a reason is needed
    assert post(client, address, "undo", reason="选错文件").status_code == 303
    assert "选错文件" in client.get(address).text
    with database.session() as session:
        assert session.exec(select(Claim)).all() == []
    assert "已还原" in client.get(NEW).text


def test_workbook_that_waits_is_discarded(client: TestClient, tmp_path: Path, database: Database) -> None:
    address = upload(client, tmp_path, package_workbook()).headers["location"]
    assert "已作废" in client.get(post(client, address, "discard").headers["location"]).text
    with database.session() as session:
        assert session.exec(select(PackageImport)).all() == []


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"book_value": "约五千万"}, "book_value"),
        ({"project_name": ""}, "project_name"),
        ({"issuer_code": "NN"}, "workbook"),
    ],
)
def test_what_is_wrong_with_a_field_stands_at_it_and_what_was_typed_stays(
    client: TestClient, tmp_path: Path, fields: dict[str, str], words: str
) -> None:
    answer = upload(client, tmp_path, package_workbook(), **fields)
    assert answer.status_code == 422
    assert f'<a href="#{words}">' in answer.text
    assert "测试-九十五户" in answer.text


def test_file_that_is_no_workbook_is_told_on_its_page(client: TestClient) -> None:
    files = {"workbook": ("资产包.xlsx", b"%PDF-1.7 not a workbook")}
    address = client.post(NEW, data={**FACTS, "csrf": token()}, files=files).headers["location"]
    answer = client.get(address)
    assert answer.status_code == 422
    assert "不是 .xlsx 工作簿" in answer.text


@pytest.mark.parametrize("act", ["confirm", "discard", "undo"])
def test_post_without_the_token_of_the_session_does_nothing(client: TestClient, tmp_path: Path, act: str) -> None:
    address = upload(client, tmp_path, package_workbook()).headers["location"]
    assert client.post(f"{address}/{act}", data={"csrf": "x", "reason": "x"}).status_code == 403
    assert client.post(NEW, data=FACTS).status_code == 403


def test_script_in_cells_and_names_is_text_on_the_page(client: TestClient, tmp_path: Path) -> None:
    book = package_workbook()
    book["债务人"]["B3"].value = "<script>alert(1)</script>"
    address = upload(client, tmp_path, book, project_code="<script>alert(2)</script>").headers["location"]
    shown = client.get(address).text
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)" in shown
