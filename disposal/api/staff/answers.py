"""What all routes of staff share: routers, statuses, documented payloads."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path
from pydantic import BaseModel, Field

from disposal.api.errors import declared

READS = declared(401, 403, 404, 409, 422, 429, 503)
CREATES = declared(401, 403, 404, 409, 422, 429, 503)
STEPS = declared(401, 403, 404, 409, 412, 422, 429, 503)
CHANGES = declared(401, 403, 404, 409, 412, 422, 428, 429, 503)
UPLOADS = declared(401, 403, 404, 409, 413, 422, 429, 503)
"""The refusals of routes that read, create, take a step, change what was read, and take files."""
ID = "01890a5d-ac96-774b-bcce-b302099a8057"
"""The id in examples."""
RecordId = Annotated[UUID, Path(description="id of the record", examples=[ID])]
Reason = Annotated[str, Field(max_length=2_000, examples=["核对原件后更正"], description="why; kept for ever")]


_BINARY = {"type": "string", "format": "binary"}


class ReasonBody(BaseModel, extra="forbid"):
    """Why something is done."""

    reason: Reason


class CountBody(BaseModel):
    """How many rows fit; counting stops at 1,000."""

    number: int
    is_more: bool = Field(description="counting stopped at the limit")


def staff_router(prefix: str, tag: str) -> APIRouter:
    """Return a router of staff."""
    return APIRouter(prefix=f"/api/v1{prefix}", tags=[tag])


@dataclass(frozen=True, slots=True)
class PayloadSchema:
    """Describes a body by the JSON Schema of a payload, with everything it refers to written out.

    The payload itself is read by its service, which words every problem. ``without`` leaves fields out, and of a
    change no field ``is_needed``. The schema is made when the description is asked for: a start does without.
    """

    model: type[BaseModel]
    example: Any
    without: tuple[str, ...] = ()
    is_needed: bool = True

    def __get_pydantic_json_schema__(self, _core: Any, _handler: Any) -> dict[str, Any]:
        """Return the schema; pydantic asks for it."""
        schema = self.model.model_json_schema()
        defined = schema.pop("$defs", {})
        whole: dict[str, Any] = _written_out(schema, defined)
        for name in self.without:
            whole["properties"].pop(name)
        needed = [name for name in whole.get("required", ()) if name not in self.without]
        return {**whole, "required": needed if self.is_needed else [], "examples": [self.example]}


def form_of(fields: Mapping[str, Any], *, required: tuple[str, ...] = ("file",)) -> dict[str, Any]:
    """Return the description of a form with a file and text fields."""
    file = _BINARY | {"description": "the file itself"}
    schema = {"type": "object", "properties": {"file": file, **fields}, "required": list(required)}
    return {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": schema}}}}


def file_answer(description: str, media_type: str) -> dict[int | str, dict[str, Any]]:
    """Return the description of an answer that is a file."""
    return {200: {"description": description, "content": {media_type: {"schema": _BINARY}}}}


def text_field(description: str, example: str) -> dict[str, Any]:
    """Return the description of a text field of a form."""
    return {"type": "string", "description": description, "examples": [example]}


def _written_out(schema: Any, defined: Mapping[str, Any]) -> Any:
    if isinstance(schema, list):
        return [_written_out(each, defined) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        more = {name: value for name, value in schema.items() if name != "$ref"}
        return _written_out({**defined[schema["$ref"].rpartition("/")[2]], **more}, defined)
    return {name: _written_out(value, defined) for name, value in schema.items()}
