"""The pages of approval: what waits, 审批 with its changes and digest, refusals in place, 发布, the papers."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from uuid import UUID

import pytest

from disposal.acting import Role
from disposal.models.publication.notice import Notice
from disposal.services.accounts.accounts import ItemsOpen
from disposal.services.approvals.steps import WantedStep, set_steps
from disposal.services.projects.projects import change_project
from disposal.services.publication.publication import draft_notice
from disposal.services.worklist.account_items import disable_holder
from disposal.storage.database import Database
from tests.support.accounts import AT, actor, open_branch
from tests.support.publishing import PUBLISHED_ON, enter_project
from tests.support.running.kept import kept
from tests.support.website import DeskBrowser, desk_on

DIGEST = re.compile(r'name="sha256" value="([0-9a-f]{64})"')
NOON = "2022-08-03 12:00"


class Staff:
    """A manager and an approver, each with a browser, and a draft of the manager's."""

    def __init__(self, database: Database, draft: UUID, chen: DeskBrowser, wang: DeskBrowser) -> None:
        self.database, self.chen, self.wang = database, chen, wang
        self.draft = draft

    @property
    def page(self) -> str:
        """Return the address of the pages of the draft."""
        return f"/desk/notices/{self.draft}"

    def submit(self) -> None:
        self.chen.get(f"{self.page}/approve")
        assert self.chen.post(f"{self.page}/submit").headers["location"] == f"{self.page}/approve?done=submit"

    def approve(self, **more: str) -> int:
        """Approve what wang was shown; return the status."""
        self.wang.get(f"{self.page}/approve")
        seen = DIGEST.search(self.wang.shown)
        assert seen is not None
        return self.wang.post(f"{self.page}/approve", {"sha256": seen[1], "comment": "同意发布", **more}).status_code

    def state(self) -> str:
        with self.database.session() as session:
            return session.get_one(Notice, self.draft).state


@kept
def draft_of_chen(database: Database) -> UUID:
    """Open the accounts of the staff; chen drafts a notice. Return its id."""
    open_branch(database, ("chen", Role.asset_manager), ("wang", Role.approver))
    with database.session(actor("chen")) as session:
        project = enter_project(session)
        return draft_notice(session, project.id, published_on=PUBLISHED_ON).id


@pytest.fixture
def staff(database: Database) -> Iterator[Staff]:
    """Yield the staff at noon of 2022-08-03."""
    draft = draft_of_chen(database)
    with ExitStack() as opened:
        browsers = [opened.enter_context(desk_on(database, NOON)) for _ in range(2)]
        for browser, login in zip(browsers, ("chen", "wang"), strict=True):
            browser.sign_in(login)
        yield Staff(database, draft, *browsers)


def test_notice_is_submitted_approved_and_published_on_pages(staff: Staff) -> None:
    staff.submit()
    assert "待办 1" in re.sub("<[^>]+>", "", staff.wang.get("/desk/approvals").text)
    assert staff.approve() == 303
    assert "同意发布" in staff.chen.get(f"{staff.page}/approve?done=approve").text
    staff.chen.get(f"{staff.page}/publish")
    assert "2022-08-31" in staff.chen.shown
    assert "/notices/〔编号〕" in staff.chen.shown
    published = staff.chen.post(f"{staff.page}/publication")
    assert published.headers["location"] == f"{staff.page}/approve?done=publish"
    assert staff.chen.get("/notices/XGCS-2022-0001").status_code == 200


def test_drafter_sees_who_may_approve_and_no_button(staff: Staff) -> None:
    staff.submit()
    page = staff.chen.get(f"{staff.page}/approve").text
    assert "您参与了起草，须由他人审批：虚构wang" in page
    assert "撤回" in page
    assert DIGEST.search(page) is None
    refusal = staff.chen.post(f"{staff.page}/approve", {"sha256": "0" * 64})
    assert refusal.status_code == 403
    assert staff.state() == "submitted"


def test_change_behind_the_approver_is_refused_and_the_comment_stays(staff: Staff) -> None:
    staff.submit()
    staff.wang.get(f"{staff.page}/approve")
    seen = DIGEST.search(staff.wang.shown)
    assert seen is not None
    with staff.database.session(actor("chen")) as session:
        project_id = session.get_one(Notice, staff.draft).project_id
        change_project(session, project_id, {"supervisor": "虚构监管局"}, reason="补充监管部门")
    answer = staff.wang.post(f"{staff.page}/approve", {"sha256": seen[1], "comment": "已核对本金"})
    assert answer.status_code == 409
    assert "已核对本金" in answer.text
    assert "supervisor，虚构chen" in answer.text
    assert "已失效，须重新提交" in answer.text
    assert staff.state() == "submitted"


