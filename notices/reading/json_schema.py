"""JSON Schema (draft 2020-12) of a notice's content, for editors and other programs."""

from typing import Any

from notices.content.content import SCHEMA_VERSION, NoticeContent
from notices.content.field_labels import label_of
from notices.kinds import KINDS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_PRINTED_AMOUNT = r"^\s*(\d{1,3}(,\d{3})+|\d+)(\.\d+)?(亿元|万元|元)?\s*$"


def content_schema() -> dict[str, Any]:
    """Return the schema of what ``read_content`` accepts, with the short forms of amounts and obligors."""
    schema = NoticeContent.model_json_schema(mode="validation")
    definitions: dict[str, Any] = schema["$defs"]
    for name, model in {"NoticeContent": schema, **definitions}.items():
        for field, described in model.get("properties", {}).items():
            described["title"] = label_of(name, field)
            described.setdefault("description", field.replace("_", " "))
    amount, obligor = definitions["Amount"], definitions["Obligor"]
    definitions["Amount"] = _either(
        amount,
        {"type": "string", "pattern": _PRINTED_AMOUNT, "description": "as printed, such as 134000000.00 or 3433万元"},
        {"type": "number", "minimum": 0, "description": "yuan; the digits written are the digits printed"},
    )
    definitions["Obligor"] = _either(
        obligor, {"type": "string", "minLength": 1, "maxLength": 500, "description": "the name alone"}
    )
    schema["properties"]["kind"] |= {
        "oneOf": [{"const": kind.code, "title": f"{kind.label_zh} {kind.label_en}"} for kind in KINDS]
    }
    return {"$schema": DIALECT, "$id": f"urn:disposal-registry:notice-content:{SCHEMA_VERSION}", **schema}


def _either(whole: dict[str, Any], *short: dict[str, Any]) -> dict[str, Any]:
    """Return a schema that accepts the whole value or one of its short forms."""
    return {"title": whole["title"], "description": whole["description"], "anyOf": [whole, *short]}
