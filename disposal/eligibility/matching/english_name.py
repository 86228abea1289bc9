"""Parse a company name in Latin letters: place, brand, trade, legal form.

Places and brands are spelt in pinyin (Hangzhou Ceda …), seats by their English names, trades by English words and their
usual short forms (Imp. & Exp., Tech, Int'l).
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from disposal.eligibility.trades.company_words import english_concept
from disposal.eligibility.vocabulary import tables
from disposal.eligibility.vocabulary.divisions import bare_name, divisions, seats
from disposal.eligibility.vocabulary.latin_systems import is_pinyin
from disposal.eligibility.vocabulary.pinyin import loosen, readings, spellings
from disposal.eligibility.vocabulary.toneless import toneless

_WORD = re.compile(r"[a-z0-9]+")
_AND = re.compile(r"\s*&\s*")
_JOINED = re.compile(r"(?<=[a-z])[.'’](?=[a-z])")
_LONG_FORMS = re.compile(
    r"\b(?:public limited company|kabushiki kaisha|societe anonyme|besloten vennootschap)\b|\bk k$"
)
_GROUPS = {"集团": frozenset(["group"]), "控股": frozenset(["holding", "holdings"])}
_ENTERPRISE = frozenset(["enterprise", "enterprises"])
_SMALL = frozenset(["the", "of", "and", "co", "for", "a"])
_LONGEST_PHRASE = 4
_LONGEST_ZONE = 5
_LEAST_UNKNOWN = 4
_LEAST_OF_BRAND = 2
_ZONES = frozenset(
    [
        *("industrialpark", "economicdevelopmentzone", "economicandtechnologicaldevelopmentzone", "developmentzone"),
        *("hightechzone", "hitechzone", "hightechdevelopmentzone", "freetradezone", "bondedzone"),
        *("newarea", "newdistrict"),
    ]
)
_CITY_LEVEL = 2
_SHAANXI = "61"
"""Spelt Shaanxi in English; Shanxi is 山西."""


@dataclass(frozen=True, slots=True)
class EnglishName:
    """A parsed name in Latin letters; ``full`` without words of legal form and group, ``pieces`` the brand's words.

    ``words``: all but forms, small ones and seats in brackets; ``unknown``: those behind the brand that no table knows.
    """

    spelt: str
    full: str
    brand: str
    places: frozenset[str]
    concepts: tuple[str, ...]
    group: frozenset[str]
    pieces: tuple[str, ...]
    words: tuple[str, ...]
    unknown: tuple[str, ...]


def read_english(text: str, *, has_county: bool = False) -> EnglishName | None:
    """Parse a name in Latin letters; None if no word but legal forms is left.

    ``has_county``: its first word counts as a county where one is so spelt.
    """
    lowered = _LONG_FORMS.sub(" ltd ", _JOINED.sub("", _AND.sub(" and ", toneless(text.casefold()))))
    every = _WORD.findall(lowered)
    words = [word for word in every if word not in _forms()]
    if not words:
        return None
    bracketed = [_WORD.findall(inner) for inner in re.findall(r"\(([^()]*)\)", lowered)]
    places = frozenset(code for inner in bracketed for code in _place("".join(inner)))
    for inner in bracketed:
        if _place("".join(inner)):
            words = _without(words, inner)
    at, found = _leading_county(words) if has_county else _leading_places(words)
    pieces, concepts, unknown = _brand_and_trade(words[at:])
    group = frozenset(word for word, english in _GROUPS.items() if english & set(every))
    seat = "".join(f" ({code})" for code in sorted(places))
    return EnglishName(
        " ".join(every),
        " ".join(words) + seat,
        loosen("".join(pieces)),
        places=places | found,
        concepts=concepts,
        group=group,
        pieces=pieces,
        words=tuple(word for word in words if word not in _SMALL),
        unknown=unknown,
    )


def _without(words: list[str], inner: list[str]) -> list[str]:
    for at in range(len(words) - len(inner) + 1):
        if words[at : at + len(inner)] == inner:
            return words[:at] + words[at + len(inner) :]
    return words


def _leading_places(words: list[str]) -> tuple[int, frozenset[str]]:
    """Return how many words at the start are places, and the code of the last; a brand must be left."""
    at, codes = 0, frozenset[str]()
    while at < len(words):
        length = next(
            (n for n in range(min(_LONGEST_PHRASE, len(words) - at - 1), 0, -1) if _place("".join(words[at : at + n]))),
            0,
        )
        if not length or words[at + length : at + length + 1] == []:
            break
        named = _place("".join(words[at : at + length]))
        parents = [parent for parent in codes if parent.isdigit()]
        if parents and not any(code.startswith(parent) for code in named for parent in parents):
            break  # Yibin Zhuhai: a brand spelt like another city
        codes = named
        at += length
        district = _districts().get(loosen(words[at]), frozenset()) if at + 1 < len(words) else frozenset()
        within = frozenset(code for code in district if any(code.startswith(parent) for parent in codes))
        if within and not _phrase(words, at + 1)[0]:
            codes, at = within, at + 1
        at += next((n for n in range(_LONGEST_ZONE, 0, -1) if "".join(words[at : at + n]) in _ZONES), 0)
        at += words[at : at + 1] in (["city"], ["province"]) and at + 1 < len(words)
    return at, codes


def _leading_county(words: list[str]) -> tuple[int, frozenset[str]]:
    """Return one word and the codes of the counties so spelt; none if a city comes first, or no brand is left."""
    codes = _districts().get(loosen(words[0]), frozenset()) if len(words) > 1 else frozenset()
    return (1, codes) if codes and not _leading_places(words)[0] else (0, frozenset())


def _brand_and_trade(words: list[str]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Split words into those of the brand, the trades behind it, and words that no table knows; a seat is neither."""
    first = next((at for at in range(1, len(words)) if _phrase(words, at)[0]), len(words))
    brand = tuple(word for word in words[:first] if word not in _SMALL or first == 1)
    found: list[str] = []
    unknown: list[str] = []
    at = first
    while at < len(words):
        length, concepts = _phrase(words, at)
        found += concepts
        unknown += [] if length or words[at] in _SMALL or _place(words[at]) else [words[at]]
        at += length or 1
    return brand, tuple(dict.fromkeys(found)), tuple(unknown)


