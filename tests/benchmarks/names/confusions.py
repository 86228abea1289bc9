"""How names are miswritten: homophones by pypinyin, and characters that look alike; this set's own tables."""

from collections import defaultdict
from functools import cache
from random import Random

import opencc
from pypinyin import Style, lazy_pinyin, pinyin

from tests.benchmarks.names.vocabulary import (
    BRAND_CHARACTERS,
    GIVEN_COMMON,
    GIVEN_RARE,
    GIVEN_USUAL,
    POLYPHONE_SURNAMES,
    SURNAMES,
    TABLES,
)

LOOKALIKES = TABLES["lookalikes"].split()
VARIANTS = {pair[0]: pair[1] for pair in TABLES["variants"].split()}

_TRADITIONAL = opencc.OpenCC("s2t")
_POOL = sorted({*SURNAMES, *GIVEN_COMMON, *GIVEN_USUAL, *GIVEN_RARE, *BRAND_CHARACTERS})


def traditional(text: str) -> str:
    """Return a text in traditional characters."""
    return str(_TRADITIONAL.convert(text))


def latin(text: str) -> str:
    """Return the usual pinyin of a text without tones and spaces, ü as in a passport before 2012."""
    return "".join(lazy_pinyin(text, style=Style.NORMAL, v_to_u=False))


def latin_surname(surname: str) -> str:
    """Return the pinyin of a surname as a surname."""
    return POLYPHONE_SURNAMES.get(surname) or latin(surname)


@cache
def sounds(character: str) -> frozenset[str]:
    """Return every reading that pypinyin knows of a character, without tone."""
    return frozenset(pinyin(character, style=Style.NORMAL, heteronym=True)[0]) | {latin_surname(character)}


def homophone(character: str, random: Random) -> str:
    """Return another character of the vocabulary with the same usual reading, or nothing."""
    found = [other for other in _by_sound()[latin(character)] if other != character]
    return random.choice(found) if found else ""


@cache
def _by_sound() -> dict[str, list[str]]:
    table: dict[str, list[str]] = defaultdict(list)
    for character in _POOL:
        table[latin(character)].append(character)
    return table


def lookalike(character: str, random: Random) -> str:
    """Return a character that looks like another, or nothing."""
    found = [pair.replace(character, "") for pair in LOOKALIKES if character in pair]
    return random.choice(found) if found else ""


def unlike(character: str, pool: str, random: Random) -> str:
    """Return a character of the pool that neither sounds nor looks like another."""
    while True:
        other = random.choice(pool)
        if (
            other != character
            and not sounds(other) & sounds(character)
            and not any({character, other} == set(p) for p in LOOKALIKES)
        ):
            return other
