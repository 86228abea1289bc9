"""Bidders over the API: a dossier is entered, screened, decided on by persons, and printed as the opinion."""

from typing import Any

import pytest

from disposal.acting import TokenScope
from disposal.storage.database import Database
from tests.disposal.api.staff.calling import Calls, asked, differing, shown
from tests.disposal.services.four_eyes.approving import by
from tests.support.publishing import enter_project

PROJECT = "测试-甲"
NAMESAKE = {"rows": [{"name": "测试竞买人", "kind": "自然人"}], "provenance": "人事处"}
ROLL = {"code": "civil", "title": "公务员名册", "title_en": "roll", "limbs": ["civil_servant"], "owner": "组织部"}
PERSON = {"bidder": {"kind": "natural_person", "name": "测试竞买人", "stated": ["positions"]}}


@pytest.fixture
def offered(calls: Calls, database: Database) -> Calls:
    """Return the calls of a register with a project and a roll of civil servants with one name."""
    with database.session(by("chen")) as session:
        enter_project(session)
    calls.post("shen", "lists", ROLL)
    calls.post("shen", "lists/civil/entries", NAMESAKE)
    return calls


def screened(calls: Calls, dossier: dict[str, Any]) -> Any:
    """Enter a dossier and screen its bidder; return the screening."""
    bidder = calls.post("shen", f"projects/{PROJECT}/bidders", dossier)
    return calls.post("shen", f"bidders/{bidder['id']}/screenings")


def number_of(screening: Any, outcome: str) -> int:
    """Return the number of the first finding with an outcome."""
    return next(each["number"] for each in screening["findings"] if each["outcome"] == outcome)


def test_example_is_entered_screened_and_listed_as_the_description_shows(offered: Calls) -> None:
    made = offered.call("shen", "POST", f"projects/{PROJECT}/bidders", 201, json=asked("create_bidder"))
    bidder, there = made.json(), offered.call("ji", "GET", made.headers["location"].removeprefix("/api/v1/"))
    assert (there.json(), there.headers["etag"]) == (bidder, made.headers["etag"])
    assert differing(shown("create_bidder", 201), bidder) == []
    waiting = offered.get("ji", f"projects/{PROJECT}/bidders")
    assert differing(shown("list_project_bidders"), waiting) == []
    assert (waiting["bidders"][0]["id"], waiting["bidders"][0]["outcome"]) == (bidder["id"], None)
    screening = offered.post("shen", f"bidders/{bidder['id']}/screenings", {"stage": "award"})
    assert screening.keys() == shown("create_screening", 201).keys()
    assert (screening["stage"], screening["on"], screening["lists"]) == ("award", "2022-08-03", {"civil": 1})
    assert offered.get("ji", f"screenings/{screening['id']}") == screening
    [known] = offered.get("ji", f"projects/{PROJECT}/bidders")["bidders"]
    assert (known["screening_id"], known["outcome"]) == (screening["id"], screening["overall_decided"])
    assert differing(shown("list_bidders"), offered.get("ji", "bidders?q=虚构竞买")) == []


def test_bidder_is_changed_from_the_state_read_and_completed_by_its_dossier_sent_again(offered: Calls) -> None:
    bidder = offered.post("shen", f"projects/{PROJECT}/bidders", asked("create_bidder"))
    address = f"bidders/{bidder['id']}"
    stated = {"changes": {"stated": ["directors", "shareholders"]}, "reason": "补报"}
    read = offered.call("shen", "GET", address).headers["etag"]
    changed = offered.patch("shen", address, stated, etag=read)
    assert changed["dossier"]["bidder"]["stated"] == ["directors", "shareholders"]
    assert offered.patch("shen", address, stated, 412, etag=read)["error"]["code"] == "state_changed"
    assert offered.patch("chen", address, stated, 403)["error"]["code"] == "permission_refused"
    moved = {**stated, "changes": {"party_id": bidder["id"]}}
    assert offered.patch("shen", address, moved, 422)["error"]["field"] == "party_id"
    aged = {**stated, "changes": {"age_years": 30}}
    assert offered.patch("shen", address, aged, 422)["error"]["field"] == "age_stated_on"
    again = offered.post("shen", f"projects/{PROJECT}/bidders", changed["dossier"])
    assert again == changed
    told = offered.get("ji", f"{address}/history")["entries"]
    assert [each["why"] for each in told if each["what"] == "更改意向受让人"] == ["补报"]


