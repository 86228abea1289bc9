"""Names spelt by their reading in a dialect, in Korean, Vietnamese or Japanese: the pinyin that they may stand for.

Tan Kok Leong is 陈国良 by Hokkien, Park Chul Soo is 朴哲洙 by Korean. The tables give, for each syllable, the pinyin of
the characters that names write with it; a syllable that is pinyin too may stand for itself in Singapore and Malaysia.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice, product

from disposal.eligibility.vocabulary import tables

_MOST = 96
_MOST_OF_HANJA = 400
_LEAST_OF_HALF = 2
_LONG_VOWEL = re.compile("(?<=o)(?:h(?![aeiouy])|[uo])|(?<=u)u")


def in_hokkien(given: Sequence[str], pinyin: frozenset[str]) -> frozenset[str]:
    """Return the pinyin of a given name of dialect syllables; empty if one is none, or all are pinyin as they stand."""
    table, beside = _syllables("hokkien_syllables"), _beside()
    if not any(piece in table for piece in given):
        return frozenset()
    choices = [sorted({*table.get(piece, beside.get(piece, ())), *({piece} & pinyin)}) for piece in given]
    return frozenset(map("".join, islice(product(*choices), _MOST)))


def in_korean_or_vietnamese(surname: str, given: Sequence[str]) -> frozenset[str]:
    """Return the pinyin of a name by a Korean, Vietnamese or Japanese reading, surname first; none without one."""
    found: set[str] = set()
    for language in ("korean", "vietnamese", "japanese"):
        is_japanese = language == "japanese"
        known, table = _syllables(f"{language}_surnames"), _syllables(f"{language}_syllables")
        surnames = known.get(surname, ()) or (known.get(_with_short_vowels(surname), ()) if is_japanese else ())
        written = [_with_short_vowels(piece) for piece in given] if is_japanese else given
        for pieces in _in_syllables(written, table) if surnames else ():
            choices = [table[piece] for piece in pieces]
            found.update(map("".join, islice(product(surnames, *choices), _MOST_OF_HANJA)))
    return frozenset(found)


def _with_short_vowels(word: str) -> str:
    """Return a Japanese word without the letters that say that a vowel is long: Satoh, Yuuko, Ohno, Yoichirou."""
    return _LONG_VOWEL.sub("", word)


def _in_syllables(given: Sequence[str], table: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Yield the syllables of a given name: as written, or one word in two."""
    if all(piece in table for piece in given):
        yield tuple(given)
    if len(given) == 1:
        word = given[0]
        cuts = ((word[:at], word[at:]) for at in range(_LEAST_OF_HALF, len(word)))
        yield from (cut for cut in cuts if cut[0] in table and cut[1] in table)


@cache
def _syllables(table: str) -> dict[str, tuple[str, ...]]:
    return {spelt: tuple(pinyin) for spelt, *pinyin in tables.lines(table) if spelt != "+"}


@cache
def _beside() -> dict[str, tuple[str, ...]]:
    return {row[1]: row[2:] for row in tables.lines("hokkien_syllables") if row[0] == "+"}
