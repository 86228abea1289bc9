"""Names of minorities in Chinese characters: one name in its usual spellings, known from a table or alike by sound.

A name is read in parts, at its dots and then by the longest part that the table knows; a part that it does not know
is reduced to the consonants and the broad vowels of its reading. Two names agree if all their parts do.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from pypinyin.pinyin_dict import pinyin_dict

from disposal.eligibility.vocabulary import tables
from disposal.eligibility.vocabulary.toneless import toneless

DOT = re.compile("[·•‧・⋅∙˙᛫.。◦∘‐‑‒–—―─━丶●\u1427\u119e\ua78f\U00010101 ]+")
_HAN_ONLY = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
_LONGEST = 24
_LEAST_LETTERS = 3
_SOUNDS = (
    ("^zh|^j", "z"), ("^ch|^q", "c"), ("^sh|^x", "s"), ("^g|^k", "g"), ("^d|^t", "d"), ("^b|^p", "b"), ("^r", "l"),
    ("^n", "n"), ("^w|^y", ""), ("ng$|n$", "n"), ("[iuv]?a[io]?|[iu]?o", "a"), ("ei|ie|ui|e", "e"), ("iu|ou|v", "u"),
)  # fmt: skip


@lru_cache(maxsize=20_000)
def name_code(written: str) -> str:
    """Return the code of a name of a minority, equal for its usual spellings; empty if it does not read as one.

    It reads as one if it has a dot between its parts, or consists of parts that the table knows.
    """
    halves = [half for half in DOT.split(written[:_LONGEST]) if half]
    if not halves or not all(_HAN_ONLY.fullmatch(half) for half in halves):
        return _latin_code(written)
    parts = [_parts(half) for half in halves]
    is_known = all(each[0] == "=" for found in parts for each in found)
    count = sum(map(len, parts))
    if len("".join(halves)) < 3 or not (len(halves) > 1 or (is_known and count > 1)):
        return ""
    return "·".join(each for found in parts for each in found)


def _latin_code(written: str) -> str:
    """Return the code of a Latin name whose words are all names of the table."""
    words = [word for word in re.split(r"[\s.,·-]+", toneless(written.casefold())) if word]
    found = [_groups().get(word) for word in words]
    if len(words) < 2 or None in found or any(len(word) < _LEAST_LETTERS for word in words):
        return ""
    return "·".join(f"={each}" for each in found)


def _parts(half: str) -> tuple[str, ...]:
    return tuple(_split(half))


def _split(half: str) -> Iterator[str]:
    """Yield the parts between two dots: a known name as ``=`` and its number, the rest as its sound."""
    at, rest = 0, ""
    while at < len(half):
        length = next((n for n in range(min(6, len(half) - at), 1, -1) if half[at : at + n] in _groups()), 0)
        if length and not rest and len(half) - at - length != 1:
            yield f"={_groups()[half[at : at + length]]}"
            at += length
            continue
        rest += half[at]
        at += 1
    if rest:
        yield "".join(map(_sound, rest))


@cache
def _sound(character: str) -> str:
    """Return the broad sound of a character: 迪 and 地 are de."""
    reading = toneless(pinyin_dict.get(ord(character), "").split(",")[0])
    for pattern, sound in _SOUNDS:
        reading = re.sub(pattern, sound, reading, count=1)
    return reading or character


@cache
def _groups() -> dict[str, int]:
    """Spelling → the number of its line; of two lines with one spelling, the first counts."""
    found: dict[str, int] = {}
    for number, spellings in enumerate(tables.lines("transliterated_names")):
        for spelt in spellings:
            found.setdefault(spelt, number)
    return found
