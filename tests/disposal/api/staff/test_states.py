"""Records over the API have an address and a state: created ones name theirs, a step may name the one it is from."""

from typing import Any

import pytest

from disposal.api.staff.claims import PAGE
from disposal.api.staff.lists import OPENED
from disposal.api.staff.parties import PARTY
from tests.disposal.api.staff.calling import DESCRIBED, Calls
from tests.disposal.api.test_drafts import FACTS
from tests.support.publishing import invented_content

KEY = "7d9f3c1e-5a44-4a2b-9a3e-0d6b1f2c8e11"
NEW_USER = {"login": "xin", "name": "虚构新人", "roles": ["asset_manager"], "issuers": ["XGCS"]}
CREATED: list[tuple[str, str, Any]] = [
    ("chen", "claims", PAGE),
    ("chen", "parties", PARTY),
    ("shen", "lists", OPENED),
    ("guan", "users", NEW_USER),
]
MADE_ELSEWHERE = {"create_project", "create_amendment", "confirm_package", "draft_next_notice"}
"""What creates a record that is read at another collection than the call's own: a project, a draft."""
FILES = {"create_evidence"}
"""What adds a file to a record: the record lists it, with its address."""
BESIDE = {
    "create_draft", "create_bidder", "create_scan", "look_up_list", "import_list_file", "import_list_rows",
    "enter_sheet", "renew_private_link", "create_evidence", "export_case_file",
}  # fmt: skip
"""What adds something beside a record that can be read, whatever its state, or only reads."""


def drafted(calls: Calls) -> str:
    """Enter a project, draft its notice, and return the address of the draft."""
    content = {"content": invented_content().as_json(), "facts": FACTS}
    project = calls.call("chen", "POST", "projects/from-content", 201, json=content).headers["location"]
    address = project.removeprefix("/api/v1/")
    assert calls.get("chen", address)["code"] == FACTS["project_code"]
    made = calls.call("chen", "POST", f"{address}/drafts", 201, json={"published_on": "2022-08-03"})
    return made.headers["location"].removeprefix("/api/v1/")


@pytest.mark.parametrize(("login", "noun", "body"), CREATED)
def test_created_record_stands_at_its_location_in_the_state_told(
    calls: Calls, login: str, noun: str, body: Any
) -> None:
    made = calls.call(login, "POST", noun, 201, json=body)
    shown = calls.call(login, "GET", made.headers["location"].removeprefix("/api/v1/"))
    assert (shown.json(), shown.headers["etag"]) == (made.json(), made.headers["etag"])


def test_step_on_a_draft_is_taken_only_from_the_state_that_it_names(calls: Calls) -> None:
    draft = drafted(calls)
    read, again = (calls.call("chen", "GET", draft).headers["etag"] for _ in range(2))
    assert read == again
    stale = calls.call("chen", "POST", f"{draft}/submit", 412, headers={"if-match": '"0"'}).json()
    assert stale["error"]["code"] == "state_changed"
    named = {"if-match": read, "idempotency-key": KEY}
    first, repeated = (calls.call("chen", "POST", f"{draft}/submit", headers=named) for _ in range(2))
    assert (first.json(), repeated.headers["idempotent-replayed"]) == (repeated.json(), "true")
    digest = {"sha256": first.json()["sha256"]}
    calls.call("wang", "POST", f"{draft}/approve", 412, json=digest, headers={"if-match": read})
    now = calls.call("wang", "GET", draft).headers["etag"]
    calls.call("wang", "POST", f"{draft}/approve", json=digest, headers={"if-match": now})
    published = [calls.call("chen", "POST", f"{draft}/publish", headers={"idempotency-key": KEY}) for _ in range(2)]
    assert [each.json()["number"] for each in published] == ["XGCS-2022-0001"] * 2


def test_project_is_cancelled_once_from_the_state_that_it_names_and_taken_up_again(calls: Calls) -> None:
    draft, project, why = drafted(calls), f"projects/{FACTS['project_code']}", {"reason": "录入有误"}
    refused = calls.post("chen", f"{project}/cancel", why, 422)["error"]
    assert ("请先在该草稿的审批页作废" in refused["zh"], refused["field"]) == (True, "project")
    calls.post("chen", f"{draft}/discard", why, 200)
    calls.call("chen", "POST", f"{project}/cancel", 412, json=why, headers={"if-match": '"0"'})
    assert calls.post("wang", f"{project}/cancel", why, 403)["error"]["code"] == "permission_refused"
    named = {"if-match": calls.call("chen", "GET", project).headers["etag"], "idempotency-key": KEY}
    first, again = (calls.call("chen", "POST", f"{project}/cancel", json=why, headers=named) for _ in range(2))
    assert (first.json()["status"], again.json()) == ("cancelled", first.json())
    assert again.headers["idempotent-replayed"] == "true"
    assert calls.call("chen", "GET", project).headers["etag"] == first.headers["etag"]
    assert (
        "请先在项目页恢复"
        in calls.post("chen", f"{project}/drafts", {"published_on": "2022-08-03"}, 422)["error"]["zh"]
    )
    assert calls.post("chen", f"{project}/reopen", why, 200)["status"] == "draft"


def test_page_of_a_list_links_to_the_next_with_its_filters(calls: Calls) -> None:
    for number in range(51):
        calls.post("chen", "parties", {"name": f"虚构第{number}号有限公司"})
    page = calls.call("chen", "GET", "parties?q=虚构第&kind=&sort=entered")
    address, _, relation = page.headers["link"].partition(">; ")
    assert relation == 'rel="next"'
    following = calls.call("chen", "GET", address.removeprefix("</api/v1/"))
    assert len(page.json()["parties"]) + len(following.json()["parties"]) == 51
    assert 'rel="prev"' in following.headers["link"]
    assert "next" not in following.headers["link"]


def test_every_creating_call_tells_the_address_and_every_step_takes_a_state() -> None:
    posts = {address: methods["post"] for address, methods in DESCRIBED["paths"].items() if "post" in methods}
    read = {address for address, methods in DESCRIBED["paths"].items() if "get" in methods and address.endswith("}")}
    collections = {address.rsplit("/", 2)[1] for address in read}
    creating = {
        each["operationId"]: (address.rpartition("/")[2], "Location" in each["responses"]["201"].get("headers", {}))
        for address, each in posts.items()
        if "201" in each["responses"]
    }
    of_collections = {name for name, (collection, _) in creating.items() if collection in collections}
    assert {name for name, (_, is_placed) in creating.items() if is_placed} == (of_collections | MADE_ELSEWHERE) - FILES
    stateless = {
        each["operationId"]
        for address, each in posts.items()
        if any(address.startswith(f"{held}/") for held in read)
        and "If-Match" not in {parameter["name"] for parameter in each.get("parameters", ())}
    }
    assert stateless == BESIDE
    for address in read:
        operation = DESCRIBED["paths"][address]["get"]
        if "application/json" in operation["responses"]["200"]["content"]:
            assert "ETag" in operation["responses"]["200"]["headers"], address
