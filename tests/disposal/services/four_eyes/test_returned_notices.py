"""A returned notice (退回修改): told at home, in the form and to the approver, who sees what was changed since."""

import re
from datetime import date
from uuid import UUID

import pytest
from sqlmodel import Session

from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.publication.notice import Notice
from disposal.services.four_eyes.overview import overview_of
from disposal.services.projects.projects import change_project
from disposal.services.publication.days import schedule
from disposal.storage.database import Database
from tests.disposal.pages.desk.test_approvals import Staff, staff  # noqa: F401 # a fixture
from tests.disposal.services.four_eyes.approving import NOON, by, staffed
from tests.disposal.services.four_eyes.test_amendments_by_two import published
from tests.support.accounts import actor

BACK = {"comment": "请补充监管部门", "reasons": ["wording"]}


@pytest.fixture
def returned(staff: Staff) -> Staff:  # noqa: F811
    staff.submit()
    staff.wang.get(f"{staff.page}/approve")
    staff.wang.post(f"{staff.page}/return", BACK)
    return staff


def project_of(staff: Staff) -> DisposalProject:  # noqa: F811
    with staff.database.session() as session:
        return session.get_one(DisposalProject, session.get_one(Notice, staff.draft).project_id)


def drafters_of(session: Session, notice_id: UUID) -> tuple[str, ...]:
    overview = overview_of(session, notice_id, context=NOON)
    assert overview is not None
    return overview.contributors


def test_drafter_is_told_at_home_and_in_the_form_what_to_mend(returned: Staff) -> None:
    home = returned.chen.get("/desk").text
    assert "修改退回的公告" in home
    assert "虚构wang退回：文字" in home
    form = f"/desk/projects/{project_of(returned).id}/notice"
    assert "请补充监管部门" in returned.chen.get(form).text
    assert f'href="{form}"' in returned.chen.get(returned.page).text


def test_next_submission_shows_the_approver_what_changed_since_the_returned_one(returned: Staff) -> None:
    with returned.database.session(actor("chen")) as session:
        change_project(session, project_of(returned).id, {"supervisor": "虚构监管局"}, reason="补充监管部门")
    returned.submit()
    page = returned.wang.get(f"{returned.page}/approve").text
    assert "与第1次送审（已退回）比较" in page
    assert "<ins>虚构监管局</ins>" in page
    assert "修改退回的公告" not in returned.chen.get("/desk").text


def test_return_without_a_sentence_is_told_at_the_comment(staff: Staff) -> None:  # noqa: F811
    staff.submit()
    staff.wang.get(f"{staff.page}/approve")
    answer = staff.wang.post(f"{staff.page}/return", {"comment": "", "reasons": ["wording"]})
    assert '<a href="#comment">意见：不能为空，请填写</a>' in answer.text


def test_who_changes_records_after_publication_is_no_drafter_of_what_was_published(database: Database) -> None:
    staffed(database)
    notice_id = published(database)
    with database.session(by("wang")) as session:
        drafters = drafters_of(session, notice_id)
    with database.session(by("li")) as session:
        project_id = session.get_one(Notice, notice_id).project_id
        change_project(session, project_id, {"supervisor": "虚构监管局"}, reason="事后补充")
    with database.session(by("wang")) as session:
        assert drafters_of(session, notice_id) == drafters
    assert "虚构li" not in drafters


def test_scheduled_notice_says_when_asks_nobody_to_publish_it_and_can_be_returned(staff: Staff) -> None:  # noqa: F811
    staff.submit()
    staff.approve()
    with staff.database.session(actor("chen")) as session:
        schedule(session, session.get_one(Notice, staff.draft), date(2022, 8, 5))
    assert "发布已批准的公告" not in staff.chen.get("/desk").text
    page = staff.wang.get(f"{staff.page}/approve").text
    assert "已定时，将于2022年8月5日（星期五） 00:00发布" in re.sub("<[^>]+>", "", page)
    assert staff.wang.post(f"{staff.page}/return", BACK).status_code == 303
    assert staff.state() == "draft"
    with staff.database.session() as session:
        assert session.get_one(Notice, staff.draft).publish_at is None
