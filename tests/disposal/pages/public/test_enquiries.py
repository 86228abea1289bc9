"""Anybody asks on the public page; answers given before are offered first; readers see what the asker agreed to."""

import re

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlmodel import select

from disposal.models.enquiries.enquiry import Enquiry
from disposal.models.records.audit_entry import AuditEntry
from disposal.storage.database import Database
from tests.disposal.services.enquiries.enquiring import answered, asked
from tests.disposal.services.filings.receipts import receipt_in
from tests.disposal.services.objections.objecting import NUMBER, fill_published
from tests.support.website import SAME_SITE, site_on

pytestmark = pytest.mark.filled(by=fill_published)
NOTICE = f"/notices/{NUMBER}"
FORM, DOOR = f"{NOTICE}/filings", "/filings"
LINK = re.compile(r'href="(/enquiries/[\w-]+)"')
TYPED = {
    "kind": "enquiry",
    "notice": NUMBER,
    "words": "抵押厂房目前是否出租？",
    "enquirer": "张三丰",
    "phone": "0000-10000004",
}
PDF = ("图.pdf", b"%PDF-1.7 invented", "application/pdf")


def send(client: TestClient, path: str = DOOR, *files: tuple[str, bytes, str], **typed: str) -> Response:
    given = [("files", each) for each in files]
    return client.post(path, data={**TYPED, **typed}, files=given, headers=SAME_SITE)  # type: ignore[return-value]


@pytest.mark.parametrize(("at", "mark"), [("2022-08-31 23:59", "期内"), ("2022-09-01 00:00", "逾期")])
def test_question_leads_to_a_private_page_where_the_answer_appears(database: Database, at: str, mark: str) -> None:
    with site_on(database, at) as client:
        assert ("现已逾期" in client.get(FORM).text) is (mark == "逾期")
        sent = send(client, DOOR, PDF)
        assert (sent.status_code, sent.headers["referrer-policy"]) == (200, "no-referrer")
        link = LINK.findall(sent.text)[0]
        shown = client.get(link)
        assert f"<dt>{mark}</dt>" in shown.text
        assert f"http://127.0.0.1:8000{link}" in sent.text
        assert "尚未答复" in shown.text
        answered(database, receipt := receipt_in(shown.text, "ZX"), "张三丰您好：已出租。")
        assert "张三丰您好：已出租。" in client.get(link).text
        for wrong in (
            f"/enquiries/{receipt}",
            link[:-1],
            f"{link}0",
            "/enquiries/证",
            f"/objections/{link[11:]}",
        ):
            assert client.get(wrong).status_code == 404


def test_answer_appears_masked_on_the_notice_and_goes_with_the_consent(database: Database) -> None:
    filed = asked(database, words="张三丰（13812345678）问：厂房是否出租？")
    hidden = asked(database, words="不公开的问题", agrees_to_publish=False)
    with site_on(database, "2022-08-17 10:00") as client:
        assert "咨询与答复" not in client.get(NOTICE).text
        answered(database, filed.enquiry.receipt)
        answered(database, hidden.enquiry.receipt, "不公开的答复")
        for page in (NOTICE, FORM):
            text = client.get(page).text
            assert "张某某（138****5678）问：厂房是否出租？" in text
            assert "张三丰" not in text
            assert "不公开的" not in text
        assert send(client, f"/enquiries/{filed.token}", do="conceal").status_code == 303
        assert "已出租" in client.get(f"/enquiries/{filed.token}").text
        assert "咨询与答复" not in client.get(NOTICE).text


def test_answers_are_offered_while_typing_and_before_a_first_post_without_script(database: Database) -> None:
    answered(database, asked(database).enquiry.receipt)
    with site_on(database) as client:
        form = client.get(FORM)
        assert "script-src 'self'" in form.headers["content-security-policy"]
        assert 'hx-post="/filings"' in form.text
        part = send(client, do="similar", words="厂房有没有出租")
        assert "类似问题已有答复" in part.text
        assert "<html" not in part.text
        assert "类似" not in send(client, do="similar", words="债务人是否破产").text
        preview = send(client, words="厂房有没有出租")
        assert (preview.status_code, "尚未提交" in preview.text) == (200, True)
        assert "厂房有没有出租</textarea>" in preview.text
        assert send(client, words="厂房有没有出租", seen="1").status_code == 200
        assert LINK.search(send(client, words="债务人是否已经破产").text)
    with database.session() as session:
        assert len(session.exec(select(Enquiry)).all()) == 3


def test_what_is_wrong_stands_at_its_field_and_is_not_stored(database: Database) -> None:
    with site_on(database) as client:
        empty = send(client, words="", email="a\x01b")
        assert (empty.status_code, 'href="#words"' in empty.text) == (422, True)
        assert 'value="张三丰"' in empty.text
        svg = send(client, DOOR, ("图.svg", b"<svg/>", "image/svg+xml"))
        assert (svg.status_code, 'href="#files"' in svg.text) == (422, True)
        assert client.post(DOOR, data=TYPED, headers={"sec-fetch-site": "cross-site"}).status_code == 403
        assert client.get("/en" + FORM).status_code == 200
    with database.session() as session:
        assert session.exec(select(Enquiry)).all() == []


def test_token_and_contacts_stand_in_no_audit_entry(database: Database) -> None:
    with site_on(database) as client:
        token = LINK.findall(send(client).text)[0].rpartition("/")[2]
    with database.session() as session:
        entries = [entry.model_dump_json() for entry in session.exec(select(AuditEntry)).all()]
        rows = [row.model_dump_json() for row in session.exec(select(Enquiry)).all()]
    assert len(token) == 43
    assert not any(token in each for each in (*entries, *rows))
    assert not any("0000-10000004" in each for each in entries)
