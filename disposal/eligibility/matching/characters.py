"""Characters made comparable: NFKC, traditional and variant to simplified, one character at a time.

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

DOTS = frozenset("·•‧・⋅∙˙᛫.。")
"""Dots that part the names of a person of an ethnic minority, or a foreign name."""

_MASKS = frozenset("*✱∗×✕╳╋□■▢○◯〇●◆◇#?�〓█_＿")
_LETTER_MASKS = frozenset("xX")
_HIDING = {ord(mask): MASK for mask in _MASKS}
_INVISIBLE = re.compile(
    "[\u00ad\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)
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


_FOLDING = _Folding()


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
    """Return a text in NFKC without invisible characters, outer spaces and repeated spaces; not folded."""
    return " ".join(unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).split())


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
