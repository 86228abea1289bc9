"""List, record and history pages: filtered by the address, exported whole, refused in words."""

import csv
import io
import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from disposal.models.claims.claim import Claim
from disposal.models.claims.claim_draft import ClaimDraft
from disposal.models.publication.notice import Notice
from disposal.storage.database import Database
from tests.disposal.pages.desk.staff import staff_app, token
from tests.disposal.services.staff_lists.test_lists import claim_of
from tests.support.factories import add

LISTS = ("claims", "parties", "projects", "notices", "bidders")
HUAXIN = "杭州华欣线业有限公司"


@pytest.fixture(scope="module")
def desk(shelf: Database) -> Iterator[TestClient]:
    """Yield a client of somebody signed in, on the shelf of notices."""
    headers = {"sec-fetch-site": "same-origin"}
    with TestClient(staff_app(shelf), follow_redirects=False, headers=headers) as client:
        yield client


@pytest.fixture(scope="module")
def huarong(shelf: Database) -> str:
    """Return the id of the claim of 2022."""
    with shelf.session() as session:
        return str(session.exec(select(Claim.id).order_by(Claim.id)).first())  # type: ignore[arg-type]


@pytest.mark.parametrize("code", LISTS)
def test_list_shows_its_rows_or_what_would_stand_there(desk: TestClient, code: str) -> None:
    page = desk.get(f"/desk/{code}")
    assert page.status_code == 200
    assert ("没有" in page.text) == (code == "bidders")
    assert "共" in page.text or code == "bidders"
    english = desk.get(f"/en/desk/{code}")
    assert 'lang="en"' in english.text


def test_filters_stand_in_the_address_and_in_the_form(desk: TestClient) -> None:
    page = desk.get("/desk/notices", params={"q": "华欣", "state": "published"}).text
    assert "HRZJ-2022-0001" in page
    assert "XGCS-2022-0001" not in page
    assert 'value="华欣"' in page
    assert re.search(r'<a href="/desk/projects/[0-9a-f-]{36}">HRZJ-HUACHENG</a>', page)
    assert "共1条" in page


def test_amounts_are_in_wan_on_the_list_and_in_full_on_the_record(desk: TestClient, huarong: str) -> None:
    assert ">13,400.00<" in desk.get("/desk/claims").text
    record = desk.get(f"/desk/claims/{huarong}").text
    assert "134,000,000.00" in record
    assert HUAXIN in record
    assert "HRZJ-HUACHENG" in record


def test_number_that_is_not_there_is_named_where_nothing_is_found(desk: TestClient) -> None:
    for code, said in (("notices", "没有公告编号或正文含“HRZJ-2022-0009”的公告"),
                       ("projects", "没有项目编号或名称含“HRZJ-2022-0009”的处置项目")):  # fmt: skip
        page = desk.get(f"/desk/{code}", params={"q": "HRZJ-2022-0009"}).text
        assert f"<h2>{said}</h2>" in page
        assert 'value="HRZJ-2022-0009"' in page
    both = desk.get("/desk/notices", params={"q": "HRZJ-2022-0001", "state": "draft"}).text
    assert "<h2>没有符合全部条件的记录</h2>" in both


def test_wrong_filter_is_told_at_its_field_and_keeps_what_was_typed(desk: TestClient) -> None:
    page = desk.get("/desk/claims", params={"min_principal": "很多", "q": "甲"})
    assert page.status_code == 422
    assert "<title>错误：债权" in page.text
    assert 'href="#min_principal"' in page.text
    assert 'value="很多"' in page.text
    assert 'value="甲"' in page.text


def test_record_as_it_stood_says_so_and_a_day_to_come_is_refused(desk: TestClient, huarong: str) -> None:
    earlier = desk.get(f"/desk/claims/{huarong}", params={"on": "2020年6月30日"}).text
    assert "以下是2020-06-30日终时的情形" in earlier
    assert "当时尚未录入" in earlier
    refused = desk.get(f"/desk/claims/{huarong}", params={"on": "2099-01-01"})
    assert refused.status_code == 422
    assert "填写今天或以前的日期" in refused.text


def test_history_of_a_notice_names_who_published_it(desk: TestClient, shelf: Database) -> None:
    with shelf.session() as session:
        notice = session.exec(select(Notice.id).where(Notice.number == "HRZJ-2022-0001")).one()
    page = desk.get(f"/desk/notices/{notice}/history").text
    assert "发布公告" in page
    assert "测试员" in page
    versions = desk.get(f"/desk/notices/{notice}").text
    assert "版本与散列值" in versions
    assert f"/desk/notices/{notice}/amend/correction" in versions
    assert f"/desk/notices/{notice}/placements" in versions


