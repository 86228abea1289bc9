"""Parse a person's name: surname and given name, readings, Latin spellings, hidden characters."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import islice, product

from disposal.eligibility.likeness.latin_words import LEAST_LETTERS, mended
from disposal.eligibility.matching.characters import DOTS, MASK, REPEATING, clean, fold, has_han, is_mask
from disposal.eligibility.vocabulary.cantonese import name_codes, spelling_codes
from disposal.eligibility.vocabulary.foreign_names import ForeignName, middle_initials, read_foreign, read_transcription
from disposal.eligibility.vocabulary.latin_systems import initials_in_pinyin, is_pinyin, is_romanised, read_latin
from disposal.eligibility.vocabulary.pinyin import figured, loosen, readings, spellings, surname_readings
from disposal.eligibility.vocabulary.surnames import (
    is_rare_in_pinyin,
    is_surname,
    spelt_before_initials,
    surname_length,
)
from disposal.eligibility.vocabulary.toneless import umlauts_spelt_out
from disposal.eligibility.vocabulary.transliteration import name_codes as minority_codes

LONGEST = 60
"""Only the first 60 characters of a name are read."""

LONGEST_MASKED = 8
"""Only the first 8 characters of a masked name are compared."""

KEPT_READY = 20_000
"""Size of the cache of parsed names; a list can have hundreds of namesakes."""

_HIDDEN_BY_COURTS = re.compile("某[某甲乙丙丁戊己庚辛壬癸一二三四五六七八九十0-9]*")
_REPEATED = re.compile(f"(.){REPEATING}")
_UMLAUT = re.compile(r"\b[ln](?:v|ü|yu)e?\b")
_GAP = re.compile(r"[\s·•‧・.]+")
_LATIN_GAP = re.compile(r"[\s·•‧・.,;/|_]+")
_CAMEL = re.compile("(?<=[a-z])(?=[A-Z])")
TITLES = frozenset(
    [
        *("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "madam", "madame", "mme", "jr", "sr"),
        *("esq", "mdm", "capt", "rev", "dato", "datuk", "datin", "ceo", "cfo", "coo", "cto", "chairman", "chairwoman"),
        *("chairperson", "director", "manager", "president", "secretary", "partner", "lawyer", "solicitor", "phd"),
        *(
            "cpa",
            "mba",
            "llb",
            "obe",
            "mbe",
            "gbs",
            "sbs",
            "bbs",
            "gbm",
            "executive",
            "managing",
            "deputy",
            "shareholder",
        ),
        *("guarantor", "borrower", "debtor", "deceased"),
    ]
)
"""Titles and posts before or after a Latin name; none is a pinyin syllable, nor initials that a name may have."""

_OF_FIRMS = frozenset(["ltd", "limited", "inc", "llc", "llp", "plc", "corp", "gmbh"])
_MOST_TOKENS = 5
LONGEST_SPELT = 5
"""Only names of up to this many characters are spelt as in Hong Kong."""
_LEAST_OF_MINORITY = 3
_LEAST_TRANSCRIBED = 4


@dataclass(frozen=True, slots=True)
class PersonName:
    """A parsed name of a person, ready for comparison; fields that do not apply to its script are empty.

    ``converted``: the pinyin that a Latin name in another system stands for. ``cantonese``: its syllables, if it may
    be spelt as in Hong Kong. ``codes``: the codes by which such a spelling and a Han name meet. ``initials``: surname
    and initials of a full name, as wang:zq; ``short``: of a name written so; ``abroad``: what these may be in pinyin.
    ``figured``: Latin words with their tones as figures. ``minority``: the codes of a name of a minority.
    ``writes_umlaut``: a Latin name with LYU, LV or LÜ, which no LU is. ``is_beside_han``: a Latin name in one cell
    with a Chinese one, which decides. ``foreign``: a name that is no Chinese one. ``words``: those of a Latin name;
    ``middle``: its initials.
    """

    written: str
    is_latin: bool
    spelt: str = field(default="")
    folded: str = field(default="")
    surname_length: int = field(default=0)
    syllables: tuple[frozenset[str], ...] = field(default=())
    spellings: frozenset[str] = field(default=frozenset())
    letters: str = field(default="")
    is_masked: bool = field(default=False)
    is_mask_exact: bool = field(default=True)
    converted: frozenset[str] = field(default=frozenset())
    cantonese: tuple[tuple[str, ...], ...] = field(default=())
    codes: frozenset[str] = field(default=frozenset())
    initials: frozenset[str] = field(default=frozenset())
    short: frozenset[str] = field(default=frozenset())
    abroad: frozenset[str] = field(default=frozenset())
    figured: tuple[str, ...] = field(default=())
    minority: frozenset[str] = field(default=frozenset())
    writes_umlaut: bool = field(default=False)
    is_beside_han: bool = field(default=False)
    foreign: ForeignName | None = field(default=None)
    words: tuple[str, ...] = field(default=())
    middle: tuple[str, ...] = field(default=())

    @property
    def visible(self) -> tuple[int, ...]:
        """Return the positions of the visible characters, among the first eight."""
        if not self.is_masked:
            return tuple(range(min(len(self.folded), LONGEST_MASKED)))
        return tuple(at for at, character in enumerate(self.folded[:LONGEST_MASKED]) if character != MASK)

    @property
    def is_too_hidden(self) -> bool:
        """Return whether a masked name shows only a surname or one character, which proves nothing alone."""
        visible = self.visible
        return self.is_masked and (len(visible) < 2 or visible[-1] < self.surname_length)

    @property
    def surname(self) -> str:
        """Return the simplified surname; empty for a Latin name or a hidden surname."""
        surname = self.folded[: self.surname_length]
        return "" if MASK in surname else surname

    @property
    def given(self) -> str:
        """Return the simplified given name."""
        return self.folded[self.surname_length :]


@lru_cache(maxsize=KEPT_READY)
def read_person_name(written: str, *, is_mask_exact: bool = True) -> PersonName | None:
    """Parse a name for comparison; None if the text has no letter.

    ``is_mask_exact``: each mask hides one character; otherwise a run of masks hides one or more.
    """
    text = clean(written[:LONGEST])
    if has_han(text):
        return _read_han(text, is_mask_exact=is_mask_exact)
    orders = _latin_orders(text)
    if not orders or not orders[0].strip("x"):
        return _wholly_hidden(text)
    words = [word for word in re.split(r"[\s·•,;/|_.]+", text) if word and loosen(word) not in TITLES]
    reading, plain = read_latin(words), tuple(filter(None, map(loosen, words)))
    return PersonName(
        text,
        is_latin=True,
        spelt=orders[0],
        spellings=frozenset([*orders, *_latin_orders(umlauts_spelt_out(text))]),
        converted=(reading.pinyin | _without_slip(plain)) - frozenset(orders),
        cantonese=reading.syllables,
        codes=frozenset(code for each in reading.syllables for code in spelling_codes(each)),
        short=reading.initials,
        abroad=initials_in_pinyin(reading.initials),
        initials=_with_first(reading.full_initials),
        figured=_figured_orders(text),
        minority=minority_codes(text),
        writes_umlaut=bool(_UMLAUT.search(_LATIN_GAP.sub(" ", _without_tones(text)))),
        foreign=None if _OF_FIRMS & set(plain) else read_foreign(" ".join(words)),
        words=plain,
        middle=middle_initials(plain),
    )


def _without_slip(words: tuple[str, ...]) -> frozenset[str]:
    """Return the pinyin of a name of which one word is none, but would be with two letters swapped or undoubled."""
    wrong = [word for word in words if not is_romanised(word)]
    if len(wrong) != 1 or len(wrong[0]) < LEAST_LETTERS or len(words) == 1:
        return frozenset()
    right = [word for word in mended(wrong[0]) if is_pinyin(word)]
    orders = ([each if word == wrong[0] else word for word in words] for each in right)
    return frozenset("".join(order[at:] + order[:at]) for order in orders for at in range(len(order)))


def _without_tones(text: str) -> str:
    """Return Latin letters in lower case without the marks of tones; ü stays: lǚ is lü."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    letters = (mark for mark in decomposed if mark == "\u0308" or not unicodedata.combining(mark))
    return unicodedata.normalize("NFC", "".join(letters))


