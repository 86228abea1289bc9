"""Text in a notice: limited in length, free of control characters.

What may not be entered is refused where it is entered. What is stored already is read as it is: a rule that came later
must not keep a published notice from being opened; see ``reading_stored``.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BeforeValidator, StringConstraints
from pydantic_core import PydanticCustomError

from notices.radicals import ORDINARY

LINE_LENGTH = 500
PROSE_LENGTH = 20_000
PLACEHOLDER = "〔填写："
"""How what is to be filled in begins, in a starting file."""
_OTHER_SCHEME = re.compile(r"(?!https?:)[a-z][a-z0-9+-]*:", re.IGNORECASE)
_ALLOWED_CONTROLS = {"\n", "\t"}
_LAST_OF_PLANES = "".join(chr((plane << 16) + last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f\u2800\u3164\uffa0")
"""Letters and marks that show nothing: a name with one of them looks like the name without it."""
_SELECTOR = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Variation selectors. Pasted signs bear them in running text; in a name they hide a difference."""
_SAME_LOOKS = re.compile("[\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f]")
"""Radicals and compatibility ideographs: they look like ordinary characters, and come from text copied out of PDFs."""
_ALIEN = re.compile("[АВЕЅІЈКМНОРСТУХаеѕіјорсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧο]")
"""Cyrillic and Greek letters that look like Latin ones."""
_LATIN, _WORD = re.compile("[A-Za-z]"), re.compile(r"[^\W\d_\u2e80-\U0003ffff]+")
NONCHARACTER = re.compile(f"[\ufdd0-\ufdef{_LAST_OF_PLANES}]")
"""A code point that Unicode leaves to no character, ever."""


_IS_STORED: ContextVar[bool] = ContextVar("is_stored", default=False)


@contextmanager
def reading_stored() -> Iterator[None]:
    """Read texts as they were stored: no rule of entry refuses or changes them."""
    token = _IS_STORED.set(True)
    try:
        yield
    finally:
        _IS_STORED.reset(token)


_T = TypeVar("_T")


def _at_entry(rule: Callable[[_T], _T]) -> Callable[[_T], _T]:
    @wraps(rule)
    def checked(text: _T) -> _T:
        return text if _IS_STORED.get() else rule(text)

    return checked


def _is_forbidden(character: str) -> bool:
    is_control = unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    is_unseen = is_control or character in _BLANK_LETTERS or NONCHARACTER.match(character) is not None
    return is_unseen and character not in _ALLOWED_CONTROLS


def told_in_codes(text: str) -> str:
    """Return a text of ours as ``Prose`` takes it: what it repeats of others and cannot be shown, as U+202E."""
    return "".join(f"U+{ord(sign):04X}" if _is_forbidden(sign) else sign for sign in text)[:PROSE_LENGTH]


@_at_entry
def refuse_controls(text: str) -> str:
    """Return ``text`` unchanged; refuse control, format, surrogate, private-use, line-separator and blank characters.

    Noncharacters such as U+FFFE are refused too: no XML holds them, so one would spoil every workbook that it is in.
    """
    for position, character in enumerate(text):
        if _is_forbidden(character):
            raise PydanticCustomError(
                "forbidden_character",
                "character U+{code} at position {position} is not printable; delete it",
                {"code": f"{ord(character):04X}", "position": position + 1},
            )
    return text


@_at_entry
def refuse_line_breaks(text: str) -> str:
    """Return ``text`` unchanged; refuse a line break or tab."""
    for position, character in enumerate(text):
        if character in _ALLOWED_CONTROLS:
            raise PydanticCustomError(
                "line_break",
                "line break or tab at position {position}; write it on one line",
                {"position": position + 1},
            )
    return text


@_at_entry
def refuse_other_schemes(text: str) -> str:
    """Return ``text`` unchanged; refuse an address that does more than lead to a page, such as ``javascript:``."""
    if _OTHER_SCHEME.match("".join(text.split())):
        raise PydanticCustomError("address_scheme", "write an address that begins with https:// or http://")
    return text


@_at_entry
def refuse_placeholder(text: str) -> str:
    """Return ``text`` unchanged, or refuse one that a starting file left to be filled in: 〔填写：…〕."""
    if text.startswith(PLACEHOLDER):
        raise PydanticCustomError("placeholder", "is still to be filled in; write over it or delete the line")
    return text


Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=LINE_LENGTH),
    AfterValidator(refuse_placeholder),
    AfterValidator(refuse_controls),
    AfterValidator(refuse_line_breaks),
]
"""One line of text: 1 to 500 characters."""

Prose = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=PROSE_LENGTH),
    AfterValidator(refuse_placeholder),
    AfterValidator(refuse_controls),
]
"""Text of one or more lines: 1 to 20,000 characters."""


def without_unprintable(name: object) -> object:
    """Return the name of a file without the signs that no line holds; one of which nothing is left is 未命名."""
    if not isinstance(name, str) or _IS_STORED.get():
        return name
    shown = "".join(sign for sign in name if not _is_forbidden(sign) and sign not in _ALLOWED_CONTROLS).strip()
    return shown[-LINE_LENGTH:] or "未命名"


FileName = Annotated[
    str,
    BeforeValidator(without_unprintable),
    StringConstraints(strip_whitespace=True, min_length=1, max_length=LINE_LENGTH),
]
"""The name of a file as it was sent. It refuses none: no page would tell a name as what is wrong with a file."""


@_at_entry
def refuse_mixed_letters(text: str) -> str:
    """Return a name unchanged; refuse a Greek or Cyrillic letter among Latin ones that looks like one of them."""
    for word in _WORD.finditer(text):
        alien = _ALIEN.search(word[0])
        if alien and _LATIN.search(word[0]):
            raise PydanticCustomError(
                "mixed_letters",
                "letter U+{code} at position {position} only looks Latin; type it again",
                {"code": f"{ord(alien[0]):04X}", "position": word.start() + alien.start() + 1},
            )
    return text


@_at_entry
def with_ordinary_characters(text: object) -> object:
    """Return a text with radicals and compatibility ideographs as the ordinary characters that they look like."""
    if not isinstance(text, str) or text.isascii():
        return text
    return _SAME_LOOKS.sub(lambda found: ORDINARY.get(found[0]) or unicodedata.normalize("NFKC", found[0]), text)


@_at_entry
def refuse_selectors(text: str) -> str:
    """Return a name unchanged; refuse a variation selector, which nobody sees."""
    found = _SELECTOR.search(text)
    if found:
        raise PydanticCustomError(
            "forbidden_character",
            "character U+{code} at position {position} is not printable; delete it",
            {"code": f"{ord(found[0]):04X}", "position": found.start() + 1},
        )
    return text


NameLine = Annotated[
    Line,
    BeforeValidator(with_ordinary_characters),
    AfterValidator(refuse_selectors),
    AfterValidator(refuse_mixed_letters),
]
"""The name of a person or company: no two that look the same differ in signs that nobody sees."""

WebAddress = Annotated[Line, AfterValidator(refuse_other_schemes)]
"""The address of a page, with or without ``https://``; readers may follow it, so no other scheme is taken."""
