"""Characters made comparable: NFKC, radicals and traditional or variant to simplified, one character at a time.

Nobody sees a character that Unicode lets a program ignore (Default_Ignorable_Code_Point), a blank that counts as a
letter, or a mark upon a Han character: a name is the same without it, so all of them are dropped.

Traditional to simplified is OpenCC's ``t2s``; ``data/variants.txt`` adds variants of 第一批异体字整理表 that it
leaves alone. Each character is folded by itself: what stands beside it must not change it, or a name would
not equal itself with one character masked.
"""

import re
import unicodedata
from functools import cache

import opencc

from disposal.eligibility.matching import tables

MASK = "*"
"""How a hidden character stands in a folded name or number."""

DOTS = frozenset("·•‧・⋅∙˙᛫.。◦∘‐‑‒–—―─━丶\u1427\u119e\ua78f")
"""Dots and strokes that part the names of a person of an ethnic minority, or a foreign name; ㆍ as NFKC leaves it."""

REPEATING = "々"
"""Repeats the character before it; of the signs that Unicode calls modifier letters the only one in a name."""

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
_CONVERTER = opencc.OpenCC("t2s")


class _Folding(dict[int, str]):
    """Code point → simplified character, learnt as characters are met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if is_han(character):
            simplified = _variants().get(character, character)
            simplified = str(_CONVERTER.convert(simplified))
            self[code] = _variants().get(simplified, simplified)
        else:
            self[code] = character
        return self[code]


class _Cleaning(dict[int, str]):
    """Code point → what a cleaned text has in its place, in NFKC: a radical's character; nothing for a loose mark."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        is_mark = unicodedata.category(character).startswith("M")
        self[code] = "" if is_mark else _radicals().get(character, character)
        return self[code]


_FOLDING = _Folding()
_CLEANING = _Cleaning()


@cache
def _radicals() -> dict[str, str]:
    return {pair[0]: pair[1] for pair in tables.words("radicals")}


@cache
def _variants() -> dict[str, str]:
    return {pair[0]: pair[1] for pair in tables.words("variants")}


@cache
def is_han(character: str) -> bool:
    """Say whether a character is Han."""
    return _HAN.match(character) is not None


def has_han(text: str) -> bool:
    """Say whether a text has at least one Han character."""
    return _HAN.search(text) is not None


def clean(text: str) -> str:
    """Return a text in NFKC without what nobody sees, outer spaces and repeated spaces; not folded.

    A mark that NFKC does not make one with its letter is dropped: no Han character has one, and pinyin needs none.
    """
    normal = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    return " ".join((normal if normal.isascii() else normal.translate(_CLEANING)).split())


def fold(text: str) -> str:
    """Return a cleaned text with every character simplified; its length does not change."""
    return text.translate(_FOLDING)


def is_mask(character: str) -> bool:
    """Say whether a character hides another in a name written in Han characters, where x and × do so too."""
    return character in _MASKS or character in _LETTER_MASKS


def hide(digits: str) -> str:
    """Return a number with every character that hides another written as ``*``."""
    return digits.translate(_HIDING)


@cache
def lookalike_groups(character: str) -> frozenset[int]:
    """Return the groups of 形近字 in which a simplified character stands."""
    return _groups().get(character, frozenset())


@cache
def _groups() -> dict[str, frozenset[int]]:
    found: dict[str, frozenset[int]] = {}
    for number, group in enumerate(tables.words("lookalikes")):
        for character in group:
            found[character] = found.get(character, frozenset()) | {number}
    return found
