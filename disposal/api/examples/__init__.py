"""Whole answers shown in the OpenAPI description, on the notice of 2022-08-03; a test compares them with the site's."""

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


def shown(name: str) -> dict[int | str, dict[str, Any]]:
    """Return the declaration of a route's answer with the example of that name."""
    return {200: {"content": {"application/json": {"example": example(name)}}}}


def example(name: str) -> Any:
    """Return an example as JSON values."""
    return json.loads((files(__package__) / f"{name}.json").read_text("utf-8"))
