"""The JSON shape of all errors, and the errors that each route declares."""

from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from disposal.api.examples import REFUSALS
from disposal.services.public.queries import InvalidQuery, problems_of
from disposal.web.errors import PROBLEM_JSON, problem_of
from disposal.web.responses import NEVER
from notices.errors import NoticesError


class ProblemBody(BaseModel):
    """One field that is wrong: its path, an excerpt of its value, and what to do."""

    path: str
    value: str
    zh: str
    en: str


class ErrorFacts(BaseModel):
    """What went wrong, which field, and what to do, in both languages."""

    status: int = Field(examples=[404])
    code: str = Field(examples=["notice_unknown"], description="stable; branch on this")
    field: str = Field(examples=["notice"], description="dotted path of the field at fault, or empty")
    zh: str = Field(examples=["没有编号或标识为“ABC-2022-9999”的公告；请核对公告编号。"])
    en: str = Field(examples=['there is no notice "ABC-2022-9999"; check its number'])
    problems: list[ProblemBody] = Field(default=[], description="every wrong field, where the question has several")


class ErrorBody(BaseModel):
    """The one shape of every error: problem details (RFC 9457), with ours under ``error``."""

    type: str = Field(examples=["urn:disposal:error:notice_unknown"], description="names the code of the error")
    title: str = Field(examples=["notice unknown"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=['there is no notice "ABC-2022-9999"; check its number'])
    error: ErrorFacts


_DESCRIPTIONS = {
    401: "the call needs an API token, or the token is misspelt, expired or ended",
    403: "the account's roles, the token's scopes or the rule of four eyes do not allow it",
    412: "the record was changed since it was read: read it again",
    428: "the call must name the state it changes, by If-Match",
    429: "too many requests: wait as Retry-After says",
    404: "there is no such notice, draft, version or address",
    405: "this address takes other methods, named in Allow",
    413: "more was sent than one form or file may hold",
    409: "the records or calendars as they stand do not allow it; the sentence says what is missing",
    422: "the question is not valid; problems names every wrong field and its remedy",
    503: "the register cannot be read just now, or the search was too broad; try again",
}


def declared(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the OpenAPI declaration of these errors for a route."""
    return {
        status: {
            "model": ErrorBody,
            "description": _DESCRIPTIONS[status],
            "content": {"application/json": {"example": REFUSALS[status]}},
        }
        for status in statuses
    }


NOT_MODIFIED: dict[int | str, dict[str, Any]] = {
    304: {"description": "the reader's If-None-Match names the present ETag", "content": {}}
}


def error_answer(error: NoticesError) -> Response:
    """Return an error as problem details."""
    headers = {"cache-control": NEVER}
    if error.status == 401:
        headers["www-authenticate"] = "Bearer"
    if wait_seconds := getattr(error, "wait_seconds", None):
        headers["retry-after"] = str(wait_seconds)
    return JSONResponse(problem_of(error), status_code=error.status, headers=headers, media_type=PROBLEM_JSON)


def invalid_query(request: Request, error: RequestValidationError) -> InvalidQuery:
    """Convert FastAPI's validation error to our own, with the field names used by the caller."""
    return InvalidQuery(problems_of([_refusal(each) for each in error.errors()], _names(request)))


def _refusal(found: Any) -> dict[str, Any]:
    """Return an error at the name its sender knows; one of a body that is no JSON at all says so."""
    place = found["loc"]
    if found["type"] == "json_invalid":
        return {**found, "loc": ("body",), "input": None, "ctx": {"position": int(place[-1]) + 1}}
    if isinstance(found["input"], bytes):
        return {**found, "type": "not_sent_as_json", "input": None}
    return {**found, "loc": place[1:] or place}


def _names(request: Request) -> list[str]:
    """Return the parameter names of the route's query."""
    dependant = getattr(request.scope.get("route"), "dependant", None)
    asked = [parameter.field_info.annotation for parameter in dependant.query_params] if dependant else []
    return [name for query in asked for name in getattr(query, "model_fields", ())]
