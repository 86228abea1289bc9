"""The JSON shape of all errors, and the errors that each route declares."""

from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from disposal.api.examples import REFUSALS
from disposal.services.public.queries import InvalidQuery, problems_of
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
    """The one shape of every error."""

    error: ErrorFacts


_DESCRIPTIONS = {
    401: "the call bears no token, or one that cannot be used",
    403: "the account may not do this, or needs another person for it; the refusal stands in the audit trail",
    404: "there is no such notice, draft, version or address",
    405: "this address takes other methods, named in Allow",
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
    """Return an error as a JSON response."""
    return JSONResponse({"error": error.as_json()}, status_code=error.status, headers={"cache-control": NEVER})


def invalid_query(request: Request, error: RequestValidationError) -> InvalidQuery:
    """Convert FastAPI's validation error to our own, with the field names used by the caller."""
    refusals = [dict(refusal) | {"loc": refusal["loc"][1:] or refusal["loc"]} for refusal in error.errors()]
    return InvalidQuery(problems_of(refusals, _names(request)))


def _names(request: Request) -> list[str]:
    """Return the parameter names of the route's query."""
    dependant = getattr(request.scope.get("route"), "dependant", None)
    asked = [parameter.field_info.annotation for parameter in dependant.query_params] if dependant else []
    return [name for query in asked for name in getattr(query, "model_fields", ())]


def without_foreign_refusals(description: dict[str, Any]) -> dict[str, Any]:
    """Remove the 422 response that FastAPI adds to routes from an OpenAPI description."""
    for methods in description["paths"].values():
        for operation in methods.values():
            if "HTTPValidationError" in str(operation["responses"].get("422", "")):
                del operation["responses"]["422"]
    for name in ("HTTPValidationError", "ValidationError"):
        description["components"]["schemas"].pop(name, None)
    return description
