"""A person's name made ready: surname and given name, readings, spellings in Latin letters, hidden characters."""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache, lru_cache

from disposal.eligibility.matching.characters import DOTS, MASK, REPEATING, clean, fold, has_han, is_mask
from disposal.eligibility.matching.pinyin import loosen, readings, spellings, surname_readings
from disposal.eligibility.matching.surnames import is_surname, surname_length

LONGEST = 60
"""Of a name only the first sixty characters are read."""

LONGEST_MASKED = 8
"""Of a masked name only the first eight characters are compared."""

KEPT_READY = 20_000
"""How many names are kept ready: namesakes stand on a list by the hundred, and each name is read once."""

_HIDDEN_BY_COURTS = re.compile("某[某甲乙丙丁戊己庚辛壬癸一二三四五六七八九十0-9]*")
_GAP = re.compile(r"[\s·•‧・.]+")
_LATIN_GAP = re.compile(r"[\s·•‧・.,;/|_]+")
_CAMEL = re.compile("(?<=[a-z])(?=[A-Z])")
TITLES = frozenset(
    ["mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "madam", "madame", "mme", "jr", "sr", "esq"]
)
"""Words before or behind a Latin name that are no part of it; none is a syllable of pinyin."""

_MOST_TOKENS = 5


@dataclass(frozen=True, slots=True)
class PersonName:
    """One name of a person, ready to be compared; what does not apply to its script is empty."""

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

    @property
    def visible(self) -> tuple[int, ...]:
        """Return the places of the characters that can be seen, among the first eight."""
        return tuple(at for at, character in enumerate(self.folded[:LONGEST_MASKED]) if character != MASK)

    @property
    def is_too_hidden(self) -> bool:
        """Say whether a masked name shows no more than a surname or one character: nothing follows from it alone."""
        visible = self.visible
        return self.is_masked and (len(visible) < 2 or visible[-1] < self.surname_length)

    @property
    def surname(self) -> str:
        """Return the surname, simplified; of a name in Latin letters or with its surname hidden, nothing."""
        surname = self.folded[: self.surname_length]
        return "" if MASK in surname else surname

    @property
    def given(self) -> str:
        """Return the given name, simplified."""
        return self.folded[self.surname_length :]


@lru_cache(maxsize=KEPT_READY)
def read_person_name(written: str, *, is_mask_exact: bool = True) -> PersonName | None:
    """Return a name ready to be compared, or nothing where the text has no letter.

    ``is_mask_exact``: each mask hides one character; otherwise a run of masks hides one or more.
    """
    text = clean(written[:LONGEST])
    if has_han(text):
        return _read_han(text, is_mask_exact=is_mask_exact)
    orders = _latin_orders(text)
    if not orders or not orders[0].strip("x"):
        return _wholly_hidden(text)
    return PersonName(text, is_latin=True, spelt=orders[0], spellings=frozenset(orders))


def _read_han(text: str, *, is_mask_exact: bool) -> PersonName | None:
    by_courts = _HIDDEN_BY_COURTS.sub(lambda run: MASK * (1 + run.group()[1:].count("某")), text)
    spelt = "".join(map(_compared, by_courts)).casefold()
    folded = fold(spelt)
    is_masked = MASK in folded
    length = surname_length(folded)
    syllables = () if is_masked else _syllables(spelt, folded, length)
    return PersonName(
        text,
        is_latin=False,
        spelt=spelt,
        folded=folded,
        surname_length=length,
        syllables=syllables,
        spellings=frozenset() if is_masked else spellings(syllables),
        letters="".join(sorted(folded)),
        is_masked=is_masked,
        is_mask_exact=not is_masked or (is_mask_exact and by_courts == text),
    )


@cache
def _compared(character: str) -> str:
    """Return what of a name written in Han characters is compared: letters and masks, neither digits nor signs."""
    if is_mask(character):
        return MASK
    category = unicodedata.category(character)
    is_letter = category in {"Lu", "Ll", "Lo", "Lt", "Nl", "Co"} or character == REPEATING
    return character if is_letter and character not in DOTS else ""


def _syllables(spelt: str, folded: str, length: int) -> tuple[frozenset[str], ...]:
    """Return the readings of each character, of the form written and of its simplified form."""
    surname = surname_readings(folded[:length])
    simplified = (*surname, *(readings(character) for character in folded[length:]))
    return tuple(
        (found | readings(character)) or frozenset({character})
        for found, character in zip(simplified, spelt, strict=True)
    )


def _wholly_hidden(text: str) -> PersonName | None:
    """Return a name of which only masks are written, such as ``***``."""
    masks = "".join(MASK for character in text if is_mask(character))
    if not masks or len(masks) < len(_GAP.sub("", text)):
        return None
    return PersonName(text, is_latin=False, spelt=masks, folded=masks, is_masked=True, is_mask_exact=False)


def _latin_orders(text: str) -> list[str]:
    """Return the spellings of a Latin name in the orders in which its words may stand, as written first.

    Neither a comma nor capitals decide which word is the surname: both are put behind either. A word in capitals among
    others is put in front as well. Titles are no part of a name; nor, in one more reading, are single letters.
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
    """Return the words of a Latin name, at most five, without titles where more than one word is left."""
    words = [word for word in _LATIN_GAP.split(_CAMEL.sub(" ", text)) if loosen(word)]
    named = [word for word in words if loosen(word) not in TITLES] or words
    if len(named) == 1:
        named = [word for word in named[0].split("-") if loosen(word)]
    return named[:_MOST_TOKENS]


def starts_with_surname(name: PersonName) -> bool:
    """Say whether a name begins with a listed surname."""
    return is_surname(name.folded[: name.surname_length])
