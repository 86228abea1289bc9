"""录入债权 without script: every act is a form; whatever is posted is kept, and stands there again."""

import re
from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlmodel import select

from disposal.models.claims.claim import Claim
from disposal.models.claims.claim_draft import ClaimDraft
from disposal.models.claims.guarantee import Guarantee
from disposal.models.claims.security_interest import SecurityInterest
from disposal.models.parties.party import Party, PartyCreate
from disposal.services.claim_entry.drafts import typed_in
from disposal.services.claim_entry.typed_records import typed_of
from disposal.services.parties.parties import enter_party
from disposal.services.records.validation import read
from disposal.storage.database import Database
from tests.disposal.pages.desk.staff import COOKIE, staff_client, token
from tests.disposal.services.claim_entry.pages_as_typed import page_of_2022, small_page

FINISH = {"do": "finish"}


@pytest.fixture
def client(database: Database) -> Iterator[TestClient]:
    """Yield a client of a signed-in asset manager."""
    with staff_client(database) as opened:
        yield opened


def post(client: TestClient, draft: UUID | str, page: dict[str, str], path: str = "", **own: str) -> Response:
    data = {**page, "csrf": token(), **own}
    return client.post(f"/desk/claims/drafts/{draft}{path}", data=data)


def test_claim_of_2022_is_entered_on_the_page(client: TestClient, database: Database) -> None:
    empty = client.get("/desk/claims/new")
    assert empty.status_code == 200
    assert "继续上次草稿" not in empty.text
    answer = post(client, uuid4(), page_of_2022(), **FINISH)
    assert answer.status_code == 303
    shown = client.get(answer.headers["location"])
    assert "已完成录入" in shown.text
    assert "193,474,338.54" in shown.text
    with database.session() as session:
        assert len(session.exec(select(SecurityInterest)).all()) == 3
        assert len(session.exec(select(Guarantee)).all()) == 7


def test_errors_stand_in_the_summary_and_at_their_field_and_every_value_stays(client: TestClient) -> None:
    page = small_page(
        statements__0__principal="约一千万", other__details="补充〈字〉", guarantees__3__name="虚构乙有限公司"
    )
    answer = post(client, uuid4(), page, **FINISH)
    assert answer.status_code == 422
    assert "错误：录入债权" in answer.text
    assert '<a href="#statements-0-principal">金额第1行：本金应为金额，如1,340万元</a>' in answer.text
    for words in ('value="约一千万"', "补充〈字〉", 'value="虚构乙有限公司"'):
        assert words in answer.text


def test_error_in_a_cell_says_neither_its_row_nor_its_column_again(client: TestClient) -> None:
    page = small_page(statements__0__principal="约一千\u200b万", guarantees__3__name="", debtor__name="")
    answer = post(client, uuid4(), page, **FINISH).text
    cell = answer.partition('id="statements-0-principal-said"')[2].partition("</span>")[0]
    assert cell.endswith('<span class="problem">应为金额，如1,340万元')
    assert 'value="约一千万"' in answer
    summary = re.findall('<li><a href="#([a-z0-9_-]+)">([^<]*)</a>', answer)
    assert summary[:2] == [
        ("debtor-name", "债务人：填写名称"), ("statements-0-principal", "金额第1行：本金应为金额，如1,340万元"),
    ]  # fmt: skip


def test_labels_of_cells_say_on_a_phone_too_what_is_required(client: TestClient) -> None:
    page = client.get("/desk/claims/new").text
    assert 'data-label="本金 *"' in page
    assert 'data-label="罚息"' in page


def test_draft_is_kept_at_each_field_left_and_offered_when_the_page_is_opened_again(client: TestClient) -> None:
    draft = uuid4()
    assert post(client, draft, small_page(debtor__name="虚构甲"), "/autosave").json().keys() == {"saved_at"}
    assert post(client, draft, small_page(debtor__name="虚构甲制造"), "/autosave").status_code == 200
    listed = client.get("/desk/claims/new").text
    assert "继续上次草稿" in listed
    assert f"/desk/claims/drafts/{draft}" in listed
    assert 'value="虚构甲制造"' in client.get(f"/desk/claims/drafts/{draft}").text


def test_draft_of_somebody_else_does_not_exist_for_others(client: TestClient) -> None:
    draft = uuid4()
    post(client, draft, small_page(), "/autosave")
    client.cookies.set(COOKIE, "limin")
    assert client.get(f"/desk/claims/drafts/{draft}").status_code == 404
    assert post(client, draft, small_page(debtor__name="别人"), "/autosave").status_code == 404


def test_rows_are_added_deleted_and_restored_without_script(client: TestClient) -> None:
    draft = uuid4()
    page = small_page(guarantees__0__name="虚构乙有限公司")
    assert 'name="guarantees-6-name"' in post(client, draft, page, rows="add:guarantees").text
    assert "已删除第" in post(client, draft, page, rows="delete:guarantees-0").text
    restored = post(client, draft, {**page, "guarantees-0-deleted": "1"}, rows="restore:guarantees-0").text
    assert 'name="guarantees-0-deleted" value=""' in restored
    assert 'value="虚构乙有限公司"' in restored


def test_same_name_as_a_party_on_record_is_asked_about_once_and_decided_on(
    client: TestClient, database: Database
) -> None:
    with database.session("陈静") as session:
        known = enter_party(session, read(PartyCreate, {"name": "虚构甲制造有限公司"})).id
    draft, page = uuid4(), small_page()
    asked = post(client, draft, page, **FINISH)
    assert asked.status_code == 409
    assert "可能是同一主体" in asked.text
    decided = post(client, draft, page, same=f"debtor-name|{known}")
    assert f'name="debtor-name_id" value="{known}"' in decided.text
    assert post(client, draft, {**page, "debtor-name_id": str(known)}, **FINISH).status_code == 303
    with database.session() as session:
        assert len(session.exec(select(Party)).all()) == 1


