"""编制公告 without script: from a claim to a draft whose text is the notice of 2022; every value typed stays."""

import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from disposal.models.publication.notice import Notice
from disposal.services.claim_entry.completion import enter_page
from disposal.services.notice_entry.saving import open_draft_of
from disposal.services.publication.papers import draft_text
from disposal.storage.database import Database
from tests.disposal.pages.compose.huarong import claim_entered, only_project
from tests.disposal.pages.desk.staff import COOKIE, staff_client, token
from tests.disposal.services.claim_entry.pages_as_typed import small_page
from tests.disposal.services.notice_entry.forms_as_typed import PROJECT_2022, form_of_2022
from tests.support.notice_samples import flat, published
from tests.support.publishing import CONTEXT, publish_project

NEW = "/desk/projects/new"


@pytest.fixture
def client(database: Database) -> Iterator[TestClient]:
    """Yield a client of a signed-in asset manager."""
    with staff_client(database, at="2022-08-01 10:00") as opened:
        yield opened


def post(client: TestClient, path: str, form: dict[str, str], **own: str) -> Response:
    return client.post(path, data={**form, "csrf": token(), **own})


def project_made(client: TestClient, claim: UUID) -> str:
    answer = post(client, NEW, {**PROJECT_2022, "claims-chosen": str(claim)}, do="create")
    assert answer.status_code == 303
    return str(answer.headers["location"]).partition("?")[0]


def draft_of(database: Database) -> tuple[Notice | None, str]:
    with database.session() as session:
        draft = open_draft_of(session, only_project(session).id)
        return draft, flat(draft_text(session, draft, context=CONTEXT)) if draft else ""


def test_project_and_draft_of_2022_are_made_from_the_claim(client: TestClient, database: Database) -> None:
    claim = claim_entered(database)
    shown = client.get(NEW).text
    assert "杭州华成聚合纤有限公司" in shown
    assert "193,474,338.54元（2022-01-31）" in shown
    path = project_made(client, claim)
    assert 'name="assets-record_date" type="text" autocomplete="off" value="2022-01-31"' in client.get(path).text
    assert post(client, path, form_of_2022(claim), do="draft").headers["location"] == f"{path}?done=drafted"
    draft, text = draft_of(database)
    assert text == published("huarong-zhejiang-2022-08-03")
    page = client.get(f"{path}?done=drafted").text
    assert f"/desk/notices/{draft.id}/word" in page  # type: ignore[union-attr]
    assert "须改0" in page


def test_claims_are_searched_and_those_in_a_live_notice_cannot_be_chosen(
    client: TestClient, database: Database
) -> None:
    claim_entered(database)
    with database.session("陈静") as session:
        enter_page(session, small_page())
        publish_project(session, "乙")
    live = post(client, NEW, {}, do="search", words="虚构乙").text
    assert "已在公告XGCS-2022-0001中；请先撤销或结束该公告" in live
    assert "disabled" in live
    found = post(client, NEW, {"project-name": "甲项目"}, do="search", words="虚构甲").text
    assert "虚构甲制造有限公司" in found
    assert "杭州华成聚合纤有限公司" not in found
    assert 'value="甲项目"' in found


def test_new_project_says_at_each_field_what_is_missing_and_keeps_the_rest(client: TestClient) -> None:
    answer = post(client, NEW, {"project-name": "甲项目", "review-book_value": "若干"}, do="create")
    assert answer.status_code == 422
    for words in (
        "填写项目编号",
        "账面价值应为金额，如1,340万元",
        "选择至少一笔债权",
        'value="甲项目"',
        'value="若干"',
    ):
        assert words in answer.text
    fields = re.findall(r'<li><a href="#([\w-]+)">', answer.text)
    assert sorted(fields, key=lambda name: answer.text.find(f' id="{name}"')) == fields


def test_wrong_fields_are_told_and_every_value_stays(client: TestClient, database: Database) -> None:
    claim = claim_entered(database)
    path = project_made(client, claim)
    wrong = {**form_of_2022(claim), "window-count": "二十几", "terms-floor_price": "若干"}
    answer = post(client, path, wrong, do="save")
    assert answer.status_code == 422
    for words in ("天数应为整数，如20", "起始价应为金额，如1,340万元", 'value="二十几"', 'value="若干"', "陈女士"):
        assert words in answer.text
    assert re.findall(r'<li><a href="#([\w-]+)">', answer.text)[:2] == ["terms-floor_price", "window-count"]
    shown = post(client, f"{path}/preview", wrong).text
    assert "天数应为整数" in shown
    assert "没有写明公告期限" not in shown
    assert draft_of(database) == (None, "")


def test_preview_says_what_stands_against_the_notice_with_a_link_to_its_field(
    client: TestClient, database: Database
) -> None:
    claim = claim_entered(database)
    path = project_made(client, claim)
    form = {name: text for name, text in form_of_2022(claim).items() if not name.startswith("contacts-1")}
    shown = post(client, f"{path}/preview", form).text
    assert "须改1" in shown
    assert 'href="#contacts"' in shown
    assert "止于" in shown
    assert "2022年8月31日（星期三）" in shown
    assert "法定下限 ✓ 符合" in shown
    assert "以下人员不得购买：国家公务员、金融监管机构工作人员" in shown
    assert draft_of(database) == (None, "")


def test_form_changed_by_another_is_told_field_by_field_before_it_is_saved(
    client: TestClient, database: Database
) -> None:
    claim = claim_entered(database)
    path = project_made(client, claim)
    opened = client.get(path).text.partition('name="opened" value="')[2].partition('"')[0]
    client.cookies.set(COOKIE, "limin")
    assert post(client, path, form_of_2022(claim), do="save", opened=opened).status_code == 303
    client.cookies.clear()
    mine = {**form_of_2022(claim), "words-title": "我的标题"}
    told = post(client, path, mine, do="save", opened=opened)
    assert told.status_code == 409
    assert "标题与补充文字 · 标题" in told.text
    assert 'value="我的标题"' in told.text
    now = told.text.partition('name="opened" value="')[2].partition('"')[0]
    assert post(client, path, mine, do="save", opened=now).status_code == 303


def test_pdf_and_word_of_what_is_typed_are_sent_and_nothing_is_stored(client: TestClient, database: Database) -> None:
    claim = claim_entered(database)
    path = project_made(client, claim)
    assert post(client, path, form_of_2022(claim), do="pdf").content.startswith(b"%PDF-")
    word = post(client, path, form_of_2022(claim), do="word")
    assert word.content.startswith(b"PK")
    assert word.headers["content-disposition"].startswith("attachment")
    assert draft_of(database) == (None, "")


def test_post_of_another_site_is_refused(client: TestClient, database: Database) -> None:
    path = project_made(client, claim_entered(database))
    assert client.post(path, data={"do": "save", "csrf": "nothing"}).status_code == 403
