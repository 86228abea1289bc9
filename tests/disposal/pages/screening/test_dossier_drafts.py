"""申报草稿: what is typed is kept at each field left, errors and all, for its owner alone, encrypted."""

import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text
from sqlmodel import Session, select

from disposal.models.records.record import new_id
from disposal.models.screening.bidder import Bidder
from disposal.models.screening.dossier_draft import DossierDraft
from disposal.services.bidders.dossier_drafts import keep_dossier
from disposal.services.records.audit_trail import entries
from disposal.storage.database import Database
from tests.disposal.pages.screening.conftest import client_of, staffed_case, token
from tests.disposal.pages.screening.test_bidders import NEW, TYPED, post
from tests.support.screening import NUMBER

pytestmark = pytest.mark.filled(by=staffed_case)


@pytest.fixture
def client(database: Database) -> Iterator[TestClient]:
    """Yield a client of the compliance officer."""
    with client_of(database) as opened:
        yield opened


def draft_on(page: str) -> str:
    found = re.search(r'name="draft" value="([0-9a-f-]{36})"', page.partition('id="dossier"')[2])
    assert found is not None
    return found[1]


def the_draft(session: Session) -> DossierDraft:
    return session.exec(select(DossierDraft)).one()


def test_what_is_typed_is_kept_at_each_field_left_and_offered_on_the_next_visit(
    client: TestClient, database: Database
) -> None:
    draft = draft_on(client.get(NEW).text)
    typed = {**TYPED, "bidder-credit_code": "错", "draft": draft, "csrf": token()}
    saved = client.post(f"{NEW}/autosave", data=typed)
    assert re.fullmatch(r"\d\d:\d\d", saved.json()["saved_at"])
    listed = client.get(NEW).text
    assert "继续上次草稿" in listed
    assert "虚构竞买有限公司 HRZJ-HUACHENG" in listed
    again = client.get(f"{NEW}?draft={draft}").text
    for words in ('value="错"', 'value="测试股东"', f'value="{NUMBER}"', 'value="60%"'):
        assert words in again
    with database.session() as session:
        row = the_draft(session)
        assert NUMBER.encode() not in row.sealed
        stored = session.execute(text("SELECT d::text FROM dossier_draft d")).scalar_one()
        assert not any(words in stored for words in (NUMBER, "虚构竞买有限公司", "HRZJ-HUACHENG"))  # nothing in clear
        assert NUMBER not in str([(each.before, each.after) for each in entries(session, subject_id=row.id)])


def test_refused_dossier_stays_as_its_draft_and_an_entered_one_closes_it(
    client: TestClient, database: Database
) -> None:
    draft = draft_on(client.get(NEW).text)
    refused = post(client, bidder__credit_code="错", draft=draft)
    assert refused.status_code == 422
    assert draft_on(refused.text) == draft
    assert 'value="错"' in client.get(f"{NEW}?draft={draft}").text
    assert post(client, draft=draft).status_code == 303
    with database.session() as session:
        assert the_draft(session).closed_at is not None
        assert len(session.exec(select(Bidder)).all()) == 1
    assert "继续上次草稿" not in client.get(NEW).text
    assert "已完成录入或已作废" in client.get(f"{NEW}?draft={draft}").text


def test_draft_is_saved_by_its_button_and_put_aside_by_another(client: TestClient) -> None:
    draft = draft_on(client.get(NEW).text)
    saved = post(client, draft=draft, do="draft")
    assert saved.headers["location"] == f"{NEW}?draft={draft}"
    assert client.post(f"{NEW}/discard", data={"draft": draft, "csrf": token()}).status_code == 303
    assert "继续上次草稿" not in client.get(NEW).text


def test_draft_of_somebody_else_is_not_there(client: TestClient, database: Database) -> None:
    draft = new_id()
    with database.session("hege2") as session:
        keep_dossier(session, draft, (("bidder-name", "虚构甲有限公司"),))
    assert "虚构甲有限公司" not in client.get(NEW).text
    assert client.get(f"{NEW}?draft={draft}").status_code == 404
    typed = {**TYPED, "draft": str(draft), "csrf": token()}
    assert client.post(f"{NEW}/autosave", data=typed).status_code == 404
