"""Names of minorities in Chinese characters: one name in its usual spellings, known from a table or alike by sound.

A name is read in parts, at its dots and then by the longest part that the table knows; a part that it does not know
is reduced to the consonants and the broad vowels of its reading. Two names agree if all their parts do.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from disposal.eligibility.vocabulary import tables
from disposal.eligibility.vocabulary.pinyin import dictionary
from disposal.eligibility.vocabulary.toneless import toneless
from notices.written.surnames import COMPOUND_SURNAME, SURNAMES

DOT = re.compile("[·•‧・⋅∙˙᛫.。◦∘‐‑‒–—―─━丶●\u1427\u119e\ua78f\U00010101 ]+")
_HAN_ONLY = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
_LONGEST = 24
_LEAST_LETTERS = 3
_LEAST_JOINED = 4
_LEAST_CHARACTERS = 3
_FOUR = 4
_LEAST_WITH_ANOTHER_VOWEL = 6
LEAST_OUTLINED = 4
"""A name of so many characters is still known with another vowel in one of them."""
_BROAD = {"p": "b", "t": "d", "k": "g", "c": "q", "x": "s", "w": "", "y": ""}
_NO_CODES: frozenset[str] = frozenset()
_ENDINGS = frozenset("江汗古克娜")
_R_ALONE = frozenset("尔日儿耳")
_SOUNDS = (
    ("^zh|^j", "z"), ("^ch|^q", "c"), ("^sh|^x", "s"), ("^g|^k", "g"), ("^d|^t", "d"), ("^b|^p", "b"), ("^r", "l"),
    ("^n", "n"), ("^wu$", "u"), ("^[wf]", "w"), ("^y", ""), ("ng$|n$", "n"), ("[iuv]?a[io]?", "a"),
    ("iou|iu|ou|uo|io|o|v", "u"), ("ei|ie|ui|e", "e"), ("i", "e"),
)  # fmt: skip


def name_codes(written: str) -> frozenset[str]:
    """Return the codes of a name of a minority; two usual spellings of it share one. Empty if it does not read as one.

    It reads as one if it has a dot between its parts, consists of parts that the table knows, with or without a surname
    before them, or has four characters and more of which the first is no surname. It has a code by its parts and one by
    its sound.
    """
    if len(written) <= _LEAST_CHARACTERS and written[1:] not in _groups() and written[:2] not in _groups():
        return _NO_CODES
    return _codes_of(written)


def has_listed_part(text: str) -> bool:
    """Return whether a text without dots has a part that the table knows as a name, or as one of a name."""
    return any(each.startswith("=") for each in _parts(text))


@lru_cache(maxsize=20_000)
def _codes_of(written: str) -> frozenset[str]:
    halves = [half for half in DOT.split(written[:_LONGEST]) if half]
    if not halves or not all(_HAN_ONLY.fullmatch(half) for half in halves):
        code = _latin_code(written)
        return frozenset({code}) if code else frozenset()
    whole = "".join(halves)
    if len(whole) < _LEAST_CHARACTERS:
        return frozenset()
    has_surname = len(halves) == 1 and (whole[0] in SURNAMES or COMPOUND_SURNAME.match(whole) is not None)
    parts = [each for half in halves for each in _parts(half)]
    if len(halves) > 1 or (not has_surname and len(whole) > _LEAST_CHARACTERS):
        return frozenset({"·".join(parts), "~" + "".join(map(_sound, whole))})
    is_known = all(each[0] in "=+" for each in parts)
    is_known = is_known or (len(parts) > 1 and len(whole) >= _FOUR and parts[-1][0] == "=")
    if len(parts) > 1 and (is_known or (parts[0][0] == "=" and len(whole) > _LEAST_CHARACTERS)):
        return frozenset({"·".join(parts)})
    behind = _parts(whole[1:]) if has_surname else ()
    return (
        frozenset({whole[0] + "·".join(behind)}) if behind and all(each[0] == "=" for each in behind) else frozenset()
    )


def _latin_code(written: str) -> str:
    """Return the code of a Latin name whose words are all names of the table, two of them or one that joins two."""
    words = [word for word in re.split(r"[\s.,·-]+", toneless(written.casefold())) if word]
    found = [_in_latin(word) for word in words]
    if sum(map(len, found)) < 2 or any(len(word) < _LEAST_LETTERS for word in words):
        return ""
    return "·".join(f"={each}" for one in found for each in one) if all(found) else ""


def _in_latin(word: str) -> tuple[int, ...]:
    """Return the number of a Latin name, or those of the two that it joins: abdurahman; empty if the table has none."""
    if word in _groups():
        return (_groups()[word],)
    for at in range(len(word) - _LEAST_JOINED, _LEAST_JOINED - 1, -1):
        first, second = _groups().get(word[:at]), _groups().get(word[at:])
        if first is not None and second is not None:
            return first, second
    return ()


def _parts(half: str) -> tuple[str, ...]:
    return tuple(_split(half))


def _split(half: str) -> Iterator[str]:
    """Yield the parts between two dots: a known name as ``=`` and its number, the rest as its sound.

    A known name counts at the start, behind another, and at the end behind two characters and more: 格勒·邓珠.
    """
    at, rest = 0, ""
    while at < len(half):
        length = next((n for n in range(min(6, len(half) - at), 1, -1) if half[at : at + n] in _groups()), 0)
        left = half[at + length :]
        if length and not rest and (len(left) != 1 or left in _ENDINGS or length >= _LEAST_CHARACTERS):
            yield f"={_groups()[half[at : at + length]]}"
            at += length
            continue
        if not rest and at and half[at:] in _ENDINGS:
            yield f"+{half[at:]}"
            return
        if len(rest) > 1 and len(half) - at > 1 and half[at:] in _groups():
            break
        rest += half[at]
        at += 1
    if rest:
        yield "".join(map(_sound, rest)) or rest
    if half[at:]:
        yield f"={_groups()[half[at:]]}"


@cache
def outline(character: str) -> str:
    """Return the consonant that a character begins with and whether it ends in n: what two spellings of a name keep."""
    reading = toneless(dictionary().get(ord(character), "").split(",")[0])
    first = _BROAD.get(reading[:1], reading[:1])
    return first + ("n" if reading.endswith(("n", "ng")) else "")


def is_spelt_otherwise(one: str, other: str) -> bool:
    """Return whether two long names are one but for some vowels: 叶尔波力, 叶尔波勒; 其木格, 琪木格.

    One character in four may differ, and must begin and end as the other's does.
    """
    if len(one) != len(other) or len(one) < _FOUR:
        return False
    differing = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    is_near = _sound if len(one) < _LEAST_WITH_ANOTHER_VOWEL else outline
    return len(differing) <= len(one) // _FOUR and all(
        outline(a) == outline(b) and is_near(a) == is_near(b) for a, b in differing
    )


@cache
def _sound(character: str) -> str:
    """Return the broad sound of a character: 迪 and 地 are de; the r of 尔 and 日 is often left out."""
    if character in _R_ALONE:
        return ""
    reading = toneless(dictionary().get(ord(character), "").split(",")[0])
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
