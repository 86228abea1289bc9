"""While the window of the 2022 notice is open: a question, objections in time, late and by letter, a decision by two.

One browser, by mouse. ``PICTURES=var/screenshots`` takes a picture of each page at both widths.
"""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from disposal.models.publication.notice import Notice
from disposal.storage.database import Database
from tests.acceptance.stories.open_window import FILINGS, NUMBER, Window, fill
from tests.acceptance.stories.typist import Typist
from tests.support.printed import text_of
from tests.support.website import instant

QUESTION = "第二项抵押物目前是否出租？租期到哪一天？"
ANSWER = "截至基准日，未收到该抵押物出租的材料。"
SECOND_MORTGAGE = "第2项抵押：杭州华欣特种纤维有限公司：工业房地产"
CEILING = "第2项抵押的最高债权额与抵押合同所载不一致。"
END = instant("2022-08-31 23:59") + timedelta(seconds=59)
RECEIPT = re.compile(r"YY-HRZJ-2022-\w+")


pytestmark = [
    pytest.mark.filled(by=fill), pytest.mark.xdist_group("served"), pytest.mark.timeout(400),
]  # fmt: skip


def ask(reader: Typist) -> str:
    """Ask from the page of the notice; return the private address."""
    reader.page.goto(f"/notices/{NUMBER}")
    reader.see("w1-notice")
    reader.page.goto(FILINGS)
    reader.put("kind", "咨询")
    reader.put_all({"words": QUESTION, "agrees_to_publish": "", "enquirer": "虚构投资有限公司"})
    reader.see("w2-enquiry")
    reader.press("提交")
    reader.says("已收到")
    reader.see("w3-enquiry-sent")
    reader.press("打开专用网页")
    reader.page.wait_for_url("**/enquiries/*")
    return reader.page.url.partition("?")[0]


def answer(officer: Typist) -> None:
    officer.sign_in("falv", "/desk")
    officer.see("w4-home")
    officer.page.goto("/desk/enquiries")
    officer.see("w5-enquiries")
    officer.page.locator("main").get_by_role("link", name=re.compile("ZX-")).first.click()
    officer.put("words", ANSWER)
    officer.see("w6-answering")
    officer.press("答复")
    officer.says("公告网页同时公开")


def object_to(reader: Typist, words: str, picture: str, **typed: str) -> tuple[str, str]:
    """Object on the public page; return the receipt number and the private address."""
    reader.page.goto(FILINGS)
    reader.put("kind", "异议")
    reader.put_all({"words": words, **typed})
    reader.see(f"{picture}-objection")
    reader.press("提交")
    reader.says("请保存专用网址")
    reader.see(f"{picture}-objection-sent")
    found = RECEIPT.search(reader.page.locator("h1").inner_text())
    assert found
    reader.press("打开专用网页")
    reader.page.wait_for_url("**/objections/*")
    return found[0], reader.page.url.partition("?")[0]


def log_a_letter(officer: Typist) -> str:
    """Log what came by post on one screen; return its receipt number."""
    officer.page.goto(f"/desk/objections/new?notice={NUMBER}")
    officer.put("channel", "信函")
    officer.put_all({"received_at": "2022-8-31 16:30", "postmark_on": "2022-8-29"})
    officer.put_all({"objector": "虚构抵押人", "words": "抵押物面积有误。"})
    officer.see("w9-letter")
    officer.press("登记异议")
    officer.says("已登记")
    officer.see("w10-letter-logged")
    return officer.page.locator("p.receipt").inner_text().split()[0]


def handle(officer: Typist, receipt: str) -> None:
    """Take the objection up, review it, and propose that it is upheld."""
    officer.page.goto(f"/desk/objections/{receipt}")
    officer.see("w11-objection")
    officer.put("reason", "已调取抵押合同")
    officer.press("受理")
    officer.says("已办理")
    officer.put_all({"reason": "抵押合同所载最高债权额为准", "outcome": "成立"})
    officer.press("提请")
    officer.says("您是提请人，须由另一人复核")
    officer.see("w12-proposed")


def confirm(second: Typist, receipt: str) -> None:
    second.sign_in("fuhe", f"/desk/objections/{receipt}")
    second.put("reason", "同意")
    second.press("复核")
    second.says("已办理")
    second.says("更正公告")
    second.see("w13-confirmed")


def reply(officer: Typist, receipt: str, folder: Path) -> None:
    """Read the letter and record that it was sent."""
    officer.page.goto(f"/desk/objections/{receipt}")
    letter = officer.page.request.get(f"/desk/objections/{receipt}/letter.pdf").body()
    said = text_of(letter, folder)
    assert receipt in said.replace("\n", "")
    assert "成立" in said
    officer.put_all({"method": "邮寄", "number": "EMS虚构1", "sent_on": "2022-9-2"})
    officer.press("登记答复送达")
    officer.says("EMS虚构1")
    officer.see("w14-replied")


@pytest.fixture
def told(window: Window) -> Window:
    """Yield the window after a question was asked and answered in public."""
    with window.person() as investor:
        private = ask(investor)
    with window.person() as officer:
        answer(officer)
    with window.person() as investor:
        investor.page.goto(private)
        investor.says(ANSWER)
        investor.page.goto(f"/notices/{NUMBER}")
        investor.says(ANSWER)
        assert "虚构投资有限公司" not in investor.page.content()
        investor.see("w7-answered-in-public")
    return window


def filed_in_time(window: Window) -> tuple[str, str]:
    """Object in the last second of the window; return the receipt number and the private address."""
    window.clock.at = END
    with window.person() as creditor:
        filed = object_to(creditor, CEILING, "w8", target=SECOND_MORTGAGE, objector="虚构债权人有限公司")
        creditor.says("期内")
    return filed


def filed_late(window: Window) -> str:
    """Object in the second after the window; return the receipt number."""
    window.clock.at = END + timedelta(seconds=2)
    with window.person() as another:
        receipt, _ = object_to(another, "金额有误。", "w8-late")
        another.says("逾期")
        another.says("2022年9月1日（星期四）00:00:01")
    return receipt


def draft_correction(window: Window, receipt: str) -> None:
    """Draft what the decision leads to, and go on to its approval."""
    with window.person() as manager:
        manager.sign_in("chenjing", f"/desk/objections/{receipt}")
        manager.press("起草更正公告")
        manager.says("更正公告")
        manager.see("w16-correction")
        manager.press("审批")
        manager.says("提交审批")
        manager.see("w17-to-submit")


def test_window_of_2022_from_a_question_to_the_correction(told: Window, database: Database, tmp_path: Path) -> None:
    receipt, private = filed_in_time(told)
    late = filed_late(told)
    told.clock.set("2022-09-01 09:00")
    with told.person() as officer:
        officer.sign_in("falv", "/desk/objections")
        officer.says(receipt)
        officer.says(late)
        officer.see("w8-register")
        assert log_a_letter(officer) not in (receipt, late)
        handle(officer, receipt)
    with told.person() as second:
        confirm(second, receipt)
    told.clock.set("2022-09-02 09:00")
    with told.person() as officer:
        officer.sign_in("falv", f"/desk/objections/{receipt}")
        reply(officer, receipt, tmp_path)
    with told.person() as creditor:
        creditor.page.goto(private)
        creditor.says("成立")
        creditor.see("w15-told")
    draft_correction(told, receipt)
    with database.session() as session:
        assert session.exec(select(Notice.kind).where(Notice.state == "draft")).all() == ["correction"]