def test_possible_match_is_dismissed_until_a_day(offered: Calls) -> None:
    screening = screened(offered, PERSON)
    number = number_of(screening, "possible")
    body = {**asked_decision(), "finding": number}
    made = offered.post("shen", f"screenings/{screening['id']}/decisions", body)
    assert differing(shown("create_decision", 201), made) == []
    again = offered.get("ji", f"screenings/{screening['id']}")["findings"][number - 1]
    assert (again["outcome_decided"], again["decision"]["reason"]) == ("clear", "身份证号码不同")
    unlimited = offered.post("shen", f"screenings/{screening['id']}/decisions", {**body, "expires_on": None})
    assert unlimited["expires_on"] == "2023-01-30"  # 180 days after Wed 2022-08-03


def asked_decision() -> dict[str, Any]:
    """Return a dismissal."""
    return {"verdict": "dismissed", "reason": "身份证号码不同", "expires_on": "2023-02-11"}


def requested_override(offered: Calls) -> str:
    """Ask as shen that a bar be overridden; return the address that approves it."""
    barred = {"bidder": PERSON["bidder"], "declarations": [
        {"limb": "civil_servant", "is_barred": True, "signed_on": "2022-08-01"}]}  # fmt: skip
    screening = screened(offered, barred)
    body = {"finding": number_of(screening, "barred"), "verdict": "override_requested", "reason": "已辞去公职"}
    request = offered.post("shen", f"screenings/{screening['id']}/decisions", body)
    return f"screenings/decisions/{request['id']}/approve"


def test_override_is_asked_for_and_approved_by_another_person(offered: Calls) -> None:
    address, because = requested_override(offered), {"reason": "同意"}
    assert offered.post("shen", address, because, 409)["error"]["code"] == "second_person_needed"
    assert offered.post("chen", address, because, 403)["error"]["code"] == "permission_refused"
    approved = offered.post("wang", address, because)
    assert differing(shown("approve_decision", 201), approved) == []
    assert (approved["requested_by"], approved["decided_by"]) == ("虚构shen", "虚构wang")
    assert offered.post("zhao", address, because, 409)["error"]["code"] == "record_exists"


def test_opinion_is_a_pdf_for_those_who_read_bidders(offered: Calls) -> None:
    screening = screened(offered, PERSON)
    answer = offered.call("ji", "GET", f"screenings/{screening['id']}/opinion.pdf")
    assert (answer.content[:5], answer.headers["content-type"]) == (b"%PDF-", "application/pdf")
    assert (
        offered.get("guan", f"screenings/{screening['id']}/opinion.pdf", 403)["error"]["code"] == "permission_refused"
    )


def test_dossier_with_faults_is_refused_with_each_of_them(offered: Calls) -> None:
    wrong = {"bidder": {"name": "虚构竞买有限公司", "personal_number": "999999199001010017"}, "mood": 1}
    error = offered.post("shen", f"projects/{PROJECT}/bidders", wrong, 422)["error"]
    assert {each["path"] for each in error["problems"]} == {"bidder.personal_number", "mood"}
    assert "9999991990" not in str(error)
    assert offered.post("shen", "projects/无此项目/bidders", PERSON, 404)["error"]["field"] == "project"


def test_token_without_the_scope_approves_no_override(offered: Calls) -> None:
    offered.tokens["wang"] = offered.token("wang", TokenScope.read, TokenScope.write)
    refused = offered.post("wang", requested_override(offered), {"reason": "同意"}, 403)
    assert refused["error"]["code"] == "token_scope_refused"


def test_administrator_screens_nobody_of_any_branch(offered: Calls) -> None:
    bidder = offered.post("shen", f"projects/{PROJECT}/bidders", PERSON)
    refused = offered.post("guan", f"bidders/{bidder['id']}/screenings", None, 403)
    assert refused["error"]["code"] == "permission_refused"
