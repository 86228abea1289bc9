"""A person's name made ready: surname and given name, readings, spellings in Latin letters, hidden characters."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from disposal.eligibility.matching.characters import DOTS, MASK, clean, fold, has_han, is_mask
from disposal.eligibility.matching.pinyin import loosen, readings, spellings, surname_readings
from disposal.eligibility.matching.surnames import is_surname, surname_length

LONGEST = 60
"""Of a name only the first sixty characters are read."""

LONGEST_MASKED = 8
"""Of a masked name only the first eight characters are compared."""

KEPT_READY = 20_000
"""How many names are kept ready: namesakes stand on a list by the hundred, and each name is read once."""

_HIDDEN_BY_COURTS = re.compile("某[某甲乙丙丁戊己庚辛壬癸一二三四五六七八九十0-9]*")
_NOT_OF_A_NAME = re.compile(r"[\s\d,;:'\"`~!&|/\\<>()\[\]{}\-]")
_GAP = re.compile(r"[\s·•‧・.]+")
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
    order = _latin_order(text)
    if not order or not "".join(order[0]).strip("x"):
        return _wholly_hidden(text)
    return PersonName(text, is_latin=True, spelt="".join(order[0]), spellings=frozenset("".join(way) for way in order))


def _read_han(text: str, *, is_mask_exact: bool) -> PersonName | None:
    by_courts = _HIDDEN_BY_COURTS.sub(lambda run: MASK * (1 + run.group()[1:].count("某")), text)
    spelt = "".join(
        MASK if is_mask(character) else character
        for character in by_courts
        if character not in DOTS and not _NOT_OF_A_NAME.match(character)
    ).casefold()
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


def _latin_order(text: str) -> list[list[str]]:
    """Return the orders in which the words of a Latin name may stand for surname and given name, surname first.

    A comma or capitals mark the surname; where neither does, the last word, or the last two, may be it.
    """
    before, comma, after = text.partition(",")
    if comma and loosen(before) and loosen(after):
        return [[loosen(before), loosen(after)]]
    written = [word for word in _GAP.split(text.replace(",", " ")) if loosen(word)][:_MOST_TOKENS]
    words = [loosen(word) for word in written]
    capitals = [word.isupper() and len(word) > 1 for word in written]
    if any(capitals) and not all(capitals):
        return [
            [word for word, is_surname in zip(words, capitals, strict=True) if is_surname]
            + [word for word, is_surname in zip(words, capitals, strict=True) if not is_surname]
        ]
    turned = [words[-count:] + words[:-count] for count in range(1, min(len(words), 3))]
    return [order for order in (words, *turned) if order]


def starts_with_surname(name: PersonName) -> bool:
    """Say whether a name begins with a listed surname."""
    return is_surname(name.folded[: name.surname_length])
