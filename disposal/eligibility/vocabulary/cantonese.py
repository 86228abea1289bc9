"""How Chinese names are spelt in Hong Kong and Macau, from their reading in Cantonese.

Readings come from ToJyutping; the spellings of a reading from ``data/cantonese_*.txt``. A spelling is not unique (s or
sh, p or b), so each syllable has a set of spellings. ``name_code`` reduces a spelling and a reading to one code, by
which an index finds them; ``fits`` decides.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product

import opencc

from disposal.eligibility.vocabulary import tables

_MOST_CODES = 4
_CLASS_OF_INITIAL = {"p": "p", "b": "p", "t": "t", "d": "t", "k": "k", "g": "k", "kw": "k", "gw": "k", "ku": "k",
                     "ch": "c", "ts": "c", "c": "c", "j": "c", "z": "c", "s": "s", "sh": "s", "sz": "s", "w": "w",
                     "v": "w", "y": "y", "i": "y", "": "y"}  # fmt: skip


_OF_FIRMS = {"行": "hong", "生": "saang", "大": "daai", "号": "hou", "合": "hop"}
"""Readings of brands beside the first one of the table."""


@cache
def _traditional() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


@cache
def jyutping(character: str) -> str:
    """Return the usual reading of a character without its tone; empty if it has none."""
    import ToJyutping  # its table loads when the first name is spelt

    for written in (str(_traditional().convert(character)), character):
        found = ToJyutping.get_jyutping_candidates(written)
        if found and found[0][1]:
            return str(found[0][1][0]).rstrip("0123456789")
    return ""


def name_readings(name: str, surname_length: int) -> tuple[tuple[str, ...], ...]:
    """Return the readings of each character of a Han name; a surname has those it has as a surname."""
    surname = _surnames().get(name[:surname_length])
    readings = tuple((jyutping(character),) for character in name)
    return (surname, *readings[1:]) if surname and surname_length == 1 else readings


def name_codes(name: str, surname_length: int) -> frozenset[str]:
    """Return the codes of a Han name; empty if a character has no reading."""
    given = [_code(character) for character in name[surname_length:]]
    if surname_length > 1:
        given = [_code(character) for character in name]
    if not all(given):
        return frozenset()
    behind = "".join(given)
    if surname_length > 1:
        return frozenset({behind})
    return frozenset([code + behind for code in _surname_codes(name[:1])])


def word_codes(word: str) -> frozenset[str]:
    """Return the codes of a word that is no person's name, such as a brand; empty if a character has no reading."""
    choices = [sorted({_code_of_reading(reading) for reading in _word_readings(character)}) for character in word]
    return frozenset("".join(codes) for _, codes in zip(range(_MOST_CODES), product(*choices), strict=False))


def fits_word(pieces: Sequence[str], word: str) -> bool:
    """Return whether syllables in Latin letters spell a word that is no person's name, such as a brand."""
    return len(pieces) == len(word) and all(
        any(piece in _spellings(reading) for reading in _word_readings(character))
        for piece, character in zip(pieces, word, strict=True)
    )


@cache
def _word_readings(character: str) -> tuple[str, ...]:
    """Return the readings of a character in a word: the usual one, and that of a firm (行 hong)."""
    return tuple(filter(None, (jyutping(character), _OF_FIRMS.get(character, ""))))


@cache
def _code(character: str) -> str:
    reading = jyutping(character)
    return _code_of_reading(reading) if reading else ""


@cache
def _surname_codes(surname: str) -> tuple[str, ...]:
    return tuple(sorted({_code_of_reading(reading) for reading in name_readings(surname, 1)[0] if reading}))


def spelling_codes(pieces: Sequence[str]) -> frozenset[str]:
    """Return the codes of syllables in Latin letters; empty if one of them is no syllable of Cantonese names."""
    choices = [sorted(_codes_of_spelling(piece)) for piece in pieces]
    if not all(choices):
        return frozenset()
    return frozenset("".join(codes) for _, codes in zip(range(_MOST_CODES), product(*choices), strict=False))


def is_syllable(letters: str) -> bool:
    """Return whether letters may spell a syllable of a Cantonese name."""
    return bool(_codes_of_spelling(letters))


@cache
def first_letters(character: str) -> frozenset[str]:
    """Return the letters with which Hong Kong may begin the spelling of a character."""
    reading = jyutping(character)
    return frozenset(spelt[0] for spelt in _spellings(reading) if spelt) if reading else frozenset()


def fits(pieces: Sequence[str], name: str, surname_length: int) -> bool:
    """Return whether syllables in Latin letters spell a Han name, one for each character."""
    if len(pieces) != len(name):
        return False
    readings = name_readings(name, surname_length)
    return all(
        any(piece in _spellings(reading) for reading in each) for piece, each in zip(pieces, readings, strict=True)
    )


@cache
def _spellings(reading: str) -> frozenset[str]:
    initial, final = _parts(reading)
    return frozenset(one + other for one in _initials().get(initial, ()) for other in _finals().get(final, ("", ()))[1])


@cache
def _code_of_reading(reading: str) -> str:
    initial, final = _parts(reading)
    spelt = _initials().get(initial, ("",))[0]
    return _CLASS_OF_INITIAL.get(spelt, spelt) + _finals().get(final, ("?", ()))[0]


@cache
def _codes_of_spelling(piece: str) -> frozenset[str]:
    return frozenset(_codes_of(piece))


def _codes_of(piece: str) -> Iterator[str]:
    for initial in {each for spelt in _initials().values() for each in spelt}:
        if piece.startswith(initial):
            class_ = _CLASS_OF_INITIAL.get(initial, initial)
            yield from (class_ + final for final in _classes().get(piece.removeprefix(initial), ()))


def _parts(reading: str) -> tuple[str, str]:
    """Split a reading into initial and final; a syllabic m or ng is a final."""
    if reading in {"m", "ng"}:
        return "-", reading
    for length in (2, 1):
        if reading[:length] in _initials() and reading[length:] in _finals():
            return reading[:length], reading[length:]
    return "-", reading


@cache
def _initials() -> dict[str, tuple[str, ...]]:
    return {
        initial: tuple("" if spelt == "-" else spelt for spelt in spellings)
        for initial, *spellings in tables.lines("cantonese_initials")
    }


@cache
def _finals() -> dict[str, tuple[str, tuple[str, ...]]]:
    return {final: (class_, tuple(spellings)) for final, class_, *spellings in tables.lines("cantonese_finals")}


@cache
def _classes() -> dict[str, frozenset[str]]:
    """Spelling of a final → the classes it may stand for."""
    found: dict[str, set[str]] = {}
    for class_, spellings in _finals().values():
        for spelt in spellings:
            found.setdefault(spelt, set()).add(class_)
    return {spelt: frozenset(classes) for spelt, classes in found.items()}


@cache
def _surnames() -> dict[str, tuple[str, ...]]:
    return {surname: tuple(readings) for surname, *readings in tables.lines("cantonese_surnames")}
