"""Find the field of a notice's content that has a character, so that an error can name it."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from notices.content.content import NoticeContent


def find_field(content: NoticeContent, character: str) -> str:
    """Return the dotted path of the first field that has the character, or "" if none has it."""
    return next((path for path, text in texts(content) if character in text), "")


def texts(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield path and text of every text field of a value, in model order; not of those that no form of a notice has."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, BaseModel):
        for name in (name for name, field in type(value).model_fields.items() if not field.exclude):
            yield from texts(getattr(value, name), f"{path}.{name}" if path else name)
    elif isinstance(value, tuple):
        for at, part in enumerate(value):
            yield from texts(part, f"{path}.{at}")
