"""登记异议 with script: 期内 or 逾期 follows the time as it is typed; one logs by keyboard alone; pages fit."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlmodel import select

from disposal.models.accounts.account import Account
from disposal.models.objections.objection import Objection
from disposal.services.sign_in.sessions import begin_session
from disposal.storage.database import Database
from tests.disposal.pages.desk.conftest import opened
from tests.disposal.pages.desk.test_looks import look_at
from tests.disposal.services.objections.objecting import NUMBER, fill_published, on
from tests.support.accounts import on_page
from tests.support.website import served

pytestmark = [pytest.mark.filled(by=fill_published), pytest.mark.xdist_group("served")]
NEW = "/desk/objections/new"


@pytest.fixture
def person(browser: Browser, database: Database) -> Iterator[Page]:
    """Yield the browser of the legal officer, two days after the end of the window."""
    with served(database, at="2022-09-02 12:00") as site:
        for page in opened(browser, site):
            page.context.add_cookies([{"name": "desk", "value": token_of(database, "fawu"), "url": site}])
            yield page


def token_of(database: Database, login: str) -> str:
    with database.session() as session:
        account_id = session.exec(select(Account.id).where(Account.login == login)).one()
    with database.session(on_page(account_id)) as session:
        return begin_session(session, proof="totp", browser="test", at=on("2022-09-02 11:59").at)


def test_mark_follows_the_time_of_receipt_while_it_is_typed(person: Page) -> None:
    person.goto(f"{NEW}?notice={NUMBER}")
    expect(person.locator("#told")).to_contain_text("逾期")
    for typed, said in (
        ("2022-9-1 0:00", "逾期"),
        ("2022-9-3 9:00", "晚于现在"),
        ("2022-8-31 23:5", "钟点"),
        ("2022-8-31 23:59", "须有凭证并经另一人复核"),
    ):
        person.locator("#received_at").fill("")
        person.locator("#received_at").press_sequentially(typed)
        expect(person.locator("#told")).to_contain_text(said)
        expect(person.locator("#received_at")).to_be_focused()
        expect(person.locator("#received_at")).to_have_value(typed)


def test_objection_is_logged_by_keyboard_alone(person: Page, database: Database) -> None:
    person.goto(NEW)
    expect(person.locator("#notice")).to_be_focused()
    keys = person.keyboard
    keys.type(NUMBER)
    expect(person.locator("#told")).to_contain_text("截止")
    expect(person.locator("#target")).to_contain_text("第1笔债权")
    for field in ("objector", "phone", "words"):
        for _ in range(20):
            if person.evaluate("document.activeElement.id") == field:
                break
            keys.press("Tab")
        expect(person.locator(f"#{field}")).to_be_focused()
        keys.type({"objector": "虚构异议人", "phone": "0000-10000003", "words": "本金有误，已还二十万元。"}[field])
    keys.press("Control+Enter")
    expect(person.locator(".receipt")).to_contain_text("YY-XGCS-2022-")
    with database.session() as session:
        row = session.exec(select(Objection)).one()
    assert (row.objector, row.words) == ("虚构异议人", "本金有误，已还二十万元。")


@pytest.mark.parametrize("path", [NEW, "/desk/objections/rules", "/desk/objections"])
def test_pages_fit_a_desk_and_a_phone(person: Page, path: str) -> None:
    for width in (1280, 390):
        person.set_viewport_size({"width": width, "height": 900})
        person.goto(path)
        look_at(person, f"objections-{path.rpartition('/')[2]}-{width}")
        assert person.evaluate("document.documentElement.scrollWidth") <= width
