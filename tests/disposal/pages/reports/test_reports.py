"""举报 in the browser: filed and followed up by a code at one address, read by discipline officers only."""

import re
from collections.abc import Iterator
from io import BytesIO
from math import inf

import pytest
from httpx2 import Response
from PIL import Image
from sqlalchemy import event

from disposal.pages.even_pages import STEP_BYTES
from disposal.services.reports.discipline_keys import make_officer_key
from disposal.storage.database import Database
from tests.acceptance.defences.two_issuers import signed_in
from tests.disposal.services.reports.officers import AT as OFFICERS_AT
from tests.disposal.services.reports.officers import (
    FIRST,
    OTHERS,
    SECOND,
    fill_with_officers,
    open_mailbox,
    pass_minutes,
    passphrases_of_two,
)
from tests.support.website import SAME_SITE, DeskBrowser, desk_on

pytestmark = pytest.mark.filled(by=fill_with_officers)
CODE = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{5}(?:-[0-9A-HJKMNP-TV-Z]{5}){3}\b")
THREAD = re.compile(r'name="thread" value="([0-9a-f]{32})"')
AT, DESK = "2022-08-15 10:00", "/desk/reports"
WORDS = "承办人拒绝登记本公司的异议"
REPORT = {"kind": "report", "do": "file", "happened": WORDS}


def officers(browser: DeskBrowser, database: Database) -> dict[str, str]:
    """Let both officers have keys; return their passphrases."""
    words = passphrases_of_two(database)
    open_mailbox(database, browser.client)
    return words


@pytest.fixture
def browser(database: Database) -> Iterator[DeskBrowser]:
    """Yield a browser on a site whose mailbox is open."""
    with desk_on(database, AT) as opened:
        open_mailbox(database, opened.client)
        yield opened


def sent(browser: DeskBrowser, **fields: str) -> Response:
    """Post the public form."""
    form = {"kind": "report"} | fields
    return browser.client.post("/filings", data=form, headers=SAME_SITE)  # type: ignore[return-value]


def at_desk(browser: DeskBrowser, database: Database, login: str, passphrase: str = "") -> Response:
    """Sign in, open the page of reports, unlock it."""
    browser.client.cookies.clear()
    page = signed_in(browser, database, login).get(DESK)
    if passphrase:
        browser.post(DESK, {"do": "unlock", "passphrase": passphrase})
        page = browser.get(DESK)
    return page


def test_report_is_filed_answered_and_followed_up(browser: DeskBrowser, database: Database) -> None:
    words = officers(browser, database)
    code = CODE.findall(sent(browser, do="file", happened=WORDS, notice="XGCS-2022-0001").text)[0]
    assert "正在写入" in sent(browser, do="look", code=code).text
    pass_minutes(database, browser.client)
    assert WORDS in sent(browser, do="look", code=code.lower()).text
    page = at_desk(browser, database, SECOND, words[SECOND])
    assert WORDS in page.text
    thread = THREAD.findall(page.text)[0]
    opened = browser.post(DESK, {"do": "open", "thread": thread})
    assert "XGCS-2022-0001" in opened.text
    assert "70秒" in browser.post(DESK, {"do": "reply", "thread": thread, "words": "已受理"}).text
    report = {"regulator": "虚构监管局", "passed_on": "2022-8-15", "words": "报送情况"}
    browser.post(DESK, {"do": "passed_on", "thread": thread} | report)
    pass_minutes(database, browser.client)
    assert "虚构监管局" in browser.post(DESK, {"do": "open", "thread": thread}).text
    seen = sent(browser, do="add", code=code, happened="又一次").text
    assert "已受理" in seen
    assert "报送情况" not in seen
    assert "虚构监管局" not in seen


@pytest.mark.parametrize("login", [role.value.replace("_", "-") for role in OTHERS] + ["", FIRST])
def test_page_of_reports_does_not_exist_but_for_a_discipline_officer(
    browser: DeskBrowser, database: Database, login: str
) -> None:
    officers(browser, database)
    if login:
        signed_in(browser, database, login)
    menu = browser.get("/desk/me").text
    for path in (DESK, "/en/desk/reports"):
        answer, posted = browser.client.get(path), browser.client.post(path, data={"do": "unlock"}, headers=SAME_SITE)
        if login == FIRST:
            assert (answer.status_code, posted.status_code) == (200, 403)
            assert DESK in menu
        else:
            nothing = browser.client.get(path.replace("reports", "nothing-here"))
            assert (answer.status_code, posted.status_code) == (404, 404)
            assert answer.text == nothing.text.replace("nothing-here", "reports")
            assert DESK not in menu