def test_return_asks_for_a_reason_and_keeps_the_sentence(staff: Staff) -> None:
    staff.submit()
    staff.wang.get(f"{staff.page}/approve")
    answer = staff.wang.post(f"{staff.page}/return", {"comment": "请核对利息"})
    assert answer.status_code == 422
    assert "请至少选择一项退回原因" in answer.text
    assert "请核对利息" in answer.text
    staff.wang.post(f"{staff.page}/return", {"comment": "请核对利息", "reasons": ["amount"]})
    page = staff.chen.get(f"{staff.page}/approve").text
    assert "已退回修改：金额" in page
    assert "提交审批" in page


def test_second_submission_shows_what_changed_since_the_approved_one(staff: Staff) -> None:
    staff.submit()
    assert staff.approve() == 303
    with staff.database.session(actor("chen")) as session:
        project_id = session.get_one(Notice, staff.draft).project_id
        change_project(session, project_id, {"supervisor": "虚构监管局"}, reason="补充监管部门")
    staff.submit()
    page = staff.wang.get(f"{staff.page}/approve").text
    assert "与第1次送审比较" in page
    assert "<ins>虚构监管局</ins>" in page
    assert "Supervisor" in staff.wang.get(f"/en{staff.page}/approve").text


def test_unapproved_notice_has_no_button_to_publish(staff: Staff) -> None:
    staff.submit()
    assert "尚未批准，不能发布" in staff.chen.get(f"{staff.page}/publish").text
    assert staff.chen.post(f"{staff.page}/publication").status_code == 409
    assert staff.state() == "submitted"


def test_wrong_day_is_told_at_its_field(staff: Staff) -> None:
    staff.chen.get(f"{staff.page}/approve")
    answer = staff.chen.post(f"{staff.page}/submit", {"until": "下周"})
    assert answer.status_code == 422
    assert 'href="#until"' in answer.text
    assert "下周" in answer.text


@pytest.mark.parametrize("paper", ["submission", "sheet"])
def test_papers_are_sent_as_pdf(staff: Staff, paper: str) -> None:
    staff.submit()
    answer = staff.wang.get(f"{staff.page}/papers/{paper}.pdf")
    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")


def test_urgent_submission_is_read_by_who_is_told_of_it_on_pages(staff: Staff) -> None:
    with staff.database.session(actor("guanli")) as session:
        issuer = session.get_one(Notice, staff.draft).issuer_id
        told = WantedStep("传阅", ((Role.approver, "wang"),), reads_only=True)
        set_steps(session, issuer, [WantedStep.of("复核", Role.legal_officer), told])
    staff.chen.get(f"{staff.page}/approve")
    staff.chen.post(f"{staff.page}/submit", {"urgency": "very_urgent", "presented_to": "总经理室"})
    listed = re.sub("<[^>]+>", "", staff.wang.get("/desk/approvals").text)
    assert "待阅 1" in listed
    assert "特急" in listed
    page = staff.wang.get(f"{staff.page}/approve").text
    assert "呈送 总经理室" in page
    assert "未阅" in page
    assert staff.wang.post(f"{staff.page}/read").headers["location"].endswith("?done=read")
    assert "未阅" not in staff.wang.get(f"{staff.page}/approve").text


def test_submission_waits_on_the_home_of_who_acts_next(staff: Staff) -> None:
    assert "审批公告" not in staff.wang.get("/desk").text
    staff.submit()
    assert f'href="{staff.page}/approve"' in staff.wang.get("/desk").text
    assert "审批公告（" in staff.wang.shown
    assert "审批公告（" not in staff.chen.get("/desk").text
    staff.approve()
    assert "审批公告（" not in staff.wang.get("/desk").text
    assert "发布已批准的公告" in staff.chen.get("/desk").text


def test_account_with_a_waiting_submission_is_not_disabled(staff: Staff) -> None:
    staff.submit()
    with pytest.raises(ItemsOpen, match="待审批的公告"), staff.database.session("guanli") as session:
        disable_holder(session, "chen", reason="离职", at=AT)
    assert staff.approve() == 303
    with staff.database.session("guanli") as session:
        disable_holder(session, "chen", reason="离职", at=AT)
