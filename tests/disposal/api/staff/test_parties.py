"""Parties over the API: entered, found, changed in the state that was read, merged and parted again."""

from typing import Any

from tests.disposal.api.staff.calling import Calls, asked, differing, shown

PERSON = {"kind": "natural_person", "name": "测试甲子", "personal_number": "999999199001010016"}


def test_example_is_entered_shown_and_found_as_the_description_shows(calls: Calls) -> None:
    entered = calls.post("shen", "parties", asked("create_party"))
    assert differing(shown("create_party", 201), entered) == []
    assert calls.get("ji", f"parties/{entered['id']}") == entered
    listed = calls.get("ji", "parties?q=甲制")
    assert differing(shown("list_parties"), listed) == []
    assert [row["name"] for row in listed["parties"]] == ["虚构甲制造有限公司"]


def test_number_of_a_person_is_shown_masked_and_stands_in_no_error(calls: Calls) -> None:
    entered = calls.post("shen", "parties", PERSON)
    assert entered["personal_number_masked"] == "999999********0016"
    again = calls.call("shen", "POST", "parties", 409, json=PERSON)
    wrong = calls.call("shen", "POST", "parties", 422, json={**PERSON, "personal_number": "999999199001010017"})
    listed = calls.call("shen", "POST", "parties", 422, json=["999999199001010016"])
    assert not [each.text for each in (again, wrong, listed) if "9999991990" in each.text]


def test_change_needs_the_state_that_was_read(calls: Calls) -> None:
    party = calls.post("shen", "parties", asked("create_party"))
    body = {"changes": {"is_state_organ": True}, "reason": "核实"}
    changed = calls.patch("shen", f"parties/{party['id']}", body)
    assert changed["is_state_organ"] is True
    assert calls.patch("shen", f"parties/{party['id']}", body, 412, etag='"older"')["error"]["code"] == "state_changed"
    history = calls.get("ji", f"parties/{party['id']}/history?language=en")
    assert history["entries"][0]["why"] == "核实"


def test_two_records_are_merged_and_parted_again(calls: Calls) -> None:
    stays, goes = (calls.post("chen", "parties", {"name": name})["id"] for name in ("虚构甲公司", "虚构甲厂"))
    calls.post("chen", "claims", {"debtor": {"name": "虚构甲厂", "name_id": goes}, **_AMOUNT})
    merger = calls.post("chen", f"parties/{goes}/merge", {"into_id": stays, "reason": "同一主体"})
    assert differing(shown("merge_party", 201), merger) == []
    assert merger["moved"] == 1
    assert calls.get("ji", f"parties/{goes}")["current_id"] == stays
    assert [each["id"] for each in calls.get("ji", f"parties/{stays}")["mergers"]] == [merger["id"]]
    undone = calls.post("chen", f"parties/mergers/{merger['id']}/undo", {"reason": "并非同一主体"}, 200)
    assert undone["undone_at"]
    assert calls.get("ji", f"parties/{goes}")["current_id"] == goes
    again = calls.post("chen", f"parties/mergers/{merger['id']}/undo", {"reason": "再次"}, 422)
    assert again["error"]["field"] == "id"


_AMOUNT: dict[str, Any] = {"statements": [{"record_date": "2022-01-31", "principal": "100万元"}]}
