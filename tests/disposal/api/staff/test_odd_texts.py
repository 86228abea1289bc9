"""Texts that no database holds and no answer can repeat are refused in words, wherever they are sent."""

import json
from typing import Any

import pytest

from tests.disposal.api.staff.calling import Calls, asked
from tests.disposal.services.four_eyes.approving import by
from tests.support.publishing import enter_project

ODD = ("\x00", "\ud800", "甲\x00乙", "\u202e")
BODIES = {
    "claims": asked("create_claim"),
    "parties": asked("create_party"),
    "lists": asked("create_list"),
    "lists/staff/look-up": {"words": "测试"},
    "lists/staff/entries": {"rows": [{"name": "测试甲子"}]},
    "projects/from-content": {"content": {"kind": "disposal"}, "facts": {"issuer_code": "XGCS"}},
    "projects/测试-甲/bidders": asked("create_bidder"),
    "notices/XGCS-2022-0001/placements": asked("create_placement"),
    "notices/XGCS-2022-0001/amendments": asked("create_amendment"),
}
ADDRESSES = (
    "claims?q={0}", "claims?batch={0}&province={0}", "parties?q={0}", "bidders?q={0}", "packages?project={0}",
    "lists/{0}", "projects/{0}/bidders", "notices/{0}/placements", "drafts/{0}",
)  # fmt: skip


def odd(value: Any, text: str) -> Any:
    """Return a body with a text in place of every text of it."""
    if isinstance(value, dict):
        return {name: odd(each, text) for name, each in value.items()} | {text: text}
    if isinstance(value, list):
        return [odd(each, text) for each in value]
    return text if isinstance(value, str) else value


@pytest.mark.parametrize("text", ODD, ids=ascii)
def test_odd_text_in_a_body_is_refused(calls: Calls, text: str) -> None:
    with calls.database.session(by("chen")) as session:
        enter_project(session)
    headers = {"content-type": "application/json"}
    for login in ("chen", "shen"):
        for address, body in BODIES.items():
            for sent in (odd(body, text), {**body, text: text}, [text], text):
                token = calls.tokens.setdefault(login, calls.token(login))
                bearer = headers | {"authorization": f"Bearer {token}"}
                answer = calls.site.post(f"/api/v1/{address}", content=json.dumps(sent).encode(), headers=bearer)
                assert answer.status_code in {403, 404, 422}, (login, address, answer.text)
                assert answer.json()["error"]["zh"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
@pytest.mark.parametrize("text", ["甲\x00", "甲\ud800"], ids=ascii)
def test_odd_text_is_refused_however_its_bytes_are_written(calls: Calls, text: str, encoding: str) -> None:
    written = json.dumps({"words": text}, ensure_ascii="\x00" in text).encode(encoding, "surrogatepass")
    headers = {"content-type": "application/json", "authorization": f"Bearer {calls.token('shen')}"}
    answer = calls.site.post("/api/v1/lists/staff/look-up", content=written, headers=headers)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "value_unreadable")
    assert answer.json()["error"]["field"] == "words"


@pytest.mark.parametrize("text", ["%00", "%ED%A0%80", "%FF", "x" * 3_000], ids=["NUL", "surrogate", "byte", "long"])
def test_odd_text_in_an_address_is_refused_or_finds_nothing(calls: Calls, text: str) -> None:
    bearer = {"authorization": f"Bearer {calls.token('chen')}"}
    for address in ADDRESSES:
        answer = calls.site.get(f"/api/v1/{address.format(text)}", headers=bearer)
        found = [row for rows in answer.json().values() if isinstance(rows, list) for row in rows]
        assert answer.status_code in {404, 422} or (answer.status_code == 200 and not found), (address, answer.text)
