"""Objections over the API: anybody files, legal staff list and decide by token, the reply is a PDF."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC
from typing import Any

import pytest
from fastapi.testclient import TestClient

from disposal.storage.database import Database
from disposal.web.rates import Gate, TooManyRequests
from tests.acceptance.defences.two_issuers import bearing
from tests.disposal.services.filings.receipts import receipt_in
from tests.disposal.services.objections.objecting import NUMBER, fill_published
from tests.support.website import instant, site_on

pytestmark = pytest.mark.filled(by=fill_published)
BODY = {
    "target": "notice",
    "ground": "other",
    "words": "本金有误，已还二十万元。",
    "objector": {"name": "虚构异议人", "phone": "0000-10000003"},
}
FILED = f"/api/v1/notices/{NUMBER}/objections"


def decide(client: TestClient, header: Any, receipt: str, decision: str) -> Any:
    body = {"decision": decision, "reason": "经核对台账"}
    return client.post(f"/api/v1/objections/{receipt}/decide", json=body, headers=header)


def test_time_of_receipt_is_told_in_china_by_a_server_whose_clock_is_not(database: Database) -> None:
    with site_on(database) as client:
        client.clock.at = instant("2022-08-15 10:00").astimezone(UTC)  # type: ignore[attr-defined]
        assert client.post(FILED, json=BODY).json()["received_at"] == "2022-08-15T10:00:00+08:00"


@pytest.mark.parametrize(("at", "in_time"), [("2022-08-31 23:59", True), ("2022-09-01 00:00", False)])
def test_anybody_files_and_is_told_the_receipt_and_whether_in_time(database: Database, at: str, in_time: bool) -> None:
    with site_on(database, at) as client:
        answer = client.post(FILED, json=BODY)
    told = answer.json()
    assert (answer.status_code, told["is_in_time"]) == (201, in_time)
    assert told["receipt"] == receipt_in(told["receipt"])
    assert "2022年8月31日（星期三）24:00" in told["because"]
    assert told["private_link"].startswith("http://127.0.0.1:8000/objections/")
    assert answer.headers["cache-control"] == "no-store"


def test_objection_is_listed_decided_by_two_and_answered_by_letter(database: Database) -> None:
    first, second = (bearing(database, login) for login in ("fawu", "hegui"))
    with site_on(database) as client:
        receipt = client.post(FILED, json=BODY).json()["receipt"]
        listed = client.get(f"/api/v1/objections?notice={NUMBER}", headers=first).json()["objections"]
        assert [(each["receipt"], each["objector"]["phone"]) for each in listed] == [(receipt, "0000-10000003")]
        unknown = client.get("/api/v1/objections?notice=XGCS-2022-0009", headers=first)
        assert (unknown.status_code, unknown.json()["error"]["code"]) == (404, "notice_unknown")
        accepted = decide(client, first, receipt, "受理")
        assert accepted.json()["state"] == "accepted"
        shown = client.get(f"/api/v1/objections/{receipt}", headers=first)
        assert (shown.json(), shown.headers["etag"]) == (accepted.json(), accepted.headers["etag"])
        assert decide(client, first, receipt, "partly_upheld").json()["state"] == "decision_proposed"
        refused = decide(client, first, receipt, "partly_upheld")
        assert (refused.status_code, refused.json()["error"]["code"]) == (403, "another_person_needed")
        early = client.get(f"/api/v1/objections/{receipt}/letter.pdf", headers=first)
        assert (early.status_code, early.json()["error"]["field"]) == (409, "state")
        assert decide(client, second, receipt, "partly_upheld").json()["state"] == "partly_upheld"
        letter = client.get(f"/api/v1/objections/{receipt}/letter.pdf", headers=first)
    assert letter.content.startswith(b"%PDF-")


def test_legal_staff_log_with_a_token_and_others_file_as_anybody(database: Database) -> None:
    said = BODY | {"channel": "电话", "received_at": "2022-08-14 16:00"}
    with site_on(database) as client:
        logged = client.post(FILED, json=said, headers=bearing(database, "fawu"))
        assert (logged.status_code, logged.json()["received_at"]) == (201, "2022-08-14T16:00:00+08:00")
        for header in ({}, bearing(database, "jingli")):
            refused = client.post(FILED, json=said, headers=header)
            assert refused.status_code == 422
            assert {each["path"] for each in refused.json()["error"]["problems"]} == {"channel", "received_at"}


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"words": ""}, 422, "words"),
        ({"words": "证件号11010519491231002X"}, 422, "words"),
        ({"ground": "whatever"}, 422, "ground"),
        ({"target": "claim-7"}, 422, "target"),
        ({"objector": {"name": "甲\n乙"}}, 422, "objector"),
    ],
)
def test_bad_filing_is_told_by_its_field_and_nothing_is_stored(
    database: Database, change: dict[str, Any], status: int, field: str
) -> None:
    with site_on(database) as client:
        answer = client.post(FILED, json=BODY | change)
        assert (answer.status_code, answer.json()["error"]["field"]) == (status, field)
        listed = client.get("/api/v1/objections", headers=bearing(database, "fawu")).json()
    assert listed == {"objections": []}
    assert "11010519491231002X" not in answer.text


def test_notice_that_is_not_there_takes_no_objection(database: Database) -> None:
    with site_on(database) as client:
        answer = client.post("/api/v1/notices/XGCS-2022-0009/objections", json=BODY)
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "notice_unknown")


def test_thirty_first_filing_within_a_minute_is_refused_and_staff_are_not_slowed(database: Database) -> None:
    with site_on(database) as client:
        answers = [client.post(FILED, json=BODY).status_code for _ in range(31)]
        refused = client.post(FILED, json=BODY).json()["error"]
        assert answers == [201] * 30 + [429]
        assert refused["code"] == "filings_too_many"
        assert "请1分钟后再提交" in refused["zh"]
        assert client.post(FILED, json=BODY, headers=bearing(database, "fawu")).status_code == 201
        client.clock.set("2022-08-15 10:01")  # type: ignore[attr-defined]
        assert client.post(FILED, json=BODY).status_code == 201


@pytest.mark.parametrize("noun", ["objections", "enquiries"])
def test_strangers_file_in_turn_and_no_more_often_than_at_the_door_while_staff_log(
    database: Database, noun: str
) -> None:
    address, staff, answered = f"/api/v1/notices/{NUMBER}/{noun}", bearing(database, "fawu"), []
    with site_on(database) as client:
        served = client.app.state  # type: ignore[attr-defined]
        served.register = replace(served.register, filing_gate=Gate(most_waiting=0))
        answered += [client.post(address, json={"words": "本金有误"}, headers=each) for each in ({}, staff)]
        with suppress(TooManyRequests):
            while True:
                served.register.filing_rates.take("testclient")
        answered += [client.post(address, json={"words": "本金有误"}, headers=each) for each in ({}, staff)]
    codes = [(each.status_code, each.json().get("error", {}).get("code")) for each in answered]
    assert codes == [(503, "filings_busy"), (201, None), (429, "too_many_requests"), (201, None)]
