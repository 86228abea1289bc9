"""The page of an issuer's rules: dated, never reaching back; legal staff read them, administrators enter them."""

import pytest

from disposal.storage.database import Database
from tests.acceptance.defences.two_issuers import signed_in
from tests.disposal.services.objections.objecting import filed, fill_published
from tests.support.website import desk_on

pytestmark = pytest.mark.filled(by=fill_published)
PAGE = "/desk/objections/rules"
TYPED = {
    "issuer": "XGCS", "in_force_from": "2022-08-15", "postmark_counts": "yes", "answer_working_days": "10",
    "shows_count": "no", "document": "虚构规〔2022〕1号",
}  # fmt: skip


def test_rule_holds_from_its_day_on_and_a_day_past_is_refused_with_all_that_was_typed(database: Database) -> None:
    receipt = filed(database).objection.receipt
    with desk_on(database, "2022-08-15 10:00") as browser:
        signed_in(browser, database, "guan")
        assert "没有规定" in browser.get(PAGE).text
        past = browser.post(PAGE, TYPED | {"in_force_from": "2022-8-14"})
        assert (past.status_code, "不溯及既往" in past.text) == (422, True)
        assert 'value="虚构规〔2022〕1号"' in past.text
        assert browser.post(PAGE, TYPED | {"answer_working_days": "366"}).status_code == 422
        assert browser.post(PAGE, TYPED).status_code == 303
        assert browser.post(PAGE, TYPED).status_code == 422  # that day has a rule
        later = browser.get(f"{PAGE}?done=XGCS").text
        assert ("已录入规定" in later, "现行" in later) == (True, True)
        assert 'value="10"' in later  # a further rule begins with what holds, so that one change keeps the rest
        signed_in(browser, database, "fawu")
        assert "2022年8月29日" in browser.get(f"/desk/objections/{receipt}").text


def test_legal_staff_read_the_rules_and_enter_none(database: Database) -> None:
    with desk_on(database, "2022-08-15 10:00") as browser:
        signed_in(browser, database, "fawu")
        shown = browser.get(PAGE)
        assert (shown.status_code, "录入规定" in shown.text) == (200, False)
        assert browser.post(PAGE, TYPED).status_code == 422
        assert "没有规定" in browser.get(PAGE).text
