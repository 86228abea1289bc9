"""The headers of answers, as the OpenAPI description tells them."""

from typing import Any

_ADDRESS = "/api/v1/drafts/01988f3a-6c00-7c2d-9f41-a0b14e1a77c2"
HEADERS: dict[str, dict[str, Any]] = {
    "ETag": {
        "description": "the state of what is answered; send it back as If-None-Match, or as If-Match with a change",
        "required": True,
        "schema": {"type": "string", "pattern": '^(W/)?"[0-9a-f]{64}"$', "examples": [f'"{"3c24c3ed" * 8}"']},
    },
    "Location": {
        "description": "the address at which what was created is read",
        "required": True,
        "schema": {"type": "string", "format": "uri-reference", "examples": [_ADDRESS]},
    },
    "Link": {
        "description": 'rel="next" and rel="prev": the pages after and before this one, with the same filters',
        "schema": {"type": "string", "examples": ['</api/v1/claims?after=WyIwMTg5MGE1ZCJd>; rel="next"']},
    },
    "Idempotent-Replayed": {
        "description": "true: this is the answer to the earlier call with the same Idempotency-Key",
        "schema": {"type": "string", "enum": ["true"], "examples": ["true"]},
    },
    "Content-Range": {
        "description": "which bytes of how many these are",
        "required": True,
        "schema": {"type": "string", "pattern": r"^bytes [0-9]+-[0-9]+/[0-9]+$", "examples": ["bytes 0-1023/48213"]},
    },
    "Retry-After": {
        "description": "how many seconds to wait",
        "required": True,
        "schema": {"type": "string", "pattern": "^[1-9][0-9]*$", "examples": ["3"]},
    },
    "WWW-Authenticate": {
        "description": "how to prove who calls",
        "required": True,
        "schema": {"type": "string", "enum": ["Bearer"], "examples": ["Bearer"]},
    },
}
"""Each header that a program needs to know of, with its schema."""
OF_STATUS = {"401": "WWW-Authenticate", "429": "Retry-After"}
"""The header that goes with an error, by its status."""


def header(name: str) -> dict[str, str]:
    """Return the reference to a header. Raises: KeyError for one that is not described."""
    HEADERS[name]
    return {"$ref": f"#/components/headers/{name}"}
