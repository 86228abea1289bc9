"""Claims over the API: entered once, listed, changed in the state that was read, with their history."""

from uuid import uuid4

import pytest

from disposal.acting import Role, TokenScope
from disposal.models.projects.issuer import Issuer
from tests.disposal.api.staff.calling import Calls, asked, differing, shown
from tests.disposal.services.four_eyes.approving import by
from tests.support.accounts import make_account
from tests.support.factories import add

THING = {"type": "房地产", "kind": "抵押", "owner": "虚构甲制造有限公司", "description": "厂房"}
CORRECTED = {"claim": {"claim": {"five_class": "损失"}}, "reason": "核对原件后更正"}


def test_example_is_entered_shown_and_listed_as_the_description_shows(calls: Calls) -> None:
    entered = calls.post("chen", "claims", asked("create_claim"))
    assert entered["totals"] == {"2022-01-31": "14,000,000.00"}
    assert entered["claim"]["debtor"]["name"] == "虚构甲制造有限公司"
    assert calls.get("ji", f"claims/{entered['id']}") == entered
    assert {"id", "claim", "totals", "before_notice"} == entered.keys() == shown("create_claim", 201).keys()
    listed = calls.get("ji", "claims?q=虚构甲&min_principal=1000万")
    assert differing(shown("list_claims"), listed) == []
    [row] = listed["claims"]
    assert (row["id"], row["principal"], row["total"]) == (entered["id"], "13400000.00", "14000000.00")
    assert calls.get("ji", "claims?q=虚构甲&min_principal=2000万")["claims"] == []


def test_repeated_call_with_one_key_enters_one_claim(calls: Calls) -> None:
    key = {"idempotency-key": str(uuid4())}
    first, second = (
        calls.call("chen", "POST", "claims", 201, json=asked("create_claim"), headers=key) for _ in range(2)
    )
    assert first.json() == second.json()
    assert second.headers["idempotent-replayed"] == "true"
    assert len(calls.get("chen", "claims")["claims"]) == 1


def test_change_is_written_with_its_reason_and_stands_in_the_history(calls: Calls) -> None:
    claim = calls.post("chen", "claims", asked("create_claim"))
    changed = calls.patch("chen", f"claims/{claim['id']}", CORRECTED)
    assert changed["claim"]["claim"]["five_class"] == "损失"
    assert changed["claim"]["guarantees"] == claim["claim"]["guarantees"]
    history = calls.get("ji", f"claims/{claim['id']}/history")
    assert differing(shown("list_claim_history"), history) == []
    newest = history["entries"][0]
    assert (newest["why"], newest["channel"], newest["who"]) == ("核对原件后更正", "接口", "虚构chen")
    assert [(each["before"], each["after"]) for each in newest["changes"]] == [("可疑", "损失")]


def test_rows_are_replaced_as_a_whole_and_keep_their_records(calls: Calls) -> None:
    claim = calls.post("chen", "claims", asked("create_claim"))
    [row] = claim["claim"]["statements"]
    later = {"record_date": "2022-06-30", "principal": "1,340万元"}
    rows = {"statements": [{**row, "interest": "70万元"}, later], "guarantees": None}
    changed = calls.patch("chen", f"claims/{claim['id']}", {"claim": rows, "reason": "新基准日"})
    assert changed["totals"] == {"2022-01-31": "14,100,000.00", "2022-06-30": "13,400,000.00"}
    assert changed["claim"]["statements"][0]["id"] == row["id"]
    assert "guarantees" not in changed["claim"]


def test_change_of_another_state_or_of_none_is_refused(calls: Calls) -> None:
    claim = calls.post("chen", "claims", asked("create_claim"))
    address = f"claims/{claim['id']}"
    held = calls.call("chen", "GET", address).headers["etag"]
    calls.patch("li", address, CORRECTED)
    stale = calls.patch("chen", address, CORRECTED, 412, etag=held)
    assert stale["error"]["code"] == "state_changed"
    missing = calls.call("chen", "PATCH", address, 428, json=CORRECTED).json()
    assert missing["error"]["code"] == "precondition_missing"


