"""The guide to the JSON API, built from its OpenAPI description, without script; and what other programs read.

They read the OpenAPI description itself, and the JSON Schema of files that people write.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response

from disposal.pages.site import page
from disposal.services.staff_records.file_schemas import schema_bytes
from disposal.web.errors import AddressUnknown
from disposal.web.responses import answer

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of an operation."""

    name: str
    place: str
    is_required: bool
    description: str
    example: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One URL of the API and its responses; ``answers`` are pairs of status and description."""

    method: str
    address: str
    summary: str
    description: str
    group: str
    parameters: tuple[Parameter, ...]
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class GuidePage:
    """All operations in order, and the URL of the OpenAPI description."""

    operations: tuple[Operation, ...]
    openapi_url: str


@router.get("/api/docs")
async def api_guide(request: Request) -> Response:
    """Show every URL of the API with its parameters and responses."""
    described = request.app.openapi()
    shapes = described["components"]["schemas"]
    found = tuple(
        _operation(f"{method.upper()} {address}", operation, shapes)
        for address, methods in described["paths"].items()
        for method, operation in methods.items()
    )
    return page(request, "public/api_guide.html.j2", shown=GuidePage(found, "/openapi.json"))


@router.get("/openapi.json")
@router.get("/api/openapi.json")
async def openapi(request: Request) -> Response:
    """Return the OpenAPI description, the same document at both addresses."""
    body = json.dumps(request.app.openapi(), ensure_ascii=False, separators=(",", ":")).encode()
    return answer(request, body, headers={"content-type": "application/json"})


@router.get("/schemas/{name}.schema.json")
async def file_schema(request: Request, name: str) -> Response:
    """Return the JSON Schema of a kind of file that people write, for editors and other programs."""
    body = schema_bytes(name)
    if body is None:
        raise AddressUnknown
    return answer(request, body, headers={"content-type": "application/schema+json"})


def _operation(called: str, described: dict[str, Any], shapes: dict[str, Any]) -> Operation:
    method, _, address = called.partition(" ")
    parameters = [_parameter(parameter, shapes) for parameter in described.get("parameters", ())]
    return Operation(
        method=method,
        address=address,
        summary=described["summary"],
        description=described["description"],
        group=described["tags"][0],
        parameters=(*parameters, *_body(described, shapes)),
        answers=tuple((status, answer["description"]) for status, answer in described["responses"].items()),
    )


def _parameter(described: dict[str, Any], shapes: dict[str, Any]) -> Parameter:
    schema = _shape(described["schema"], shapes)
    return Parameter(
        name=described["name"],
        place=described["in"],
        is_required=described["required"],
        description=described.get("description", ""),
        example=" | ".join(schema["enum"]) if "enum" in schema else str(schema.get("examples", [""])[0]),
    )


def _body(described: dict[str, Any], shapes: dict[str, Any]) -> Iterator[Parameter]:
    """Yield the fields of the body that an operation takes."""
    content = described.get("requestBody", {}).get("content", {})
    body = _shape(content.get("application/json", {}).get("schema", {}), shapes)
    for name, schema in body.get("properties", {}).items():
        yield _parameter(
            {"name": name, "in": "body", "required": name in body.get("required", ()), "schema": schema} | schema,
            shapes,
        )


def _shape(schema: dict[str, Any], shapes: dict[str, Any]) -> dict[str, Any]:
    """Return a parameter's schema with its reference and first alternative merged in."""
    inner: dict[str, Any] = schema.get("anyOf", [{}])[0] | {
        name: value for name, value in schema.items() if name != "anyOf"
    }
    referred = inner.get("$ref", "").rpartition("/")[2]
    whole: dict[str, Any] = shapes.get(referred, {}) | inner
    return whole
