"""Words in Latin letters that are one but for a slip (Freight, Frieght), or of which one is cut short (Mfg).

A slip counts only where it leaves the consonants and both ends as they are: two neighbours swapped, a letter doubled, a
vowel wrong or left out. François and Françoise, Petrov and Petrova, Marina and Martina are two.
"""

from collections.abc import Sequence

from disposal.eligibility.likeness.slips import is_one_slip, undoubled

LEAST_LETTERS = 6
"""A word of this length tells enough to be known with a slip."""

LEAST_SHARED_START = 3
_VOWELS = frozenset("aeiouy")
_LEAST_CUT = 3
_LEAST_WITH_A_LETTER_LOST = 8
_ENDINGS = frozenset(["ment", "ments", "s"])
_LEAST_WORDS = 2


def skeleton(word: str) -> str:
    """Return what two words have in common that differ by a slip: both ends, and the consonants in any order."""
    return f"{word[:1]}{''.join(sorted(set(word) - _VOWELS))}{word[-1:]}"


def is_slip_in_word(one: str, other: str) -> bool:
    """Return whether two words differ by one slip."""
    if one == other or max(len(one), len(other)) < LEAST_LETTERS or skeleton(one) != skeleton(other):
        return False
    a, b = undoubled(one), undoubled(other)
    if a == b or _is_same_but_for_vowel(a, b):
        return True
    return len(a) == len(b) and sorted(a) == sorted(b) and is_one_slip(a, b)


def _is_same_but_for_vowel(a: str, b: str) -> bool:
    """Return whether one vowel is wrong or left out and all consonants are the same; a wrong one in a long word only.

    Muller and Moller are two.
    """
    if len(a) == len(b) <= LEAST_LETTERS:
        return False
    consonants = [[letter for letter in word if letter not in _VOWELS] for word in (a, b)]
    return consonants[0] == consonants[1] and is_one_slip(a, b)


def is_cut_short(short: str, long: str) -> bool:
    """Return whether a word is another cut short: behind a consonant (Cap for Capital), or inside (Hldgs for Holdings).

    Land is no short form of Landscape, nor Sun of Sunrise: a word is cut short where a vowel follows.
    """
    if not _LEAST_CUT <= len(short) <= len(long) - 2 or short[0] != long[0] or short[-1] in _VOWELS:
        return False
    if long.startswith(short):
        return long[len(short)] in _VOWELS or long[len(short) :] in _ENDINGS
    if short[-1] != long[-1] or (set(short[1:]) & _VOWELS and not long.startswith(short[:-1])):
        return False  # Elektrik is no short form of Elektronik; Bros is one of Brothers
    left = iter(long)
    return all(letter in left for letter in short)


def are_same_words(one: Sequence[str], other: Sequence[str]) -> bool:
    """Return whether two names have the same words in one order, one with a slip, any behind the first cut short."""
    if (
        len(one) != len(other)
        or len(one) < _LEAST_WORDS
        or one[0][:LEAST_SHARED_START] != other[0][:LEAST_SHARED_START]
    ):
        return False
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    slips = [pair for pair in pairs if is_slip_in_word(*pair) or _is_letter_lost(*pair)]
    is_first_cut = one[0] != other[0] and (one[0], other[0]) not in slips
    cut = [pair for pair in pairs if pair not in slips and is_cut_short(*sorted(pair, key=len))]
    return not is_first_cut and len(slips) <= 1 and len(slips) + len(cut) == len(pairs) < len(one)


def _is_letter_lost(one: str, other: str) -> bool:
    """Return whether a long word has lost a letter inside: Eletronics. In a person's name it would be another."""
    short, long = sorted((one, other), key=len)
    if len(short) < _LEAST_WITH_A_LETTER_LOST or len(long) != len(short) + 1:
        return False
    ends = short[:LEAST_SHARED_START], short[-LEAST_SHARED_START:]
    return long.startswith(ends[0]) and long.endswith(ends[1]) and is_one_slip(short, long)


def mended(word: str) -> frozenset[str]:
    """Return what a word is with two neighbours swapped, or with its doubled letters once."""
    swapped = (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1))
    return frozenset([*swapped, undoubled(word)]) - {word}


def outline(words: Sequence[str]) -> str:
    """Return what names of the same words have in common: the start of the first, and the initials of the others."""
    return words[0][:LEAST_SHARED_START] + "." + "".join(word[0] for word in words[1:])
