"""Accounts over the API: shown at an address of their own, changed from the state read, disabled and enabled."""

from tests.disposal.api.staff.calling import Calls, differing, shown

BECAUSE = {"reason": "调岗"}


def test_account_is_changed_from_the_state_read_by_administrators_only(calls: Calls) -> None:
    listed = {each["login"]: each for each in calls.get("ji", "users")["users"]}
    read = calls.call("ji", "GET", "users/chen")
    assert read.json() == listed["chen"] | {"waits_for_second_administrator": False}
    assert differing(shown("show_user"), read.json()) == []
    body = {"changes": {"roles": ["legal_officer"]}, **BECAUSE}
    assert calls.patch("ji", "users/chen", body, 403)["error"]["code"] == "permission_refused"
    changed = calls.patch("guan", "users/chen", body, etag=read.headers["etag"])
    assert (changed["roles"], changed["issuers"]) == (["legal_officer"], ["XGCS"])
    assert calls.patch("guan", "users/chen", body, 412, etag=read.headers["etag"])["error"]["code"] == "state_changed"
    nowhere = {"changes": {"issuers": ["NOPE"]}, **BECAUSE}
    assert calls.patch("guan", "users/chen", nowhere, 404)["error"]["field"] == "issuers"
    alone = {"changes": {"roles": ["auditor"]}, **BECAUSE}
    assert calls.patch("guan", "users/guan", alone, 409)["error"]["code"] == "last_administrator"
    assert calls.get("guan", "users/niemand", 404)["error"]["field"] == "login"
    assert calls.get("chen", "users/chen", 403)["error"]["code"] == "permission_refused"


def test_account_is_disabled_and_enabled_and_its_tokens_end(calls: Calls) -> None:
    read = calls.call("guan", "GET", "users/zhao").headers["etag"]
    calls.get("zhao", "parties")
    gone = calls.call("guan", "POST", "users/zhao/disable", json=BECAUSE, headers={"if-match": read})
    assert gone.json()["disabled_at"]
    assert gone.headers["etag"] == calls.call("ji", "GET", "users/zhao").headers["etag"]
    calls.get("zhao", "parties", 401)
    calls.call("guan", "POST", "users/zhao/enable", 412, json=BECAUSE, headers={"if-match": read})
    assert calls.post("guan", "users/zhao/enable", BECAUSE, 200)["disabled_at"] is None
    assert calls.post("guan", "users/zhao/unlock", BECAUSE, 200)["login"] == "zhao"
    assert calls.post("guan", "users/guan/disable", BECAUSE, 409)["error"]["code"] == "last_administrator"
    assert calls.post("guan", "users/zhao/disable", {"reason": " "}, 422)["error"]["field"] == "reason"
