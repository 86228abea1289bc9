"""Anybody objects on the public page, late or not, and goes on over a private link that is stored as a digest only."""

import re

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlmodel import select

from disposal.models.objections.codes import ObjectionState
from disposal.models.objections.handling import ObjectionFile, ObjectionMessage
from disposal.models.objections.objection import Objection
from disposal.models.publication.notice import Notice
from disposal.models.records.audit_entry import AuditEntry
from disposal.services.objections.lookup import objection_called
from disposal.services.objections.messages import ask_objector, renew_link
from disposal.services.objections.rules import enter_rule
from disposal.storage.database import Database
from tests.disposal.services.filings.receipts import receipt_in
from tests.disposal.services.objections.objecting import NUMBER, SAID, by, fill_published, on
from tests.support.website import SAME_SITE, site_on

pytestmark = pytest.mark.filled(by=fill_published)
PAGE, DOOR = f"/notices/{NUMBER}/filings", "/filings"
PDF = ("还款凭证.pdf", b"%PDF-1.7 invented", "application/pdf")
TYPED = {"kind": "objection", "notice": NUMBER, **SAID}
LINK = re.compile(r'href="(/objections/[\w-]+)"')


def send(client: TestClient, path: str = DOOR, *files: tuple[str, bytes, str], **typed: str) -> Response:
    given = [("files", each) for each in files]
    return client.post(path, data={**TYPED, **typed}, files=given, headers=SAME_SITE)  # type: ignore[return-value]


def link_of(answer: Response) -> str:
    assert answer.status_code == 200
    assert (answer.headers["referrer-policy"], answer.headers["cache-control"]) == ("no-referrer", "no-store")
    return LINK.findall(answer.text)[0]


@pytest.mark.parametrize(("at", "mark"), [("2022-08-31 23:59", "期内"), ("2022-09-01 00:00", "逾期")])
def test_filing_leads_to_a_private_page_with_the_receipt(database: Database, at: str, mark: str) -> None:
    with site_on(database, at) as client:
        assert ("现已逾期" in client.get(PAGE).text) is (mark == "逾期")
        answer = send(client, DOOR, PDF)
        shown = client.get(link_of(answer))
        for page in (answer, shown):
            assert receipt_in(page.text)
            assert f"<dt>{mark}</dt>" in page.text
        assert f"http://127.0.0.1:8000{link_of(answer)}" in answer.text
        assert shown.headers["referrer-policy"] == "no-referrer"
        assert client.get(f"{link_of(answer)}/receipt.pdf").content.startswith(b"%PDF-")
        assert client.get(f"{link_of(answer)}/letter.pdf").status_code == 409


def test_form_keeps_what_was_typed_and_names_each_field(database: Database) -> None:
    with site_on(database) as client:
        answer = send(client, words="", phone="0000-1\x01")
        assert answer.status_code == 422
        assert 'href="#words"' in answer.text
        assert 'value="虚构异议人"' in answer.text
        number = send(client, words="我的证件号是11010519491231002X，请处理")
        assert number.status_code == 422
        assert "请将号码改为 110105********002X（中间各位用*代替）后再提交，无须提供完整号码" in number.text
        assert "personal_number" not in number.text


def test_signs_that_nobody_sees_are_left_out_of_what_somebody_pastes(database: Database) -> None:
    with site_on(database) as client:
        link_of(send(client, words="本\u200b金\ufeff有误", objector="虚构\u00ad异议人"))
    with database.session() as session:
        row = session.exec(select(Objection)).one()
        assert (row.words, row.objector) == ("本金有误", "虚构异议人")


@pytest.mark.parametrize("said", [{}, {"standing": ""}, {"standing": "债主"}])
def test_choice_that_was_not_made_is_not_made_by_the_form_that_is_shown_again(
    database: Database, said: dict[str, str]
) -> None:
    with site_on(database) as client:
        form = {name: value for name, value in TYPED.items() if name != "standing"} | {"words": ""} | said
        answer = client.post(DOOR, data=form, headers=SAME_SITE)
        standing = answer.text.partition('<select id="standing"')[2].partition("</select>")[0]
        assert answer.status_code == 422
        assert re.findall('<option value="([a-z_]*)" selected>', standing) == ["other"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("图.svg", b"<svg/>"),
        ("页.html", b"<html>"),
        ("证.pdf", b"PK\x03\x04"),
        ("宏.docm", b"PK\x03\x04"),
        ("坏.docx", b"PK\x03\x04 broken"),
        ("大.pdf", b"%PDF-" + b"0" * (10 * 2**20)),
    ],
)
def test_file_of_another_kind_or_size_is_refused_and_nothing_is_stored(
    database: Database, name: str, data: bytes
) -> None:
    with site_on(database) as client:
        answer = send(client, DOOR, (name, data, "application/octet-stream"))
        assert (answer.status_code, 'href="#files"' in answer.text) == (422, True)
    with database.session() as session:
        assert session.exec(select(Objection)).all() == []