def _read_han(text: str, *, is_mask_exact: bool) -> PersonName | None:
    by_courts = _HIDDEN_BY_COURTS.sub(lambda run: MASK * (1 + run.group()[1:].count("某")), text)
    spelt = "".join(map(_compared, by_courts)).casefold()
    spelt = _REPEATED.sub(r"\1\1", spelt) if REPEATING in spelt else spelt
    folded = fold(spelt)
    is_masked = MASK in folded
    length = surname_length(folded)
    syllables = () if is_masked else _syllables(spelt, folded, length)
    spelled = frozenset() if is_masked else spellings(syllables)
    return PersonName(
        text,
        is_latin=False,
        spelt=spelt,
        folded=folded,
        surname_length=length,
        syllables=syllables,
        spellings=spelled,
        codes=frozenset() if is_masked or len(folded) > LONGEST_SPELT else name_codes(folded, length),
        initials=frozenset() if is_masked else _initials(folded[:length], syllables[length:]),
        minority=frozenset() if is_masked or len(folded) < _LEAST_OF_MINORITY else minority_codes(fold(text)),
        letters="".join(sorted(folded)),
        foreign=None if is_masked or len(folded) < _LEAST_TRANSCRIBED else read_transcription(text),
        is_masked=is_masked,
        is_mask_exact=not is_masked or (is_mask_exact and by_courts == text),
    )


