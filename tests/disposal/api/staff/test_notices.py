"""Published notices over the API: where they stood, with scans, and the drafts that amend them."""

from typing import Any
from uuid import uuid4

import pytest

from disposal.services.projects.projects import change_project
from disposal.services.publication.drafts import notice_called
from disposal.services.publication.publication import publish
from disposal.storage.database import Database
from tests.disposal.api.staff.calling import Calls, asked, differing, shown
from tests.disposal.services.four_eyes.approving import NOON, approved, by

NUMBER = "XGCS-2022-0001"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(16)


@pytest.fixture
def published(calls: Calls, database: Database) -> Calls:
    """Return the calls of a register with the published notice of an invented project."""
    notice_id = approved(database)
    with database.session(by("chen")) as session:
        publish(session, notice_id, context=NOON)
    return calls


def test_placement_of_the_example_is_recorded_and_shown_to_the_public(published: Calls) -> None:
    answer = published.call("chen", "POST", f"notices/{NUMBER}/placements", 201, json=asked("create_placement"))
    made, there = answer.json(), answer.headers["location"].removeprefix("/api/v1/")
    assert differing(shown("create_placement", 201), made) == []
    assert published.get("ji", there) | {"findings": []} == {**made, "scans": [], "changes": []}
    listed = published.get("ji", f"notices/{NUMBER}/placements")
    assert differing(shown("list_placements"), listed) == []
    assert [each["id"] for each in listed["placements"]] == [made["id"]]
    public = published.site.get(f"/api/v1/notices/{NUMBER}").json()["placements"]
    assert [each["medium"] for each in public] == ["浙江法制报"]


def test_placement_in_a_paper_that_does_not_fit_is_recorded_and_told(published: Calls, database: Database) -> None:
    with database.session(by("chen")) as session:
        project_id = notice_called(session, NUMBER).project_id
        change_project(session, project_id, {"book_value": "193474338.54", "province": "浙江省"}, reason="核定")
    unfit = {**asked("create_placement"), "paper": "specialised"}
    findings = published.post("chen", f"notices/{NUMBER}/placements", unfit)["findings"]
    assert ("paper_of_wrong_kind", "warning") in [(each["code"], each["severity"]) for each in findings]


def test_scan_is_kept_as_it_is_with_its_digest(published: Calls) -> None:
    placed = published.post("chen", f"notices/{NUMBER}/placements", asked("create_placement"))
    address = f"notices/{NUMBER}/placements/{placed['id']}/scan"
    made = published.call("chen", "POST", address, 201, files={"file": ("第8版.png", PNG)}).json()
    assert differing(shown("create_scan", 201), made) == []
    assert (made["file_name"], made["size"]) == ("第8版.png", len(PNG))
    [kept] = published.get("ji", address.removesuffix("/scan"))["scans"]
    assert kept == made
    other = published.call("chen", "POST", address, 422, files={"file": ("第8版.pdf", PNG)}).json()
    assert other["error"]["code"] == "scan_refused"
    nowhere = f"notices/{NUMBER}/placements/{uuid4()}/scan"
    assert published.call("chen", "POST", nowhere, 404, files={"file": ("第8版.png", PNG)}).json()["error"]["zh"]


def test_placement_before_the_publication_or_of_no_notice_is_refused(published: Calls) -> None:
    early = {**asked("create_placement"), "published_on": "2022-08-02"}
    assert published.post("chen", f"notices/{NUMBER}/placements", early, 422)["error"]["field"] == "published_on"
    assert published.post("chen", "notices/XGCS-2022-9999/placements", early, 404)["error"]["code"] == "notice_unknown"
    unknown = {**asked("create_placement"), "notice_id": str(uuid4()), "mood": 1}
    assert published.post("chen", f"notices/{NUMBER}/placements", unknown, 422)["error"]["field"] == "mood"


def test_amendment_of_the_example_is_drafted_and_shown_as_any_draft(published: Calls) -> None:
    made = published.post("chen", f"notices/{NUMBER}/amendments", asked("create_amendment"))
    draft = published.get("ji", f"drafts/{made['id']}")
    assert (draft["draft"]["kind"], draft["draft"]["draft"]) == ("supplement", made["draft"])
    assert "名下设备已由法院查封" in draft["text"]


def test_amendment_that_says_nothing_is_refused_with_what_is_missing(published: Calls) -> None:
    body = {"kind": "withdrawal", "content": {"mood": 1}}
    error = published.post("chen", f"notices/{NUMBER}/amendments", body, 422)["error"]
    assert error["problems"]
    assert published.post("shen", f"notices/{NUMBER}/amendments", asked("create_amendment"), 403)["error"]["zh"]


def test_placement_is_corrected_and_one_that_moves_the_end_waits_for_another_person(published: Calls) -> None:
    made = published.post("chen", f"notices/{NUMBER}/placements", asked("create_placement"))
    address = f"notices/{NUMBER}/placements/{made['id']}"
    page, read = (
        {"changes": {"page": "第9版"}, "reason": "版次抄错"},
        published.call("li", "GET", address).headers["etag"],
    )
    held: dict[str, Any] = {"json": page, "headers": {"if-match": read}}
    corrected = published.call("chen", "POST", f"{address}/correction", 201, **held).json()
    assert differing(shown("create_placement_correction", 201), corrected) == []
    published.call("li", "POST", f"{address}/correction", 412, **held)
    assert differing(shown("show_placement"), published.get("ji", address)) == []
    day = {"changes": {"published_on": "2022-08-04"}, "reason": "日期抄错"}
    waiting = published.post("chen", f"{address}/correction", day)
    assert (waiting["state"], waiting["moves_end"], waiting["ends_at"]) == (
        "waiting", True, "2022-09-02T00:00:00+08:00",
    )  # fmt: skip
    assert published.post("chen", f"{address}/withdrawal", {"reason": "误登"}, 409)["error"]["zh"]
    for login, status in (("wang", 403), ("chen", 201), ("chen", 409)):
        published.post(login, f"{address}/take-back", {"reason": "再核原件"}, status)
    published.post("chen", f"{address}/correction", day)
    assert published.post("chen", f"{address}/check", {"confirms": True}, 403)["error"]["code"] == "permission_refused"
    assert published.post("wang", f"{address}/check", {"confirms": True})["state"] == "in_force"
    listed = published.get("ji", f"notices/{NUMBER}/placements/changes")["changes"]
    assert [each["after"] for each in listed] == [{"page": "第9版"}, *[{"published_on": "2022-08-04"}] * 2]
    assert [each["state"] for each in listed] == ["in_force", "taken_back", "in_force"]
