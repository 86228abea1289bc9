"""Texts: every character can be printed, and none holds a person's full number: what is published stays public."""

from collections.abc import Iterator

from notices.completeness.finding import CheckedNotice, Severity, Shortcoming
from notices.composition.missing_glyphs import missing_glyphs
from notices.law.provisions import REGISTER_RULE
from notices.resident_ids import resident_ids_in
from notices.typesetting.fonts import GlyphMissing

RESIDENT_ID = "resident_id_in_text"


def characters_have_glyphs(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Block characters that no font has: a published notice must be printable."""
    for path, character in missing_glyphs(subject.content):
        error = GlyphMissing(character, field=path)
        yield Shortcoming(Severity.blocker, error.code, path, error.zh, error.en, REGISTER_RULE)


def no_text_holds_a_resident_id(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Block a resident ID in any text, and show it masked only."""
    for place, masked in resident_ids_in(subject.content):
        yield Shortcoming(
            Severity.blocker,
            RESIDENT_ID,
            place,
            f"含有完整的居民身份证号码（{masked}），请遮盖中间各位",
            f"holds a full resident ID number ({masked}); mask its middle",
            REGISTER_RULE,
        )
