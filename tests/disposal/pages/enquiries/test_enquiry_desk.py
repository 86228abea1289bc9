"""The desk of enquiries: logged, answered by two roles, on their home until then, drafted as a supplement."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlmodel import select

from disposal.acting import ENQUIRER
from disposal.models.publication.notice import Notice
from disposal.services.enquiries.filing import file_enquiry
from disposal.services.filings.evidence import evidence_of
from disposal.storage.database import Database
from tests.acceptance.defences.two_issuers import PDF, signed_in
from tests.disposal.services.enquiries.enquiring import ASKED, asked
from tests.disposal.services.filings.receipts import receipt_in
from tests.disposal.services.objections.objecting import NUMBER, fill_published, on
from tests.support.website import DeskBrowser, desk_on

pytestmark = pytest.mark.filled(by=fill_published)
DESK = "/desk/enquiries"


@contextmanager
def desk(database: Database, login: str, at: str = "2022-08-16 10:00") -> Iterator[DeskBrowser]:
    with desk_on(database, at) as browser:
        signed_in(browser, database, login).get("/desk/me")
        yield browser


def waiting(browser: DeskBrowser) -> str:
    """Return the home down to what was done."""
    return browser.get("/desk").text.partition('<h2 id="done">')[0]


def test_call_is_logged_with_its_number_and_its_private_address_shown_once(database: Database) -> None:
    typed = {"number": NUMBER, "channel": "telephone", "received_at": "2022-8-15 9:30", "words": "厂房是否出租"}
    with desk(database, "jingli") as browser:
        browser.get(DESK)
        wrong = browser.post(DESK, typed | {"words": "", "enquirer": "虚构咨询人"})
        assert (wrong.status_code, 'href="#words"' in wrong.text) == (422, True)
        assert 'value="虚构咨询人"' in wrong.text
        shown = browser.post(DESK, typed).text
        receipt = receipt_in(shown, "ZX")
        assert re.search(r"http://127\.0\.0\.1:8000/enquiries/[\w-]{43}", shown)
        register = browser.get(DESK).text
        assert "补录" in register
        assert f"/enquiries/{receipt}" in register
        unknown = browser.get(f"{DESK}?state=zzz")
        assert (unknown.status_code, 'href="#state"' in unknown.text, receipt in unknown.text) == (422, True, False)
        assert "可用：待答复、已答复" in unknown.text


@pytest.mark.parametrize("login", ["fawu", "jingli"])
def test_enquiry_stands_on_the_home_of_who_may_answer_until_it_is_answered(database: Database, login: str) -> None:
    receipt = asked(database).enquiry.receipt
    with desk(database, login) as browser:
        assert receipt in waiting(browser)
        page = browser.get(f"{DESK}/{receipt}").text
        assert "抵押厂房目前是否出租？</textarea>" in page
        typed = {"words": "张三丰您好，已出租。", "is_public": "yes", "public_question": "厂房是否出租？"}
        assert browser.post(f"{DESK}/{receipt}/answer", typed).status_code == 303
        assert "张某某您好，已出租。" in browser.get(f"{DESK}/{receipt}").text
        assert receipt not in waiting(browser)


def test_others_read_and_do_not_answer(database: Database) -> None:
    receipt = asked(database).enquiry.receipt
    with desk(database, "hegui") as browser:
        assert receipt not in browser.get("/desk").text
        assert "<textarea" not in browser.get(f"{DESK}/{receipt}").text
        refused = browser.post(f"{DESK}/{receipt}/answer", {"words": "已出租"})
        assert (refused.status_code, "不能办理此事" in refused.text) == (422, True)
        assert receipt in browser.get(f"{DESK}?state=received").text


def test_refused_answer_keeps_what_was_typed(database: Database) -> None:
    receipt = asked(database, agrees_to_publish=False).enquiry.receipt
    with desk(database, "fawu") as browser:
        browser.get(f"{DESK}/{receipt}")
        refused = browser.post(f"{DESK}/{receipt}/answer", {"words": "已出租。", "is_public": "yes"})
        assert (refused.status_code, "未同意公开" in refused.text) == (422, True)
        assert "已出租。</textarea>" in refused.text


def test_button_opens_a_drafted_supplement(database: Database) -> None:
    receipt = asked(database).enquiry.receipt
    with desk(database, "fawu") as browser:
        browser.get(f"{DESK}/{receipt}")
        assert browser.post(f"{DESK}/{receipt}/draft").status_code == 422
        browser.post(f"{DESK}/{receipt}/answer", {"words": "已出租。"})
        browser.get(f"{DESK}/{receipt}")
        opened = browser.post(f"{DESK}/{receipt}/draft")
        assert opened.status_code == 303
        assert "补充公告" in browser.get(opened.headers["location"]).text
    with database.session() as session:
        draft = session.exec(select(Notice).where(Notice.state == "draft")).one()
    assert (draft.draft or {})["statements"] == ["问：抵押厂房目前是否出租？", "答：已出租。"]


def test_register_is_filtered_and_a_file_is_a_download(database: Database) -> None:
    with database.session(ENQUIRER) as session:
        file_enquiry(session, NUMBER, ASKED, [evidence_of("图.pdf", PDF)], context=on("2022-08-15 10:00"))
    with desk(database, "fawu") as browser:
        receipt = receipt_in(browser.get(f"{DESK}?q=厂房&state=received").text, "ZX")
        assert "没有符合条件的咨询" in browser.get(f"{DESK}?state=answered").text
        mistyped = browser.get(f"{DESK}?notice=HRZJ-2022-0009")
        assert (mistyped.status_code, "没有符合条件的咨询" in mistyped.text) == (422, False)
        for said in ("没有编号或标识为“HRZJ-2022-0009”的公告", 'value="HRZJ-2022-0009"', f'href="{DESK}">清除条件'):
            assert said in mistyped.text, said
        address = re.search(rf"{DESK}/{receipt}/files/[\w-]+", browser.get(f"{DESK}/{receipt}").text)
        assert address is not None
        sent = browser.get(address[0])
    assert (sent.content, sent.headers["content-type"]) == (PDF, "application/octet-stream")
