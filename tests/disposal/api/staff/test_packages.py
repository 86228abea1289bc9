"""Packages over the API: faults by cell, confirmation, undo; nothing is a record before."""

from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from tests.disposal.api.staff.calling import Calls, differing, shown
from tests.support.package_of_95 import DEBTORS, real_faults
from tests.support.packages.workbook import FACTS, package_workbook, saved


def send(calls: Calls, folder: Path, book: Workbook, status: int = 201, **fields: Any) -> Any:
    """Send a workbook as chen."""
    files = {"file": ("资产包.xlsx", saved(book, folder).read_bytes())}
    return calls.call("chen", "POST", "packages", status, data={**FACTS, **fields}, files=files).json()


def test_faults_are_named_by_cell_and_refuse_the_import(calls: Calls, tmp_path: Path) -> None:
    sent = send(calls, tmp_path, package_workbook(real_faults()))
    assert differing(shown("create_package", 201)["preview"]["problems"], sent["preview"]["problems"]) == []
    assert (sent["preview"]["errors"], sent["preview"]["warnings"]) == (6, 19)
    places = {each["place"] for each in sent["preview"]["problems"] if each["severity"] == "error"}
    assert all(place.startswith(("债权!", "债务人!")) for place in places)
    address = f"packages/{sent['package']['id']}"
    assert calls.post("chen", f"{address}/confirm", None, 422)["error"]["code"] == "package_refused"
    assert calls.get("chen", f"{address}/preview") == sent["preview"]
    assert calls.get("chen", "claims")["claims"] == []
    calls.call("chen", "POST", f"{address}/discard", 204, json={"reason": "选错文件"})
    assert calls.get("chen", "packages")["packages"] == []


def test_package_is_confirmed_and_undone(calls: Calls, tmp_path: Path) -> None:
    sent = send(calls, tmp_path, package_workbook())["package"]
    assert differing(shown("create_package", 201)["package"], sent) == []
    made = calls.post("chen", f"packages/{sent['id']}/confirm")
    assert (made["state"], made["counts"]["claim"], made["imported_by"]) == ("imported", DEBTORS, "虚构chen")
    listed = calls.get("chen", "claims")
    assert (listed["count"]["number"], len(listed["claims"])) == (DEBTORS, 50)
    rest = calls.get("chen", f"claims?after={listed['next_after']}")
    assert len(rest["claims"]) == DEBTORS - 50
    undone = calls.post("chen", f"packages/{sent['id']}/undo", asked_reason(), 200)
    assert (undone["state"], undone["undone_because"]) == ("undone", "选错文件")
    assert calls.get("chen", "claims")["claims"] == []
    assert (
        calls.post("chen", f"packages/{sent['id']}/undo", asked_reason(), 409)["error"]["code"] == "import_not_undone"
    )


def asked_reason() -> dict[str, str]:
    """Return why an import is undone."""
    return {"reason": "选错文件"}


def test_template_is_sent_and_facts_are_read_as_a_file_of_them(calls: Calls, tmp_path: Path) -> None:
    book = load_workbook(BytesIO(calls.call("chen", "GET", "packages/template.xlsx").content))
    assert book.sheetnames[1:] == ["债务人", "债权", "担保物", "保证人"]
    assert send(calls, tmp_path, package_workbook(), 422, facts="[")["error"]["field"] == "facts"
    assert send(calls, tmp_path, package_workbook(), 422, facts='{"mood": 1}')["error"]["field"] == "mood"


def test_who_enters_no_claims_sends_no_package(calls: Calls, tmp_path: Path) -> None:
    files = {"file": ("资产包.xlsx", b"x")}
    assert calls.call("shen", "POST", "packages", 403, data=FACTS, files=files).json()["error"]["zh"]
    unread = calls.call("chen", "POST", "packages", 422, data=FACTS, files=files).json()
    assert unread["error"]["zh"]
