"""Answers given before are offered while a question is typed; who has seen them files with one press."""

import pytest
from playwright.sync_api import Browser

from disposal.storage.database import Database
from tests.disposal.services.enquiries.enquiring import answered, asked
from tests.disposal.services.filings.receipts import receipt_in
from tests.disposal.services.objections.objecting import NUMBER, fill_published
from tests.support.website import served

pytestmark = pytest.mark.filled(by=fill_published)


def test_answer_is_offered_while_typing_and_the_question_filed_all_the_same(
    database: Database, browser: Browser
) -> None:
    answered(database, asked(database).enquiry.receipt)
    with served(database) as address:
        page = browser.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(f"{address}/notices/{NUMBER}/filings")
        page.get_by_label("咨询", exact=True).check()
        page.locator("#words").press_sequentially("厂房有没有出租")
        page.locator(".similar").wait_for()
        assert "已出租，租期至2025年12月31日。" in page.locator(".similar").inner_text()
        page.get_by_role("button", name="提交", exact=True).click()
        page.get_by_role("link", name="打开专用网页").click()
        page.wait_for_url("**/enquiries/*")
        assert receipt_in(page.locator("h1").inner_text(), "ZX")
        page.close()
    assert said == []
