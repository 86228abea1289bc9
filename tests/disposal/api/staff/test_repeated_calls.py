"""Calls sent twice under one Idempotency-Key: whatever they create stands once, whoever calls."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text

from disposal.storage.database import Database
from tests.acceptance.defences.two_issuers import bearing
from tests.disposal.api.staff.calling import DESCRIBED
from tests.disposal.services.objections.objecting import NUMBER, fill_published
from tests.support.website import site_on

pytestmark = pytest.mark.filled(by=fill_published)
KEY = "7d9f3c1e-5a44-4a2b-9a3e-0d6b1f2c8e11"
BODIES: dict[str, dict[str, Any]] = {
    "objections": {"words": "本金有误，已还二十万元。", "objector": {"name": "虚构异议人"}},
    "enquiries": {"words": "抵押厂房目前是否出租？", "enquirer": {"name": "虚构咨询人"}},
}
NOT_REPEATED = {
    "look_up_list": "only reads",
    "export_case_file": "makes a file and changes nothing but the audit trail, where each export stands",
}


def everything_in(database: Database) -> str:
    """Return all rows of all tables as text."""
    with database.session() as session:
        tables = session.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).all()
        rows = (session.execute(text(f'SELECT t::text FROM "{table}" t')) for table in tables)
        return "\n".join(row[0] for found in rows for row in found)  # whole: str(row) cuts long texts


@pytest.mark.parametrize("noun", BODIES)
@pytest.mark.parametrize("login", ["", "fawu"])
def test_filing_sent_twice_is_one_filing_with_one_private_link(database: Database, noun: str, login: str) -> None:
    path, body = f"/api/v1/notices/{NUMBER}/{noun}", BODIES[noun]
    legal = bearing(database, "fawu")
    headers = {"idempotency-key": KEY} | (dict(legal) if login else {})
    with site_on(database) as client:
        first, again = (client.post(path, json=body, headers=headers) for _ in range(2))
        assert (first.status_code, again.status_code, again.json()) == (201, 201, first.json())
        assert ("idempotent-replayed" in first.headers, again.headers["idempotent-replayed"]) == (False, "true")
        there = first.headers["location"]
        assert there == (
            f"/api/v1/{noun}/{first.json()['receipt']}" if login else urlsplit(first.json()["private_link"]).path
        )
        assert client.get(there, headers=dict(legal) if login else {}).status_code == 200
        other = client.post(path, json=body | {"words": "另一内容"}, headers=headers)
        assert (other.status_code, other.json()["error"]["code"]) == (422, "idempotency_key_reused")
        listed = client.get(f"/api/v1/{noun}", headers=legal).json()[noun]
    assert [each["receipt"] for each in listed] == [first.json()["receipt"]]
    stored = everything_in(database)
    assert [each for each in (KEY, first.json()["private_link"].rpartition("/")[2]) if each in stored] == []


@pytest.mark.parametrize("noun", BODIES)
def test_stranger_with_the_key_is_told_nothing_and_kept_from_nothing(database: Database, noun: str) -> None:
    path, body, headers = f"/api/v1/notices/{NUMBER}/{noun}", BODIES[noun], {"idempotency-key": KEY}
    with site_on(database) as client:
        stranger = TestClient(client.app, client=("203.0.113.9", 50_000))
        first = client.post(path, json=body, headers=headers).json()
        theirs = stranger.post(path, json=body | {"words": "另一内容"}, headers=headers)
        assert (theirs.status_code, theirs.json()["receipt"] != first["receipt"]) == (201, True)
        moved = stranger.post(path, json=body, headers=headers)  # the sender itself, from another network
        assert moved.json() == first


def test_every_call_that_changes_something_takes_a_key() -> None:
    without = {
        operation["operationId"]
        for methods in DESCRIBED["paths"].values()
        for method, operation in methods.items()
        if method == "post" and "Idempotency-Key" not in {each["name"] for each in operation.get("parameters", ())}
    }
    assert without == NOT_REPEATED.keys()
