"""编制公告 is kept as typed at each field left, for its owner alone; the day that a notice states is kept with it."""

import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text
from sqlmodel import select

from disposal.models.projects.notice_form_draft import NoticeFormDraft
from disposal.models.publication.notice import Notice
from disposal.personal_data.encryption import PersonalNumbers
from disposal.services.personal_numbers.key_rotation import rotate_key
from disposal.storage.database import Database
from tests.disposal.pages.compose.huarong import claim_entered
from tests.disposal.pages.compose.test_notice_form import post, project_made
from tests.disposal.pages.desk.staff import COOKIE, staff_client
from tests.disposal.services.notice_entry.forms_as_typed import form_of_2022

LEFT = "接着上次填写，尚未存入项目"


@pytest.fixture
def client(database: Database) -> Iterator[TestClient]:
    with staff_client(database, at="2022-08-01 10:00") as opened:
        yield opened


def day_on(page: str) -> str:
    return page.partition('name="window-published_on"')[2].partition('value="')[2].partition('"')[0]


def test_what_is_typed_is_kept_and_shown_again_to_who_typed_it(client: TestClient, database: Database) -> None:
    claim = claim_entered(database)
    path = project_made(client, claim)
    typed = {**form_of_2022(claim), "window-count": "二十几", "words-title": "虚构标题"}
    assert re.fullmatch(r"\d\d:\d\d", post(client, f"{path}/autosave", typed).json()["saved_at"])
    again = client.get(path).text
    for words in (LEFT, 'value="二十几"', 'value="虚构标题"', "陈女士"):
        assert words in again
    with database.session() as session:
        assert "虚构标题" not in session.execute(text("SELECT d::text FROM notice_form_draft d")).scalar_one()
    client.cookies.set(COOKIE, "limin")
    assert LEFT not in client.get(path).text


def test_storing_the_form_closes_what_was_kept_and_a_refusal_keeps_it(client: TestClient, database: Database) -> None:
    claim = claim_entered(database)
    path = project_made(client, claim)
    assert post(client, path, {**form_of_2022(claim), "window-count": "二十几"}, do="save").status_code == 422
    assert 'value="二十几"' in client.get(path).text
    assert post(client, path, form_of_2022(claim), do="save").status_code == 303
    assert LEFT not in client.get(path).text
    with database.session() as session:
        assert session.exec(select(NoticeFormDraft)).one().closed_at is not None


def test_what_was_kept_is_put_aside_for_what_the_project_has(client: TestClient, database: Database) -> None:
    claim = claim_entered(database)
    path = project_made(client, claim)
    post(client, f"{path}/autosave", {**form_of_2022(claim), "words-title": "虚构标题"})
    assert post(client, f"{path}/discard", {}).headers["location"] == path
    assert "虚构标题" not in client.get(path).text


def test_change_by_another_after_the_form_was_left_is_still_told(client: TestClient, database: Database) -> None:
    claim = claim_entered(database)
    path = project_made(client, claim)
    opened = client.get(path).text.partition('name="opened" value="')[2].partition('"')[0]
    mine = {**form_of_2022(claim), "words-title": "我的标题"}
    post(client, f"{path}/autosave", mine, opened=opened)
    client.cookies.set(COOKIE, "limin")
    assert post(client, path, form_of_2022(claim), do="save").status_code == 303
    client.cookies.clear()
    left = client.get(path).text.partition('name="opened" value="')[2].partition('"')[0]
    assert left == opened
    assert post(client, path, mine, do="save", opened=left).status_code == 409


def test_day_of_the_notice_is_stored_before_a_draft_is_made(client: TestClient, database: Database) -> None:
    claim = claim_entered(database)
    path = project_made(client, claim)
    form = {**form_of_2022(claim), "window-published_on": "2022-08-03", "media-0-published_on": "2022-08-05"}
    assert post(client, path, form, do="save").status_code == 303
    assert day_on(client.get(path).text) == "2022-08-03"  # not the day of the paper
    assert post(client, path, form, do="draft").status_code == 303
    with database.session() as session:
        assert str(session.exec(select(Notice)).one().published_on) == "2022-08-03"


def test_change_of_key_seals_what_was_kept_anew(client: TestClient, database: Database) -> None:
    claim = claim_entered(database)
    path = project_made(client, claim)
    post(client, f"{path}/autosave", {**form_of_2022(claim), "words-title": "虚构标题"})
    new = PersonalNumbers.of("7a" * 32)
    with database.session("安全员", is_alone=True) as session:
        assert rotate_key(session, old=session.info["personal_numbers"](), new=new, reason="年度更换").drafts == 1
        draft = session.exec(select(NoticeFormDraft)).one()
        assert "虚构标题" in new.decrypt(draft.sealed, party_id=draft.id)
