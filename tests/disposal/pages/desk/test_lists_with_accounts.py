"""Lists, records and exports for real accounts: each within its branches and roles, refused in words, on record."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from disposal.acting import Role
from disposal.models.records.audit_entry import AuditEntry
from disposal.services.sign_in.sessions import SignedIn
from disposal.storage.database import Database
from disposal.web.acting import acting
from tests.disposal.pages.desk.staff import person, staff_app, token
from tests.disposal.services.staff_lists.test_lists import claim_of
from tests.support.accounts import make_account
from tests.support.factories import make_issuer

PAGES = ("claims", "parties", "projects", "notices", "bidders")


@pytest.fixture
def client(database: Database) -> Iterator[TestClient]:
    """Yield a client that is signed in as the query says: a manager of one branch, an administrator, an auditor."""
    with database.session("首位管理员") as session:
        ours, theirs = make_issuer(session), make_issuer(session, "TEST-JS", branch="测试二分公司")
        claim_of(session, "虚构甲厂", issuer_id=ours.id)
        claim_of(session, "虚构乙厂", issuer_id=theirs.id)
        make_account(session, "chen", Role.asset_manager, issuers=[ours.id])
        make_account(session, "guan", Role.administrator)
        make_account(session, "shenji", Role.auditor)
    app = staff_app(database)

    async def signed_in(login: str = "chen") -> SignedIn:
        return person(login)

    app.dependency_overrides[acting] = signed_in
    with TestClient(app, headers={"sec-fetch-site": "same-origin"}) as opened:
        yield opened


def test_manager_sees_own_claims_and_an_auditor_those_of_all_branches(client: TestClient) -> None:
    own, everything = (client.get("/desk/claims", params={"login": each}).text for each in ("chen", "shenji"))
    assert ("虚构甲厂" in own, "虚构乙厂" in own) == (True, False)
    assert ("虚构甲厂" in everything, "虚构乙厂" in everything) == (True, True)
    assert "测试二分公司" in everything
    assert "测试二分公司" not in own


@pytest.mark.parametrize("code", PAGES)
def test_administrator_is_refused_cases_in_words_and_on_record(
    client: TestClient, database: Database, code: str
) -> None:
    page = client.get(f"/desk/{code}", params={"login": "guan"})
    assert page.status_code == 403
    assert "岗位不能办理此事：查看" in page.text
    assert "可由以下岗位办理：资产经理、合规、法务" in page.text
    assert "或请管理员（虚构guan）调整岗位" in page.text
    assert f"{code}.read" not in page.text
    assert "返回工作台" in page.text
    assert "may not do" not in page.text
    with database.session() as session:
        entry = session.exec(select(AuditEntry).where(AuditEntry.event == "access.refused")).one()
    assert (entry.login, entry.after) == ("guan", {"code": "permission_refused", "verb": f"{code}.read"})


def test_export_through_the_page_holds_own_branches_only_and_is_on_record(
    client: TestClient, database: Database
) -> None:
    asked = {"csrf": token(), "form": "csv"}
    answer = client.post("/desk/claims/export", params={"login": "chen"}, data=asked)
    assert "虚构甲厂" in answer.text
    assert "虚构乙厂" not in answer.text
    with database.session() as session:
        entry = session.exec(select(AuditEntry).where(AuditEntry.event == "claims.exported")).one()
    assert (entry.login, entry.channel, entry.reason) == ("chen", "page", "导出债权：全部")


def test_home_of_an_administrator_names_no_case(client: TestClient) -> None:
    page = client.get("/desk", params={"login": "guan"}).text
    assert "这里没有案件" in page
    assert "虚构" not in page.split("<main")[1].replace("虚构guan", "")
