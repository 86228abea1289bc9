"""Amendments and placements in a browser: an element chosen and quoted, a scan uploaded; widths and axe."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from disposal.models.publication.notice import Notice
from disposal.storage.database import Database
from tests.disposal.pages.desk.conftest import opened
from tests.disposal.pages.desk.staff import staff_app
from tests.disposal.pages.desk.test_looks import UNFOLD, look_at
from tests.disposal.pages.public.test_accessibility import AXE, FINDINGS
from tests.support.publishing import publish_project
from tests.support.website import served_app

pytestmark = pytest.mark.xdist_group("served")


@pytest.fixture
def notice(database: Database) -> Notice:
    """Publish an invented notice."""
    with database.session("首位管理员") as session:
        return publish_project(session)


@pytest.fixture
def desk(browser: Browser, database: Database, notice: Notice) -> Iterator[Page]:
    """Yield a window of a signed-in asset manager on a register with one published notice."""
    with served_app(staff_app(database)) as address:
        yield from opened(browser, address)


def test_element_is_chosen_quoted_and_corrected(desk: Page, notice: Notice) -> None:
    desk.goto(f"/desk/notices/{notice.id}/amend/correction")
    desk.locator("[name='changes-0-element']").press_sequentially("虚构甲制造")
    desk.locator(".combobox [role=option]", has_text="名称").first.click()
    expect(desk.locator("[data-note-for='changes-0-element']")).to_contain_text("原为：虚构甲制造有限公司")
    desk.locator("[name='changes-0-after']").fill("虚构甲纺织有限公司")
    desk.locator("[name='changes-0-after']").press("Tab")
    expect(desk.locator(".printed-notice")).to_contain_text("虚构甲纺织有限公司")
    expect(desk.locator("#findings")).to_contain_text("须改0")
    look_at(desk, "amendment-correction")
    desk.get_by_role("button", name="起草公告").click()
    expect(desk.locator("main")).to_contain_text("已起草更正公告")


def test_scan_is_uploaded_with_a_placement(desk: Page, notice: Notice, tmp_path: Path) -> None:
    scan = tmp_path / "整版.pdf"
    scan.write_bytes(b"%PDF-1.7\n")
    desk.goto(f"/desk/notices/{notice.id}/placements")
    desk.locator("[name='placement-medium']").fill("虚构日报")
    desk.locator("[name='placement-kind']").select_option("省级以上报纸")
    desk.locator("[name='placement-published_on']").fill("2022-8-4")
    desk.locator("#placement-scan").set_input_files(scan)
    desk.get_by_role("button", name="登记刊登").click()
    expect(desk.locator("main")).to_contain_text("刊登已登记")
    expect(desk.get_by_role("link", name="整版.pdf")).to_be_visible()


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("page", ["amend/correction", "amend/extension", "amend/result", "placements"])
def test_pages_fit_each_width_and_axe_finds_nothing(desk: Page, notice: Notice, page: str, prefix: str) -> None:
    desk.goto(f"{prefix}/desk/notices/{notice.id}/{page}")
    desk.evaluate(UNFOLD)
    for width in (1280, 390, 320):
        desk.set_viewport_size({"width": width, "height": 900})
        look_at(desk, f"{page.replace('/', '-')}{prefix.replace('/', '-')}-{width}")
        assert desk.evaluate("document.documentElement.scrollWidth") <= width
    desk.evaluate(AXE)
    assert desk.evaluate(FINDINGS) == []
