"""Amendments of each kind are started on a page from the published notice, prefilled, and become drafts."""

from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from disposal.models.publication.notice import Notice
from disposal.services.notice_entry.amending import field_at
from disposal.storage.database import Database
from tests.disposal.pages.desk.staff import token

FILLED = {
    "correction": ("更正公告", {"changes-0-element_id": "items.0.debtor.name", "changes-0-after": "虚构甲纺织厂"}),
    "supplement": ("补充公告", {"said-statements": "补充一段。"}),
    "extension": ("延期公告", {"said-count": "5", "said-unit": "工作日", "said-begins_on": "2022-08-31",
                         "said-reason": "意向受让方不足"}),
    "withdrawal": ("撤销公告", {"said-reason": "债务人已清偿"}),
    "result": ("结果公告", {"said-outcome": "未征集到意向受让方"}),
}  # fmt: skip


@pytest.mark.parametrize("kind", FILLED)
def test_amendment_is_prefilled_previewed_and_drafted(
    client: TestClient, database: Database, notice: UUID, kind: str
) -> None:
    label, form = FILLED[kind]
    path = f"/desk/notices/{notice}/amend/{kind}"
    opened = client.get(path).text
    assert f"起草{label}" in opened
    assert 'value="虚构日报"' in opened
    typed = {**form, "said-published_on": "2022-08-15", "csrf": token()}
    assert "须改0" in client.post(f"{path}/preview", data=typed).text
    answer = client.post(path, data={**typed, "do": "draft"})
    assert answer.status_code == 303
    assert f"已起草{label}" in client.get(answer.headers["location"]).text
    with database.session() as session:
        (draft,) = session.exec(select(Notice).where(Notice.amends_notice_id == notice)).all()
    assert (draft.kind, draft.state, str(draft.id)) == (kind, "draft", answer.headers["location"][-36:])


def test_refused_amendment_keeps_what_was_typed_and_names_the_field(client: TestClient, notice: UUID) -> None:
    typed = {"said-published_on": "2022-08-15", "said-count": "若干", "said-reason": "意向受让方不足", "do": "draft"}
    answer = client.post(f"/desk/notices/{notice}/amend/extension", data={**typed, "csrf": token()})
    assert answer.status_code == 422
    assert '<a href="#said-count">延长天数应为整数，如20</a>' in answer.text
    assert "意向受让方不足" in answer.text


def test_element_is_suggested_by_its_words_and_its_old_value_quoted(client: TestClient, notice: UUID) -> None:
    found = client.get(f"/desk/notices/{notice}/elements", params={"q": "本金"}).json()["suggestions"]
    assert found[0]["key"] == "items.0.claims.0.amounts.principal"
    assert found[0]["hint"] == "1000000.00元"
    typed = {"changes-0-element_id": found[0]["key"], "changes-0-after": "1.00元", "csrf": token()}
    said = client.post(f"/desk/notices/{notice}/amend/correction/notes", data=typed).json()
    assert said["notes"]["changes-0-element"] == "原为：1000000.00元"


def test_total_that_a_correction_leaves_wrong_is_told_where_a_further_change_is_typed() -> None:
    assert field_at("items.0.claims.0.amounts.total") == "changes"
    assert field_at("window.count") == "said-count"


def test_draft_and_unknown_kind_have_no_page(client: TestClient, notice: UUID) -> None:
    assert client.get(f"/desk/notices/{notice}/amend/disposal").status_code == 422
    assert client.get(f"/desk/notices/{UUID(int=1)}/amend/extension").status_code == 404
