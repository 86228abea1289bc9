"""Pinyin without tones, with all readings; surnames add their special readings (单 shàn, 尉迟 yùchí)."""

import os
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from itertools import islice, product

from disposal.eligibility.matching import tables

_MOST_SPELLINGS = 96
_NOT_LETTERS = re.compile("[^a-z]")


@cache
def readings(character: str) -> frozenset[str]:
    """Return all readings of a character, without tones, ü as v; empty if it has none."""
    return frozenset(filter(None, map(_toneless, _dictionary().get(ord(character), "").split(","))))


@cache
def surname_readings(surname: str) -> tuple[frozenset[str], ...]:
    """Return the readings of each character of a surname: the special ones and all others."""
    special = _special().get(surname, ((),) * len(surname))
    return tuple(readings(character) | frozenset(extra) for character, extra in zip(surname, special, strict=True))


@cache
def usual_reading(surname: str, at: int) -> str:
    """Return the most usual reading of a character within a surname."""
    special = _special().get(surname)
    return special[at][0] if special else first_reading(surname[at])


@cache
def first_reading(character: str) -> str:
    """Return the most frequent reading of a character, or the character itself if it has none."""
    return _toneless(_dictionary().get(ord(character), "").split(",")[0]) or character


def spellings(syllables: tuple[frozenset[str], ...]) -> frozenset[str]:
    """Return the Latin spellings of a name for all its readings, without spaces, as ``loosen`` writes them.

    If there are more than 96 combinations, only the first 96 are used.
    """
    ways = product(*(sorted(choices) for choices in syllables))
    return frozenset(_merged("".join(way)) for way in islice(ways, _MOST_SPELLINGS))


def loosen(spelling: str) -> str:
    """Return lower-case Latin letters without tones; lü, lv, lyu and lu become the same."""
    return _merged(_NOT_LETTERS.sub("", _toneless(spelling.casefold().replace("ü", "v"))))


@cache
def _dictionary() -> Mapping[int, str]:
    """Return the readings of each character, loaded when the first name is read.

    pypinyin's phrases, which it lets one leave out, take many times as long to load and are not asked.
    """
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin.pinyin_dict import pinyin_dict

    return pinyin_dict


def _merged(letters: str) -> str:
    return letters.replace("lyu", "lu").replace("lv", "lu").replace("nv", "nu")


@cache
def _special() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Surname → the special readings of each of its characters; a compound surname has one per character."""
    table: dict[str, tuple[tuple[str, ...], ...]] = {}
    for surname, *found in tables.lines("surname_readings"):
        table[surname] = (tuple(found),) if len(surname) == 1 else tuple((syllable,) for syllable in found)
    return table


def _toneless(syllable: str) -> str:
    decomposed = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark))