def _phrase(words: list[str], at: int) -> tuple[int, tuple[str, ...]]:
    """Return how many words from a place on name a trade, and the trade; the longest phrase counts."""
    for length in range(min(_LONGEST_PHRASE, len(words) - at), 0, -1):
        joined = "".join(words[at : at + length])
        if concept := english_concept(joined):
            return length, (concept,)
    return (1, ()) if words[at] in _ENTERPRISE else (0, ())


def place_of(letters: str) -> frozenset[str]:
    """Return the codes of the division or seat that letters without spaces name: bvi, hk."""
    return _place(letters)


def shorter_brands(pieces: tuple[str, ...]) -> frozenset[str]:
    """Return what the brand of an English name may be, if words behind it are of a trade that no table knows."""
    cuts = range(1, len(pieces))
    return frozenset(
        loosen("".join(pieces[:at]))
        for at in cuts
        if all(len(word) >= _LEAST_UNKNOWN and not is_pinyin(word) for word in pieces[at:])
    )


@lru_cache(maxsize=20_000)
def translations(brand: str) -> frozenset[str]:
    """Return the English words, as letters, that a Chinese brand is translated by: 东方, oriental."""
    whole = _translated().get(brand, frozenset())
    if len(brand) < 2 * _LEAST_OF_BRAND:
        return whole
    halves = (brand[:_LEAST_OF_BRAND], brand[_LEAST_OF_BRAND:])
    spelt, told = ([ways(half) for half in halves] for ways in (_spelt, translations))
    mixed = (one + other for pair in ((spelt[0], told[1]), (told[0], spelt[1])) for one in pair[0] for other in pair[1])
    return whole | frozenset(mixed)


def _spelt(brand: str) -> frozenset[str]:
    return spellings(tuple(readings(character) or frozenset({character}) for character in brand))


@cache
def _translated() -> dict[str, frozenset[str]]:
    return {brand: frozenset(words) for brand, *words in tables.lines("brand_words")}


def brand_spellings(syllables: tuple[frozenset[str], ...]) -> frozenset[str]:
    """Return how a Chinese brand may be spelt in an English name."""
    return spellings(syllables)


@cache
def starts_of_brand(syllables: tuple[frozenset[str], ...]) -> frozenset[str]:
    """Return how the start of a Chinese brand may be spelt that a trade unknown to all tables stuck to: 藤韵松香."""
    return frozenset(spelt for at in range(_LEAST_OF_BRAND, len(syllables)) for spelt in spellings(syllables[:at]))


@cache
def _place(letters: str) -> frozenset[str]:
    return _places().get(loosen(letters), frozenset())


@cache
def _places() -> dict[str, frozenset[str]]:
    """Letters → codes of the divisions down to cities, and of seats, that are so spelt."""
    found: dict[str, set[str]] = {}
    for each in divisions():
        bare = bare_name(each.name)
        if each.level <= _CITY_LEVEL and each.is_current and len(bare) > 1:
            spelt = spellings(tuple(readings(character) or frozenset({character}) for character in bare))
            for letters in spelt - ({"shanxi"} if each.code == _SHAANXI else set()):
                found.setdefault(letters, set()).add(each.code)
    for letters, codes in _districts().items():
        if letters in found:  # Wuwei is 武威 and, below Wuhu, 无为市
            found[letters] |= {code for code in codes if code in _county_cities()}
    for name, code in seats().items():
        if name.isascii():
            found[loosen(name)] = {code}
    for usual, *old in tables.lines("postal_places"):
        for letters in old:
            found.setdefault(letters, set()).update(found.get(usual, ()))
    return {letters: frozenset(codes) for letters, codes in found.items()}


@cache
def _county_cities() -> frozenset[str]:
    return frozenset(each.code for each in divisions() if each.level > _CITY_LEVEL and each.name.endswith("市"))


@cache
def _districts() -> dict[str, frozenset[str]]:
    """Letters → codes of the counties and districts so spelt; one counts only behind its city."""
    found: dict[str, set[str]] = {}
    for each in divisions():
        bare = bare_name(each.name)
        if each.level > _CITY_LEVEL and each.is_current and len(bare) > 1:
            for letters in spellings(tuple(readings(character) or frozenset({character}) for character in bare)):
                found.setdefault(letters, set()).add(each.code)
    return {letters: frozenset(codes) for letters, codes in found.items()}


@cache
def _forms() -> frozenset[str]:
    return frozenset(tables.words("english_forms"))
