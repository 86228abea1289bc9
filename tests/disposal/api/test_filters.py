"""The filters of every list: an empty one is none, a wrong word is told the right ones, what is not there is named."""

from collections.abc import Iterator
from typing import Any

import pytest

from disposal.storage.database import Database
from tests.acceptance.defences.two_issuers import EVERYTHING, OURS, UNKNOWN, bearing, fill_two_issuers, ids_at
from tests.disposal.api.staff.calling import DESCRIBED
from tests.support.website import site_on

pytestmark = [pytest.mark.filled(by=fill_two_issuers), pytest.mark.xdist_group("defences")]
LISTS = {
    address: {each["name"]: each["schema"] for each in methods["get"].get("parameters", ()) if each["in"] == "query"}
    for address, methods in DESCRIBED["paths"].items()
    if "get" in methods and "{" not in address
}
FILTERED = {address: filters for address, filters in LISTS.items() if filters}
CALCULATED = {
    "/api/v1/window": {"published_on": "2022-08-03", "count": "20"},
    "/api/v1/floor": {"book_value": "193474338.54", "review_on": "2022-09-01"},
}
"""What the calculators must be told."""
WHOLE = (
    "drafts", "lists", "users", "projects/{project_id}/bidders", "notices/{notice_number}/placements",
    "notices/{notice_number}/placements/changes",
)  # fmt: skip
"""Lists that are shown whole."""
UNKNOWN_THINGS = [
    ("objections?notice=nope", "notice_unknown", "notice"),
    ("enquiries?notice=nope", "notice_unknown", "notice"),
    ("packages?project=nope", "record_not_found", "project"),
    *((f"{each}?issuer={UNKNOWN}", "record_not_found", "issuer") for each in ("claims", "projects", "bidders")),
]


def words_of(schema: Any) -> Iterator[str]:
    """Yield the words that a filter takes, where it takes a few only."""
    if isinstance(schema, dict):
        name = schema.get("$ref", "").rpartition("/")[2]
        yield from words_of(DESCRIBED["components"]["schemas"].get(name))
        yield from schema.get("enum", ())
        for each in schema.get("anyOf", ()):
            yield from words_of(each)


def test_empty_filter_is_no_filter_and_a_wrong_word_is_told_the_right_ones(database: Database) -> None:
    assert len(FILTERED) > 8
    headers = bearing(database, EVERYTHING)
    with site_on(database) as client:
        for address, filters in FILTERED.items():
            needed = CALCULATED.get(address, {})
            plain = client.get(address, params=needed, headers=headers)
            assert plain.status_code == 200, plain.text
            for empty in ("", " "):
                asked = dict.fromkeys(filters, empty) | needed
                assert client.get(address, params=asked, headers=headers).json() == plain.json(), address
            for name, schema in filters.items():
                if words := set(words_of(schema)) | ({"entered", "-entered"} if name == "sort" else set()):
                    wrong = client.get(address, params={**needed, name: "nope"}, headers=headers)
                    assert (wrong.status_code, [each for each in words if each not in wrong.text]) == (422, []), name


def test_province_that_there_is_not_is_told_those_there_are_and_one_that_a_record_names_is_found(
    database: Database,
) -> None:
    headers = bearing(database, EVERYTHING)
    with site_on(database) as client:
        for noun in ("claims", "projects"):
            wrong = client.get(f"/api/v1/{noun}?province=亚特兰蒂斯", headers=headers)
            assert (wrong.status_code, wrong.json()["error"]["field"], "浙江、" in wrong.text) == (
                422,
                "province",
                True,
            )
            for known in ("浙", "浙江", "测试省"):
                assert client.get(f"/api/v1/{noun}?province={known}", headers=headers).status_code == 200, known


def test_list_without_filters_refuses_one_and_never_answers_with_everything(database: Database) -> None:
    with database.session() as session:
        ids = ids_at(session, OURS)
    with site_on(database) as client:
        for address in WHOLE:
            path = f"/api/v1/{address.format(**ids)}"
            headers = bearing(database, "administrator" if address == "users" else EVERYTHING)
            assert client.get(path, headers=headers).status_code == 200, path
            wrong = client.get(path, params={"state": "nope"}, headers=headers)
            assert (wrong.status_code, wrong.json()["error"]["field"]) == (422, "state"), path


@pytest.mark.parametrize(("asked", "code", "field"), UNKNOWN_THINGS)
def test_filter_by_what_is_not_there_is_answered_404(database: Database, asked: str, code: str, field: str) -> None:
    with site_on(database) as client:
        answer = client.get(f"/api/v1/{asked}", headers=bearing(database, EVERYTHING))
    assert (answer.status_code, answer.json()["error"]["code"], answer.json()["error"]["field"]) == (404, code, field)