@cache
def _compared(character: str) -> str:
    """Return the character as compared in a Han name: letters and masks are kept, digits and signs dropped."""
    if is_mask(character):
        return MASK
    category = unicodedata.category(character)
    is_letter = category in {"Lu", "Ll", "Lo", "Lt", "Nl", "Co"} or character == REPEATING
    return character if is_letter and character not in DOTS else ""


def _syllables(spelt: str, folded: str, length: int) -> tuple[frozenset[str], ...]:
    """Return the readings of each character, in its written and its simplified form."""
    surname = surname_readings(folded[:length])
    simplified = (*surname, *(readings(character) for character in folded[length:]))
    return tuple(
        (found | readings(character)) or frozenset({character})
        for found, character in zip(simplified, spelt, strict=True)
    )


def _initials(surname: str, given: tuple[frozenset[str], ...]) -> frozenset[str]:
    """Return surname and initials of a Han name in pinyin, as wang:zq."""
    letters = islice(product(*map(_first_letters, given)), _MOST_TOKENS)
    spelt = spelt_before_initials(surname)
    return _with_first([f"{surname}:{''.join(each)}" for each in letters for surname in spelt])


def _with_first(found: Iterable[str]) -> frozenset[str]:
    """Return surnames and initials, those of a rare surname with the first initial alone too: Zhuge W."""
    parts = [each.partition(":") for each in found]
    first = (f"{surname}:{letters[:1]}" for surname, _, letters in parts if is_rare_in_pinyin(surname))
    return frozenset([*map("".join, parts), *first])


@cache
def _first_letters(found: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted({each[:1] for each in found}))


def _figured_orders(text: str) -> tuple[str, ...]:
    """Return a Latin name that writes tones, in both word orders, with its tones as figures."""
    words = [each for each in map(figured, _LATIN_GAP.split(text)) if each]
    if not any(character.isdigit() for word in words for character in word):
        return ()
    return ("".join(words), "".join([words[-1], *words[:-1]]))


def _wholly_hidden(text: str) -> PersonName | None:
    """Return a name that consists only of masks, such as ``***``."""
    masks = "".join(MASK for character in text if is_mask(character))
    if not masks or len(masks) < len(_GAP.sub("", text)):
        return None
    return PersonName(text, is_latin=False, spelt=masks, folded=masks, is_masked=True, is_mask_exact=False)


def _latin_orders(text: str) -> list[str]:
    """Return the spellings of a Latin name in all possible word orders, the written order first.

    Neither commas nor capitals show reliably which word is the surname, so each word may come first. Words in capitals
    are also moved to the front. Titles are removed; one more variant omits single letters.
    """
    written = _words(text)
    words = [loosen(word) for word in written]
    initials = [word for word in words if len(word) > 1]
    capitals = [word.isupper() and len(word) > 1 for word in written]
    by_capitals = [word for _, word in sorted(zip(capitals, words, strict=True), key=lambda pair: not pair[0])]
    orders = [each[at:] + each[:at] for each in (words, by_capitals) for at in range(len(each))]
    if 1 < len(initials) < len(words):
        orders += [initials[at:] + initials[:at] for at in range(len(initials))]
    return list(dict.fromkeys("".join(order) for order in orders))


def _words(text: str) -> list[str]:
    """Return at most five words of a Latin name, without titles if another word is left."""
    words = [word for word in _LATIN_GAP.split(_CAMEL.sub(" ", text)) if loosen(word)]
    named = [word for word in words if loosen(word) not in TITLES] or words
    if len(named) == 1:
        named = [word for word in named[0].split("-") if loosen(word)]
    return named[:_MOST_TOKENS]


def starts_with_surname(name: PersonName) -> bool:
    """Return whether a name begins with a listed surname."""
    return is_surname(name.folded[: name.surname_length])
