"""审查 in a browser, with script and without: an override by two persons."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from disposal.storage.database import Database
from tests.disposal.pages.desk.conftest import opened
from tests.disposal.pages.desk.test_looks import UNFOLD, look_at
from tests.disposal.pages.public.test_accessibility import AXE, FINDINGS
from tests.disposal.pages.screening.conftest import COOKIE, staff_app, staffed_case
from tests.support.listing import bring_in, make_list, write_csv
from tests.support.screening import NUMBER, PERSON, case_of_2022, entered
from tests.support.website import served_app

pytestmark = [pytest.mark.xdist_group("served"), pytest.mark.filled(by=staffed_case)]
Person = Callable[[str], Page]


@pytest.fixture(params=[True, False], ids=["script", "bare"])
def person(browser: Browser, database: Database, request: pytest.FixtureRequest) -> Iterator[Person]:
    """Yield what opens a window for an account, with script and without."""
    with served_app(staff_app(database)) as address, ExitStack() as windows:

        def window(login: str) -> Page:
            generator = opened(browser, address, has_script=request.param)
            page = next(generator)
            windows.callback(lambda: next(generator, None))
            page.context.add_cookies([{"name": COOKIE, "value": login, "url": address}])
            return page

        yield window


def fits(page: Page, name: str) -> None:
    """Assert that the page fits its widths and that axe finds nothing, and take pictures."""
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        look_at(page, f"{name}-{width}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} {width}"
    page.evaluate(UNFOLD)
    look_at(page, f"{name}-unfolded-320")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, f"{name} unfolded"
    page.set_viewport_size({"width": 1280, "height": 900})
    look_at(page, f"{name}-unfolded-1280")
    page.evaluate(AXE)
    assert page.evaluate(FINDINGS) == []


def decide(page: Page, finding: str, verb: str, reason: str, until: str = "") -> None:
    """Unfold an act of the finding with these words, and do it."""
    box = page.locator("article.finding", has_text=finding).first
    act = box.locator("details.confirm", has=page.locator("summary", has_text=verb))
    act.locator("summary").click()
    act.get_by_label("理由").fill(reason)
    if until:
        act.get_by_label("有效至").fill(until)
    act.get_by_role("button", name=verb).click()


def test_override_takes_a_second_person(person: Person, database: Database, tmp_path: Path) -> None:
    with database.session("hege") as session:
        make_list(session)
        rows = [("测试竞买人", NUMBER, "虚构局", "科员")]
        bring_in(session, write_csv(tmp_path / "名册.csv", rows))
        bidder = entered(session, case_of_2022(session), PERSON)
    officer = person("hege")
    officer.goto(f"/desk/bidders/{bidder.id}/screen")
    officer.get_by_role("button", name="审查").click()
    expect(officer.locator(".verdict")).to_contain_text("不得购买")
    decide(officer, "测试名册", "申请破例", "上级批复〔2022〕8号")
    expect(officer.locator("main")).to_contain_text("须由他人批准")
    approver = person("shenpi")
    approver.goto(officer.url)
    decide(approver, "测试名册", "批准破例", "批复属实")
    expect(approver.locator("main")).to_contain_text("已批准破例")
    expect(approver.locator("main")).to_contain_text("批准人：虚构shenpi；申请人：虚构hege")
