"""The pages of 线下审批: one person enters the signed sheet, another looks at its scan and confirms it."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from uuid import UUID

import pytest

from disposal.acting import Role
from disposal.models.publication.notice import Notice
from disposal.services.approvals.submissions import code_of_sheet
from disposal.services.projects.issuers import change_issuer
from disposal.storage.database import Database
from notices.dates import SHANGHAI
from tests.disposal.services.four_eyes.approving import by, issuer_of, submission_of, submitted
from tests.support.accounts import open_branch
from tests.support.website import DeskBrowser, desk_on

NOON = "2022-08-03 12:00"
SCAN = {"scan": ("审批单.pdf", b"%PDF-1.7\n%signed", "application/pdf")}
STAFF = {"chen": Role.asset_manager, "wang": Role.approver, "shen": Role.compliance_officer, "li": Role.legal_officer}


class Sheets:
    """A submitted notice whose issuer allows approvals on paper, and two persons who did not draft it."""

    def __init__(self, database: Database, notice: UUID, shen: DeskBrowser, li: DeskBrowser) -> None:
        self.database, self.notice, self.shen, self.li = database, notice, shen, li
        with database.session(by("guanli")) as session:
            change_issuer(session, issuer_of(session).id, {"allows_paper_approval": True}, reason="领导在纸上签批")
        with database.session() as session:
            row = submission_of(session, self.notice)
            self.typed = {"code": code_of_sheet(row), "sha256": f"{row.sha256[:8]} {row.sha256[8:16]}"}
            signed_on = str(row.created_at.astimezone(SHANGHAI).date())
            self.typed |= {"signer": "wang", "signed_on": signed_on, "comment": "同意发布"}

    @property
    def page(self) -> str:
        """Return the address of the page."""
        return f"/desk/notices/{self.notice}/papers"

    def state(self) -> str:
        with self.database.session() as session:
            return session.get_one(Notice, self.notice).state

    def waiting(self, browser: DeskBrowser) -> str:
        """Return the address of the sheet that waits."""
        found = re.search(rf"{self.page}/[0-9a-f-]{{36}}(?=/confirm)", browser.get(self.page).text)
        assert found is not None
        return found[0]


@pytest.fixture
def sheets(database: Database) -> Iterator[Sheets]:
    """Yield the sheets at noon of 2022-08-03."""
    open_branch(database, *STAFF.items())
    notice = submitted(database)
    with ExitStack() as opened:
        browsers = [opened.enter_context(desk_on(database, NOON)) for _ in range(2)]
        for browser, login in zip(browsers, ("shen", "li"), strict=True):
            browser.sign_in(login)
        yield Sheets(database, notice, *browsers)


def test_signed_sheet_is_entered_by_one_and_confirmed_by_another_on_pages(sheets: Sheets) -> None:
    assert "线下审批" in sheets.shen.get(f"/desk/notices/{sheets.notice}/approve").text
    page = sheets.shen.get(sheets.page).text
    assert '<option value="wang">虚构wang</option>' in page
    done = sheets.shen.upload(f"{sheets.page}/entered", sheets.typed, SCAN)
    assert done.headers["location"] == f"{sheets.page}?done=entered"
    assert sheets.state() == "submitted"
    assert "线下审批待核对 1" in sheets.li.get("/desk/approvals").text
    paper = sheets.waiting(sheets.li)
    assert sheets.li.get(f"{paper}/scan").content == SCAN["scan"][1]
    sheets.li.get(sheets.page)
    confirmed = sheets.li.post(f"{paper}/confirm", {"typed": sheets.typed["sha256"]})
    assert confirmed.headers["location"] == f"{sheets.page}?done=confirm"
    assert sheets.state() == "approved"
    assert "虚构wang（线下审批）" in sheets.li.get(f"/desk/notices/{sheets.notice}/approve").text


def test_wrong_digest_is_refused_at_its_field_and_what_was_typed_stays(sheets: Sheets) -> None:
    sheets.shen.get(sheets.page)
    answer = sheets.shen.upload(f"{sheets.page}/entered", {**sheets.typed, "sha256": "0" * 16}, SCAN)
    assert answer.status_code == 422
    assert 'href="#sha256"' in answer.text
    assert "同意发布" in answer.text


def test_who_entered_is_refused_to_confirm_on_the_page(sheets: Sheets) -> None:
    sheets.shen.get(sheets.page)
    sheets.shen.upload(f"{sheets.page}/entered", sheets.typed, SCAN)
    answer = sheets.shen.post(f"{sheets.waiting(sheets.shen)}/confirm", {"typed": sheets.typed["sha256"]})
    assert "录入了该审批单" in answer.text
    assert sheets.state() == "submitted"


def test_sheet_without_a_scan_is_refused(sheets: Sheets) -> None:
    sheets.shen.get(sheets.page)
    answer = sheets.shen.post(f"{sheets.page}/entered", sheets.typed)
    assert answer.status_code == 422
    assert 'href="#scan"' in answer.text
