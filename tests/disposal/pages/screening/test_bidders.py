"""录入申报: a dossier typed in three sections or uploaded becomes a bidder; errors stand at their fields."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlmodel import select

from disposal.models.parties.party import Party
from disposal.models.parties.relation import PartyRelation
from disposal.models.screening.bidder import Bidder
from disposal.storage.database import Database
from notices.typesetting.resources import templates_root
from tests.disposal.pages.screening.conftest import client_of, staffed_case, token
from tests.support.screening import NUMBER

pytestmark = pytest.mark.filled(by=staffed_case)
NEW = "/desk/bidders/new"
TYPED = {
    "project": "HRZJ-HUACHENG",
    "bidder-name": "虚构竞买有限公司",
    "bidder-kind": "organisation",
    "bidder-credit_code": "91339901MA0000002R",
    "bidder-status": "active",
    "bidder-organ": "ordinary",
    "bidder-is_financial_institution": "否",
    "bidder-phones": "057100000002\n057100000003",
    "bidder-stated": ["shareholders", "agents"],
    "parties-0-name": "测试股东",
    "parties-0-kind": "natural_person",
    "parties-0-personal_number": NUMBER,
    "parties-1-name": "虚构中间有限公司",
    "parties-1-kind": "organisation",
    "parties-2-kind": "organisation",
    "relations-0-from": "测试股东",
    "relations-0-kind": "ownership",
    "relations-0-percent": "60%",
    "relations-0-to": "2",
    "relations-1-from": "虚构中间有限公司",
    "relations-1-kind": "ownership",
    "relations-1-percent": "100",
    "means-0-document": "虚构银行存款证明",
    "means-0-amount": "2亿元",
    "declared_on": "2022-8-10",
    "declared-civil_servant": "no",
    "declared-amc_staff": "yes",
}


@pytest.fixture
def client(database: Database) -> Iterator[TestClient]:
    """Yield a client of the compliance officer."""
    with client_of(database) as opened:
        yield opened


def post(client: TestClient, address: str = NEW, **fields: Any) -> Response:
    typed = {name.replace("__", "-"): value for name, value in fields.items()}
    return client.post(address, data={**TYPED, **typed, "csrf": token()})


def linked(page: str) -> list[str]:
    """Return the fields that the summary of problems leads to."""
    return re.findall(r'<li><a href="#([^"]+)"', page.partition('id="problems"')[2].partition("</ul>")[0])


def test_dossier_typed_becomes_a_bidder_with_its_parties_relations_and_declarations(
    client: TestClient, database: Database
) -> None:
    answer = post(client)
    assert answer.status_code == 303
    shown = client.get(answer.headers["location"]).text
    assert "虚构竞买有限公司" in shown
    assert "2项" in shown
    with database.session() as session:
        bidder = session.exec(select(Bidder)).one()
        assert [(each.limb.value, each.is_barred) for each in bidder.declarations] == [
            ("civil_servant", False), ("amc_staff", True),
        ]  # fmt: skip
        ties = session.exec(select(PartyRelation).where(PartyRelation.bidder_id == bidder.id)).all()
        names = {party.id: party.name for party in session.exec(select(Party)).all()}
        assert {(names[each.from_party_id], names[each.to_party_id], int(each.percent or 0)) for each in ties} == {
            ("测试股东", "虚构中间有限公司", 60), ("虚构中间有限公司", "虚构竞买有限公司", 100),
        }  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"project": ""}, "project"),
        ({"project": "没有这个"}, "project"),
        ({"bidder__name": ""}, "bidder-name"),
        ({"bidder__credit_code": "91339901MA0000002X"}, "bidder-credit_code"),
        ({"parties__0__personal_number": "999999199001010017"}, "parties-0-personal_number"),
        ({"relations__0__percent": "很多"}, "relations-0-percent"),
        ({"relations__1__from": "没有此人"}, "relations-1-from"),
        ({"relations__1__kind": ""}, "relations-1-kind"),
        ({"means__0__amount": "约两亿"}, "means-0-amount"),
        ({"declared_on": ""}, "declared_on"),
        ({"bidder__age_years": "四十上下"}, "bidder-age_years"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_everything_typed_stays(
    client: TestClient, database: Database, fields: dict[str, str], at: str
) -> None:
    answer = post(client, **fields)
    assert answer.status_code == 422
    assert at in linked(answer.text)
    assert re.search(rf'id="{at}-(problem|said)"', answer.text)
    for words in ("虚构银行存款证明", "057100000003", "虚构中间有限公司"):
        assert words in answer.text
    assert re.search(r'name="declared-amc_staff" value="yes" checked', answer.text)
    with database.session() as session:
        assert session.exec(select(Bidder)).all() == []


def test_project_relations_and_fields_are_all_told_at_once(client: TestClient) -> None:
    wrong = {"project": "没有这个", "bidder__credit_code": "1", "relations__1__from": "没有此人"}
    assert linked(post(client, **wrong).text) == ["project", "bidder-credit_code", "relations-1-from"]


def test_missing_project_and_name_are_asked_for_at_once(client: TestClient) -> None:
    assert linked(post(client, project="", bidder__name=" ").text) == ["project", "bidder-name"]


def test_day_of_signing_without_any_declaration_is_refused(client: TestClient) -> None:
    answer = post(client, **{"declared-civil_servant": "", "declared-amc_staff": ""})
    assert linked(answer.text) == ["declared_on"]


def test_rows_are_added_and_deleted_without_script(client: TestClient) -> None:
    added = post(client, rows="add:parties").text
    assert len(re.findall(r'name="parties-\d+-name"', added)) == 2 + 6
    assert "虚构竞买有限公司" in added
    deleted = post(client, rows="delete:parties-1").text
    assert "还原" in deleted
    assert 'name="parties-1-deleted" value="1"' in deleted


def test_file_uploaded_becomes_a_bidder_and_its_problems_name_their_place(client: TestClient) -> None:
    data = (templates_root() / "dossiers" / "sample-held.toml").read_bytes()
    fields = {"csrf": token(), "project": "HRZJ-HUACHENG"}
    spoiled = data.replace(b'percent = "60"', b'percent = "x"')
    refused = client.post("/desk/bidders/upload", data=fields, files={"file": ("资料.toml", spoiled)})
    assert refused.status_code == 422
    assert "relations.0.percent" in refused.text
    assert "HRZJ-HUACHENG" in refused.text
    empty = client.post("/desk/bidders/upload", data=fields)
    assert "选择资料文件" in empty.text
    taken = client.post("/desk/bidders/upload", data=fields, files={"file": ("资料.toml", data)})
    assert "虚构隔山投资有限公司" in client.get(taken.headers["location"]).text


def test_project_is_suggested_by_part_of_code_or_name_within_the_own_issuer(
    client: TestClient, database: Database
) -> None:
    found = client.get("/desk/bidders/projects?q=huach").json()["suggestions"]
    assert [each["value"] for each in found] == ["HRZJ/HRZJ-HUACHENG"]
    assert client.get("/desk/bidders/projects?q=华成").json()["suggestions"] == found
    with client_of(database, "waidi") as other:
        assert other.get("/desk/bidders/projects?q=huach").json()["suggestions"] == []


def test_asset_manager_may_not_enter_a_dossier(database: Database) -> None:
    with client_of(database, "jingli") as manager:
        assert manager.get(NEW).status_code == 403
        assert post(manager).status_code == 403
    with database.session() as session:
        assert session.exec(select(Bidder)).all() == []


def test_post_without_the_token_of_the_session_does_nothing(client: TestClient, database: Database) -> None:
    assert client.post(NEW, data={**TYPED, "csrf": "x"}).status_code == 403
    with database.session() as session:
        assert session.exec(select(Bidder)).all() == []


def test_script_typed_in_every_field_comes_back_as_text(client: TestClient) -> None:
    hostile = "\"><script>alert(1)</script>'{{7*7}}"
    fields = {name: hostile for name in TYPED if not name.startswith("declared-")}
    shown = client.post(NEW, data={**fields, "csrf": token()}).text
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)" in shown
    assert set(re.findall(r"&#39;(\{\{7\*7|49)", shown)) == {"{{7*7"}
