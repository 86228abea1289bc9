"""The box for everything finds objections and enquiries by receipt number, name and words, within one's branches."""

import pytest

from disposal.acting import Role
from disposal.services.staff_search.search import search_all
from disposal.storage.database import Database
from tests.acceptance.defences.two_issuers import signed_in
from tests.disposal.services.enquiries.enquiring import asked
from tests.disposal.services.objections.objecting import by, filed, fill_published, on
from tests.support.accounts import make_account
from tests.support.factories import make_issuer
from tests.support.website import desk_on

pytestmark = pytest.mark.filled(by=fill_published)


def found(database: Database, text: str, login: str = "fawu") -> dict[str, list[str]]:
    with database.session(by(login)) as session:
        groups = search_all(session, text, today=on("2022-08-16 09:00").at.date())
    return {each.code: [row.name for row in each.rows] for each in groups}


def test_receipt_name_and_words_find_what_was_filed(database: Database) -> None:
    objection = filed(database, objector="虚构异议甲", words="本金早已还清").objection.receipt
    enquiry = asked(database).enquiry.receipt
    figures = objection[-7:]
    for text in (objection.lower(), figures, f"{figures[:3]} {figures[3:]}", "异议甲", "早已还清"):
        assert found(database, text)["objections"] == [objection]
    for text in (enquiry, "张三丰", "是否出租"):
        assert found(database, text)["enquiries"] == [enquiry]


def test_nothing_is_found_at_another_branch_or_without_the_right(database: Database) -> None:
    objection = filed(database).objection.receipt
    with database.session(by("guan")) as session:
        other = make_issuer(session, "QTGS", branch="测试二分公司")
        make_account(session, "waibu", Role.legal_officer, issuers=[other.id])
    for login in ("waibu", "guan"):
        assert "objections" not in found(database, objection, login)


def test_what_is_found_leads_to_its_page(database: Database) -> None:
    objection = filed(database).objection
    with desk_on(database, "2022-08-15 10:00") as browser:
        page = signed_in(browser, database, "fawu").get(f"/desk/search?q={objection.receipt}").text
        address = f"/desk/objections/{objection.id}"
        assert f'href="{address}"' in page
        assert objection.receipt in browser.get(address).text
