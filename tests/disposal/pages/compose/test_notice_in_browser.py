"""编制公告 in a browser: the project of 2022 from its claim to a draft with the published text; preview as typed."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from disposal.storage.database import Database
from tests.disposal.pages.compose.huarong import claim_entered
from tests.disposal.pages.desk.conftest import opened
from tests.disposal.pages.desk.staff import staff_app
from tests.disposal.pages.desk.test_looks import UNFOLD, look_at
from tests.disposal.pages.public.test_accessibility import AXE, FINDINGS
from tests.disposal.services.notice_entry.forms_as_typed import PROJECT_2022, form_of_2022
from tests.support.website import served_app

pytestmark = pytest.mark.xdist_group("served")
NEW = "/desk/projects/new"


@pytest.fixture
def desk(browser: Browser, database: Database) -> Iterator[Page]:
    """Yield a window of a signed-in asset manager on a register with the claim of 2022."""
    claim_entered(database)
    with served_app(staff_app(database, "2022-08-01 10:00")) as address:
        yield from opened(browser, address)


def fill(page: Page, form: dict[str, str]) -> None:
    """Type a form as a person does: ticks, choices and texts, field by field."""
    for name, text in form.items():
        field = page.locator(f"[name='{name}']")
        if name == "terms-modes":
            for words in text.split("、"):
                tick(page.get_by_role("checkbox", name=words, exact=True))
        elif field.first.get_attribute("type") == "checkbox":
            tick(field.first)
        elif field.evaluate("each => each.tagName") == "SELECT":
            field.select_option(label=LABELS.get(text, text))
        else:
            field.fill(text)


def tick(box: Locator) -> None:
    """Tick a box by the space bar: the preview renewed meanwhile may move it away from under a pointer."""
    if not box.is_checked():
        box.press("Space")
    expect(box).to_be_checked()


LABELS = {"举报电话": "受理排斥、阻挠征询或异议的举报电话", "省级报纸": "省级以上报纸"}


def make_project(page: Page) -> None:
    page.goto(NEW)
    page.get_by_role("checkbox", name="杭州华成聚合纤有限公司").check()
    fill(page, PROJECT_2022)
    page.get_by_role("button", name="新建项目").click()
    expect(page.locator("main")).to_contain_text("项目已存入")


def typed_form() -> dict[str, str]:
    return {name: text for name, text in form_of_2022().items() if name != "claims-chosen"}


def test_finding_leads_to_its_field_and_goes_once_it_is_mended(desk: Page) -> None:
    make_project(desk)
    form = typed_form()
    fill(desk, form | {"terms-buyer_requirement": "", "window-count": "十五天左右"})
    desk.locator("[name='words-title']").press("Tab")
    finding = desk.locator("#findings a[href='#window-count']").first
    expect(finding).to_be_visible()
    finding.click()
    expect(desk.locator("#window-count")).to_be_focused()
    desk.locator("#window-count").fill("20")
    desk.locator("#window-count").press("Tab")
    expect(desk.locator("#findings a[href='#window-count']")).to_have_count(0)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_pages_fit_each_width_and_axe_finds_nothing(desk: Page, prefix: str) -> None:
    desk.goto(prefix + NEW)
    for width in (1280, 390, 320):
        desk.set_viewport_size({"width": width, "height": 900})
        look_at(desk, f"project{prefix.replace('/', '-')}-{width}")
        assert desk.evaluate("document.documentElement.scrollWidth") <= width
    desk.evaluate(AXE)
    assert desk.evaluate(FINDINGS) == []
    desk.set_viewport_size({"width": 1280, "height": 900})
    make_project(desk)
    fill(desk, typed_form())
    desk.get_by_role("button", name="保存草稿").click()
    expect(desk.locator("main")).to_contain_text("已保存")
    desk.goto(prefix + desk.url.partition("?")[0][desk.url.index("/desk") :])
    desk.evaluate(UNFOLD)
    for width in (1280, 1090, 390, 320):
        desk.set_viewport_size({"width": width, "height": 900})
        look_at(desk, f"notice-form{prefix.replace('/', '-')}-{width}")
        assert desk.evaluate("document.documentElement.scrollWidth") <= width
    desk.evaluate(AXE)
    assert desk.evaluate(FINDINGS) == []
    desk.locator("#view-preview").check()
    expect(desk.locator(".printed-notice")).to_be_visible()
    expect(desk.locator("#notice")).to_be_hidden()
    look_at(desk, f"notice-preview{prefix.replace('/', '-')}-320")
