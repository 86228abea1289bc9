"""What else is done with an objection over the API: clock, grouping, questions, evidence, the reply's delivery."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from fastapi.testclient import TestClient

from disposal.acting import TokenScope
from disposal.models.objections.codes import ObjectionOutcome
from disposal.models.objections.objection import Objection
from disposal.services.objections.lookup import objection_called
from disposal.services.objections.rules import enter_rule
from disposal.services.projects.issuers import issuer_called
from disposal.services.records.writing import locked
from disposal.storage.database import Database
from tests.acceptance.defences.two_issuers import PDF, bearing
from tests.disposal.services.objections.objecting import accepted, by, decided, filed, fill_published, logged, on
from tests.disposal.services.screening.test_rescreening_at_once import until_somebody_waits
from tests.support.website import site_on

pytestmark = pytest.mark.filled(by=fill_published)


class Legal:
    """The legal officer at the API."""

    def __init__(self, client: TestClient, database: Database) -> None:
        self.client, self.header = client, bearing(database, "fawu")

    def post(self, receipt: str, step: str, state: str = "", **body: Any) -> Any:
        headers = {**self.header, **({"if-match": state} if state else {})}
        return self.client.post(f"/api/v1/objections/{receipt}/{step}", json=body, headers=headers)


def rule_of_ten_days(database: Database) -> None:
    with database.session(by("guan")) as session:
        values = {"in_force_from": "2022-08-01", "answer_working_days": "10"}
        enter_rule(session, issuer_called(session, "XGCS").id, values, today=on("2022-08-01 09:00").at.date())


def test_clock_stands_still_after_a_question_or_a_pause_and_goes_on(database: Database) -> None:
    rule_of_ten_days(database)
    receipt = filed(database, "2022-08-15 09:00").objection.receipt
    with site_on(database, "2022-08-16 10:00") as client:
        legal = Legal(client, database)
        torn = legal.post(receipt, "pause", reason="待补授权材料\n另附")
        assert (torn.status_code, torn.json()["error"]["field"]) == (422, "because")
        assert legal.post(receipt, "pause", reason="待补授权材料").json()["due_on"] is None
        again = legal.post(receipt, "pause", reason="待补授权材料")
        assert (again.status_code, again.json()["error"]["field"]) == (409, "because")
        client.clock.set("2022-08-18 10:00")  # type: ignore[attr-defined]
        assert legal.post(receipt, "resume", reason="已补").json()["due_on"] == "2022-08-31"  # Mon 29, and two days
        asked = legal.post(receipt, "questions", words="请提供还款凭证").json()
        assert (asked["waits_for_objector"], asked["due_on"]) == (True, None)


def test_two_who_group_the_same_from_a_state_wait_in_one_order(database: Database) -> None:
    """Who holds the lead and waits for the other would be waited for by whoever groups them the other way about."""
    older, lead = (filed(database).objection.receipt for _ in range(2))
    with site_on(database) as client, ThreadPoolExecutor(1) as aside:
        legal = Legal(client, database)
        state = client.get(f"/api/v1/objections/{lead}", headers=legal.header).headers["etag"]
        with database.session(by("fawu")) as session:
            locked(session, Objection, objection_called(session, older).id)
            sent = aside.submit(legal.post, lead, "group", state, receipts=[older], reason="理由相同")
            until_somebody_waits(database)
            locked(session, Objection, objection_called(session, lead).id)  # free: the call waits for the older one
        assert sent.result(10).status_code == 200
        assert legal.post(lead, "group", state, receipts=[older], reason="再次").status_code == 409
        assert legal.post(older, "group", state, receipts=[lead], reason="再次").status_code == 412


def test_many_alike_are_grouped_and_parted_again(database: Database) -> None:
    lead, other = (filed(database).objection.receipt for _ in range(2))
    with site_on(database) as client:
        legal = Legal(client, database)
        assert legal.post(lead, "group", receipts=[other], reason="理由相同").status_code == 200
        shown = client.get(f"/api/v1/objections/{other}", headers=legal.header).json()
        assert shown["handled_with"] == lead
        assert legal.post(lead, "group", receipts=[other], reason="再次").status_code == 409
        assert legal.post(other, "ungroup", reason="理由不同").json()["handled_with"] is None


def test_reply_is_recorded_with_its_delivery_once_decided(database: Database) -> None:
    receipt = filed(database).objection.receipt
    sent = {"method": "邮寄", "number": "EMS0001", "sent_on": "2022-8-18"}
    with site_on(database, "2022-08-22 10:00") as client:
        legal = Legal(client, database)
        early = legal.post(receipt, "replies", **sent)
        assert (early.status_code, early.json()["error"]["code"]) == (409, "objection_step_refused")
        accepted(database, receipt)
        decided(database, receipt, ObjectionOutcome.dismissed)
        late = legal.post(receipt, "replies", **sent | {"sent_on": "2022-8-23"})
        assert (late.status_code, late.json()["error"]["field"]) == (422, "sent_on")
        done = legal.post(receipt, "replies", **sent | {"received_on": "2022-8-20"}).json()
    assert [(each["method"], each["received_on"]) for each in done["replies"]] == [("post", "2022-08-20")]


def test_evidence_is_stored_and_sent_back_as_it_was(database: Database) -> None:
    receipt = filed(database).objection.receipt
    with site_on(database) as client:
        legal = Legal(client, database)
        address = f"/api/v1/objections/{receipt}/files"
        wrong = client.post(address, files={"file": ("图.svg", b"<svg/>")}, headers=legal.header)
        assert (wrong.status_code, wrong.json()["error"]["code"]) == (422, "evidence_refused")
        proof = {"proves_receipt": "yes"}
        stored = client.post(address, files={"file": ("信封.pdf", PDF)}, data=proof, headers=legal.header)
        assert stored.status_code == 201
        found = stored.json()["files"][0]
        named = client.post(address, files={"file": ("〔填写：回执〕\u3164.pdf", PDF)}, headers=legal.header)
        assert [each["name"] for each in named.json()["files"]] == ["信封.pdf", "〔填写：回执〕.pdf"]
        sent = client.get(f"{address}/{found['id']}", headers=legal.header)
        assert (sent.content, sent.headers["content-type"]) == (PDF, "application/octet-stream")
        assert sent.headers["content-security-policy"] == "sandbox"
        assert client.get(f"{address}/{found['id']}").status_code == 401


def test_time_case_link_next_notice_and_papers_are_verbs_too(database: Database) -> None:
    receipt = logged(database, "2022-09-05 10:00").objection.receipt
    with site_on(database, "2022-09-06 10:00") as client:
        legal = Legal(client, database)
        moved = legal.post(receipt, "received-at", received_at="2022-08-31 14:05", reason="先到总公司").json()
        assert (moved["receipt_check"], moved["is_in_time"]) == ("waiting", False)
        client.post(
            f"/api/v1/objections/{receipt}/files",
            files={"file": ("信封.pdf", PDF)},
            data={"proves_receipt": "yes"},
            headers=legal.header,
        )
        alone = legal.post(receipt, "received-at/check", confirms=True, reason="已看信封")
        assert alone.json()["error"]["code"] == "another_person_needed"
        second = bearing(database, "hegui", *TokenScope)
        address = f"/api/v1/objections/{receipt}/received-at/check"
        checked = client.post(address, json={"confirms": True, "reason": "已看信封"}, headers=second)
        assert checked.json()["is_in_time"]
        assert legal.post(receipt, "case-number", case_number="（2022）虚0101民初1号", reason="应诉").status_code == 200
        link = legal.post(receipt, "private-link", reason="遗失").json()["private_link"]
        assert client.get(f"/objections/{link.rpartition('/')[2]}").status_code == 200
        paper = client.get(f"/api/v1/objections/{receipt}/receipt.pdf", headers=legal.header)
        assert paper.content.startswith(b"%PDF-")
        early = legal.post(receipt, "next-notice")
        assert (early.status_code, early.json()["error"]["code"]) == (409, "objection_refused")


def test_case_file_and_next_notice_of_an_upheld_objection(database: Database) -> None:
    receipt = filed(database).objection.receipt
    accepted(database, receipt)
    decided(database, receipt, ObjectionOutcome.upheld)
    with site_on(database, "2022-08-22 10:00") as client:
        legal = Legal(client, database)
        draft = legal.post(receipt, "next-notice").json()
        assert draft["kind"] == "correction"
        export = bearing(database, "fawu", *TokenScope)
        sent = client.post(f"/api/v1/objections/{receipt}/case-file", headers=export)
    assert "异议卷宗" in ZipFile(BytesIO(sent.content)).namelist()[0]