def test_question_is_answered_over_the_link_with_a_file_and_the_objection_taken_back(database: Database) -> None:
    with site_on(database) as client:
        link = link_of(send(client))
        with database.session(by("fawu")) as session:
            row = objection_called(session, receipt_in(client.get(link).text))
            ask_objector(session, row, "请提供还款凭证", at=on("2022-08-15 11:00").at)
        assert "请提供还款凭证" in client.get(link).text
        assert send(client, link, PDF, words="见附件").status_code == 303
        with database.session() as session:
            assert session.exec(select(ObjectionFile.file_name)).one() == "还款凭证.pdf"
        unsaid = send(client, link, do="withdraw", reason="").text
        assert '<a href="#reason">原因</a>：不能为空，请填写' in unsaid
        assert "reason：" not in unsaid
        assert send(client, link, do="withdraw", reason="已和解").status_code == 303
        assert "已撤回" in client.get(link).text
        assert send(client, link, words="再补充").status_code == 409


def test_link_opens_one_objection_the_receipt_opens_none_and_a_new_link_ends_the_old(database: Database) -> None:
    with site_on(database) as client:
        link = link_of(send(client))
        receipt = receipt_in(client.get(link).text)
        for wrong in (f"/objections/{receipt}", link[:-1], f"{link}0", "/objections/%00", "/objections/证"):
            assert client.get(wrong).status_code == 404
        with database.session(by("fawu")) as session:
            token = renew_link(session, objection_called(session, receipt), reason="遗失")
        assert client.get(link).status_code == 404
        handed_on = client.get(f"/objections/{token}")
        assert handed_on.status_code == 200
        assert "请以信函、邮件或来访" in handed_on.text  # no button to take back: staff have held this address
        assert 'value="withdraw"' not in handed_on.text


def test_token_stands_nowhere_in_the_database_and_contacts_in_no_audit_entry(database: Database) -> None:
    with site_on(database) as client:
        token = link_of(send(client, phone="0000-10000003")).rpartition("/")[2]
    with database.session() as session:
        entries = [entry.model_dump_json() for entry in session.exec(select(AuditEntry)).all()]
        rows = [row.model_dump_json() for row in session.exec(select(Objection)).all()]
    assert re.fullmatch(r"[\w-]{43}", token)
    assert not any(token in text for text in (*entries, *rows))
    assert not any("0000-10000003" in text for text in entries)


@pytest.mark.parametrize("words", [{"words": "代为补充"}, {"do": "withdraw", "reason": "代为撤回"}])
def test_post_of_another_site_behind_the_link_does_nothing(database: Database, words: dict[str, str]) -> None:
    with site_on(database) as client:
        link = link_of(send(client))
        for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}, {}):
            assert client.post(link, data=words, headers=headers).status_code == 403
    with database.session() as session:
        assert session.exec(select(ObjectionMessage)).all() == []
        assert session.exec(select(Objection.state)).one() is ObjectionState.received


def test_sixth_file_is_refused_by_its_name_and_nothing_is_stored(database: Database) -> None:
    with site_on(database) as client:
        answer = send(client, DOOR, *[PDF] * 5, ("第六件.pdf", PDF[1], PDF[2]))
        assert (answer.status_code, "第六件.pdf" in answer.text) == (422, True)
    with database.session() as session:
        assert session.exec(select(Objection)).all() == []


def test_post_of_another_site_and_an_unknown_kind_store_nothing(database: Database) -> None:
    with site_on(database) as client:
        assert client.post(DOOR, data=TYPED, headers={"sec-fetch-site": "cross-site"}).status_code == 403
        answer = send(client, kind="complaint")
        assert (answer.status_code, "没有存入" in answer.text) == (422, True)
    with database.session() as session:
        assert session.exec(select(Objection)).all() == []


def test_count_is_shown_only_by_the_issuers_rule_and_persons_are_masked(database: Database) -> None:
    with site_on(database) as client:
        send(client, objector="张三丰")
        send(client, objector="虚构异议有限公司")
        assert "本公告的异议" not in client.get(PAGE).text
        with database.session(by("guan")) as session:
            issuer = session.exec(select(Notice)).one().issuer_id
            today = on("2022-08-15 09:00").at.date()
            enter_rule(session, issuer, {"in_force_from": "2022-08-15", "shows_count": "是"}, today=today)
        shown = client.get(PAGE).text
    assert "张三丰" not in shown
    assert "张某某" in shown
    assert "虚构异议有限公司" in shown
    assert "已登记 2" in shown
