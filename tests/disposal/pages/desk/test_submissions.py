"""A submitted notice on the desk: read-only with 撤回, at a glance for who decides, counted in the menu."""

import re
from datetime import timedelta
from pathlib import Path

import pyotp
from sqlmodel import select

from disposal.models.accounts.account import Account
from disposal.models.publication.notice import Notice
from disposal.services.accounts.modes import is_settled_training
from disposal.services.publication.papers import draft_pdf
from disposal.services.sign_in.second_factors import begin_enrolment, confirm_enrolment
from tests.disposal.pages.desk.test_approvals import Staff, staff
from tests.support.accounts import on_page
from tests.support.printed import text_of
from tests.support.publishing import CONTEXT

__all__ = ("staff",)
DEBTOR = "虚构甲制造有限公司"


def words_of(page: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", page.partition("<main")[2].partition("</main>")[0]).split())


def form_of(staff: Staff) -> str:
    with staff.database.session() as session:
        return f"/desk/projects/{session.get_one(Notice, staff.draft).project_id}/notice"


def test_form_of_a_submitted_notice_shows_what_was_submitted_and_can_be_taken_back(staff: Staff) -> None:
    form = form_of(staff)
    assert staff.chen.get(form).status_code == 200
    staff.submit()
    assert staff.chen.get(form).headers["location"] == f"{staff.page}/approve"
    shown = staff.chen.get(f"{staff.page}/approve").text
    assert re.search(r'<button class="main"[^>]*form="withdraw"', shown)
    assert "<textarea" not in shown
    staff.chen.post(f"{staff.page}/withdraw")
    assert form in staff.chen.get(f"{staff.page}/approve").text
    assert staff.chen.get(form).status_code == 200


def test_draft_is_discarded_on_its_page_and_leaves_the_worklist(staff: Staff) -> None:
    staff.submit()
    assert "/discard" not in staff.chen.get(f"{staff.page}/approve").text
    staff.chen.post(f"{staff.page}/withdraw")
    assert f'action="{staff.page}/discard"' in staff.chen.get(f"{staff.page}/approve").text
    assert staff.page in staff.chen.get("/desk").text.partition('id="done"')[0]
    assert staff.chen.post(f"{staff.page}/discard", {"reason": ""}).status_code == 422
    done = staff.chen.post(f"{staff.page}/discard", {"reason": "起草有误"})
    assert done.headers["location"] == f"{staff.page}/approve?done=discard"
    shown = staff.chen.get(f"{staff.page}/approve?done=discard").text
    assert words_of(shown).count("已作废") == 2
    assert "<form" not in shown.partition("<main")[2].partition("</main>")[0]
    assert staff.page not in staff.chen.get("/desk").text.partition('id="done"')[0]
    for state, is_listed in (("draft", False), ("discarded", True)):
        assert (staff.page in staff.chen.get(f"/desk/notices?state={state}").text) is is_listed
    assert "已作废" in words_of(staff.chen.get(staff.page).text)
    assert staff.chen.get(form_of(staff)).status_code == 200


def test_project_is_cancelled_on_its_page_and_taken_up_again(staff: Staff) -> None:
    page = form_of(staff).removesuffix("/notice")
    assert f'action="{page}/cancel"' in staff.chen.get(page).text
    refused = staff.chen.post(f"{page}/cancel", {"reason": "金额录错"})
    assert refused.status_code == 422
    assert "请先在该草稿的审批页作废" in refused.text
    assert '<details class="confirm" open>' in refused.text
    assert "金额录错</textarea>" in refused.text
    staff.chen.post(f"{staff.page}/discard", {"reason": "金额录错"})
    assert staff.wang.get(page).status_code == 200
    assert "/cancel" not in staff.wang.shown
    assert staff.wang.post(f"{page}/cancel", {"reason": "金额录错"}).status_code == 403
    assert staff.chen.post(f"{page}/cancel", {"reason": "金额录错"}).headers["location"] == f"{page}?done=cancelled"
    shown = staff.chen.get(f"{page}?done=cancelled").text
    assert "已取消项目" in shown
    assert f'href="{page}/notice"' not in shown
    assert "已完成： 录入债权" in words_of(shown)
    assert "发布公告" not in words_of(shown)
    assert '<li class="due" aria-current="step"><span class="step">已取消</span>' in shown
    assert "取消项目" in words_of(staff.chen.get(f"{page}/history").text)
    staff.chen.get(page)
    assert staff.chen.post(f"{page}/reopen", {"reason": "继续处置"}).headers["location"] == f"{page}?done=draft"
    assert f'action="{page}/cancel"' in staff.chen.get(page).text


def test_approved_notice_is_changed_only_by_who_asks_for_it(staff: Staff) -> None:
    form = form_of(staff)
    staff.submit()
    staff.approve()
    assert staff.chen.get(form).status_code == 303
    assert f"{form}?change=1" in staff.chen.get(f"{staff.page}/approve").text
    assert "现在修改会使已送审的内容作废" in staff.chen.get(f"{form}?change=1").text


def test_who_decides_sees_debtor_sum_days_media_meeting_and_book_value(staff: Staff) -> None:
    staff.submit()
    listed = words_of(staff.wang.get("/desk/approvals").text)
    page = words_of(staff.wang.get(f"{staff.page}/approve").text)
    home = words_of(staff.wang.get("/desk").text)
    for words in (DEBTOR, "20个工作日", "虚构chen"):
        assert words in listed
        assert words in page
        assert words in home
    for words in ("审核会议日", "账面价值", "媒体", "债权总额"):
        assert words in page


def test_approved_notice_stays_among_those_begun_and_leads_to_its_publication(staff: Staff) -> None:
    staff.submit()
    begun = staff.chen.get("/desk").text.partition('id="begun"')[2].partition("</section>")[0]
    assert f'href="{staff.page}/approve">待审批' in begun
    staff.approve()
    begun = staff.chen.get("/desk").text.partition('id="begun"')[2].partition("</section>")[0]
    assert f'href="{staff.page}/publish">已批准' in begun


def test_menu_asks_how_many_items_wait_for_the_person(staff: Staff) -> None:
    assert staff.wang.get("/desk/waiting").json() == {"waiting": 0, "messages": 0}
    staff.submit()
    assert staff.wang.get("/desk/waiting").json() == {"waiting": 1, "messages": 0}
    assert 'data-waiting="/desk/waiting"' in staff.wang.get("/desk/approvals").text
    assert 'data-waiting-now="1"' in staff.wang.get("/desk").text


def test_publication_says_beside_its_button_that_proof_may_be_asked_and_asks_once_it_is_due(staff: Staff) -> None:
    staff.submit()
    staff.approve()
    assert "满5分钟后，按下按钮会再要求证明一次" in staff.chen.get(f"{staff.page}/publish").text
    clock = staff.chen.client.clock  # type: ignore[attr-defined]
    clock.at += timedelta(minutes=6)
    assert 'name="proof"' in staff.chen.get(f"{staff.page}/publish").text


def test_thief_of_a_cookie_approves_nothing_without_a_code_of_that_moment(staff: Staff) -> None:
    staff.submit()
    clock = staff.wang.client.clock  # type: ignore[attr-defined]
    with staff.database.session() as session:
        account_id = session.exec(select(Account.id).where(Account.login == "wang")).one()
    with staff.database.session(on_page(account_id)) as session:
        device = pyotp.TOTP(begin_enrolment(session, at=clock()).seed)
        confirm_enrolment(session, device.at(clock()), at=clock())
    clock.at += timedelta(seconds=30)
    staff.wang.sign_in("wang")
    staff.wang.get("/desk/sign-in/code")
    assert staff.wang.post("/desk/sign-in/code", {"code": device.at(clock())}).status_code == 303
    assert (staff.approve(), staff.state()) == (403, "submitted")  # a proof of this very minute is not enough
    clock.at += timedelta(seconds=30)
    assert (staff.approve(proof=device.at(clock())), staff.state()) == (303, "approved")


def test_paper_of_a_register_in_training_says_so(staff: Staff, tmp_path: Path) -> None:
    with staff.database.session() as session:
        assert is_settled_training(session)
        notice = session.get_one(Notice, staff.draft)
        assert "培训系统：所载内容不作依据" in text_of(draft_pdf(session, notice, context=CONTEXT), tmp_path)
