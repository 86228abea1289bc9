"""Glyphs: every character of the content can be printed."""

from collections.abc import Iterator

from notices.completeness.finding import CheckedNotice, Severity, Shortcoming
from notices.composition.missing_glyphs import missing_glyphs
from notices.law.provisions import REGISTER_RULE
from notices.typesetting.fonts import GlyphMissing


def characters_have_glyphs(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Block characters that no font has: a published notice must be printable."""
    for path, character in missing_glyphs(subject.content):
        error = GlyphMissing(character, field=path)
        yield Shortcoming(Severity.blocker, error.code, path, error.zh, error.en, REGISTER_RULE)
