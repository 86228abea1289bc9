"""Compare two names of persons: equal, other script, one character mistyped, reordered, or masked."""

import re
from collections import Counter
from itertools import islice, pairwise, product
from typing import NamedTuple

from disposal.eligibility.likeness.latin_words import is_slip_in_word
from disposal.eligibility.matching.characters import (
    FIRST_BY_PARTS,
    FIRST_BY_SHAPE,
    MASK,
    has_own_form,
)
from disposal.eligibility.matching.commonness import are_both_usual, is_common, is_slip_of_hand, shared_shapes
from disposal.eligibility.matching.match import Manner
from disposal.eligibility.matching.person_name import LONGEST_MASKED, PersonName, starts_with_surname
from disposal.eligibility.vocabulary.cantonese import fits
from disposal.eligibility.vocabulary.foreign_names import agree
from disposal.eligibility.vocabulary.latin_systems import are_initials_abroad, is_romanised
from disposal.eligibility.vocabulary.pinyin import spellings, toned_readings
from disposal.eligibility.vocabulary.surnames import popular_form, surname_percent
from disposal.eligibility.vocabulary.transcriptions import are_one_transcription, listed
from disposal.eligibility.vocabulary.transliteration import is_spelt_otherwise

_LEAST_AGREEING = 2
_MOST_TONED = 96
_USUAL_SURNAME_PERCENT = 0.05
_LISTED_SURNAME_PERCENT = 0.03
_RUNS = re.compile(r"\*+|[^*]+")


class NameMatch(NamedTuple):
    """How two names match: the manner, a score, and a detail for the sentence."""

    manner: Manner
    score: float
    detail: str = ""


DIFFERENT = NameMatch(Manner.different, 0.0)
_EQUAL = NameMatch(Manner.equal, 0.85)
_HIDDEN = NameMatch(Manner.hidden, 0.3)
_TURNED = NameMatch(Manner.transposed, 0.3, "given")
_TRANSLITERATED = NameMatch(Manner.transliterated, 0.6)


def compare_person_names(a: PersonName, b: PersonName) -> NameMatch:
    """Compare two names of persons."""
    if a.is_masked or b.is_masked:
        return _compare_masked(a, b)
    if a.is_latin or b.is_latin:
        return _compare_latin(a, b)
    if a.folded == b.folded:
        return _EQUAL if a.spelt == b.spelt else NameMatch(Manner.variant, 0.83)
    if a.minority or b.minority:
        are_one = a.minority & b.minority or are_one_transcription(a.written, b.written)
        are_one = are_one or is_spelt_otherwise(a.folded, b.folded)
        return _TRANSLITERATED if are_one else DIFFERENT
    return _compare_han(a, b) if len(a.folded) == len(b.folded) else DIFFERENT


def _compare_han(a: PersonName, b: PersonName) -> NameMatch:
    """Compare two different names of the same length: one character differs, or only the order does."""
    differing = [at for at, (one, other) in enumerate(zip(a.folded, b.folded, strict=True)) if one != other]
    if len(differing) > 1:
        return _compare_turned(a, b)
    if len(a.folded) < _LEAST_AGREEING:
        return DIFFERENT
    at = differing[0]
    if is_slip_of_hand(a.folded[at], b.folded[at], is_surname=not at):
        return NameMatch(Manner.lookalike, 0.58, f"{a.folded[at]}/{b.folded[at]}")
    shared = a.syllables[at] & b.syllables[at]
    if shared:
        return _compare_by_sound(a, b, at=at, shared=shared)
    groups = shared_shapes(a.folded[at], b.folded[at])
    if _are_two_usual(a, b, at=at):
        return DIFFERENT  # 缪 and 廖, 芳 and 芬
    if len(a.folded) == _LEAST_AGREEING and all(is_common(name.surname, name.given) for name in (a, b)):
        return DIFFERENT  # 王梅 and 王敏: two usual names, of which neither looks like a slip of the other
    if groups and (len(a.folded) > _LEAST_AGREEING or min(groups) < FIRST_BY_PARTS):
        return NameMatch(Manner.lookalike, 0.58 if len(a.folded) > 2 else 0.52, f"{a.folded[at]}/{b.folded[at]}")
    return DIFFERENT