def test_project_shows_its_step(desk: TestClient, shelf: Database) -> None:
    with shelf.session() as session:
        project = session.exec(select(Notice.project_id).where(Notice.number == "HRZJ-2022-0001")).one()
    page = desk.get(f"/desk/projects/{project}").text
    due = page.split('aria-current="step"')[1]
    assert due.split("</li>")[0].count("公告期") == 1


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_export_gives_the_filter_as_a_file(desk: TestClient, form: str) -> None:
    asked = {"csrf": token(), "form": form, "q": "HRZJ"}
    answer = desk.post("/desk/projects/export", data=asked)
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].endswith(f".{form}")
    if form == "csv":
        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert [row["项目编号"] for row in rows] == ["HRZJ-HUACHENG"]
        assert rows[0]["账面价值"] == "193474338.54"
    else:
        assert answer.content.startswith(b"PK")


def test_export_without_the_token_of_the_page_is_refused(desk: TestClient) -> None:
    assert desk.post("/desk/projects/export", data={"form": "csv"}).status_code == 403


def test_unknown_record_is_not_there(desk: TestClient) -> None:
    assert desk.get("/desk/claims/018f3a5e-6c00-7c2d-9f41-a0b1c2d3e4f5").status_code == 404


def test_home_shows_the_week_and_a_table_that_says_what_the_drawing_says(desk: TestClient) -> None:
    page = desk.get("/desk").text
    assert "本周公告期" in page
    drawn, table = page.split('class="drawn"')[1].split("</figure>")
    words = re.sub(r"<svg.*?</svg>", "", drawn)  # beside the drawing, so that they wrap and are never cut
    assert "虚构戊制造有限公司" in words
    assert "<rect" in drawn
    assert "虚构戊制造有限公司" in table
    assert "剩12个工作日" in table
    assert desk.get("/desk/", follow_redirects=True).status_code == 200


def test_home_of_a_branch_without_claims_offers_ways_that_lead_somewhere(database: Database) -> None:
    with TestClient(staff_app(database)) as client:
        page = client.get("/desk").text
    for words, path in (("粘贴一张表", "/desk/packages/new"), ("录入一笔债权", "/desk/claims/new")):
        assert f'href="{path}">{words}</a>' in page
    assert "看已发布的公告" not in page


def test_draft_of_a_claim_is_found_on_the_list_of_claims(database: Database) -> None:
    with database.session("测试员") as session:
        draft = add(session, ClaimDraft.model_validate({"owner": "陈静", "title": "虚构乙厂"}))
        add(session, ClaimDraft.model_validate({"owner": "他人", "title": "虚构丙厂"}))
    with TestClient(staff_app(database)) as client:
        page = client.get("/desk/claims").text
        assert "虚构乙厂" not in client.get("/desk/parties").text
    assert f'href="/desk/claims/drafts/{draft.id}">虚构乙厂</a>' in page
    assert "虚构丙厂" not in page


def test_search_page_shows_kinds_and_keeps_what_was_typed(desk: TestClient) -> None:
    page = desk.get("/desk/search", params={"q": "龘龘"}).text
    assert "没有找到" in page
    page = desk.get("/desk/search", params={"q": "193,474,338.54"}).text
    assert "HRZJ-2022-0001" in page
    assert "金额 193,474,338.54" in page
    assert 'value="193,474,338.54"' in page


def test_audit_page_shows_hashes_and_refuses_what_is_no_day(desk: TestClient) -> None:
    page = desk.get("/desk/audit")
    assert "散列值相符" in page.text
    assert "散列值不符" not in page.text
    wrong = desk.get("/desk/audit", params={"since": "前天"})
    assert wrong.status_code == 422
    assert 'value="前天"' in wrong.text


def test_markup_in_a_name_is_shown_and_not_run(database: Database) -> None:
    with database.session("测试员") as session:
        claim = claim_of(session, "<script>alert(1)</script>厂")
    with TestClient(staff_app(database)) as client:
        for path in ("claims", "parties", f"claims/{claim.id}", f"claims/{claim.id}/history", "search?q=script"):
            page = client.get(f"/desk/{path}").text
            assert "&lt;script&gt;alert(1)" in page
            assert "<script>alert" not in page