def test_reset_password_and_second_factor_open_nothing(browser: DeskBrowser, database: Database) -> None:
    words = officers(browser, database)
    code = CODE.findall(sent(browser, do="file", happened=WORDS).text)[0]
    pass_minutes(database, browser.client)
    page = at_desk(browser, database, FIRST)  # signed in, as one who has reset the password is
    assert WORDS not in page.text
    for wrong in ("", words[SECOND], words[FIRST].rpartition(" ")[0], code):
        refused = browser.post(DESK, {"do": "unlock", "passphrase": wrong})
        assert refused.status_code == 422
        assert not wrong or wrong not in refused.text
    assert browser.post(DESK, {"do": "open", "thread": "0" * 32}).status_code == 422
    assert browser.client.cookies.get("mailbox") is None


def test_unlocked_mailbox_locks_after_15_minutes_and_for_every_other_sign_in(
    browser: DeskBrowser, database: Database
) -> None:
    words = officers(browser, database)
    sent(browser, do="file", happened=WORDS)
    pass_minutes(database, browser.client)
    assert WORDS in at_desk(browser, database, FIRST, words[FIRST]).text
    browser.client.clock.set("2022-08-15 10:14")  # type: ignore[attr-defined]
    assert WORDS in browser.get(DESK).text
    browser.client.clock.set("2022-08-15 10:15")  # type: ignore[attr-defined]
    assert WORDS not in browser.get(DESK).text
    browser.client.clock.set(AT)  # type: ignore[attr-defined]
    cookie = browser.client.cookies.get("mailbox")
    at_desk(browser, database, FIRST)
    browser.client.cookies.set("mailbox", str(cookie), domain="127.0.0.1", path="/")
    assert WORDS not in browser.get(DESK).text


def test_cookie_of_the_mailbox_is_strict_and_lasts_a_quarter_of_an_hour(database: Database) -> None:
    with desk_on(database, AT, base_url="https://127.0.0.1") as browser:
        words = officers(browser, database)
        signed_in(browser, database, FIRST)
        token = browser.client.cookies.get("desk")
        browser.client.cookies.set("__Host-desk", str(token), domain="127.0.0.1", path="/")
        browser.get(DESK)
        answer = browser.post(DESK, {"do": "unlock", "passphrase": words[FIRST]})
    given = [each for each in answer.headers.get_list("set-cookie") if "mailbox" in each]
    assert re.fullmatch(r"__Host-mailbox=[\w-]+; HttpOnly; Max-Age=900; Path=/; SameSite=strict; Secure", given[0])


def test_without_an_officer_the_page_names_the_telephone_only(browser: DeskBrowser) -> None:
    page = browser.get("/filings").text
    assert "请拨打" in page
    assert 'id="happened"' not in page
    refused = sent(browser, do="file", happened=WORDS)
    assert refused.status_code == 422
    assert "电话" in refused.text
    assert CODE.findall(refused.text) == []


def test_before_the_mailbox_is_open_the_page_names_the_telephone_only(database: Database) -> None:
    passphrases_of_two(database)
    with desk_on(database, AT) as browser:
        assert 'id="happened"' not in browser.get("/filings").text
        assert sent(browser, do="file", happened=WORDS).status_code == 422


def test_answers_are_of_one_size_whatever_was_asked(browser: DeskBrowser, database: Database) -> None:
    words = officers(browser, database)
    code = CODE.findall(sent(browser, do="file", happened=WORDS).text)[0]
    pass_minutes(database, browser.client)
    answers = [
        browser.client.get("/filings"),
        sent(browser, do="file", happened=WORDS),
        sent(browser, do="look", code=code),
        sent(browser, do="add", code=code, happened="又"),
        at_desk(browser, database, FIRST),
        at_desk(browser, database, FIRST, words[FIRST]),
    ]
    assert {len(answer.content) for answer in answers} == {STEP_BYTES}
    assert {answer.status_code for answer in answers} == {200}
    assert {answer.headers["cache-control"] for answer in answers} == {"no-store"}


