"""更正刊登 on the page: what stood before is shown, what moves an end waits for another, nothing typed is lost."""

from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from disposal.acting import Role
from disposal.models.publication.notice import Notice
from disposal.models.publication.placement import Placement, PlacementCreate
from disposal.services.press.placements import record_placement
from disposal.storage.database import Database
from tests.acceptance.defences.two_issuers import PDF, signed_in
from tests.disposal.pages.compose.test_placements import FORM, post
from tests.disposal.pages.desk.staff import token
from tests.disposal.pages.objections.test_desk import desk
from tests.disposal.services.objections.objecting import filed, fill_published
from tests.support.accounts import make_account
from tests.support.website import desk_on

STOOD = {"medium": "虚构日报", "kind": "newspaper_province", "published_on": "2022-08-05"}


@pytest.fixture
def there(client: TestClient, database: Database, notice: UUID) -> str:
    """Record a placement of Thu 2022-08-04 and return its address."""
    assert post(client, notice, FORM).status_code == 303
    with database.session() as session:
        return f"/desk/notices/{notice}/placements/{session.exec(select(Placement)).one().id}"


def test_page_shows_what_is_recorded_and_stores_the_correction_with_what_stood_before(
    client: TestClient, there: str
) -> None:
    assert 'value="第8版"' in client.get(there).text
    form = {**FORM, "placement-page": "第9版", "reason": "版次抄错", "csrf": token()}
    answer = client.post(f"{there}/correct", data=form)
    assert answer.status_code == 303
    shown = client.get(answer.headers["location"]).text
    for words in ("已生效", "<del>第8版</del> → <ins>第9版</ins>", "版次抄错", "不变"):
        assert words in shown
    assert "已更正" in client.get(there.rpartition("/")[0]).text


def test_correction_without_a_reason_or_with_a_wrong_day_keeps_what_was_typed(client: TestClient, there: str) -> None:
    form = {**FORM, "placement-page": "第9版", "csrf": token()}
    bare = client.post(f"{there}/correct", data=form)
    assert bare.status_code == 422
    assert 'value="第9版"' in bare.text
    early = client.post(f"{there}/correct", data={**form, "placement-published_on": "2022-8-1", "reason": "抄错"})
    assert early.status_code in {409, 422}
    assert 'href="#placement-published_on"' in early.text
    assert "抄错</textarea>" in early.text


def test_withdrawn_placement_stays_on_the_page_with_the_end_that_it_moved(client: TestClient, there: str) -> None:
    answer = client.post(f"{there}/withdraw", data={"reason": "该报未见报", "csrf": token()})
    shown = client.get(answer.headers["location"]).text
    for words in ("已作废", "整项不再计入", "2022年9月1日（星期四）24:00", "2022年8月31日（星期三）24:00"):
        assert words in shown
    assert f'action="{there}/correct"' not in shown
    assert "已作废" in client.get(there.rpartition("/")[0]).text


def test_change_that_moves_the_end_waits_on_the_desk_of_another_person(database: Database, notice: UUID) -> None:
    with database.session("首位管理员") as session:
        issuer = session.get_one(Notice, notice).issuer_id
        made = record_placement(session, PlacementCreate.model_validate({**STOOD, "notice_id": notice}))
    there = f"/desk/notices/{notice}/placements/{made.id}"
    with database.session("首位管理员") as session:
        for login, role in (("chen", Role.asset_manager), ("wang", Role.approver)):
            make_account(session, login, role, issuers=[issuer])
    with desk_on(database, "2022-08-15 10:00") as desk:
        chen = signed_in(desk, database, "chen")
        chen.get(there)
        assert chen.post(f"{there}/withdraw", {"reason": "该报未见报"}).status_code == 303
        assert "已提请，须由另一人复核后生效" in chen.get(f"{there}?done=waiting").text
        assert chen.post(f"{there}/confirm").status_code == 403
        wang = signed_in(desk, database, "wang")
        assert f'href="{there}"' in wang.get("/desk").text
        assert f'action="{there}/confirm"' in wang.get(there).text
        assert wang.post(f"{there}/confirm").status_code == 303
        shown = wang.get(there).text
        assert "复核：虚构wang" in shown
        assert there not in wang.get("/desk").text


def test_markup_typed_into_a_placement_and_its_reason_is_shown_as_typed(client: TestClient, there: str) -> None:
    typed = "<script>alert(1)</script>"
    form = {**FORM, "placement-medium": typed, "placement-page": f"{typed}版", "reason": typed, "csrf": token()}
    assert client.post(f"{there}/correct", data=form).status_code == 303
    for path in (there, there.rpartition("/")[0]):
        shown = client.get(path).text
        assert typed not in shown
        assert "&lt;script&gt;alert(1)" in shown


def test_unknown_act_and_placement_of_another_notice_are_not_found(client: TestClient, there: str) -> None:
    assert client.post(f"{there}/burn", data={"csrf": token()}).status_code == 404
    elsewhere = there.rpartition("/")[0] + "/01890a5d-ac96-774b-bcce-b302099a8057"
    assert client.get(elsewhere).status_code == 404


@pytest.mark.filled(by=fill_published)
def test_paper_that_moves_a_relied_on_end_waits_on_the_desk_of_another_person(database: Database) -> None:
    filed(database)
    with database.session() as session:
        there = f"/desk/notices/{session.exec(select(Notice)).one().id}/placements"
    with desk(database, "jingli") as browser:
        browser.get(there)
        answer = browser.upload(there, FORM, {"placement-scan": ("整版.pdf", PDF, "application/pdf")})
        shown = browser.get(answer.headers["location"]).text
        for words in ("须由另一人复核后计入", "登记待复核", "整版.pdf"):
            assert words in shown
        with database.session() as session:
            wrong = f"{there}/{session.exec(select(Placement)).one().id}"
        assert f'action="{wrong}/take-back"' in browser.get(wrong).text
        assert browser.post(f"{wrong}/take-back", {"reason": ""}).status_code == 422
        told = browser.get(browser.post(f"{wrong}/take-back", {"reason": "见报日录错"}).headers["location"]).text
        for words in ("已撤回，公告期不变", "已作废", "撤回原因：见报日录错", "撤回：虚构jingli"):
            assert words in told
        browser.get(there)
        browser.upload(there, FORM, {"placement-scan": ("整版.pdf", PDF, "application/pdf")})
    with database.session() as session:
        waits = select(Placement).where(Placement.awaits_check)
        own = f"{there}/{session.exec(waits).one().id}"
    with desk(database, "shenpi") as browser:
        assert f'href="{own}"' in browser.get("/desk").text
        assert "take-back" not in browser.get(own).text
        told = browser.get(own).text
        for words in ("登记待复核", "<ins>2022-08-04</ins>", "2022年9月1日（星期四）24:00"):
            assert words in told
        assert browser.post(f"{own}/confirm", {}).status_code == 303
        assert "登记待复核" not in browser.get(there).text
