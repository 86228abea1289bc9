"""Names that no romanisation of Chinese writes: Russian, Arabic, Malay, European; and their transcription in Chinese.

A Latin word is compared by its consonants and by its vowels, which two transliterations may write in neighbouring ways
(Sergey, Sergei; Ahmed, Ahmad). Two names agree if every word of the shorter is one of the longer: a patronymic or a
middle name may be left out, but two different ones part two people. A transcription (叶连娜·沃尔科娃) is compared by
broad classes of consonants (译音表 of 新华社 in outline) and the vowel at the start of each word.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations, product

from disposal.eligibility.vocabulary import tables
from disposal.eligibility.vocabulary.latin_systems import is_english_name, is_romanised
from disposal.eligibility.vocabulary.toneless import toneless
from disposal.eligibility.vocabulary.transcriptions import are_heard_alike, han_ways, latin_ways, listed
from disposal.eligibility.vocabulary.transliteration import DOT

_GAP = re.compile(r"[\s·•‧・.,;/|_-]+")
_APOSTROPHES = re.compile("['’‘ʻʼ`´]")
_HAN_ONLY = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
_MOST_WORDS = 5
_LONGEST = 80
_LEAST_TRANSCRIBED = 2
_LEAST_LETTERS = 4
_LEAST_WITH_PARTICLE = 3
_PARTICLES = frozenset(
    [
        *("bin", "ben", "ibn", "binti", "bint", "bte", "bt", "de", "la", "le", "van", "von", "der", "den", "di", "da"),
        *("del", "dos", "du", "ul", "ur", "und", "and", "y", "e"),
    ]
)
"""Words between names that lists write or leave out."""
_ARTICLES = frozenset(["al", "el"])
_SHORTENED = {"mohd": "muhammad", "muhd": "muhammad", "md": "muhammad"}
_SERVANT = re.compile("^abd(?:[aeu]l|[aeu](?=([rsdntz])\\1))(?=[a-z]{3})")
"""Abdul Rahman, Abdelrahman, Abdurrahman."""
_SPELT = (
    ("tsch|tch", "ch"), ("sch", "sh"), ("ph", "f"), ("kh", "h"), ("gh", "g"), ("ck|q|c(?=[aouklrt]|$)", "k"),
    ("c(?=[eiy])", "s"), ("x", "ks"), ("th", "t"), ("dh", "d"),
    ("d$", "t"), ("tz|ts", "C"), ("sh", "S"), ("ch", "X"),
    ("zh", "j"),
    ("w", "v"), ("z", "s"), ("^j(?=[uo])", "y"), ("(?<=.)h$", ""),
    ("ee", "i"), ("aa", "a"), ("oo", "u"), (r"([^aeiouy])\1", r"\1"),
)  # fmt: skip
_OTHERWISE = (
    ("ph", "p"),
    ("ph", "v"),
    ("ch(?=[aoulmnr])", "kh"),
    ("ch(?=[ol])", "c"),
    ("x", "ksh"),
    ("(?<=[rlw][kdspn])e$", ""),
)
"""How a part of a word may be written otherwise: Stephen, Steven; Michail, Mikhail; Laxmi, Lakshmi; Clarke."""
_RELATED = frozenset(["ae", "ea", "ei", "ie", "ou", "uo", "eu", "ue"])
_LEAST_WITHOUT_A = 5

_UMLAUTS = re.compile("[äöü]|[aou]\u0308")
_TOKENS = re.compile("[aeiouy]+|[^aeiouy]")


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as compared: its consonants, a dash before them if a vowel stands first, and the vowels between them.

    ``is_strict``: it writes an umlaut, so that no vowel stands for its neighbour: Müller is not Möller.
    """

    letters: str
    consonants: str
    vowels: tuple[str, ...]
    is_strict: bool = False