def test_picture_arrives_drawn_anew(browser: DeskBrowser, database: Database) -> None:
    words, drawn = officers(browser, database), BytesIO()
    Image.new("RGB", (30, 20), "red").save(drawn, "PNG")
    files = {"files": ("IMG_2022.png", drawn.getvalue())}
    browser.client.post("/filings", data=REPORT, files=files, headers=SAME_SITE)
    pass_minutes(database, browser.client)
    thread = THREAD.findall(at_desk(browser, database, FIRST, words[FIRST]).text)[0]
    assert "IMG_2022" not in browser.post(DESK, {"do": "open", "thread": thread}).text
    picture = browser.client.post(
        DESK, data={"do": "picture", "thread": thread, "number": "1", "csrf": browser.token}, headers=SAME_SITE
    )
    assert Image.open(BytesIO(picture.content)).size == (30, 20)
    assert len(picture.content) == STEP_BYTES
    assert picture.headers["content-disposition"].startswith("attachment")


def test_report_is_erased_only_by_two_officers(browser: DeskBrowser, database: Database) -> None:
    words = officers(browser, database)
    code = CODE.findall(sent(browser, do="file", happened=WORDS).text)[0]
    pass_minutes(database, browser.client)
    thread = THREAD.findall(at_desk(browser, database, FIRST, words[FIRST]).text)[0]
    sure = {"do": "erase", "thread": thread, "sure": "true"}
    assert "没有待确认的清除申请" in browser.post(DESK, sure).text
    assert browser.post(DESK, {"do": "ask", "thread": thread, "reason": " "}).status_code == 422
    browser.post(DESK, {"do": "ask", "thread": thread, "reason": "垃圾信息"})
    pass_minutes(database, browser.client)
    assert "您已申请清除" in browser.post(DESK, {"do": "open", "thread": thread}).text
    assert "申请人以外" in browser.post(DESK, sure).text
    assert WORDS in sent(browser, do="look", code=code).text
    assert "垃圾信息" not in sent(browser, do="look", code=code).text
    at_desk(browser, database, SECOND, words[SECOND])
    assert "垃圾信息" in browser.post(DESK, {"do": "open", "thread": thread}).text
    assert browser.post(DESK, {"do": "erase", "thread": thread}).status_code == 422
    browser.post(DESK, sure)
    pass_minutes(database, browser.client, 2)
    assert WORDS not in browser.get(DESK).text
    assert sent(browser, do="look", code=code).status_code == 422
    for act in ({"do": "reply", "words": "已受理"}, {"do": "note", "words": "记录"}, {"do": "erase", "sure": "true"}):
        late = browser.post(DESK, {"thread": thread} | act)
        assert (late.status_code, "已不在信箱中" in late.text, "正在写入" in late.text) == (422, True, False)


def test_one_officer_alone_is_told_that_nothing_can_be_erased(browser: DeskBrowser, database: Database) -> None:
    with database.session(FIRST) as session:
        alone = make_officer_key(session, at=OFFICERS_AT)
    open_mailbox(database, browser.client)
    sent(browser, do="file", happened=WORDS)
    pass_minutes(database, browser.client)
    thread = THREAD.findall(at_desk(browser, database, FIRST, alone.passphrase).text)[0]
    page = browser.post(DESK, {"do": "open", "thread": thread}).text
    assert "只有一名纪检人员有在用密钥，不能清除" in page
    assert "申请清除</button>" not in page
    for act in ({"do": "ask", "reason": "垃圾信息"}, {"do": "erase", "sure": "true"}):
        assert browser.post(DESK, {"thread": thread, **act}).status_code == 422
    pass_minutes(database, browser.client, 2)
    assert WORDS in browser.get(DESK).text


def test_filing_and_looking_up_ask_only_for_the_mode_as_every_public_page_does(
    browser: DeskBrowser, database: Database
) -> None:
    officers(browser, database)
    code = CODE.findall(sent(browser, do="file", happened=WORDS).text)[0]
    pass_minutes(database, browser.client)
    browser.client.app.state.next_due.asked_at_s = inf  # type: ignore[attr-defined]  # a draft may be due at any time
    asked: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
    assert CODE.findall(sent(browser, do="file", happened=WORDS).text)
    assert WORDS in sent(browser, do="look", code=code).text
    assert WORDS in sent(browser, do="add", code=code, happened="又").text
    assert sent(browser, do="look", code="", notice="XGCS-2022-0001").status_code == 422
    assert [statement for statement in asked if "FROM register_mode" not in statement] == []


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "cross-site"}, {"origin": "https://elsewhere.example"}, {}])
def test_form_of_another_site_files_nothing(browser: DeskBrowser, database: Database, headers: dict[str, str]) -> None:
    officers(browser, database)
    assert browser.client.post("/filings", data=REPORT, headers=headers).status_code == 403
    assert not browser.client.app.state.register.mailbox.has_waiting  # type: ignore[attr-defined]
