"""Find the field of a content in which a character stands, so that an error can name it."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from notices.content.content import NoticeContent


def find_field(content: NoticeContent, character: str) -> str:
    """Return the dotted path of the first field whose text holds the character, or "" where none does."""
    return next((path for path, text in texts(content) if character in text), "")


def texts(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield path and text of every text field below a value, in the order of the model."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from texts(getattr(value, name), f"{path}.{name}" if path else name)
    elif isinstance(value, tuple):
        for at, part in enumerate(value):
            yield from texts(part, f"{path}.{at}")
