"""The public API answers what its description says, whatever it is asked; for staff see ``test_schemathesis``."""

from collections.abc import Iterator
from copy import deepcopy

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from disposal.storage.database import Database
from tests.disposal.api.staff.calling import DESCRIBED as DESCRIPTION
from tests.support.website import served

DESCRIBED = schemathesis.openapi.from_dict(deepcopy(DESCRIPTION))
ALL = [operation.ok() for operation in DESCRIBED.get_all_operations()]
OPERATIONS = [operation for operation in ALL if operation.definition.raw["security"] == []]
CASES = [(operation, GenerationMode.POSITIVE) for operation in OPERATIONS] + [
    (operation, GenerationMode.NEGATIVE) for operation in OPERATIONS if "422" in operation.responses.status_codes
]


@pytest.fixture(scope="module")
def address(shelf: Database) -> Iterator[str]:
    """Yield the address of a server that runs."""
    with served(shelf) as found:
        yield found


@pytest.mark.xdist_group("served")
@pytest.mark.parametrize(("operation", "mode"), CASES, ids=[f"{mode.value} {asked.path}" for asked, mode in CASES])
def test_operation_answers_as_described(
    address: str, operation: schemathesis.APIOperation, mode: GenerationMode
) -> None:
    @settings(max_examples=25, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode))
    def check(case: schemathesis.Case) -> None:
        # Values that fit one by one may not fit together, which a schema cannot say: 422, as declared.
        case.call_and_validate(base_url=address, excluded_checks=[positive_data_acceptance])

    check()


def test_description_is_whole(site: TestClient) -> None:
    description = site.get("/api/openapi.json").json()
    called = [(address, each) for address, methods in description["paths"].items() for each in methods.items()]
    assert {method for _, (method, _) in called} == {"get", "post", "patch"}
    for address, (_, operation) in called:
        assert operation["tags"], address
        assert operation["summary"], address
        assert operation["description"], address
        for parameter in operation.get("parameters", ()):
            assert parameter["description"], (address, parameter["name"])
            assert parameter["schema"]["examples"], (address, parameter["name"])
        for status, answer in operation["responses"].items():
            assert answer["description"], (address, status)
            json_answer = answer["content"].get("application/json", {})
            is_file = address.endswith(".{suffix}") and status == "200"
            assert is_file or not json_answer or json_answer["example"], (address, status)
            if status not in {"200", "201", "204", "206", "304", "416"}:
                problem = answer["content"]["application/problem+json"]
                assert problem["schema"]["$ref"].endswith("/ErrorBody"), (address, status)
                assert problem["example"], (address, status)
    assert "ValidationError" not in description["components"]["schemas"]
