"""Whole answers shown in the OpenAPI description, on the notice of 2022-08-03.

Each route says which question its example answers; a test asks the site that question and compares.
"""

import json
from importlib.resources import files
from typing import Any

from disposal.services.public.freshness import RegisterUnavailable
from disposal.services.public.queries import InvalidQuery
from disposal.services.publication.errors import NoticeUnknown
from notices.reading.problems import Problem
from notices.working_days.calendar import CalendarYearMissing

_DAYS_LEFT = Problem("days_left", "400", "须为 0 至 365 的整数", "must be a whole number from 0 to 365")
REFUSALS = {
    error.status: {"error": error.as_json()}
    for error in (
        NoticeUnknown("ABC-2022-9999"),
        CalendarYearMissing(2027),
        InvalidQuery([_DAYS_LEFT]),
        RegisterUnavailable(),
    )
}


ASKED: dict[str, str] = {}
"""The address of the question that each example answers, as the routes state it."""


def shown(name: str, *, asked: str) -> dict[int | str, dict[str, Any]]:
    """Return the declaration of a route's answer with the example of that name, which answers ``asked``."""
    ASKED[name] = asked
    return {200: {"content": {"application/json": {"example": example(name)}}}}


def example(name: str) -> Any:
    """Return an example as JSON values."""
    return json.loads((files(__package__) / f"{name}.json").read_text("utf-8"))
