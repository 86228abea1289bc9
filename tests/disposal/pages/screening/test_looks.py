"""The pages of 审查 fit each width, and axe finds nothing on them, in both languages."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from disposal.demo.bidders import screen_sample_bidders
from disposal.storage.database import Database
from tests.disposal.pages.desk.conftest import opened
from tests.disposal.pages.screening.conftest import staff_app, staffed_case
from tests.disposal.pages.screening.test_in_browser import fits
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