def test_all_parties_of_the_same_name_are_taken_from_the_record_at_once(client: TestClient, database: Database) -> None:
    assert post(client, uuid4(), page_of_2022(), **FINISH).status_code == 303
    draft = uuid4()
    assert "名称相同的都是同一家" in post(client, draft, page_of_2022(), **FINISH).text
    post(client, draft, page_of_2022(), same="all")
    with database.session() as session:
        page = typed_in(session, session.get_one(ClaimDraft, draft))
    assert post(client, draft, page, **FINISH).status_code == 303
    with database.session() as session:
        assert len(session.exec(select(Party)).all()) == 10


def test_another_party_of_the_same_name_is_entered_after_it_was_said(client: TestClient, database: Database) -> None:
    with database.session("陈静") as session:
        known = enter_party(session, read(PartyCreate, {"name": "虚构甲制造有限公司"})).id
    draft = uuid4()
    post(client, draft, small_page(), other=f"debtor-name|{known}")
    assert post(client, draft, {**small_page(), "debtor-name_not": str(known)}, **FINISH).status_code == 303
    with database.session() as session:
        assert len(session.exec(select(Party)).all()) == 2


def test_finish_and_next_opens_an_empty_page(client: TestClient) -> None:
    answer = post(client, uuid4(), small_page(), do="next")
    assert answer.headers["location"].startswith("/desk/claims/new?after=")
    shown = client.get(answer.headers["location"]).text
    assert "上一笔已完成录入" in shown
    assert "虚构甲制造有限公司" not in shown


def test_second_to_save_a_change_chooses_field_by_field(client: TestClient, database: Database) -> None:
    post(client, uuid4(), small_page(), **FINISH)
    with database.session() as session:
        claim = session.exec(select(Claim)).one().id
        now = typed_of(session, claim)
    opened = client.get(f"/desk/claims/{claim}/edit").text
    base = {"claim": str(claim), "opened": "[" + ",".join(f'["{n}","{t}"]' for n, t in now.items()) + "]"}
    assert 'value="1,340万"' in opened
    mine, theirs = uuid4(), uuid4()
    post(client, mine, {**now, "debtor-address": "我填的"}, "/autosave", **base)
    client.cookies.set(COOKIE, "limin")
    assert "陈静正在修改" in client.get(f"/desk/claims/{claim}/edit").text
    assert post(client, theirs, {**now, "debtor-address": "对方的"}, do="change", **base).status_code == 303
    client.cookies.clear()
    told = post(client, mine, {**now, "debtor-address": "我填的"}, do="change", **base)
    assert told.status_code == 409
    for words in ("两处修改", "打开时：—", "对方已存：对方的", "您填写：我填的"):
        assert words in told.text
    assert post(client, mine, {}, do="choose").status_code == 409
    done = post(client, mine, {}, do="choose", **{"choice:debtor||address": "ours"})
    assert done.status_code == 303
    assert "已保存修改" in client.get(done.headers["location"]).text
    with database.session() as session:
        assert typed_of(session, claim)["debtor-address"] == "我填的"


def test_discarded_draft_is_restored(client: TestClient) -> None:
    draft = uuid4()
    post(client, draft, small_page(), do="draft")
    gone = post(client, draft, {}, "/discard", reason="重复")
    shown = client.get(gone.headers["location"]).text
    assert "草稿已作废" in shown
    assert "继续上次草稿" not in shown
    assert post(client, draft, {}, "/restore").headers["location"].endswith(str(draft))
    assert "虚构甲制造有限公司" in client.get(f"/desk/claims/drafts/{draft}").text


def test_post_of_another_site_or_session_is_refused_and_stores_nothing(client: TestClient, database: Database) -> None:
    draft = uuid4()
    answer = client.post(f"/desk/claims/drafts/{draft}", data=small_page() | {"csrf": "nothing"})
    assert answer.status_code == 403
    other = client.post(
        f"/desk/claims/drafts/{draft}", data={**small_page(), "csrf": token()}, headers={"sec-fetch-site": "cross-site"}
    )
    assert other.status_code == 403
    with database.session() as session:
        assert session.exec(select(ClaimDraft)).all() == []


def test_notes_say_what_was_read_and_suggestions_find_a_party(client: TestClient, database: Database) -> None:
    with database.session("陈静") as session:
        enter_party(session, read(PartyCreate, {"name": "虚构乙纺织有限公司"}))
    page = small_page(security__0__ceiling="若干", guarantees__0__name="虚构乙纺织有限公司")
    said = client.post("/desk/claims/notes", data={**page, "csrf": token()}).json()
    assert said["notes"]["statements-0-principal"] == "13,400,000.00 · 壹仟叁佰肆拾万元整 · 公告印作1,340万元"
    assert said["notes"]["statements-0-record_date"] == "2022-01-31 周一 节假日"
    assert said["notes"]["guarantees-0-name"] == "可能是同一主体：虚构乙纺织有限公司"
    assert said["doubts"] == {"security-0-ceiling": "应为金额，如1,340万元"}
    assert said["totals"]["total"] == "13,400,000.00"
    (found,) = client.get("/desk/parties/suggest", params={"q": "乙纺"}).json()["suggestions"]
    assert found["label"] == "虚构乙纺织有限公司"
