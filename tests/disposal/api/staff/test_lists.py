"""Restricted lists over the API: opened, imported from a file and from rows, tried dry, looked up by name."""

from pathlib import Path
from typing import Any

import pytest

from tests.disposal.api.staff.calling import Calls, asked, differing, shown
from tests.support.listing import number_of, person, write_csv, write_xlsx

ROWS = {"rows": [{"name": "测试甲子", "employer": "虚构局"}, {"name": "测试乙丑", "number": number_of(3)}]}


@pytest.fixture
def opened(calls: Calls) -> Calls:
    """Return the calls of a register with the list of the example."""
    made = calls.post("shen", "lists", asked("create_list"))
    assert differing(shown("create_list", 201), made) == []
    return calls


def send(calls: Calls, path: Path, status: int = 201, **fields: str) -> Any:
    """Send a file of the list."""
    files = {"file": (path.name, path.read_bytes())}
    return calls.call("shen", "POST", "lists/staff/imports", status, data=fields, files=files).json()


def test_file_is_tried_dry_and_then_becomes_a_version(opened: Calls, tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "名册.xlsx", [person(1), person(2)])
    dry = send(opened, path, dry_run="是")
    assert (dry["is_dry_run"], dry["added"], dry["sha256"]) == (True, 2, None)
    assert opened.get("ji", "lists/staff")["versions"] == []
    made = send(opened, path)
    assert differing(shown("import_list_file", 201), made) == []
    assert (made["version"], made["entries"], made["columns"]["number"]) == (1, 2, "身份证号")
    [version] = opened.get("ji", "lists/staff")["versions"]
    assert (version["file_name"], version["entry_count"], version["imported_by"]) == ("名册.xlsx", 2, "虚构shen")
    assert opened.get("ji", "lists")["lists"][0]["newest_version"] == version


def test_answer_tells_skipped_rows_and_one_number_under_two_names(opened: Calls, tmp_path: Path) -> None:
    name, number, *rest = person(1)
    rows = [person(1), ("测试乙丑", number, *rest), ("制表：测试丙", "", "", "")]
    dry = send(opened, write_csv(tmp_path / "名册.csv", rows), dry_run="是")
    assert [note["zh"].partition("”")[0] for note in dry["notes"]] == ["第4行“制表：测试丙"]
    [found] = dry["numbers_under_two_names"]
    assert (set(found["names"]), found["rows"]) == ({name, "测试乙丑"}, [2, 3])
    assert number not in found["number"]


def test_wrong_rows_are_named_by_a_dry_run_and_refuse_an_import(opened: Calls, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "名册.csv", [person(1), ("测试乙", "999999199001010017", "", "")])
    dry = send(opened, path, dry_run="是")
    assert [(row["row"], row["problems"][0]["heading"]) for row in dry["wrong_rows"]] == [(3, "身份证号")]
    assert send(opened, path, 422)["error"]["code"] == "list_rows_refused"
    assert send(opened, path, accept_errors="1")["left_out"] == 1


def test_rows_become_a_version_and_are_looked_up_by_name(opened: Calls) -> None:
    made = opened.post("shen", "lists/staff/entries", ROWS)
    assert (made["version"], made["added"]) == (1, 2)
    found = opened.post("ji", "lists/staff/look-up", {"words": "测试乙"}, 200)
    assert differing(shown("look_up_list"), found) == []
    [entry] = found["entries"]
    assert (entry["name"], entry["number_masked"], entry["row_no"]) == ("测试乙丑", "999999********0032", 3)
    refused = opened.post("ji", "lists/staff/look-up", {"words": "测试\0乙"}, 422)
    assert (refused["error"]["code"], refused["error"]["field"]) == ("value_unreadable", "words")
    by_number = opened.post("ji", "lists/staff/look-up", {"words": number_of(3)}, 200)
    assert [each["name"] for each in by_number["entries"]] == ["测试乙丑"]
    more = {"rows": [{"name": "测试丙寅"}], "mode": "addition", "dry_run": True}
    assert opened.post("shen", "lists/staff/entries", more)["entries"] == 3


def test_rows_with_signs_of_csv_arrive_as_they_were_sent(opened: Calls) -> None:
    opened.post("shen", "lists/staff/entries", {"rows": [{"name": "测试甲子", "remark": 'a;"b",c\t=1+1'}]})
    [entry] = opened.post("ji", "lists/staff/look-up", {"words": "测试甲"}, 200)["entries"]
    assert entry["remark"].startswith('a;"b",c')


def test_list_is_changed_in_the_state_that_was_read(opened: Calls) -> None:
    body = {"changes": {"is_public": True}, "reason": "名册已公开"}
    assert opened.patch("shen", "lists/staff", body)["is_public"] is True
    assert opened.patch("shen", "lists/staff", body, 412, etag='"older"')["error"]["code"] == "state_changed"
    assert opened.patch("shen", "lists/staff", {**body, "changes": {"code": "other"}}, 422)["error"]["field"] == "code"


def test_who_may_not_import_is_refused_before_the_file_is_looked_at(opened: Calls) -> None:
    files = {"file": ("名册.xlsx", b"nothing")}
    refused = opened.call("chen", "POST", "lists/staff/imports", 403, files=files).json()
    assert refused["error"]["code"] == "permission_refused"
    assert opened.call("shen", "POST", "lists/staff/imports", 422, files=files).json()["error"]["field"] == "name"
    bare = opened.site.post("/api/v1/lists/staff/imports", files=files)
    assert bare.status_code == 401


def test_file_sent_twice_with_one_key_is_one_version(opened: Calls, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "名册.csv", [person(1)])
    files, key = {"file": (path.name, path.read_bytes())}, {"idempotency-key": "one"}
    first, second = (
        opened.call("shen", "POST", "lists/staff/imports", 201, files=files, headers=key) for _ in range(2)
    )
    assert (first.json(), second.headers["idempotent-replayed"]) == (second.json(), "true")
    other = {"file": (path.name, b"x")}
    refused = opened.call("shen", "POST", "lists/staff/imports", 422, files=other, headers=key)
    assert refused.json()["error"]["code"] == "idempotency_key_reused"
