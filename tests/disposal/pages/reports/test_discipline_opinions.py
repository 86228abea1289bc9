"""纪检部门意见 on the desk: waits on the home of officers when a window has ended, and then shows to others."""

import pytest
from sqlmodel import select

from disposal.acting import Role
from disposal.models.publication.notice import Notice
from disposal.storage.database import Database
from tests.acceptance.defences.two_issuers import signed_in
from tests.support.accounts import open_register_to
from tests.support.publishing import published_once
from tests.support.website import DeskBrowser, desk_on

PATH, NUMBER = "/desk/discipline-opinions", "XGCS-2022-0001"
BEFORE, AFTER = "2022-08-31 23:59", "2022-09-01 00:00"


pytestmark = pytest.mark.filled(by=published_once)


@pytest.fixture
def notice_id(database: Database) -> str:
    """Open accounts to an officer and a manager of the branch; return the id of its notice."""
    with database.session() as session:
        notice = session.exec(select(Notice)).one()
    staff = (("jijian", Role.discipline_officer), ("jingli", Role.asset_manager))
    open_register_to(database, *((login, (role,), (notice.issuer_id,)) for login, role in staff))
    return str(notice.id)


def officer_at(browser: DeskBrowser, database: Database, at: str) -> DeskBrowser:
    browser.client.clock.set(at)  # type: ignore[attr-defined]
    return signed_in(browser, database, "jijian")


def test_opinion_waits_from_the_end_of_the_window_and_stands_on_the_notice_once_given(
    database: Database, notice_id: str
) -> None:
    path = f"{PATH}/{notice_id}"
    with desk_on(database, BEFORE) as browser:
        officer_at(browser, database, BEFORE)
        assert "出具纪检部门意见" not in browser.get("/desk").text
        assert NUMBER not in browser.get(PATH).text
        assert browser.post(path, {"verdict": "suspend"}).status_code == 409
        officer_at(browser, database, AFTER)
        assert "出具纪检部门意见" in browser.get("/desk").text
        assert NUMBER in browser.get(PATH).text
        assert browser.post(path, {}).status_code == 422
        assert browser.post(path, {"verdict": "suspend"}).status_code == 303
        assert "建议暂缓处置" in browser.get(PATH).text
        assert "没有待出具的意见" in browser.shown
        signed_in(browser, database, "jingli")
        assert "建议暂缓处置" in browser.get(f"/desk/notices/{notice_id}").text
        assert browser.get(PATH).status_code == 403
