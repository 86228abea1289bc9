"""Romanisations of Mandarin other than Hanyu Pinyin: Wade-Giles, Tongyong, and surnames as their bearers spell them.

The conversion to Wade-Giles is pypinyin's; passports and lists leave its apostrophes and diaereses out, so that one
spelling stands for several syllables (chang: zhang, chang). A name that writes an apostrophe anywhere means what it
writes: in Ch'en Chiang the second is jiang. Tongyong follows the rules of 2002; dialects are in ``dialects``.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice, product

from disposal.eligibility.vocabulary import tables
from disposal.eligibility.vocabulary.cantonese import first_letters, is_syllable
from disposal.eligibility.vocabulary.dialects import in_hokkien, in_korean_or_vietnamese
from disposal.eligibility.vocabulary.pinyin import dictionary, first_reading, wade_giles
from disposal.eligibility.vocabulary.toneless import toneless

_MOST = 16
_LONGEST_SYLLABLE_START = 3
_LONGEST_SYLLABLE = 6
_LEAST_CHARACTERS = 4
_KOREAN_TOO = frozenset(["han", "min", "nam", "ha"])
"""Surnames that are pinyin too and that many Koreans have."""
_NO_SURNAMES = frozenset(["chua"])
_LETTERS = re.compile("[^a-z]")
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʻʼ`´", "'"))
_LU = re.compile("^lyu$")
"""吕, beside initials; 卢 and 陆 are lu."""
_HYPHEN = re.compile("[-‐–]")
_ASPIRATED = re.compile("(?:ch|ts|tz|[ptk])'(?=[a-z])")
_JOINED_SURNAMES = {
    "szeto": ("sze", "to"),
    "sito": ("sze", "to"),
    "szema": ("sze", "ma"),
    "seto": ("sze", "to"),
    "auyeung": ("au", "yeung"),
    "auyang": ("au", "yeung"),
}
_LETTERS_IN_PINYIN = {
    "c": "cjqsxz", "k": "gjkqx", "h": "hfkqx", "y": "yrxn", "w": "whyh", "f": "fhk", "s": "scxz", "t": "tdcz",
    "p": "pbf", "l": "ln", "m": "mw", "n": "ny", "a": "aey", "o": "aow", "u": "wy", "e": "ey", "j": "jrz",
}  # fmt: skip
"""The first letter of a syllable in Hong Kong and Taiwan → those of its pinyin."""
_TONGYONG = (
    ("^zh", "jh"), ("^q", "c"), ("^x", "s"), ("^(z|c|s|jh|ch|sh|r)i$", r"\1ih"), ("iu$", "iou"), ("ui$", "uei"),
    ("^(.?.?)v", r"\1yu"), ("^([jcs])u(e|an|n)?$", r"\1yu\2"), ("^wen$", "wun"), ("feng", "fong"), ("weng", "wong"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LatinReading:
    """What a Latin name may spell.

    ``pinyin`` as letters; ``syllables`` for Cantonese; ``initials`` as zhang:sm, where it is so written;
    ``full_initials`` are those of a name written out in pinyin.
    """

    pinyin: frozenset[str]
    syllables: tuple[tuple[str, ...], ...]
    initials: frozenset[str]
    full_initials: frozenset[str]


def read_latin(words: Sequence[str], *, is_surname_first: bool = False) -> LatinReading:
    """Read the words of a Latin name, titles removed; ``is_surname_first`` if a comma follows the first word."""
    plain = [word for word in words if plain_letters(word)]
    without = [word for word in plain if not _is_english(word)]
    is_english = len(without) != len(plain) and sum(len(_pieces(word)) for word in without) > 1
    pinyin: set[str] = set()
    syllables: dict[tuple[str, ...], None] = {}
    for variant in (plain, without) if is_english else (plain,):
        for order in _orders(variant, is_surname_first=is_surname_first):
            pinyin.update(_as_pinyin(order))
            if _may_be_cantonese(order, is_english=is_english) and not any(_as_marked(order)):
                syllables[tuple(piece for word in order for piece in _pieces(word))] = None
    short = frozenset(_initials(plain))
    full = frozenset() if short else frozenset(_full_initials(plain))
    return LatinReading(frozenset(pinyin), tuple(syllables), short, full)


def plain_letters(word: str) -> str:
    """Return the letters of a word in lower case, without accents."""
    return _LETTERS.sub("", toneless(word.casefold()))


@cache
def syllables() -> frozenset[str]:
    """Return the syllables of Hanyu Pinyin, without tones, ü as v; one that few characters have is none: wong."""
    counted = Counter(toneless(each.split(",")[0]) for each in dictionary().values())
    return frozenset(syllable for syllable, count in counted.items() if syllable and count >= _LEAST_CHARACTERS)


def _is_english(word: str) -> bool:
    """Return whether a word is an English given name: a listed one, or one that no romanisation can have written."""
    letters = plain_letters(word)
    if letters in _english():
        return True
    pieces = _pieces(word)
    return len(letters) > _LONGEST_SYLLABLE_START and len(pieces) == 1 and not _is_spelt(letters)


def are_two_surnames(one: str, other: str) -> bool:
    """Return whether two words are surnames as their bearers spell them, and not one in two words: Chow Leung."""
    return one in _conventional() and other in _conventional() and one + other not in _JOINED_SURNAMES


def is_english_name(letters: str) -> bool:
    """Return whether letters are a listed English given name."""
    return letters in _english()


def is_romanised(letters: str) -> bool:
    """Return whether letters may be a word of a Chinese name, or an English name that a Chinese may bear beside it."""
    return letters in _english() or _is_spelt(letters)


@lru_cache(maxsize=20_000)
def is_pinyin(letters: str) -> bool:
    """Return whether letters are one to three syllables of Hanyu Pinyin."""
    return any(
        letters[:at] in syllables() and (at == len(letters) or is_pinyin(letters[at:]))
        for at in range(1, min(len(letters), _LONGEST_SYLLABLE) + 1)
    )


@cache
def _is_spelt(letters: str) -> bool:
    """Return whether letters are one or two syllables of pinyin, Wade-Giles or Cantonese, or a surname as spelt."""
    if letters in _conventional() or letters in _JOINED_SURNAMES:
        return True
    cuts = [(letters[:at], letters[at:]) for at in range(1, len(letters))]
    return _is_syllable(letters) or any(_is_syllable(one) and _is_syllable(other) for one, other in cuts)


def _is_syllable(letters: str) -> bool:
    return letters in syllables() or bool(_taiwanese(letters)) or is_syllable(letters)


def _pieces(word: str) -> tuple[str, ...]:
    found = tuple(filter(None, map(plain_letters, _HYPHEN.split(word))))
    return _JOINED_SURNAMES.get("".join(found), found)


def _as_marked(order: Sequence[str]) -> Iterator[str]:
    """Yield the pinyin of a name in Wade-Giles that writes an apostrophe; nothing for another name."""
    plain = [toneless(word.casefold().translate(_APOSTROPHES)).replace("v", "u") for word in order]
    if not any(map(_ASPIRATED.search, plain)):
        return
    pieces = [piece for word in plain for piece in _HYPHEN.split(word) if piece]
    choices = [sorted(_marked_wade_giles().get(piece, ())) for piece in pieces]
    yield from map("".join, islice(product(*choices), _MOST))


def _orders(words: list[str], *, is_surname_first: bool) -> Iterator[list[str]]:
    if 1 < len(words) <= 4:
        yield words
        if not is_surname_first:
            yield [words[-1], *words[:-1]]


def _may_be_cantonese(order: list[str], *, is_english: bool) -> bool:
    pieces = [piece for word in order for piece in _pieces(word)]
    return 1 < len(pieces) <= 5 and (is_english or len(pieces) > 2 or not all(p in syllables() for p in pieces))


def _as_pinyin(order: list[str]) -> Iterator[str]:
    """Yield the pinyin that a name in another system stands for, surname first."""
    marked = list(_as_marked(order))
    if marked:
        yield from marked
        return
    surname, given = "".join(_pieces(order[0])), [piece for word in order[1:] for piece in _pieces(word)]
    pieces = [surname, *given]
    if surname in _KOREAN_TOO or not all(piece in syllables() for piece in pieces):
        yield from in_korean_or_vietnamese(surname, given)
    is_taiwanese = any("-" in word for word in order[1:]) or not all(piece in syllables() for piece in pieces)
    surnames = set(_surnames(surname, is_spaced=len(given) > 1))
    givens = {"".join(given)}
    if is_taiwanese:
        surnames |= _taiwanese(surname)
        choices = [sorted(_taiwanese(piece)) for piece in given]
        givens.update(map("".join, islice(product(*choices), _MOST * 2)))
    if surname in _conventional() and not all(piece in syllables() for piece in pieces):
        givens |= in_hokkien(given, syllables())
    for one, other in islice(product(sorted(surnames | {surname}), sorted(givens)), _MOST * 16):
        yield one + other


def _surnames(spelt: str, *, is_spaced: bool) -> tuple[str, ...]:
    """Return the pinyin of a surname as its bearers spell it; one that is pinyin too counts before a spaced name."""
    is_pinyin = spelt in syllables() and spelt not in _NO_SURNAMES
    return _conventional().get(spelt, ()) if is_spaced or not is_pinyin else ()


@cache
def _taiwanese(piece: str) -> frozenset[str]:
    """Return the pinyin that a syllable may stand for in Taiwan, where systems are mixed within one name."""
    plain = frozenset({piece}) & syllables()
    if not plain and piece.endswith("h") and len(piece) > 2 and piece[-2] in "aeiou":
        plain = _taiwanese(piece.removesuffix("h"))  # yih, teh, huah: the h of Gwoyeu Romatzyh
    others = _wade_giles().get(piece, frozenset()) | _tongyong().get(piece, frozenset())
    return plain | others | frozenset(_local().get(piece, ()))


def _initials(words: list[str]) -> Iterator[str]:
    """Yield surname and initials of a name of one word and initials: Wang Z.Q., Z. Q. Wang, Wang ZQ."""
    full = [word for word in words if len(plain_letters(word)) > 1 and not _is_run(word, among=words)]
    short = "".join(plain_letters(word) for word in words if word not in full)
    if len(full) == 1 and 1 <= len(short) <= 3:
        yield f"{_LU.sub('lv', plain_letters(full[0]))}:{short}"


def _full_initials(words: list[str]) -> Iterator[str]:
    """Yield surname and initials of a name in pinyin, in either order: Wang Zhiqiang, Zhiqiang Wang, Wang Zhi Qiang."""
    for order in _orders(words, is_surname_first=False):
        surname, given = _LU.sub("lv", plain_letters(order[0])), "".join(map(plain_letters, order[1:]))
        if given in syllables():
            yield f"{surname}:{given[0]}"
        pieces = [piece for word in order[1:] for piece in _pieces(word)]
        if len(pieces) > 1 and all(map(is_romanised, (surname, *pieces))):
            yield f"{surname}:{''.join(piece[0] for piece in pieces)}"
        for at in range(1, len(given)):
            if given[:at] in syllables() and given[at:] in syllables():
                yield f"{surname}:{given[0]}{given[at]}"


def initials_in_pinyin(short: frozenset[str]) -> frozenset[str]:
    """Return what surname and initials of Hong Kong or Taiwan may be in pinyin: chen:jx among those of chan:ky."""
    found = set[str]()
    for surname, letters in (each.split(":") for each in short):
        choices = [_LETTERS_IN_PINYIN.get(letter, letter) for letter in letters]
        surnames = {*_conventional().get(surname, ()), *_wade_giles().get(surname, ())} - {surname}
        found.update(f"{each}:{''.join(way)}" for each in surnames for way in islice(product(*choices), _MOST * 16))
    return frozenset(found) - short


def are_initials_abroad(letters: str, given: str) -> bool:
    """Return whether letters are the initials of a given name as Hong Kong spells it, or Taiwan."""
    if len(letters) != len(given):
        return False
    readings = [first_reading(character) for character in given]
    in_taiwan = all(wade_giles(each)[:1] == letter for each, letter in zip(readings, letters, strict=True))
    return in_taiwan or all(letter in first_letters(each) for each, letter in zip(given, letters, strict=True))


def _is_run(word: str, *, among: list[str]) -> bool:
    """Return whether a word of capitals is initials: two or three that are no syllable, beside another word."""
    letters = plain_letters(word)
    vowels = sum(letter in "aeiouv" for letter in letters)
    others = [each for each in among if each != word and len(plain_letters(each)) > 1]
    return word.isupper() and 2 <= len(letters) <= 3 and len(others) == 1 and (
        letters not in syllables() or (vowels < 2 and len(letters) == 2 and not others[0].isupper())
    )  # fmt: skip


@cache
def _english() -> frozenset[str]:
    return frozenset(tables.words("english_given_names"))


@cache
def _conventional() -> dict[str, tuple[str, ...]]:
    return {spelt: tuple(pinyin) for spelt, *pinyin in tables.lines("surname_spellings")}


@cache
def _local() -> dict[str, tuple[str, ...]]:
    return {spelt: tuple(pinyin) for spelt, *pinyin in tables.lines("taiwan_spellings")}


@cache
def _wade_giles() -> dict[str, frozenset[str]]:
    return _inverse(lambda syllable: _LETTERS.sub("", toneless(wade_giles(syllable))).replace("v", "u"))


@cache
def _marked_wade_giles() -> dict[str, frozenset[str]]:
    return _inverse(lambda syllable: toneless(wade_giles(syllable)).replace("v", "u"))


@cache
def _tongyong() -> dict[str, frozenset[str]]:
    return _inverse(_as_tongyong)


def _inverse(spell: Callable[[str], str]) -> dict[str, frozenset[str]]:
    """Return spelling → the pinyin it stands for."""
    found: dict[str, set[str]] = {}
    for syllable in syllables():
        found.setdefault(spell(syllable), set()).add(syllable.replace("lv", "lu").replace("nv", "nu"))
    return {spelt: frozenset(pinyin) for spelt, pinyin in found.items()}


def _as_tongyong(syllable: str) -> str:
    for pattern, spelt in _TONGYONG:
        syllable = re.sub(pattern, spelt, syllable)
    return syllable
