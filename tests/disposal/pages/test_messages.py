"""消息 on the desk: counted in the head, opened without script, marked all at once; empty, in both languages."""

import re

from disposal.models.approvals.submission_return import ReturnReason
from disposal.services.four_eyes.deciding import send_back
from tests.disposal.pages.desk.test_approvals import Staff, staff
from tests.disposal.pages.desk.test_submissions import words_of
from tests.disposal.services.four_eyes.approving import by

__all__ = ("staff",)
OPEN = re.compile(r'action="(/desk/messages/[0-9]+/open)"')


def returned(staff: Staff) -> str:
    """Let wang return what chen submitted; return the address by which chen opens the message."""
    staff.submit()
    with staff.database.session(by("wang")) as session:
        send_back(session, staff.draft, reasons=[ReturnReason.amount], comment="请核对<b>本金</b>")
    found = OPEN.search(staff.chen.get("/desk/messages").text)
    assert found is not None
    return found[1]


def unread(staff: Staff) -> int:
    """Return how many messages the head of chen's pages says, beside the page that is open."""
    return int(staff.chen.client.get("/desk/waiting").json()["messages"])


def test_message_is_counted_opened_and_read(staff: Staff) -> None:
    assert "还没有消息" in staff.chen.get("/desk/messages").text
    opened = returned(staff)
    page = staff.chen.get("/desk/messages").text
    assert "您提交的公告被退回修改" in page
    assert "金额：请核对&lt;b&gt;本金&lt;/b&gt;" in page
    assert "虚构wang" in words_of(page)
    assert unread(staff) == 1
    assert re.search(r'data-waiting-name="messages" data-waiting-now="1"', staff.chen.get("/desk").text)
    staff.wang.get("/desk/messages")
    assert staff.wang.post(opened).status_code == 404
    assert staff.chen.post(opened).headers["location"] == f"{staff.page}/approve"
    page = staff.chen.get("/desk/messages").text
    assert f'<a href="{staff.page}/approve">您提交的公告被退回修改</a>' in page
    assert "全部标为已读" not in page
    assert unread(staff) == 0


def test_all_are_marked_by_one_button_and_the_english_page_leads_to_english_pages(staff: Staff) -> None:
    returned(staff)
    english = staff.chen.get("/en/desk/messages?unread=1").text
    assert "your notice was returned to be changed" in english
    through = re.search(r'name="through" value="([0-9]+)"', english)
    assert through is not None
    assert staff.chen.post("/desk/messages/read", {"through": "9" * 5_000}).status_code == 303
    assert unread(staff) == 1
    answer = staff.chen.post("/en/desk/messages/read", {"through": through[1]})
    assert answer.headers["location"] == "/en/desk/messages"
    assert "Nothing unread" in staff.chen.get("/en/desk/messages?unread=1").text
    assert f'href="/en{staff.page}/approve"' in staff.chen.get("/en/desk/messages").text
