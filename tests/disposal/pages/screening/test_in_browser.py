"""审查 in a browser, with script and without: a list, a dossier, a match decided, an override by two persons."""

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
HELD = (
    ("测试股东", "ownership", "", "60"),
    ("测试股东", "control", "", ""),
)


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


def fill(page: Page, **texts: str) -> None:
    for name, text in texts.items():
        field = page.locator(f"#dossier [name='{name.replace('__', '-')}']")
        if field.evaluate("each => each.tagName") == "SELECT":
            field.select_option(text)
        else:
            field.fill(text)


def enter_dossier(page: Page) -> None:
    """Type the dossier of a company whose phone is that of another bidder, and finish it."""
    page.goto("/desk/bidders/new")
    fill(page, project="HRZJ-HUACHENG", bidder__name="虚构竞买有限公司", bidder__credit_code="91339901MA0000002R")
    fill(page, bidder__status="active", bidder__organ="ordinary", bidder__phones="13800001001")
    fill(page, bidder__is_financial_institution="否", bidder__is_state_owned="否")
    fill(page, parties__0__name="测试股东", parties__0__kind="natural_person", parties__0__personal_number=NUMBER)
    for at, (who, kind, whom, percent) in enumerate(HELD):
        fill(page, **{f"relations__{at}__from": who, f"relations__{at}__kind": kind, f"relations__{at}__to": whom})
        fill(page, **{f"relations__{at}__percent": percent})
    fill(page, declared_on="2022-8-10")
    for legend in ("国家公务员", "政法干警", "金融监管机构工作人员"):
        page.get_by_role("group", name=legend).get_by_label("不属于").check()
    page.get_by_role("button", name="完成录入").click()
    expect(page.locator("main")).to_contain_text("已完成录入")


def decide(page: Page, finding: str, verb: str, reason: str, until: str = "") -> None:
    """Unfold an act of the finding with these words, and do it."""
    box = page.locator("article.finding", has_text=finding).first
    act = box.locator("details.confirm", has=page.locator("summary", has_text=verb))
    act.locator("summary").click()
    act.get_by_label("理由").fill(reason)
    if until:
        act.get_by_label("有效至").fill(until)
    act.get_by_role("button", name=verb).click()


def import_list_of(page: Page, file: Path) -> None:
    """Open a list and import a file, step by step."""
    page.goto("/desk/lists/new")
    for name, text in (("title", "测试名册"), ("title_en", "test roll"), ("code", "staff"), ("owner", "合规部")):
        page.locator(f"#{name}").fill(text)
    page.get_by_label("国家公务员").check()
    page.get_by_role("button", name="登记名单").click()
    page.get_by_role("link", name="名单导入").click()
    page.locator("#file").set_input_files(file)
    page.get_by_label("来源").fill("测试处2022-08")
    page.get_by_role("button", name="上传").click()
    expect(page.get_by_label("姓名或名称")).to_have_value("姓名")
    page.get_by_role("button", name="试导入").click()
    expect(page.locator("main")).to_contain_text("第1版，在列1条")
    page.get_by_role("button", name="确认导入").click()
    expect(page.locator("main")).to_contain_text("已导入")


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
