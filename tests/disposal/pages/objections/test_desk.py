"""The desk of objections: logged on one screen, decided by two, answered; the register filtered and exported."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from openpyxl import load_workbook
from sqlmodel import select

from disposal.models.objections.codes import ObjectionOutcome
from disposal.models.objections.objection import Objection
from disposal.models.publication.notice import Notice
from disposal.services.objections.rules import enter_rule
from disposal.storage.database import Database
from tests.acceptance.defences.two_issuers import PDF, signed_in
from tests.disposal.services.filings.receipts import receipt_in
from tests.disposal.services.objections.objecting import NUMBER, accepted, by, decided, filed, fill_published, on
from tests.support.website import DeskBrowser, desk_on

pytestmark = pytest.mark.filled(by=fill_published)
TYPED = {
    "notice": NUMBER, "channel": "telephone", "received_at": "2022-8-15 9:30", "objector": "虚构异议人",
    "words": "已还二十万元", "ground": "amount", "target": "claim-1", "standing": "debtor", "phone": "0000-10000003",
}  # fmt: skip
NEW, DESK = "/desk/objections/new", "/desk/objections"


@contextmanager
def desk(database: Database, login: str, at: str = "2022-08-15 10:00") -> Iterator[DeskBrowser]:
    with desk_on(database, at) as browser:
        signed_in(browser, database, login).get("/desk/me")
        yield browser


def test_objection_is_logged_on_one_screen_with_its_number_and_whether_in_time(database: Database) -> None:
    with desk(database, "fawu") as browser:
        assert "2022年8月31日（星期三）24:00" in browser.get(f"{NEW}?notice={NUMBER}").text
        shown = browser.upload(NEW, TYPED, {"files": ("还款凭证.pdf", PDF, "application/pdf")}).text
        number = receipt_in(shown)
        assert "2022年8月15日（星期一）09:30:00收到" in shown
        token = re.search(r"http://127\.0\.0\.1:8000(/objections/[\w-]{43})", shown)
        assert token is not None
        page = browser.get(f"{DESK}/{number}").text
        assert "虚构甲制造有限公司" in page
        assert token[1] not in page
        receipt = browser.get(f"{DESK}/{number}/receipt.pdf")
        assert receipt.content.startswith(b"%PDF-")


def test_what_is_wrong_stands_at_its_field_and_everything_typed_stays(database: Database) -> None:
    with desk(database, "fawu") as browser:
        browser.get(NEW)
        answer = browser.post(NEW, TYPED | {"words": "", "received_at": "2022-8-15 10:01"})
        assert answer.status_code == 422
        assert 'href="#words"' in answer.text
        assert 'value="虚构异议人"' in answer.text
        late = browser.post(NEW, TYPED | {"received_at": "2022-8-15 10:01"})
        assert 'href="#received_at"' in late.text
        assert "填写公告编号" in browser.post(NEW, TYPED | {"notice": " "}).text
        looked = browser.post(NEW, TYPED | {"do": "look", "received_at": "2022-8-15 25:00"}).text
        assert '<span class="hint">收到时间：不是日期和钟点' in looked
        assert "received_at =" not in looked
    with database.session() as session:
        assert session.exec(select(Objection)).all() == []


def test_all_faults_of_an_objection_are_told_at_once_in_the_order_of_the_page(database: Database) -> None:
    wrong = TYPED | {"words": "", "received_at": "2022-8-15 10:01", "postmark_on": "八月"}
    with desk(database, "fawu") as browser:
        browser.get(NEW)
        told = browser.post(NEW, wrong).text
        unnamed = browser.upload(NEW, wrong | {"notice": ""}, {"files": ("图.exe", b"MZ", "application/pdf")}).text
    fields = re.findall(r'<li><a href="#(\w+)">', told)
    assert fields == ["postmark_on", "words"]
    assert re.findall(r'<li><a href="#(\w+)">', unnamed) == ["notice", "postmark_on", "words", "files"]


def act(browser: DeskBrowser, receipt: str, step: str, **typed: str) -> int:
    browser.get(f"{DESK}/{receipt}")
    return browser.post(f"{DESK}/{receipt}/{step}", {"reason": "经核对台账", **typed}).status_code


def test_objection_is_handled_from_receipt_to_reply_and_proposes_a_correction(database: Database) -> None:
    receipt = filed(database).objection.receipt
    with desk(database, "fawu") as browser:
        assert act(browser, receipt, "accept") == 303
        assert act(browser, receipt, "ask", question="请提供还款凭证") == 303
        assert act(browser, receipt, "propose") == 422
        assert "选择一种审查结论" in browser.shown
        assert act(browser, receipt, "propose", outcome="partly_upheld") == 303
        assert act(browser, receipt, "confirm", outcome="partly_upheld") == 422
        assert "提请人" in browser.shown
    with desk(database, "hegui") as browser:
        assert act(browser, receipt, "confirm", outcome="partly_upheld", reason="") == 422
        assert "复核意见：不能为空" in browser.shown
        assert act(browser, receipt, "confirm", outcome="partly_upheld") == 303
    with desk(database, "fawu", "2022-08-18 09:00") as browser:
        assert "更正公告" in browser.get(f"{DESK}/{receipt}").text
        assert browser.get(f"{DESK}/{receipt}/letter.pdf").content.startswith(b"%PDF-")
        assert act(browser, receipt, "reply", method="post", number="EMS1", sent_on="8-18") == 303
        drafted = browser.post(f"{DESK}/{receipt}/draft")
        assert drafted.status_code == 303
    with database.session() as session:
        draft = session.exec(select(Notice).where(Notice.state == "draft")).one()
        assert (draft.kind, (draft.draft or {})["changes"][0]["after"]) == ("correction", "经核对台账")


def test_reply_to_a_group_is_offered_for_all_or_for_one_alone(database: Database) -> None:
    first, *others = (filed(database, objector=name).objection.receipt for name in ("虚构甲", "虚构乙", "虚构丙"))
    with desk(database, "fawu") as browser:
        assert act(browser, first, "group", receipts=" ".join(others), group_reason="内容相同") == 303
    accepted(database, first)
    decided(database, first, ObjectionOutcome.dismissed)
    with desk(database, "fawu", "2022-08-22 09:00") as browser:
        assert "只登记本件" in browser.get(f"{DESK}/{first}").text
        assert "只登记本件" not in browser.get(f"{DESK}/{others[0]}").text
        assert act(browser, first, "reply", method="post", sent_on="8-18", alone="yes") == 303
        assert act(browser, first, "reply", method="email", sent_on="8-19") == 303
        assert "邮件  2022-08-19寄出" in browser.get(f"{DESK}/{others[0]}").text


def test_buttons_of_the_legal_officer_stand_on_nobody_elses_page(database: Database) -> None:
    receipt = filed(database).objection.receipt
    for login, is_shown in (("fawu", True), ("hegui", False)):
        with desk(database, login) as browser:
            shown = browser.get(f"{DESK}/{receipt}").text
            assert [words in shown for words in (">提请不予受理<", ">登记撤回<")] == [is_shown] * 2
            assert "尚无往来" in shown


def test_register_is_filtered_searched_sorted_and_exported(database: Database) -> None:
    for name in ("虚构甲异议人", "=虚构乙异议人"):
        filed(database, objector=name)
    filed(database, "2022-09-05 10:00", objector="虚构丙异议人")
    with desk(database, "fawu", "2022-09-06 10:00") as browser:
        late = browser.get(f"{DESK}?in_time=no").text
        assert ("虚构丙异议人" in late, "虚构甲异议人" in late) == (True, False)
        assert "虚构乙异议人" in browser.get(f"{DESK}?q=乙异议").text
        mistyped = browser.get(f"{DESK}?notice=HRZJ-2022-0009&q=乙")
        assert (mistyped.status_code, "没有符合条件的异议" in mistyped.text) == (422, False)
        for said in ("没有编号或标识为“HRZJ-2022-0009”的公告", 'value="HRZJ-2022-0009"', f'href="{DESK}">清除条件'):
            assert said in mistyped.text, said
        rows = re.findall(r"虚构([甲乙丙])异议人", browser.get(f"{DESK}?sort=entered").text)
        assert rows == ["甲", "乙", "丙"]
        sent = browser.post(f"{DESK}/export", {"form": "xlsx", "in_time": "yes"})
        cells = list(load_workbook(io.BytesIO(sent.content)).active.values)  # type: ignore[union-attr]
        assert [row[6] for row in cells[1:]] == ["=虚构乙异议人", "虚构甲异议人"]
        browser.get(DESK)
        assert browser.post(f"{DESK}/export", {"form": "pdf"}).content.startswith(b"%PDF-")


def test_filter_of_a_word_that_no_choice_has_is_refused_at_its_field_and_never_shows_or_exports_all(
    database: Database,
) -> None:
    filed(database, objector="虚构甲异议人")
    with desk(database, "fawu") as browser:
        for name, known in (("state", "部分成立"), ("ground", "诉讼时效"), ("in_time", "yes"), ("which", "overdue")):
            shown = browser.get(f"{DESK}?{name}=zzz")
            assert (shown.status_code, f'href="#{name}"' in shown.text, f'id="{name}"' in shown.text) == (
                422,
                True,
                True,
            )
            assert known in shown.text.partition('id="problems"')[2].partition("</ul>")[0]
            assert "虚构甲异议人" not in shown.text
        browser.get(DESK)
        assert browser.post(f"{DESK}/export", {"form": "xlsx", "state": "zzz"}).status_code == 422
        assert "虚构甲异议人" in browser.get(f"{DESK}?state=已登记").text


def test_calendar_and_home_tell_what_is_due_and_escalate_what_is_overdue(database: Database) -> None:
    with database.session(by("guan")) as session:
        issuer = session.exec(select(Notice)).one().issuer_id
        values = {"in_force_from": "2022-08-01", "answer_working_days": "10", "document": "虚构规〔2022〕1号"}
        enter_rule(session, issuer, values, today=on("2022-08-01 09:00").at.date())
    receipt = filed(database, "2022-08-15 10:00").objection.receipt
    with desk(database, "fawu", "2022-08-29 10:00") as browser:  # Mon, the tenth working day after Mon 2022-08-15
        assert receipt in browser.get("/desk/due").text
        assert receipt in browser.get(f"{DESK}?which=today").text
        assert receipt in browser.get("/desk").text
    with desk(database, "shenpi", "2022-08-29 10:00") as browser:
        assert receipt not in browser.get("/desk").text
    with desk(database, "shenpi", "2022-08-30 10:00") as browser:
        assert receipt in browser.get("/desk").text
        assert receipt in browser.get(f"{DESK}?which=overdue").text


def test_evidence_of_another_kind_is_refused_and_what_is_stored_is_a_download(database: Database) -> None:
    receipt = filed(database).objection.receipt
    with desk(database, "fawu") as browser:
        browser.get(f"{DESK}/{receipt}")
        refused = browser.upload(f"{DESK}/{receipt}/files", {}, {"files": ("图.svg", b"<svg/>", "image/svg+xml")})
        assert (refused.status_code, "类型不受支持" in refused.text) == (422, True)
        assert browser.upload(f"{DESK}/{receipt}/files", {}, {"files": ("证.pdf", PDF, "x/y")}).status_code == 303
        address = re.search(rf"{DESK}/{receipt}/files/[\w-]+", browser.get(f"{DESK}/{receipt}").text)
        assert address is not None
        sent = browser.get(address[0])
    assert (sent.content, sent.headers["content-type"]) == (PDF, "application/octet-stream")
    assert "sandbox" in sent.headers["content-security-policy"]


@pytest.mark.parametrize(("act_sent", "outcome"), [("propose", "dismissed"), ("refuse", "not_accepted")])
def test_button_of_the_first_person_confirms_nothing_without_a_proof_of_the_second(
    database: Database, act_sent: str, outcome: str
) -> None:
    receipt = filed(database).objection.receipt
    with desk(database, "fawu") as browser:
        assert act_sent == "refuse" or act(browser, receipt, "accept") == 303
        assert act(browser, receipt, act_sent, outcome=outcome) == 303
    with desk(database, "hegui") as browser:
        browser.client.clock.set("2022-08-15 10:10")  # type: ignore[attr-defined]
        assert act(browser, receipt, act_sent, outcome=outcome) == 422
        assert act(browser, receipt, "confirm", outcome=outcome) == 422
        assert '<a href="#proof">' in browser.shown
    with database.session() as session:
        assert session.exec(select(Objection)).one().state.value.endswith("_proposed")


def test_reason_that_is_missing_is_told_at_the_field_of_the_very_act(database: Database) -> None:
    receipt = filed(database).objection.receipt
    with desk(database, "fawu") as browser:
        browser.get(f"{DESK}/{receipt}")
        answer = browser.post(f"{DESK}/{receipt}/time", {"received_at": "2022-8-14 9:30", "time_reason": ""})
        assert answer.status_code == 422
        assert 'href="#time_reason"' in answer.text
        assert 'href="#reason"' not in answer.text
        assert 'value="2022-8-14 9:30"' in answer.text
