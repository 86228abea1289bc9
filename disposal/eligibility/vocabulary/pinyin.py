"""Pinyin without tones, with the readings that names use; surnames add their special readings (单 shàn, 尉迟 yùchí).

The table of readings is that of pypinyin, loaded when the first name is read.
"""

import os
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from itertools import islice, product

from disposal.eligibility.vocabulary import tables
from disposal.eligibility.vocabulary.toneless import toneless

_MOST_SPELLINGS = 96
_NOT_LETTERS = re.compile("[^a-z]")
_OF_TWO_TONES = frozenset("媛莞蔚衍甯芊燕曾")
_NOT_FIGURED = re.compile("[^a-z1-4]")
_FIGURES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0306": "3", "\u0300": "4"}


@cache
def readings(character: str) -> frozenset[str]:
    """Return the readings that a character has in names, without tones, ü as v; empty if it has none.

    Rare readings that no name uses do not count: 虹 is hong, not jiang.
    """
    listed = _in_names().get(character)
    return listed if listed else frozenset(filter(None, [toneless(_all_readings(character)[0])]))


@cache
def toned_readings(character: str) -> frozenset[str]:
    """Return the readings of a character in names and as a surname, each letter with a tone followed by its figure."""
    known = readings(character) | frozenset(each for one in _special().get(character, ()) for each in one)
    found = [each for each in _all_readings(character) if toneless(each) in known]
    if character not in _OF_TWO_TONES:
        found = list({toneless(each): each for each in reversed(found)}.values())
    return frozenset(map(figured, found))


def figured(text: str) -> str:
    """Return Latin letters in lower case, each tone mark as a figure behind its letter: wa2ng; ü is u."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return _NOT_FIGURED.sub("", "".join(_FIGURES.get(mark, mark) for mark in decomposed))


def _all_readings(character: str) -> list[str]:
    return dictionary().get(ord(character), "").split(",")


@cache
def _in_names() -> dict[str, frozenset[str]]:
    return {word[0]: frozenset(word[1:].split(",")) for word in tables.words("name_readings")}


@cache
def surname_readings(surname: str) -> tuple[frozenset[str], ...]:
    """Return the readings of each character of a surname: the special ones and those it has in names."""
    special = _special().get(surname, ((),) * len(surname))
    return tuple(readings(character) | frozenset(extra) for character, extra in zip(surname, special, strict=True))


def own_surname_readings(surname: str) -> tuple[frozenset[str], ...]:
    """Return the readings of each character as a surname only: 单 is shan and no dan."""
    special = _special().get(surname)
    return tuple(map(frozenset, special)) if special else surname_readings(surname)


@cache
def usual_reading(surname: str, at: int) -> str:
    """Return the most usual reading of a character within a surname."""
    special = _special().get(surname)
    return special[at][0] if special else first_reading(surname[at])


@cache
def first_reading(character: str) -> str:
    """Return the most frequent reading of a character, or the character itself if it has none."""
    return toneless(_all_readings(character)[0]) or character


def spellings(syllables: tuple[frozenset[str], ...]) -> frozenset[str]:
    """Return the Latin spellings of a name for all its readings, without spaces, as ``loosen`` writes them.

    If there are more than 96 combinations, only the first 96 are used.
    """
    ways = product(*(sorted(choices) for choices in syllables))
    return frozenset(_merged("".join(way)) for way in islice(ways, _MOST_SPELLINGS))


def loosen(spelling: str) -> str:
    """Return lower-case Latin letters without tones; lü, lv, lyu and lu become the same."""
    return _merged(_NOT_LETTERS.sub("", toneless(spelling.casefold())))


def _merged(letters: str) -> str:
    return letters.replace("lyu", "lu").replace("lv", "lu").replace("nv", "nu")


@cache
def _special() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Surname → the special readings of each of its characters; a compound surname has one per character."""
    table: dict[str, tuple[tuple[str, ...], ...]] = {}
    for surname, *found in tables.lines("surname_readings"):
        table[surname] = (tuple(found),) if len(surname) == 1 else tuple((syllable,) for syllable in found)
    return table


@cache
def dictionary() -> Mapping[int, str]:
    """Return the readings of each character.

    pypinyin's phrases, which it lets one leave out, take many times as long to load and are not asked.
    """
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin.pinyin_dict import pinyin_dict

    return pinyin_dict


def wade_giles(syllable: str) -> str:
    """Return a syllable of Hanyu Pinyin in Wade-Giles."""
    dictionary()
    from pypinyin.style.wadegiles import to_wade_glides

    return str(to_wade_glides(syllable))
