"""Glyphs: every character of the content can be printed."""

from collections.abc import Iterator

from notices.completeness.finding import Finding, Severity, Subject
from notices.composition.missing_glyphs import missing_glyphs
from notices.law.provisions import REGISTER_RULE
from notices.typesetting.fonts import GlyphMissing


def characters_have_glyphs(subject: Subject) -> Iterator[Finding]:
    """Block characters that no font has: a published notice must be printable."""
    for path, character in missing_glyphs(subject.content):
        error = GlyphMissing(character, field=path)
        yield Finding(Severity.blocker, error.code, path, error.zh, error.en, REGISTER_RULE)
