"""The examples in the OpenAPI description are what the site answers on the notice of 2022-08-03."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from disposal.api.examples import ASKED, REFUSALS, example
from disposal.api.routes import ROUTERS

REFUSED = {
    404: "/api/v1/notices/ABC-2022-9999",
    409: "/api/v1/calendar/2027",
    422: "/api/v1/notices?days_left=400",
}
MADE_ANEW = {"id", "published_at", "registered_at", "sha256", "size"}  # each time a notice is published


def settled(answer: Any) -> Any:
    """Return an answer without what differs from one publication to the next."""
    if isinstance(answer, dict):
        return {name: type(value) if name in MADE_ANEW else settled(value) for name, value in answer.items()}
    return [settled(each) for each in answer] if isinstance(answer, list) else answer


@pytest.mark.parametrize("name", ASKED)
def test_example_is_what_the_site_answers(site: TestClient, name: str) -> None:
    assert ROUTERS  # imported, each route has said what its example answers
    assert settled(example(name)) == settled(site.get(ASKED[name]).json())


@pytest.mark.parametrize("status", REFUSED)
def test_example_of_a_refusal_is_what_the_site_answers(site: TestClient, status: int) -> None:
    answer = site.get(REFUSED[status])
    assert (answer.status_code, answer.json()) == (status, REFUSALS[status])
