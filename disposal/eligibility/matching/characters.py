"""Normalise characters for comparison: NFKC, radicals, and traditional or variant to simplified, one by one.

Some characters are invisible: those that Unicode allows a program to ignore (Default_Ignorable_Code_Point), a blank
that counts as a letter, and a mark on a Han character. They do not change a name, so all are dropped.

Traditional to simplified uses OpenCC's ``t2s``; the table ``variants`` adds variants of 第一批异体字整理表 that OpenCC
does not convert. Each character is folded independently of its neighbours. Otherwise a name would not equal the same
name with one character masked.
"""

import re
import unicodedata
from functools import cache

import opencc

from disposal.eligibility.vocabulary import tables
from notices.radicals import ORDINARY

MASK = "*"
"""The character for a hidden one in a folded name or number."""

DOTS = frozenset("·•‧・⋅∙˙᛫.。◦∘‐‑‒–—―─━丶\u1427\u119e\ua78f")
"""Dots and strokes that separate parts of ethnic-minority or foreign names; ㆍ in its NFKC form."""

REPEATING = "々"
"""Repeats the previous character; the only Unicode modifier letter that occurs in names."""

_MASKS = frozenset("*✱∗×✕╳╋□■▢○◯〇●◆◇#?�〓█_＿")
_LETTER_MASKS = frozenset("xX")
_HIDING = {ord(mask): MASK for mask in _MASKS}
_IGNORABLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_CONTROLS = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufff9-\ufffb\ufffe\uffff\ufdd0-\ufdef"
_BLANK = "\u2800"
_INVISIBLE = re.compile(f"[{_IGNORABLE}{_CONTROLS}{_BLANK}]")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_PLAIN = re.compile("[\u4e00-\u9fff]+")  # clean as it stands, as most names are
_CONVERTER = opencc.OpenCC("t2s")
FIRST_BY_PARTS = 10_000
FIRST_BY_SHAPE = 20_000
FIRST_IN_PRINT = 30_000
_UNFOLDED = frozenset("乾榘氾吒谿陞麴脩祕")
"""Characters of their own in names (通用规范汉字表, 2013): 乾 is qián and not 干; 饼乾 see ``word_spellings``."""


class _Folding(dict[int, str]):
    """Code point → simplified character, filled on demand."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if is_han(character):
            simplified = _variants().get(character, character)
            if simplified not in _UNFOLDED:
                simplified = str(_CONVERTER.convert(simplified))
            self[code] = _variants().get(simplified, simplified)
        else:
            self[code] = character
        return self[code]


class _Cleaning(dict[int, str]):
    """Code point → its replacement in cleaned NFKC text: the character of a radical; nothing for a combining mark."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        is_mark = unicodedata.category(character).startswith("M")
        self[code] = "" if is_mark else ORDINARY.get(character, character)
        return self[code]


_FOLDING = _Folding()
_CLEANING = _Cleaning()


@cache
def _variants() -> dict[str, str]:
    return {pair[0]: pair[1] for pair in tables.words("variants")}


@cache
def is_han(character: str) -> bool:
    """Return whether a character is Han."""
    return _HAN.match(character) is not None


def has_han(text: str) -> bool:
    """Return whether a text has at least one Han character."""
    return _HAN.search(text) is not None


def clean(text: str) -> str:
    """Return a text in NFKC, without invisible characters and with single spaces; not folded.

    A mark that NFKC does not combine with its letter is dropped: Han characters have none, and pinyin needs none.
    """
    if _PLAIN.fullmatch(text):
        return text
    normal = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    return " ".join((normal if normal.isascii() else normal.translate(_CLEANING)).split())


def fold(text: str) -> str:
    """Return a cleaned text with every character simplified; the length stays the same."""
    return text.translate(_FOLDING)


def is_mask(character: str) -> bool:
    """Return whether a character hides another in a Han name; x and × count too."""
    return character in _MASKS or character in _LETTER_MASKS


def hide(digits: str) -> str:
    """Return a number with every masking character replaced by ``*``."""
    return digits.translate(_HIDING)


@cache
def lookalike_groups(character: str) -> frozenset[int]:
    """Return the groups of look-alikes (形近字) that contain a simplified character.

    Groups from ``FIRST_BY_PARTS`` on come from characters taken apart; they are weaker than those written by hand.
    Those from ``FIRST_BY_SHAPE`` on share their larger part only.
    """
    return _groups().get(character, frozenset())


@cache
def alike_in_print(character: str) -> frozenset[str]:
    """Return the characters that look like another in print only: the pairs of the last and largest table."""
    return _in_print().get(character, frozenset())


@cache
def _in_print() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for pair in tables.words("lookalikes_in_print"):
        found.setdefault(pair[0], set()).add(pair[1])
        found.setdefault(pair[1], set()).add(pair[0])
    return {character: frozenset(others) for character, others in found.items()}


@cache
def meant_by(character: str, *, is_surname: bool) -> frozenset[str]:
    """Return the usual characters that one which no name has at its place looks like: 催 is 崔 as a surname, 玊 is 玉.

    As a surname that is any character but surnames; elsewhere only one that 通用规范汉字表 (2013) does not have, with
    which no name has been registered since.
    """
    meant = _slips("slips_anywhere").get(character, frozenset())
    return meant | _slips("slips_for_surnames").get(character, frozenset()) if is_surname else meant


@cache
def _slips(table: str) -> dict[str, frozenset[str]]:
    """Character that is a slip → the characters that it may be a slip for."""
    found: dict[str, set[str]] = {}
    for word in tables.words(table):
        for slip in word[1:]:
            found.setdefault(slip, set()).add(word[0])
    return {slip: frozenset(meant) for slip, meant in found.items()}


def has_own_form(character: str) -> bool:
    """Return whether the standard of 2013 restored a character as one of its own: 喆 is not 哲."""
    return character in _restored()


@cache
def _restored() -> frozenset[str]:
    return frozenset("".join(tables.words("restored_characters")))


@cache
def _groups() -> dict[str, frozenset[int]]:
    found: dict[str, frozenset[int]] = {}
    for first, table in (
        (0, "lookalikes"),
        (FIRST_BY_PARTS, "lookalikes_by_parts"),
        (FIRST_BY_SHAPE, "lookalikes_by_shape"),
        (FIRST_IN_PRINT, "lookalikes_in_print"),
    ):
        for number, group in enumerate(tables.words(table), start=first):
            for character in group:
                found[character] = found.get(character, frozenset()) | {number}
    return found
