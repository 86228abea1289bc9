"""The OpenAPI description holds what generators of clients and linters ask of it; ``make tools`` runs those."""

import json
import re
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
from fastapi.testclient import TestClient

from disposal.api.description import TAGS
from tests.disposal.api.staff.calling import DESCRIBED
from tests.support.website import HUARONG

OPERATIONS = [
    (f"{method.upper()} {address}", operation)
    for address, methods in DESCRIBED["paths"].items()
    for method, operation in methods.items()
]
SCHEMA_WORDS = {"type", "anyOf", "$ref", "allOf", "enum", "oneOf", "const"}


def examples(described: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any], Any]]:
    """Yield each example with its place and the schema that it is an example of."""
    if isinstance(described, list):
        for number, each in enumerate(described):
            yield from examples(each, f"{path}/{number}")
    if not isinstance(described, dict):
        return
    if isinstance(described.get("examples"), list) and described.keys() & SCHEMA_WORDS:
        schema = {name: value for name, value in described.items() if name != "examples"}
        yield from ((path, schema, each) for each in described["examples"])
    if "example" in described and "schema" in described:
        yield path, described["schema"], described["example"]
    for name, each in described.items():
        if name not in {"example", "examples"}:
            yield from examples(each, f"{path}/{name}")


def test_title_tags_and_ids_become_names_in_any_language() -> None:
    assert re.fullmatch(r"[A-Za-z ]+", DESCRIBED["info"]["title"])
    assert DESCRIBED["info"]["license"] == {"name": "Apache License 2.0", "identifier": "Apache-2.0"}
    assert "不良资产处置公告" in DESCRIBED["info"]["description"]
    ids = [operation["operationId"] for _, operation in OPERATIONS]
    assert len(set(ids)) == len(ids)
    assert [each for each in ids if not re.fullmatch(r"[a-z]+(_[a-z]+){1,4}", each)] == []
    assert {"list_notices", "show_notice", "count_window", "create_objection"} <= set(ids)
    for called, operation in OPERATIONS:
        assert set(operation["tags"]) <= TAGS.keys(), called
    assert [tag["name"] for tag in DESCRIBED["tags"]] == list(TAGS)
    assert all(re.match("[一-鿿]", tag["description"]) and tag["name"].isascii() for tag in DESCRIBED["tags"])


def test_description_says_where_the_api_is_and_who_needs_a_token() -> None:
    assert DESCRIBED["servers"] == [{"url": "http://127.0.0.1:8000"}]
    needs = {called: operation["security"] for called, operation in OPERATIONS}
    assert needs["GET /api/v1/notices"] == needs["GET /healthz"] == needs["GET /api/v1/window"] == []
    assert needs["GET /api/v1/claims"] == [{"token": []}]
    for filed in ("objections", "enquiries"):  # anybody files; staff log in their own name
        assert needs[f"POST /api/v1/notices/{{number}}/{filed}"] == [{"token": []}, {}]
    assert all(set(operation["responses"]) & {"404", "421", "422"} for _, operation in OPERATIONS)


def test_every_example_fits_its_own_schema() -> None:
    found = list(examples(DESCRIBED))
    assert len(found) > 500
    # All in one schema, since reading the components takes long.
    schemas = {str(number): schema for number, (_, schema, _) in enumerate(found)}
    whole = {"properties": schemas, "components": DESCRIBED["components"]}
    validator = jsonschema_rs.validator_for(whole, validate_formats=True)
    shown = {str(number): example for number, (_, _, example) in enumerate(found)}
    errors = list(validator.iter_errors(shown))
    assert [(found[int(error.instance_path[0])][0], error.message) for error in errors] == []


@pytest.mark.parametrize("address", ["/openapi.json", "/api/openapi.json"])
def test_description_is_the_same_document_at_both_addresses(site: TestClient, address: str) -> None:
    answer = site.get(address)
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["paths"].keys() == DESCRIBED["paths"].keys()
    assert answer.content == site.get("/openapi.json").content


def test_published_content_fits_the_schema_at_its_address(site: TestClient) -> None:
    answer = site.get("/schemas/notice.schema.json")
    assert answer.headers["content-type"] == "application/schema+json"
    validator = jsonschema_rs.validator_for(answer.json(), validate_formats=True)
    for number in (HUARONG, "XGCS-2022-0001", "XGCS-2022-0002"):
        versions = site.get(f"/api/v1/notices/{number}").json()["versions"]
        for version in versions:
            [url] = [file["url"] for file in version["files"] if file["suffix"] == "json"]
            published = json.loads(site.get(url).content)
            assert [error.message for error in validator.iter_errors(published)] == [], url


def test_no_body_takes_a_name_that_it_does_not_know() -> None:
    schemas = DESCRIBED["components"]["schemas"]
    named = {
        ref["$ref"].rpartition("/")[2]
        for _, operation in OPERATIONS
        for sent in operation.get("requestBody", {}).get("content", {}).values()
        for ref in (sent["schema"], *sent["schema"].get("anyOf", ()))
        if "$ref" in ref
    }
    open_ones = {name for name in named if schemas[name].get("additionalProperties") is not False}
    assert {name for name in open_ones if not name.startswith("Body_")} == set()
    assert len(named) > 20
