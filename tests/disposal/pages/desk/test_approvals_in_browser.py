"""Approval in Debian's Chromium: the approver reads the changes and approves; each page fits, and axe finds nothing."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, expect

from disposal.acting import Role
from disposal.models.publication.notice import Notice
from disposal.services.four_eyes.submitting import submit
from disposal.services.projects.projects import change_project
from disposal.services.publication.publication import draft_notice
from disposal.storage.database import Database
from tests.disposal.pages.desk.conftest import opened
from tests.disposal.pages.desk.test_looks import inspect
from tests.disposal.services.four_eyes.approving import NOON, by, sign
from tests.support.accounts import PASSWORD, actor, open_account
from tests.support.factories import make_issuer
from tests.support.publishing import ISSUER, PUBLISHED_ON, enter_project
from tests.support.website import served

pytestmark = pytest.mark.xdist_group("served")


@pytest.fixture
def draft(database: Database) -> UUID:
    """Return a draft that was approved, changed and submitted again."""
    with database.session("首位管理员") as session:
        make_issuer(session, "XGCS", **ISSUER)
    open_account(database, "guanli", Role.administrator)
    for login, role in (("chen", Role.asset_manager), ("wang", Role.approver)):
        open_account(database, login, role, by="guanli", issuers=("XGCS",))
    with database.session(by("chen")) as session:
        notice_id = draft_notice(session, enter_project(session).id, published_on=PUBLISHED_ON).id
        submit(session, notice_id, context=NOON)
    with database.session(by("wang")) as session:
        sign(session, notice_id)
    with database.session(actor("chen")) as session:
        project_id = session.get_one(Notice, notice_id).project_id
        change_project(session, project_id, {"supervisor": "虚构监管局"}, reason="补充监管部门")
        submit(session, notice_id, context=NOON)
    return notice_id


@pytest.fixture(params=[True, False], ids=["script", "without script"])
def person(browser: Browser, database: Database, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Yield a page of a browser on the site at noon of 2022-08-03."""
    with served(database, at="2022-08-03 12:00") as site:
        yield from opened(browser, site, has_script=request.param)


def test_approver_sees_the_changes_and_approves(draft: UUID, person: Page, request: pytest.FixtureRequest) -> None:
    has_script = "without" not in request.node.name
    person.goto("/desk/sign-in?next=/desk/approvals")
    person.get_by_label("登录名").fill("wang")
    person.get_by_label("密码").fill(PASSWORD)
    person.get_by_role("button", name="登录", exact=True).click()
    inspect(person, "approvals", has_script=has_script)
    person.get_by_role("link", name="资产处置公告").click()
    expect(person.locator(".differences ins")).to_have_text("虚构监管局")
    inspect(person, "approve", has_script=has_script)
    person.get_by_label("意见").fill("同意")
    person.get_by_role("button", name="批准", exact=True).click()
    expect(person.get_by_role("status")).to_contain_text("已批准")
    person.get_by_role("link", name="发布", exact=True).click()
    inspect(person, "publish", has_script=has_script)
    person.get_by_role("button", name="发布", exact=True).click()
    expect(person.get_by_role("status")).to_contain_text("已发布")
    inspect(person, "approved-and-published", has_script=has_script)
