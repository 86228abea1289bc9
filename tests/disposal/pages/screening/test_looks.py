"""The pages of 审查 fit each width, and axe finds nothing on them, in both languages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from disposal.demo.bidders import screen_sample_bidders
from disposal.services.list_import.uploads import stage_list
from disposal.storage.database import Database
from tests.disposal.pages.desk.conftest import opened
from tests.disposal.pages.screening.conftest import staff_app, staffed_case
from tests.disposal.pages.screening.test_in_browser import fits
from tests.support.listing import bring_in, make_list, person, write_csv
from tests.support.screening import PERSON, case_of_2022, entered, screened
from tests.support.website import served_app

pytestmark = [pytest.mark.xdist_group("served"), pytest.mark.filled(by=staffed_case)]


@pytest.fixture
def page(browser: Browser, database: Database) -> Iterator[Page]:
    """Yield a window of the compliance officer."""
    with served_app(staff_app(database)) as address:
        yield from opened(browser, address)


def test_dossier_page_fits_and_axe_finds_nothing(page: Page) -> None:
    for prefix in ("", "/en"):
        page.goto(f"{prefix}/desk/bidders/new")
        fits(page, f"dossier{prefix.replace('/', '-')}")
    page.goto("/desk/bidders/new")
    page.get_by_role("button", name="完成录入").click()
    fits(page, "dossier-wrong")
    page.goto("/desk/bidders/new")
    expect(page.get_by_role("heading", name="继续上次草稿")).to_be_visible()
    fits(page, "dossier-drafts")
    page.set_viewport_size({"width": 390, "height": 900})
    expect(page.locator(".more-acts"), "保存草稿 stands behind …").to_be_visible()


def test_results_fit_and_axe_finds_nothing(page: Page, database: Database) -> None:
    with database.session("hege") as session:
        project = case_of_2022(session)
        rows = screen_sample_bidders(session, project, tell=lambda _: None)
        rows = (*rows, screened(session, entered(session, project, PERSON)))
        places = {f"result{at}": f"/desk/screenings/{row.id}" for at, row in enumerate(rows)}
        places |= {"bidder": f"/desk/bidders/{rows[0].bidder_id}/screen", "waiting": "/desk/screenings"}
    for name, address in places.items():
        page.goto(address)
        fits(page, name)
    page.goto(f"/en{places['result1']}")
    fits(page, "result1-en")


def test_lists_fit_and_axe_finds_nothing(page: Page, database: Database, tmp_path: Path) -> None:
    page.goto("/desk/lists")
    fits(page, "lists-empty")
    with database.session("hege") as session:
        make_list(session)
        bring_in(session, write_csv(tmp_path / "一.csv", [person(at) for at in range(8)]))
        bring_in(
            session, write_csv(tmp_path / "二.csv", [person(0, employer="虚构厅"), person(9), ("合计", "", "", "")])
        )
        rows = [person(0), person(3), ("测试乙", "99999919900101001", "虚构局", "科员"), ("", "", "无名", "")]
        sheet = write_csv(tmp_path / "名册.csv", rows)
        upload = stage_list(session, "staff", sheet.read_bytes(), {"provenance": "测试处"}, file_name="名册.csv").id
    places = {
        "lists": "",
        "list": "/staff?q=测试&from=1&to=2",
        "imported": "/staff?imported=1",
        "list-new": "/new",
        "import": "/staff/import",
    }
    places |= {"columns": f"/staff/import/{upload}", "check": f"/staff/import/{upload}/check"}
    for name, address in places.items():
        page.goto(f"/desk/lists{address}")
        fits(page, name)
    page.goto(f"/en/desk/lists/staff/import/{upload}/check")
    fits(page, "check-en")