def test_every_wrong_field_is_named_and_nothing_is_entered(calls: Calls) -> None:
    page = asked("create_claim")
    wrong = {**page, "statements": [{"record_date": "某日", "principal": "若干"}]}
    problems = calls.post("chen", "claims", wrong, 422)["error"]["problems"]
    assert {each["path"] for each in problems} >= {"statements-0-record_date", "statements-0-principal"}
    assert calls.get("chen", "claims")["claims"] == []


@pytest.mark.parametrize(
    ("page", "path"),
    [
        ({"debtor": {"mood": "good"}}, "debtor-mood"),
        ({"debtor": "虚构甲"}, "debtor"),
        ({"statements": [{"principal": 134000000.5}]}, "statements-0-principal"),
        ({"statements": ["一"]}, "statements-0"),
        ({"mood": None}, "mood"),
        ({"debtor": {"name": {"zh": "虚构甲"}}}, "debtor-name"),
    ],
)
def test_page_of_another_shape_is_refused_at_its_place(calls: Calls, page: object, path: str) -> None:
    assert calls.post("chen", "claims", page, 422)["error"]["field"] == path


@pytest.mark.parametrize(("login", "code"), [("shen", "permission_refused"), ("guan", "permission_refused")])
def test_who_may_not_enter_claims_is_refused(calls: Calls, login: str, code: str) -> None:
    assert calls.post(login, "claims", asked("create_claim"), 403)["error"]["code"] == code


def test_token_that_only_reads_does_not_enter(calls: Calls) -> None:
    calls.tokens["chen"] = calls.token("chen", TokenScope.read)
    assert calls.post("chen", "claims", asked("create_claim"), 403)["error"]["code"] == "token_scope_refused"
    assert calls.get("chen", "claims")["claims"] == []


def test_unknown_claim_and_body_that_is_no_json_are_refused_in_words(calls: Calls) -> None:
    assert calls.get("chen", f"claims/{uuid4()}", 404)["error"]["code"] == "record_not_found"
    deep = b'{"a":' * 20_000
    headers = {"content-type": "application/json"}
    refused = [calls.call("chen", "POST", "claims", 422, content=body, headers=headers) for body in (b"{", deep)]
    assert all(each.json()["error"]["zh"] for each in refused)


@pytest.mark.parametrize("collateral_id", ["x", "01890a5d-ac96-774b-bcce-b302099a8057", ""])
def test_collateral_that_is_unknown_is_refused_at_its_row(calls: Calls, collateral_id: str) -> None:
    """An empty id says that the collateral is new."""
    page = {**asked("create_claim"), "security": [{**THING, "collateral_id": collateral_id}]}
    entered = calls.post("chen", "claims", page, 422 if collateral_id else 201)
    assert collateral_id == "" or entered["error"]["field"] == "security-0-collateral_id"


def test_collateral_of_another_issuer_is_as_unknown_as_none(calls: Calls) -> None:
    with calls.database.session(by("guan")) as session:
        other = add(session, Issuer(name="虚构另一资产管理股份有限公司", code="QTGS"))
        make_account(session, "waidi", Role.asset_manager, issuers=[other.id])
    page = {**asked("create_claim"), "security": [THING]}
    own, foreign = (calls.post(login, "claims", page)["claim"]["security"][0] for login in ("chen", "waidi"))
    chosen = {**page, "security": [{**THING, "collateral_id": own["collateral_id"]}]}
    assert calls.post("li", "claims", chosen)["claim"]["security"][0]["collateral_id"] == own["collateral_id"]
    refused = calls.post("waidi", "claims", chosen, 422)
    assert refused["error"]["field"] == "security-0-collateral_id"
    assert own["collateral_id"] != foreign["collateral_id"]


@pytest.mark.parametrize("query", ["before=x", "after=x", "issuer={", "sort={x}", "q={0}&min_principal=x"])
def test_filter_that_cannot_be_read_is_refused_in_words(calls: Calls, query: str) -> None:
    assert calls.get("chen", f"claims?{query}", 422)["error"]["problems"][0]["zh"]
