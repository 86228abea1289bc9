"""What a stranger files to harm: markup, names that break headers, characters that spoil exports, full disks."""

import io
import re
import zipfile
from collections.abc import Iterator

import pytest
from httpx2 import Response
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlmodel import select

from disposal.models.objections.handling import ObjectionFile
from disposal.models.objections.objection import Objection
from disposal.storage.database import Database
from tests.acceptance.defences.two_issuers import signed_in
from tests.disposal.services.objections.objecting import NUMBER, SAID, fill_published
from tests.support.website import SAME_SITE, DeskBrowser, desk_on

pytestmark = pytest.mark.filled(by=fill_published)
LINK = re.compile(r'href="(/objections/[\w-]+)"')
MARKUP = (
    '<img src="file:///etc/passwd"><link rel="attachment" href="file:///etc/hostname"><script>alert(1)</script>{{7*7}}'
)
NAMES = ("x\r\nSet-Cookie: desk=evil.pdf", "../../etc/passwd.pdf", 'a"; filename="evil.html.pdf', "C:\\a\\b.pdf")
PDF = b"%PDF-1.7 invented"


@pytest.fixture
def browser(database: Database) -> Iterator[DeskBrowser]:
    """Yield a browser on the site while the window is open."""
    with desk_on(database, "2022-08-15 10:00") as opened:
        yield opened


def send(browser: DeskBrowser, *names: str, path: str = "/filings", **typed: str) -> Response:
    form = {"kind": "objection", "notice": NUMBER, **SAID, **typed}
    files = [("files", (name, PDF, "application/pdf")) for name in names]
    return browser.client.post(path, data=form, files=files, headers=SAME_SITE)  # type: ignore[return-value]


def words_of(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_markup_is_printed_as_words_on_pages_and_papers_and_opens_no_file(
    browser: DeskBrowser, database: Database
) -> None:
    answer = send(browser, words=MARKUP, objector=MARKUP[:60], address=MARKUP, remedy='=HYPERLINK("http://evil")')
    link = LINK.findall(answer.text)[0]
    signed_in(browser, database, "fawu")
    with database.session() as session:
        receipt = session.exec(select(Objection.receipt)).one()
    pages = [browser.get(path).text for path in (link, "/desk/objections", f"/desk/objections/{receipt}")]
    assert not any("<script>alert" in page or '<img src="file' in page for page in pages)
    paper = browser.client.get(f"{link}/receipt.pdf").content
    assert list(PdfReader(io.BytesIO(paper)).attachments) == ["objection.json"]
    assert "7*7" in words_of(paper)
    case = browser.post(f"/desk/objections/{receipt}/case-file").content
    assert all(".." not in name and name.count("/") == 1 for name in zipfile.ZipFile(io.BytesIO(case)).namelist())


def test_register_is_exported_whatever_was_filed_and_holds_no_formula(browser: DeskBrowser, database: Database) -> None:
    for words in ("=1+1", "+cmd|' /C calc'!A0", "＝HYPERLINK(1)", "正常内容"):
        assert send(browser, words=words, objector=words).status_code == 200
    for spoilt in ("\ufffe内容有误", "\uffff内容有误", "\ufdd0内容有误", "\U0001ffff内容有误"):
        assert send(browser, words=spoilt).status_code == 422
    with database.engine.begin() as connection:  # as stored before such characters were refused
        connection.exec_driver_sql("ALTER TABLE objection DISABLE TRIGGER USER")
        connection.exec_driver_sql("UPDATE objection SET objector = E'\\uFFFE甲' WHERE words = '正常内容'")
    signed_in(browser, database, "fawu")
    for form in ("xlsx", "pdf"):
        browser.get("/desk/objections")
        answer = browser.post("/desk/objections/export", {"form": form})
        assert answer.status_code == 200
        if form == "xlsx":
            cells = [cell for row in load_workbook(io.BytesIO(answer.content)).active.iter_rows() for cell in row]
            assert {cell.data_type for cell in cells if cell.value} == {"s"}
            assert "□甲" in [cell.value for cell in cells]


@pytest.mark.parametrize("name", NAMES)
def test_name_of_a_file_breaks_no_header_and_leads_nowhere(browser: DeskBrowser, database: Database, name: str) -> None:
    assert send(browser, name).status_code == 200
    with database.session() as session:
        file = session.exec(select(ObjectionFile)).one()
        receipt = session.get_one(Objection, file.objection_id).receipt
        assert not {"/", "\\", "\r", "\n"} & set(file.file_name)
    signed_in(browser, database, "fawu")
    sent = browser.get(f"/desk/objections/{receipt}/files/{file.id}")
    assert (sent.content, sent.headers["content-type"]) == (PDF, "application/octet-stream")
    assert "sandbox" in sent.headers["content-security-policy"]
    assert re.fullmatch(r"attachment; filename\*=UTF-8''[\w.%-]+", sent.headers["content-disposition"])
    assert "set-cookie" not in sent.headers


def test_files_are_refused_once_the_day_is_full_and_words_are_taken_all_the_same(
    browser: DeskBrowser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("disposal.services.filings.filing_rates.MOST_A_DAY", 2 * len(PDF))
    link = LINK.findall(send(browser, "a.pdf", "b.pdf").text)[0]
    full = send(browser, "c.pdf")
    assert (full.status_code, "先只提交文字" in full.text) == (422, True)
    assert send(browser, "c.pdf", path=link, words="见附件").status_code == 422
    asked = {"kind": "enquiry", "notice": NUMBER, "words": "抵押厂房是否出租", "seen": "1"}
    files = {"files": ("d.pdf", PDF, "application/pdf")}
    assert browser.client.post("/filings", data=asked, files=files, headers=SAME_SITE).status_code == 422
    assert send(browser).status_code == 200
    assert send(browser, path=link, words="材料另寄").status_code == 303
