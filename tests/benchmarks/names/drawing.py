"""Drawing labelled pairs: the classes of a kind of party, each drawn until it has enough of both answers."""

from collections.abc import Callable, Iterator, Mapping
from random import Random

from tests.benchmarks.names.confusions import unlike
from tests.benchmarks.names.pair import Pair, Side
from tests.benchmarks.names.vocabulary import GIVEN_COMMON, GIVEN_RARE, GIVEN_USUAL, Person

GIVEN = GIVEN_COMMON + GIVEN_USUAL + GIVEN_RARE
Drawn = Iterator[tuple[bool, Side, Side, str]]
Classes = Mapping[str, Callable[[Random], Drawn]]


def pairs_of(classes: Classes, random: Random, each: int, *, is_person: bool) -> Iterator[Pair]:
    """Yield ``each`` pairs that are one party and ``each`` that are not, for every class; none of them twice."""
    for category, draw in classes.items():
        left = {True: each, False: each}
        seen = set()
        for is_same, a, b, why in draw(random):
            if not any(left.values()):
                break
            if left[is_same] and (a, b) not in seen:
                seen.add((a, b))
                left[is_same] -= 1
                yield Pair(category, is_same, is_person, a, b, why)


def replace_at(text: str, at: int, character: str) -> str:
    """Return a text with one character replaced."""
    return text[:at] + character + text[at + 1 :]


def sibling(person: Person, random: Random) -> Person:
    """Return another person of that surname whose given name differs by one character, not a homophone."""
    at = random.randrange(len(person.given))
    return Person(person.surname, replace_at(person.given, at, unlike(person.given[at], GIVEN, random)))
