"""Enquiries over the API: anybody asks, staff list and answer by token."""

import pytest

from disposal.storage.database import Database
from tests.acceptance.defences.two_issuers import bearing
from tests.disposal.services.filings.receipts import receipt_in
from tests.disposal.services.objections.objecting import NUMBER, fill_published
from tests.support.website import site_on

pytestmark = pytest.mark.filled(by=fill_published)
BODY = {
    "words": "抵押厂房目前是否出租？",
    "agrees_to_publish": True,
    "enquirer": {"name": "张三丰", "phone": "0000-10000004"},
}
ASK = f"/api/v1/notices/{NUMBER}/enquiries"


@pytest.mark.parametrize(("at", "in_time"), [("2022-08-31 23:59", True), ("2022-09-01 00:00", False)])
def test_anybody_asks_and_is_told_the_receipt_and_whether_in_time(database: Database, at: str, in_time: bool) -> None:
    with site_on(database, at) as client:
        answer = client.post(ASK, json=BODY)
    told = answer.json()
    assert (answer.status_code, told["is_in_time"]) == (201, in_time)
    assert told["receipt"] == receipt_in(told["receipt"], "ZX")
    assert "2022年8月31日（星期三）24:00" in told["because"]
    assert told["private_link"].startswith("http://127.0.0.1:8000/enquiries/")
    assert answer.headers["cache-control"] == "no-store"


def test_enquiry_is_listed_and_answered_by_token(database: Database) -> None:
    legal, other = (bearing(database, login) for login in ("fawu", "hegui"))
    with site_on(database) as client:
        receipt = client.post(ASK, json=BODY).json()["receipt"]
        listed = client.get(f"/api/v1/enquiries?notice={NUMBER}", headers=other).json()["enquiries"]
        assert [(each["receipt"], each["enquirer"]["name"]) for each in listed] == [(receipt, "张三丰")]
        unknown = client.get("/api/v1/enquiries?notice=XGCS-2022-0009", headers=other)
        assert (unknown.status_code, unknown.json()["error"]["code"]) == (404, "notice_unknown")
        path, given = f"/api/v1/enquiries/{receipt}/answer", {"words": "张三丰您好，已出租。"}
        assert client.post(path, json=given, headers=other).status_code == 403
        assert client.post(path, json={"words": " "}, headers=legal).json()["error"]["field"] == "words"
        here, named = path.removesuffix("/answer"), {**legal, "if-match": '"0"'}
        assert client.post(path, json=given, headers=named).status_code == 412
        named = {**legal, "if-match": client.get(here, headers=legal).headers["etag"]}
        answered = client.post(path, json=given, headers=named)
        assert client.get(here, headers=other).headers["etag"] == answered.headers["etag"]
        shown = answered.json()
        assert (shown["state"], shown["public"]["answer"]) == ("answered", "张某某您好，已出租。")
        assert client.get("/api/v1/enquiries?state=received", headers=legal).json()["enquiries"] == []
        (answered,) = client.get("/api/v1/enquiries", headers=legal).json()["enquiries"][0]["answers"]
        assert answered["answered_at"].endswith("+08:00")


def test_staff_who_answer_log_with_a_token_and_others_ask_as_anybody(database: Database) -> None:
    said = BODY | {"channel": "电话", "received_at": "2022-08-14 16:00"}
    with site_on(database) as client:
        logged = client.post(ASK, json=said, headers=bearing(database, "jingli"))
        assert (logged.status_code, logged.json()["received_at"]) == (201, "2022-08-14T16:00:00+08:00")
        refused = client.post(ASK, json=said, headers=bearing(database, "hegui"))
        assert {each["path"] for each in refused.json()["error"]["problems"]} == {"channel", "received_at"}
        assert client.post(ASK.replace("0001", "0009"), json=BODY).status_code == 404


def test_enquiries_and_objections_of_one_network_are_counted_together(database: Database) -> None:
    with site_on(database) as client:
        paths = [ASK, ASK.replace("enquiries", "objections")] * 15
        bodies = [{"words": "是否出租"}, {"words": "本金有误"}] * 15
        answers = [client.post(path, json=body).status_code for path, body in zip(paths, bodies, strict=True)]
        assert answers == [201] * 30
        assert client.post(ASK, json=BODY).json()["error"]["code"] == "filings_too_many"
