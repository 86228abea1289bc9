"""Find characters of a notice's content that no font can print, with the field of each."""

from collections.abc import Iterator
from contextlib import contextmanager

from notices.content.content import NoticeContent
from notices.content.field_search import find_field, texts
from notices.typesetting.fonts import CORE_FACES, LAYOUT_CHARACTERS, RARE_FACES, GlyphMissing, advances


def missing_glyphs(content: NoticeContent) -> Iterator[tuple[str, str]]:
    """Yield path and first unprintable character of each field that has one."""
    core = LAYOUT_CHARACTERS.union(set.intersection(*(set(advances(face)) for face in CORE_FACES)))
    for path, text in texts(content):
        rare = [character for character in text if character not in core]
        missing = [character for character in rare if not any(character in advances(face) for face in RARE_FACES)]
        if missing:
            yield path, missing[0]


@contextmanager
def naming_the_field(content: NoticeContent) -> Iterator[None]:
    """Re-raise a ``GlyphMissing`` with the field of ``content`` that has the character."""
    try:
        yield
    except GlyphMissing as error:
        raise GlyphMissing(error.character, field=find_field(content, error.character) or error.field) from None
