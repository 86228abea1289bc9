"""Errors as problem details (RFC 9457): the standard's members, and the one shape of all errors under ``error``."""

from typing import Any

from notices.errors import NoticesError

PROBLEM_JSON = "application/problem+json"


def problem_of(error: NoticesError) -> dict[str, Any]:
    """Return the problem details of an error; ``type`` names its code, which is stable."""
    return {
        "type": f"urn:disposal:error:{error.code}",
        "title": error.code.replace("_", " "),
        "status": error.status,
        "detail": error.en,
        "error": error.as_json(),
    }
