"""Labelled pairs of persons written in Latin letters: their classes, each with its hard negatives."""

from random import Random

from tests.benchmarks.names.confusions import latin, latin_surname
from tests.benchmarks.names.drawing import Drawn, sibling
from tests.benchmarks.names.pair import Side
from tests.benchmarks.names.vocabulary import POLYPHONE_SURNAMES, SURNAMES, Person, draw_character, draw_person


def pinyin(random: Random) -> Drawn:
    while True:
        person = draw_person(random)
        other = sibling(person, random)
        surname = latin_surname(person.surname)
        for is_same, who in ((True, person), (False, other)):
            given = latin(who.given)
            style = random.choice(
                (f"{surname} {given}", f"{surname.title()} {given.title()}", f"{surname.upper()} {given.upper()}")
            )
            spaced = " ".join((surname, *(latin(c) for c in who.given))).title()
            why = "surname first" if is_same else "surname first, another given name"
            yield is_same, Side(person.name), Side(random.choice((style, style, spaced))), why
        near = nasal(latin(person.given))
        if near:
            yield False, Side(person.name), Side(f"{surname} {near}".title()), "n for ng, or ng for n"


def nasal(spelling: str) -> str:
    """Return a spelling with its last n and ng exchanged, or nothing where it ends in neither."""
    if spelling.endswith("ng"):
        return spelling[:-1]
    return f"{spelling}g" if spelling.endswith("n") else ""


def latin_order(random: Random) -> Drawn:
    while True:
        person = draw_person(random, least_given=2)
        other = sibling(person, random)
        surname = latin_surname(person.surname)
        for is_same, who in ((True, person), (False, other)):
            given = latin(who.given).title()
            hyphened = "-".join(latin(c) for c in who.given).title()
            ways = (
                f"{given} {surname.title()}",
                f"{given} {surname.upper()}",
                f"{surname.upper()}, {hyphened}",
                f"{hyphened} {surname.title()}",
                f"{surname.title()}, {given}",
            )
            why = "given name first, comma or hyphen" if is_same else "the same, another given name"
            yield is_same, Side(person.name), Side(random.choice(ways)), why
            first = f"{surname.title()} {latin(person.given).title()}"
            yield is_same, Side(first), Side(random.choice(ways)), f"both Latin, {why}"


def polyphone(random: Random) -> Drawn:
    while True:
        surname = random.choice(list(POLYPHONE_SURNAMES))
        person = Person(surname, "".join(draw_character(random) for _ in range(random.choice((1, 2, 2)))))
        other = sibling(person, random)
        spelt = latin_surname(surname).title()
        given, wrong = latin(person.given).title(), latin(other.given).title()
        yield (
            True,
            Side(person.name),
            Side(random.choice((f"{spelt} {given}", f"{given} {spelt.upper()}"))),
            "surname read as a surname",
        )
        yield (
            False,
            Side(person.name),
            Side(random.choice((f"{spelt} {wrong}", f"{wrong} {spelt.upper()}"))),
            "another given name",
        )
        stranger = latin_surname(random.choice([s for s in SURNAMES if latin(s)[:1] != spelt[:1].lower()])).title()
        yield False, Side(person.name), Side(f"{stranger} {given}"), "another surname"
