"""Contents that have everything, and what a reader must find of them."""

import html
import json
import re
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from itertools import count
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel

from notices.composition.composition import compose, title_of
from notices.composition.phrases import date_zh
from notices.content.amounts import Amount
from notices.content.content import NoticeContent
from notices.rendering.html import render_html
from notices.rendering.plain import render_text
from tests.support.notice_samples import flat

GIVEN = {
    "credit_code": "91110000000000000E", "postcode": "100000", "currency": "CNY", "schema_version": 1,
    "other_elements_unchanged": True, "count": 20, "length": 3, "max_cycles": 2, "trigger_bidders": 2,
    "ends_on": None, "entered_at": "2026-03-05T10:00:00+08:00", "ends_at": None, "begins_on": None, "joined_by": "、",
}  # fmt: skip
TOLD_OTHERWISE = {
    "kind", "code", "currency", "type", "unit", "role", "relatives", "path", "number", "heading", "is_grouped",
    "package_name", "sold_as", "bankruptcy_stage", "status", "url", "convention", "name_bases", "person_names",
}  # fmt: skip
"""Fields that a reader is told in other words, and those with which an amendment refers or numbers its own list."""
_numbers = count(1)


def full(kind: Any, name: str = "") -> Any:
    """Return a value of a type with every field of it filled, each word unlike any other."""
    if name in GIVEN:
        return GIVEN[name]
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return full(next(part for part in parts if part is not type(None)), name)
    if origin is tuple:
        return [full(parts[0], name)]
    if hasattr(kind, "__metadata__"):
        return full(parts[0], name)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return {field: full(info.annotation, field) for field, info in kind.model_fields.items()}
    if isinstance(kind, type) and issubclass(kind, Enum):
        return list(kind)[-1].value
    plain = {bool: True, int: 7, Decimal: "12.50", date: "2026-03-02", time: "17:00"}
    return plain.get(kind, f"词{next(_numbers)}语")


def said(value: Any) -> Iterator[str]:
    """Yield what a reader must find of a value: its words, amounts, days and labels, without what is left open."""
    if isinstance(value, Amount):
        yield value.printed
    elif isinstance(value, Enum):
        yield getattr(value, "zh", "")
    elif isinstance(value, str):
        yield value
    elif isinstance(value, date) and not isinstance(value, datetime):  # an instant is told by its day and hour
        yield date_zh(value)
    elif isinstance(value, tuple):
        for each in value:
            yield from said(each)
    elif isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            stated = getattr(value, name)
            is_for_the_register = field.exclude  # such a fact is in no form: services/intake/test_unprinted_facts.py
            if (
                name not in TOLD_OTHERWISE
                and not is_for_the_register
                and stated != field.get_default(call_default_factory=True)
            ):
                yield from said(stated)


def missing(words: Iterator[str], printed: str) -> list[str]:
    """Return the words that do not stand in a text, apart from spaces and stops at their end."""
    return [each for each in words if flat(each).rstrip("。；，") not in printed]


def forms_of(content: NoticeContent) -> dict[str, str]:
    """Return text and page of a content without spaces, with the facts under the text, and the JSON."""
    document = compose(content)
    facts = "".join(value for _, value in document.facts)
    page = html.unescape(re.sub(r"<[^>]*>", "", re.sub(r"<style>.*?</style>", "", render_html(document), flags=re.S)))
    return {"text": flat(render_text(document) + facts), "page": flat(page), "json": as_read(content.canonical_json())}


def as_read(canonical_json: bytes) -> str:
    """Return a JSON and what a reader of it finds: amounts as printed, codes as labels, days in Chinese."""
    content = NoticeContent.model_validate(json.loads(canonical_json))
    return flat(canonical_json.decode() + "".join((*said(content), title_of(content))))
