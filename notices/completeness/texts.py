"""Texts: every character can be printed, and none holds a person's full number: what is published stays public."""

import re
from collections.abc import Iterator
from enum import Enum

from notices.completeness.finding import CheckedNotice, Severity, Shortcoming
from notices.completeness.security_kinds import land_has_a_place
from notices.composition.missing_glyphs import missing_glyphs
from notices.content.content import NoticeContent
from notices.content.field_search import texts
from notices.law.provisions import PERSONAL_DATA, REGISTER_RULE
from notices.privacy.personal_data import OF_OTHER_THINGS, personal_data_in
from notices.resident_ids import resident_ids_in
from notices.typesetting.fonts import GlyphMissing
from notices.written.blanks import is_left_open

_OF_CHANGES = re.compile(r"(changes|revisions)\.")
"""What stood there before a correction may have been a mere sign."""
RESIDENT_ID = "resident_id_in_text"
PERSONAL = "personal_data_in_text"
_REMEDY = ("请删去；确需说明的改用不含该信息的表述", "delete it, or say it without")


def characters_have_glyphs(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Block characters that no font has: a published notice must be printable."""
    for path, character in missing_glyphs(subject.content):
        error = GlyphMissing(character, field=path)
        yield Shortcoming(Severity.blocker, error.code, path, error.zh, error.en, REGISTER_RULE)


def no_text_is_left_open(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn of a text that only holds a place open, such as / or 待定: it is printed as it stands."""
    told = {shortcoming.field for shortcoming in land_has_a_place(subject)}
    for path, text in texts(subject.content):
        if not isinstance(text, Enum) and is_left_open(text) and path not in told and not _OF_CHANGES.match(path):
            yield Shortcoming(
                Severity.warning,
                "text_left_open",
                path,
                f"“{text}”不是内容，将照样印出；请填写，不需要时删去该字段",
                f'"{text}" says nothing and is printed as it stands; fill the field in, or delete it',
                REGISTER_RULE,
            )


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


def numbers_are_of_no_person(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn of a contract, case or certificate number like a resident ID; a branch, a day and a serial may look so."""
    for path, text in texts(subject.content):
        if not OF_OTHER_THINGS.search(path):
            continue
        for _, masked in resident_ids_in(text):
            yield Shortcoming(
                Severity.warning,
                "number_like_resident_id",
                path,
                f"与居民身份证号码的格式和校验码相符（{masked}），将全部印出，请核对是否误填了个人证件号码",
                f"has the form and check digit of a resident ID ({masked}) and is printed in full; check that it is "
                "no person's number",
                PERSONAL_DATA,
            )


def no_text_holds_personal_data(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Block a document number, birth date, telephone or home address of a person in any text; show it masked."""
    yield from findings_of_personal_data(subject.content)


def findings_of_personal_data(content: NoticeContent) -> Iterator[Shortcoming]:
    """Yield a blocker for each personal datum in the texts of a content."""
    for found in personal_data_in(content):
        yield Shortcoming(
            Severity.blocker,
            PERSONAL,
            found.path,
            f"含有自然人的{found.datum.zh}（{found.shown}），不得公开，{_REMEDY[0]}",
            f"holds the {found.datum.en} of a natural person ({found.shown}), which is never public; {_REMEDY[1]}",
            PERSONAL_DATA,
        )