def _compare_by_sound(a: PersonName, b: PersonName, *, at: int, shared: frozenset[str]) -> NameMatch:
    """Compare two names of which one character differs and sounds alike.

    A name of two characters never meets another by sound. A longer one does only where surname and given name are not
    both common, and only in the given name: a surname that sounds alike is another surname, unless it looks alike too
    and is no surname (侯, 候), or people write it in two ways (肖, 萧). A character that the standard of 2013
    restored is no writing error.
    """
    one, other = a.folded[at], b.folded[at]
    if not at and popular_form(one) and popular_form(one) == popular_form(other):
        return NameMatch(Manner.lookalike, 0.58, f"{one}/{other}")
    if at < max(a.surname_length, b.surname_length):
        are_alike = _look_alike(one, other)
        is_misread = are_alike and not _are_two_usual(a, b, at=at)
        return NameMatch(Manner.lookalike, 0.55, f"{one}/{other}") if is_misread else DIFFERENT
    if len(a.folded) <= _LEAST_AGREEING or has_own_form(one) or has_own_form(other):
        return DIFFERENT
    are_common = [is_common(name.surname, name.given) for name in (a, b)]
    if _look_alike(one, other) and not all(are_common) and not are_both_usual(a, b, at=at):
        return NameMatch(Manner.lookalike, 0.58, f"{one}/{other}")
    return DIFFERENT if any(are_common) else NameMatch(Manner.homophone, 0.6, min(shared))


def _look_alike(one: str, other: str) -> bool:
    """Return whether two characters that sound alike are look-alikes too, by more than their larger part."""
    return min(shared_shapes(one, other), default=FIRST_BY_SHAPE) < FIRST_BY_SHAPE


def _are_two_usual(a: PersonName, b: PersonName, *, at: int) -> bool:
    """Return whether two names differ in a character that is usual in both at its place, so that neither is a slip.

    Of two surnames people must bear both, and many one of them: 金 and 全; 谌 is misread as 湛.
    """
    if at >= max(a.surname_length, b.surname_length):
        return are_both_usual(a, b, at=at)
    rare, usual = sorted(map(surname_percent, (a.surname, b.surname)))
    return rare >= _LISTED_SURNAME_PERCENT and usual >= _USUAL_SURNAME_PERCENT


def _compare_turned(a: PersonName, b: PersonName) -> NameMatch:
    """Compare two names with the same characters in another order.

    A surname behind the given name is the same name. A given name turned round is another person's; only a number can
    show that it is one person.
    """
    if is_transposed(a, b):
        return NameMatch(Manner.transposed, 0.55)
    is_turned = a.letters == b.letters and a.surname == b.surname and len(a.folded) > _LEAST_AGREEING
    return _TURNED if is_turned else DIFFERENT


def is_transposed(a: PersonName, b: PersonName) -> bool:
    """Return whether one of two names is the other with the surname behind the given name.

    Two-character names that both begin with a surname (林王, 王林) are different names.
    """
    if a.letters != b.letters:
        return False
    if len(a.folded) == 2 and starts_with_surname(a) and starts_with_surname(b):
        return False
    return a.folded == b.given + b.surname or b.folded == a.given + a.surname


def _compare_latin(a: PersonName, b: PersonName) -> NameMatch:
    if a.is_beside_han and b.is_beside_han:
        return DIFFERENT  # the Chinese names beside them decide
    if a.middle and b.middle and a.middle != b.middle:
        return DIFFERENT
    shared = a.spellings & b.spellings
    is_parted = bool(shared) and not _is_surname_a_word(a, b)
    shared = shared or (a.converted & b.spellings) or (a.spellings & b.converted)
    if shared and not is_parted and _are_tones_alike(a, b) and _may_have_umlaut(a, b) and _may_have_umlaut(b, a):
        if a.is_latin and b.is_latin:
            is_equal = a.spelt == b.spelt
            return NameMatch(Manner.equal if is_equal else Manner.latin, 0.7 if is_equal else 0.65)
        return NameMatch(Manner.latin, 0.6, min(shared))
    return DIFFERENT if shared else _compare_other_latin(a, b)


def _compare_other_latin(a: PersonName, b: PersonName) -> NameMatch:
    """Compare a Latin name that is no pinyin: of a minority, foreign, Cantonese, or with initials."""
    if a.minority & b.minority:
        return _TRANSLITERATED
    if a.foreign and b.foreign and agree(a.foreign, b.foreign):
        return _TRANSLITERATED
    han, latin = (b, a) if a.is_latin else (a, b)
    if not han.is_latin and latin.codes & han.codes:
        for pieces in latin.cantonese:
            if fits(pieces, han.folded, han.surname_length):
                return NameMatch(Manner.latin, 0.58, " ".join(pieces))
    if a.foreign and b.foreign and _is_slip_in_latin(a.words, b.words):
        return NameMatch(Manner.latin, 0.55)
    if (a.short & b.initials) or (a.initials & b.short) or (a.short & b.short):
        return NameMatch(Manner.initials, 0.5)
    return NameMatch(Manner.initials, 0.5) if _are_initials_abroad(han, latin) else DIFFERENT


