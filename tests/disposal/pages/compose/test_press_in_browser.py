"""线下审批 and 用印与登报 in Debian's Chromium: each page fits both widths, and axe finds nothing."""

from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, expect

from disposal.acting import Role
from disposal.services.press.bookings import enter_proof
from disposal.services.projects.issuers import change_issuer
from disposal.storage.database import Database
from tests.disposal.pages.desk.conftest import opened
from tests.disposal.pages.desk.test_approvals_in_browser import inspect
from tests.disposal.pages.desk.test_looks import UNFOLD
from tests.disposal.services.four_eyes.approving import approved, by, issuer_of, submission_of, submitted
from tests.disposal.services.four_eyes.paper import enter
from tests.disposal.services.press.test_bookings import PICTURE, sealed_and_booked
from tests.support.accounts import PASSWORD, open_account
from tests.support.factories import make_issuer
from tests.support.publishing import ISSUER
from tests.support.website import served

pytestmark = pytest.mark.xdist_group("served")
STAFF = {"chen": Role.asset_manager, "wang": Role.approver, "shen": Role.compliance_officer, "li": Role.legal_officer}


@pytest.fixture
def pages(database: Database) -> tuple[UUID, UUID]:
    """Return a notice with a signed sheet to be confirmed, and one whose proof differs from the approved text."""
    with database.session("首位管理员") as session:
        make_issuer(session, "XGCS", **ISSUER)
    open_account(database, "guanli", Role.administrator)
    for login, role in STAFF.items():
        open_account(database, login, role, by="guanli", issuers=("XGCS",))
    signed, sealed = submitted(database, "甲"), approved(database, "乙")
    with database.session(by("guanli")) as session:
        change_issuer(session, issuer_of(session).id, {"allows_paper_approval": True}, reason="领导在纸上签批")
    with database.session(by("shen")) as session:
        enter(session, signed)
    with database.session(by("chen")) as session:
        booking = sealed_and_booked(session, sealed)
        words = submission_of(session, sealed).text
        enter_proof(session, booking.id, PICTURE, typed=words.replace("20个工作日", "10个工作日", 1))
    return signed, sealed


def test_pages_between_approval_and_paper_fit_and_axe_finds_nothing(
    browser: Browser, database: Database, pages: tuple[UUID, UUID]
) -> None:
    with served(database, at="2022-08-03 12:00") as site:
        for person in opened(browser, site):
            look_through(person, pages)


def look_through(person: Page, pages: tuple[UUID, UUID]) -> None:
    """Sign in as the legal officer, and look at both pages with everything unfolded."""
    signed, sealed = pages
    person.goto(f"/desk/sign-in?next=/desk/notices/{signed}/papers")
    person.get_by_label("登录名").fill("li")
    person.get_by_label("密码").fill(PASSWORD)
    person.get_by_role("button", name="登录", exact=True).click()
    expect(person.get_by_role("heading", name="待核对")).to_be_visible()
    person.evaluate(UNFOLD)
    inspect(person, "papers", has_script=True)
    person.goto(f"/desk/notices/{sealed}/press")
    expect(person.locator("del")).to_have_text("20")
    person.evaluate(UNFOLD)
    inspect(person, "press", has_script=True)
