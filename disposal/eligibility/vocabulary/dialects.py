"""Names spelt by their reading in a dialect, in Korean, Vietnamese or Japanese: the pinyin that they may stand for.

Tan Kok Leong is 陈国良 by Hokkien, Park Chul Soo is 朴哲洙 by Korean. The tables give, for each syllable, the pinyin of
the characters that names write with it; a syllable that is pinyin too may stand for itself in Singapore and Malaysia.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice, product

from disposal.eligibility.vocabulary import tables

_MOST = 96
_LEAST_OF_HALF = 2


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
        surnames = _syllables(f"{language}_surnames").get(surname, ())
        table = _syllables(f"{language}_syllables")
        for pieces in _in_syllables(given, table) if surnames else ():
            choices = [table[piece] for piece in pieces]
            found.update(map("".join, islice(product(surnames, *choices), _MOST)))
    return frozenset(found)


def _in_syllables(given: Sequence[str], table: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Yield the syllables of a given name: as written, or one word in two."""
    if all(piece in table for piece in given):
        yield tuple(given)
    if len(given) == 1:
        word = given[0]
        cuts = ((word[:at], word[at:]) for at in range(_LEAST_OF_HALF, len(word) - 1))
        yield from (cut for cut in cuts if cut[0] in table and cut[1] in table)


@cache
def _syllables(table: str) -> dict[str, tuple[str, ...]]:
    return {spelt: tuple(pinyin) for spelt, *pinyin in tables.lines(table) if spelt != "+"}


@cache
def _beside() -> dict[str, tuple[str, ...]]:
    return {row[1]: row[2:] for row in tables.lines("hokkien_syllables") if row[0] == "+"}