def _are_initials_abroad(han: PersonName, latin: PersonName) -> bool:
    """Return whether a Latin name is the surname and the initials of a Han one, as Hong Kong or Taiwan spells it."""
    if han.is_latin or latin.abroad.isdisjoint(han.initials):
        return False
    return any(are_initials_abroad(short.partition(":")[2], han.given) for short in latin.short)


def _is_slip_in_latin(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Return whether two foreign names have the same words in any order, but for a slip in one of them."""
    left, right = list((Counter(a) - Counter(b)).elements()), list((Counter(b) - Counter(a)).elements())
    if len(a) != len(b) or len(a) < _LEAST_AGREEING or len(left) != 1 or len(right) != 1:
        return False
    are_names = all(is_romanised(word) or listed(word) for word in (*left, *right))
    return not are_names and is_slip_in_word(left[0], right[0])


def _is_surname_a_word(a: PersonName, b: PersonName) -> bool:
    """Return whether the surname of a Han name is a word, or two, of a Latin one: Dongfang Yue is not 董方岳."""
    han, latin = (b, a) if a.is_latin else (a, b)
    if han.is_latin or han.minority or len(latin.words) < _LEAST_AGREEING:
        return True
    found = {*latin.words, *(one + other for one, other in pairwise(latin.words))}
    return not found.isdisjoint(spellings(han.syllables[: han.surname_length]))


def _may_have_umlaut(latin: PersonName, han: PersonName) -> bool:
    """Return whether a Han name has a syllable such as lü, where a Latin name writes one."""
    if not latin.writes_umlaut or han.is_latin:
        return True
    return any(each[1:2] == "v" for readings in han.syllables for each in readings)


def _are_tones_alike(a: PersonName, b: PersonName) -> bool:
    """Return whether the tones that Latin names write are those of the other name; unwritten ones do not count."""
    if not a.figured and not b.figured:
        return True
    sides = [each.figured or (_figured(each) if not each.is_latin else ()) for each in (a, b)]
    if not all(sides):
        return True
    return any(_agree(one, other) for one in sides[0] for other in sides[1])


def _figured(name: PersonName) -> tuple[str, ...]:
    readings = (sorted(toned_readings(character)) for character in name.folded)
    return tuple("".join(way) for way in islice(product(*readings), _MOST_TONED))


def _agree(one: str, other: str) -> bool:
    """Return whether two spellings with figures for tones agree: letters are equal, and figures where both have one."""
    parted = [re.findall("([a-z])([1-4]?)", spelt.replace("v", "u")) for spelt in (one, other)]
    return len(parted[0]) == len(parted[1]) and all(
        letter == opposite and (tone == sung or not tone or not sung)
        for (letter, tone), (opposite, sung) in zip(*parted, strict=True)
    )


def _compare_masked(a: PersonName, b: PersonName) -> NameMatch:
    """Compare two names if one or both are masked. If both are, their masks must be exact.

    If fewer than two characters, or only a surname, are visible, the names alone do not decide.
    """
    if a.is_latin or b.is_latin:
        return DIFFERENT
    agreed = _agreed_exactly(a, b) if a.is_mask_exact and b.is_mask_exact else _agreed_loosely(a, b)
    if agreed is None:
        return DIFFERENT
    if agreed < _LEAST_AGREEING or a.is_too_hidden or b.is_too_hidden:
        return DIFFERENT if a.is_masked and b.is_masked else _HIDDEN
    return NameMatch(Manner.masked, round(0.5 + 0.03 * min(agreed, 4), 2))


def _agreed_exactly(a: PersonName, b: PersonName) -> int | None:
    """Return how many visible characters agree if each mask hides one character; None if two differ."""
    if len(a.folded) != len(b.folded):
        return None
    agreed = 0
    for at, (one, other) in enumerate(zip(a.folded, b.folded, strict=True)):
        if MASK in (one, other):
            continue
        if one != other:
            return None
        agreed += at < LONGEST_MASKED
    return agreed


def _agreed_loosely(a: PersonName, b: PersonName) -> int | None:
    """Return how many characters around the masks agree if a run of masks hides one or more; None if they differ."""
    masked, full = (a, b) if a.is_masked else (b, a)
    if full.is_masked:
        return None
    pattern = "".join(".+" if part.startswith(MASK) else part for part in _RUNS.findall(masked.folded))
    if not re.fullmatch(pattern, full.folded):
        return None
    return len(masked.folded.partition(MASK)[0]) + len(masked.folded.rpartition(MASK)[2])
