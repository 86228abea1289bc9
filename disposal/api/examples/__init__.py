"""Full example responses for the OpenAPI description, based on the notice of 2022-08-03.

Each route states the URL that its example answers. A test requests that URL and compares.
"""

import json
from importlib.resources import files
from typing import Any

from disposal.acting import TokenScope
from disposal.api.examples.headers import header
from disposal.requests.slow_bodies import BodyBrokenOff, BodyTooSlow
from disposal.services.accounts.permissions import ScopeRefused
from disposal.services.public.freshness import RegisterUnavailable
from disposal.services.public.queries import InvalidQuery
from disposal.services.publication.errors import NoticeUnknown
from disposal.web.bearer import TokenMissing
from disposal.web.errors import problem_of
from disposal.web.hosts import HostUnknown
from disposal.web.posted_form import LIMITS, FormTooLarge
from disposal.web.preconditions import PreconditionMissing, StateChanged
from disposal.web.rates import TooManyRequests
from notices.reading.problems import Problem
from notices.working_days.calendar import CalendarYearMissing

_DAYS_LEFT = Problem("days_left", "400", "须为 0 至 365 的整数", "must be a whole number from 0 to 365")
CONTENT = {"kind": "disposal", "published_on": "2022-08-03"}
FACTS = {"issuer_code": "HRZJ", "project_code": "HRZJ-HUACHENG", "project_name": "…", "book_value": "193474338.54"}
"""Excerpts of what ``POST /api/v1/projects/from-content`` takes."""
REFUSALS = {
    error.status: problem_of(error)
    for error in (
        NoticeUnknown("ABC-2022-9999"),
        CalendarYearMissing(2027),
        InvalidQuery([_DAYS_LEFT]),
        RegisterUnavailable(),
        TokenMissing(),
        ScopeRefused(verb="claim.entered", scope=TokenScope.write),
        StateChanged(),
        PreconditionMissing(),
        HostUnknown("registry.example"),
        TooManyRequests(3),
        FormTooLarge(LIMITS.total_bytes),
        BodyTooSlow(),
        BodyBrokenOff(),
    )
}


ASKED: dict[str, str] = {}
"""The URL that each example answers, as stated by the routes."""


def shown(name: str, *headers: str, asked: str) -> dict[int | str, dict[str, Any]]:
    """Return the OpenAPI declaration of a route's 200 response, with the example for the URL ``asked``."""
    ASKED[name] = asked
    return posted(200, example(name), *headers)


def posted(status: int, answer: dict[str, Any], *headers: str) -> dict[int | str, dict[str, Any]]:
    """Return the OpenAPI declaration of the answer to a call that changes something or needs a token.

    ``headers`` are names of ``headers``.
    """
    said = {"headers": {name: header(name) for name in headers}} if headers else {}
    return {status: {"content": {"application/json": {"example": answer}}, **said}}


def example(name: str) -> Any:
    """Return an example as JSON values."""
    return json.loads((files(__package__) / f"{name}.json").read_text("utf-8"))
