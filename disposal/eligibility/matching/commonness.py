"""Estimate how common a person's name is, from the frequencies of the surname and the given name.

There is no public register of names. The estimate multiplies the share of the surname by the share of the given name.
The latter is known for about fifty very common names; otherwise it is the product of the shares of its characters. The
result is rounded to one significant figure and is correct to an order of magnitude. It shows how little a name alone
proves; it never decides alone.
"""

from collections.abc import Iterator
from functools import cache
from math import floor, log10

from disposal.eligibility.matching.characters import FIRST_BY_SHAPE, lookalike_groups, meant_by
from disposal.eligibility.matching.match import Commonness
from disposal.eligibility.matching.person_name import PersonName
from disposal.eligibility.vocabulary import tables
from disposal.eligibility.vocabulary.surnames import surname_percent

COMMON_SURNAME_PERCENT = 0.1
"""About the first 200 surnames, which nine people in ten bear."""

COMMON_GIVEN_SHARE = 1e-5
"""A given name of two characters of which both are usual in names, or one of them very common."""

COMMON_CHARACTER_SHARE = 5e-5
"""A given name of one character that is usual in names."""

USUAL_CHARACTER_PERCENT = 0.08
"""A character of which given names have at least so many is usual in them."""

COMMON_CHARACTER_PERCENT = 0.3
"""A character of which given names have at least so many is common in them."""

_POPULATION = 1_400_000_000
_ONE_CHARACTER_SHARE = 0.12
_TWO_CHARACTERS_SHARE = 0.85
_LONGER_SHARE = 0.03
_UNLISTED_PERCENT = 0.01


def commonness(name: PersonName) -> Commonness | None:
    """Return how common a name is; None for a masked or Latin name, and for a transliterated one."""
    if name.is_latin or name.is_masked or not name.given or name.minority:
        return None
    return Commonness(_bearers(name.surname, name.given))


@cache
def is_common(surname: str, given: str) -> bool:
    """Return whether both the surname and the given name are common, so that a name near it is another person's."""
    least = COMMON_CHARACTER_SHARE if len(given) == 1 else COMMON_GIVEN_SHARE
    return surname_percent(surname) >= COMMON_SURNAME_PERCENT and _given_share(given) >= least


def are_both_usual(a: PersonName, b: PersonName, *, at: int) -> bool:
    """Return whether two names that differ in one character of the given name have usual ones there: 芳, 芬.

    In a given name of one character it is enough that both are usual in names; in a longer one, both are common in
    them, or the names are.
    """
    least = min(_characters().get(name.folded[at], 0.0) for name in (a, b))
    are_common = len(a.given) == 1 or all(is_common(name.surname, name.given) for name in (a, b))
    return least >= (USUAL_CHARACTER_PERCENT if are_common else COMMON_CHARACTER_PERCENT)


def is_slip_of_hand(one: str, other: str, *, is_surname: bool) -> bool:
    """Return whether one of two characters is in no name, or is no surname, and looks like the other."""
    return other in meant_by(one, is_surname=is_surname) or one in meant_by(other, is_surname=is_surname)


def letters_meant(name: PersonName) -> Iterator[str]:
    """Yield the letters of a Han name, in their order by code, with a character that is in no name as what it meant."""
    for at, character in enumerate(name.folded):
        for meant in meant_by(character, is_surname=not at):
            yield "".join(sorted(name.folded[:at] + meant + name.folded[at + 1 :]))


@cache
def shared_shapes(one: str, other: str) -> frozenset[int]:
    """Return the groups of look-alikes that two characters are in.

    A larger part in common does not count where names often have either: 江 and 红 are no slip for one another.
    """
    groups = lookalike_groups(one) & lookalike_groups(other)
    if not groups or not all(_characters().get(each, 0) >= USUAL_CHARACTER_PERCENT for each in (one, other)):
        return groups
    return frozenset(group for group in groups if group < FIRST_BY_SHAPE)


@cache
def _bearers(surname: str, given: str) -> int:
    estimate = _POPULATION * surname_percent(surname) / 100 * _given_share(given)
    if estimate < 1:
        return 1
    size = int(10 ** floor(log10(estimate)))
    return round(estimate / size) * size


def _given_share(given: str) -> float:
    known = _given_names().get(given)
    if known is not None:
        return known / 100
    share = {1: _ONE_CHARACTER_SHARE, 2: _TWO_CHARACTERS_SHARE}.get(len(given), _LONGER_SHARE)
    for character in given:
        share *= _characters().get(character, _UNLISTED_PERCENT) / 100
    return share


@cache
def _given_names() -> dict[str, float]:
    return {name: float(percent) for name, percent in tables.lines("given_names")}


@cache
def _characters() -> dict[str, float]:
    shares: dict[str, float] = {}
    for percent, *listed in tables.lines("given_characters"):
        for character in listed:
            shares.setdefault(character, float(percent))
    return shares