@dataclass(frozen=True, slots=True)
class ForeignName:
    """The words of a name, each in the forms that it may have, its initials, and the classes of its sounds.

    A transcription in Chinese has classes only. ``is_foreign``: it has a word that no Chinese name has.
    """

    words: tuple[tuple[_Word, ...], ...]
    initials: tuple[str, ...]
    classes: tuple[frozenset[str], ...]
    is_foreign: bool = True

    @property
    def codes(self) -> frozenset[str]:
        """Return the codes by which two names that agree are found."""
        pairs = (pair for one, other in combinations(self.classes, 2) for pair in product(one, other))
        found = {f"~{'.'.join(sorted(pair))}" for pair in pairs}
        for at, forms in enumerate(self.words):
            others = [form for to, each in enumerate(self.words) if to != at for form in each]
            for form in forms:
                found.update(".".join(sorted((form.consonants, other.consonants))) for other in others)
                found.update(f"{form.consonants}:{other.letters[0]}" for other in others)
                found.update(f"{form.consonants}:{initial}" for initial in self.initials)
        return frozenset(found)


def read_foreign(text: str) -> ForeignName | None:
    """Read a name in Latin letters, titles removed; None if every word of it may be Chinese, or it has one word."""
    plain = _APOSTROPHES.sub("", toneless(text[:_LONGEST].casefold()))
    written = [word for word in _GAP.split(plain) if word.isascii() and word.isalpha()][: _MOST_WORDS + 2]
    words = [word for word in _joined(written) if len(word) > 1][:_MOST_WORDS]
    initials = tuple(word for word in written if len(word) == 1)
    is_short = len(words) == 1 and bool(initials)
    is_foreign = not all(map(_may_be_chinese, written))
    is_english = any(map(is_english_name, words))
    if not words or len(words) + len(initials) < 2 or not (is_foreign or is_short or is_english):
        return None
    marked = frozenset(toneless(word) for word in _GAP.split(text.casefold()) if _UMLAUTS.search(word))
    forms = tuple(tuple(dict.fromkeys(_read_forms(word, is_strict=word in marked))) for word in words)
    classes = tuple(latin_ways(word.rpartition("~")[2]) for word in words) if is_foreign or is_english else ()
    return ForeignName(forms, initials, classes, is_foreign=is_foreign)


def read_transcription(text: str) -> ForeignName | None:
    """Read a name in Chinese characters with dots between its words; None for another name."""
    parts = [part for part in DOT.split(text[:_LONGEST]) if part]
    if not 1 < len(parts) <= _MOST_WORDS or not all(map(_HAN_ONLY.fullmatch, parts)):
        return None
    classes = tuple(map(han_ways, parts))
    return ForeignName((), (), classes) if all(classes) else None


def agree(a: ForeignName, b: ForeignName) -> bool:
    """Return whether two names may be of one person."""
    if not a.is_foreign and not b.is_foreign:
        return False
    if a.words and b.words:
        return _words_agree(a, b)
    if not a.words and not b.words:
        return False  # two transcriptions are compared as names of minorities are
    if min(len(a.classes), len(b.classes)) < _LEAST_TRANSCRIBED:
        return False
    shorter, longer = sorted((list(a.classes), list(b.classes)), key=len)
    for each in shorter:
        found = next((ways for ways in longer if are_heard_alike(each, ways)), None)
        if found is None:
            return False
        longer.remove(found)
    return True


def middle_initials(words: Sequence[str]) -> tuple[str, ...]:
    """Return the initials that stand beside two words of a name or more, sorted: of John A. Smith."""
    initials = sorted(word for word in words if len(word) == 1)
    return tuple(initials) if len(words) - len(initials) > 1 else ()


def _words_agree(a: ForeignName, b: ForeignName) -> bool:
    """Return whether all words of one name are words of the other, initials standing for words; at least two agree."""
    left, right = _unmatched(a.words, b.words)
    matched = len(a.words) - len(left)
    left, from_initials = _without_initials(left, b.initials)
    right, to_initials = _without_initials(right, a.initials)
    if (left and right) or not matched or matched + from_initials + to_initials < 2:
        return False
    open_a, open_b = len(a.initials) - to_initials, len(b.initials) - from_initials
    if open_a and open_b and sorted(a.initials) != sorted(b.initials):
        return False
    return not (open_a and right) and not (open_b and left)


def _unmatched(
    a: Sequence[tuple[_Word, ...]], b: Sequence[tuple[_Word, ...]]
) -> tuple[list[tuple[_Word, ...]], list[tuple[_Word, ...]]]:
    """Return the words of each name that the other has not."""
    left, right = [], list(b)
    for forms in a:
        found = next((each for each in right if any(_alike(one, other) for one in forms for other in each)), None)
        if found is None:
            left.append(forms)
        else:
            right.remove(found)
    return left, right


