"""更正刊登 in Debian's Chromium: the page of a placement that was changed fits each width, and axe finds nothing."""

from uuid import UUID

import pytest
from playwright.sync_api import Browser

from disposal.models.publication.placement import PlacementCreate
from disposal.services.placement_changes.changing import correct_placement, withdraw_placement
from disposal.services.press.placements import record_placement
from disposal.storage.database import Database
from tests.disposal.pages.compose.test_placement_changes import STOOD
from tests.disposal.pages.desk.conftest import opened
from tests.disposal.pages.desk.staff import staff_app
from tests.disposal.pages.screening.test_in_browser import fits
from tests.disposal.services.placement_changes.test_changing import AT
from tests.support.website import served_app

pytestmark = pytest.mark.xdist_group("served")


def test_placements_and_one_that_was_changed_fit_and_axe_finds_nothing(
    browser: Browser, database: Database, notice: UUID
) -> None:
    with database.session("首位管理员") as session:
        for medium in ("虚构日报", "杜撰晨报"):
            data = PlacementCreate.model_validate({**STOOD, "medium": medium, "notice_id": notice})
            placed = record_placement(session, data)
            correct_placement(session, placed, {"page": "第9版", "province": "测试省"}, reason="版次抄错", context=AT)
        withdraw_placement(session, placed, reason="该报当日未见报，登记到了别的公告上", context=AT)
        there = f"/desk/notices/{notice}/placements"
        first = session.get_one(type(placed), placed.id)
    with served_app(staff_app(database)) as site:
        for page in opened(browser, site):
            page.goto(f"{there}/{first.id}")
            fits(page, "placement-withdrawn")
            page.goto(there)
            fits(page, "placements")
            page.get_by_role("link", name="更正、作废").first.click()
            fits(page, "placement")
