"""Name the field of the content, not the paragraph composed of it, when a glyph is missing."""

from collections.abc import Iterator
from contextlib import contextmanager

from notices.content import NoticeContent
from notices.field_search import find_field
from notices.rendering.fonts import GlyphMissing


@contextmanager
def naming_the_field(content: NoticeContent) -> Iterator[None]:
    """Let a ``GlyphMissing`` raised inside name the field of ``content`` that holds the character."""
    try:
        yield
    except GlyphMissing as error:
        raise GlyphMissing(error.character, field=find_field(content, error.character) or error.field) from None