def _without_initials(words: list[tuple[_Word, ...]], initials: tuple[str, ...]) -> tuple[list[tuple[_Word, ...]], int]:
    """Return the words for which no initial of the other name stands, and how many initials stand for words."""
    rest, given = list(words), list(initials)
    for forms in words:
        if forms[0].letters[0] in given:
            given.remove(forms[0].letters[0])
            rest.remove(forms)
    return rest, len(initials) - len(given)


def _alike(a: _Word, b: _Word) -> bool:
    """Return whether two words have the same consonants, and vowels that one name may be written with."""
    if a.letters == b.letters:
        return True
    if a.is_strict or b.is_strict:
        return False
    if listed(a.letters) and listed(a.letters) == listed(b.letters):
        return True
    if a.consonants != b.consonants:
        return False
    last = len(a.vowels) - 1
    droppable = "aei" if last > _LEAST_WITHOUT_A else "ei"
    return all(
        _are_near(one, other, is_last=at == last, droppable=droppable)
        for at, (one, other) in enumerate(zip(a.vowels, b.vowels, strict=True))
    )


def _are_near(one: str, other: str, *, is_last: bool, droppable: str) -> bool:
    """Return whether two groups of vowels may be one: equal, neighbours (a, e; o, u), or one left out inside."""
    if one == other:
        return True
    if is_last:
        return bool(one and other) and (one[-1] == other[-1] or {one[-1], other[-1]} == {"o", "u"})
    if {one, other} == {"a", "ai"}:
        return False  # Saad and Saeed
    if not one or not other:
        return (one or other) in droppable
    return bool(set(one) & set(other)) or any(x + y in _RELATED for x in one for y in other)


def _joined(words: list[str]) -> Iterator[str]:
    """Yield the words of a name without particles; an article or Abdul is joined to its word: al~harbi."""
    before, is_vietnamese = "", any(word in _vietnamese() for word in words)
    for word in words:
        if before:
            yield before + ("~" if before in _ARTICLES else "") + word
            before = ""
        elif word in _ARTICLES or re.fullmatch("abd[aeu][lrsdntz]|mac|mc|abu", word):
            before = word
        elif word not in _PARTICLES or len(words) < _LEAST_WITH_PARTICLE or is_vietnamese:
            yield _SHORTENED.get(word, word)
    if before:
        yield before


def _read_forms(word: str, *, is_strict: bool) -> Iterator[_Word]:
    yield from (replace(_read(form), is_strict=is_strict) for form in _forms(word))


def _forms(word: str) -> tuple[str, ...]:
    return (word.replace("~", ""), word.partition("~")[2]) if "~" in word else _full_forms(word)


def _full_forms(word: str) -> tuple[str, ...]:
    """Return a word, the names that it is short for, and it without an h that only says how a p is breathed: Thai."""
    others = (re.sub(spelt, other, word) for spelt, other in _OTHERWISE)
    return tuple(dict.fromkeys((word, *_in_full().get(word, ()), *others)))


@cache
def _in_full() -> dict[str, tuple[str, ...]]:
    """Return the short forms of given names → the names they stand for: bill, william."""
    return {short: tuple(names) for short, *names in tables.lines("short_given_names")}


@cache
def _vietnamese() -> frozenset[str]:
    """Return the Vietnamese surnames, before which Van is a name: Nguyen Van Thanh."""
    return frozenset(row[0] for row in tables.lines("vietnamese_surnames") if len(row[0]) >= _LEAST_LETTERS)


@cache
def _may_be_chinese(word: str) -> bool:
    return len(word) < _LEAST_LETTERS or is_romanised(word)


@cache
def _read(word: str) -> _Word:
    spelt = _SERVANT.sub("abd", word)
    for pattern, usual in _SPELT:
        spelt = re.sub(pattern, usual, spelt)
    consonants, vowels = [], [""]
    for token in _TOKENS.findall(spelt):
        if token[0] in "aeiouy":
            vowels[-1] = token.replace("y", "i").replace("ii", "i")
        else:
            consonants.append(token)
            vowels.append("")
    return _Word(word, ("-" if vowels[0] else "") + "".join(consonants), tuple(vowels))
