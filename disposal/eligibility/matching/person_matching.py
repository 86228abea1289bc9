"""Compare two names of persons: equal, other script, one character mistyped, reordered, or masked."""

import re
from typing import NamedTuple

from disposal.eligibility.matching.characters import MASK, lookalike_groups
from disposal.eligibility.matching.match import Manner
from disposal.eligibility.matching.person_name import LONGEST_MASKED, PersonName, starts_with_surname

_LEAST_AGREEING = 2
_RUNS = re.compile(r"\*+|[^*]+")


class NameMatch(NamedTuple):
    """How two names match: the manner, a score, and a detail for the sentence."""

    manner: Manner
    score: float
    detail: str = ""


DIFFERENT = NameMatch(Manner.different, 0.0)
_EQUAL = NameMatch(Manner.equal, 0.85)
_HIDDEN = NameMatch(Manner.hidden, 0.3)


def compare_person_names(a: PersonName, b: PersonName) -> NameMatch:
    """Compare two names of persons."""
    if a.is_masked or b.is_masked:
        return _compare_masked(a, b)
    if a.is_latin or b.is_latin:
        return _compare_latin(a, b)
    if a.folded == b.folded:
        return _EQUAL if a.spelt == b.spelt else NameMatch(Manner.variant, 0.83)
    if len(a.folded) != len(b.folded):
        return DIFFERENT
    return _compare_han(a, b)


def _compare_han(a: PersonName, b: PersonName) -> NameMatch:
    """Compare two different names of the same length: one character differs, or only the order does."""
    differing = [at for at, (one, other) in enumerate(zip(a.folded, b.folded, strict=True)) if one != other]
    if len(differing) > 1:
        return NameMatch(Manner.transposed, 0.55) if is_transposed(a, b) else DIFFERENT
    at = differing[0]
    if len(a.folded) < _LEAST_AGREEING:
        return DIFFERENT
    shared = a.syllables[at] & b.syllables[at]
    if shared:
        return NameMatch(Manner.homophone, 0.6 if len(a.folded) > 2 else 0.55, min(shared))
    if lookalike_groups(a.folded[at]) & lookalike_groups(b.folded[at]):
        return NameMatch(Manner.lookalike, 0.58 if len(a.folded) > 2 else 0.52, f"{a.folded[at]}/{b.folded[at]}")
    return DIFFERENT


def is_transposed(a: PersonName, b: PersonName) -> bool:
    """Return whether two names have the same characters, with the given name or surname and given name reordered.

    Two-character names that both begin with a surname (林王, 王林) are different names.
    """
    if a.letters != b.letters:
        return False
    if len(a.folded) == 2 and starts_with_surname(a) and starts_with_surname(b):
        return False
    same_surname = a.surname == b.surname
    return (same_surname and sorted(a.given) == sorted(b.given)) or a.folded in _turned(b) or b.folded in _turned(a)


def _turned(name: PersonName) -> tuple[str, ...]:
    """Return the name with the surname after the given name."""
    return (name.given + name.surname,)


def _compare_latin(a: PersonName, b: PersonName) -> NameMatch:
    shared = a.spellings & b.spellings
    if not shared:
        return DIFFERENT
    if a.is_latin and b.is_latin:
        return NameMatch(Manner.equal if a.spelt == b.spelt else Manner.latin, 0.7 if a.spelt == b.spelt else 0.65)
    return NameMatch(Manner.latin, 0.6, min(shared))


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
