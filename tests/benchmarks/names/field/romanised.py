"""Persons spelt in Latin letters otherwise than in Hanyu Pinyin, each beside a near neighbour."""

from collections.abc import Callable
from random import Random

from tests.benchmarks.names.confusions import latin
from tests.benchmarks.names.drawing import Classes, Drawn
from tests.benchmarks.names.field.seeds import GIVEN, SURNAMES, Spelt, pairs, words
from tests.benchmarks.names.pair import Side

_Name = tuple[Spelt, Spelt, Spelt]
_Write = Callable[[_Name, Random], str]


def _name(random: Random) -> _Name:
    return (random.choice(SURNAMES), *random.sample(GIVEN, 2))  # type: ignore[return-value]


def _other(name: _Name, random: Random, spelling: str) -> _Name:
    """Return the name with one character of the given name another, spelt and read otherwise."""
    at = random.choice((1, 2))
    far = [
        g for g in GIVEN if getattr(g, spelling) != getattr(name[at], spelling) and latin(g.han) != latin(name[at].han)
    ]
    return tuple(random.choice(far) if place == at else each for place, each in enumerate(name))  # type: ignore[return-value]


def _han(name: _Name) -> str:
    return "".join(each.han for each in name)


def _kind(write: _Write, spelling: str, why: str) -> Callable[[Random], Drawn]:
    def draw(random: Random) -> Drawn:
        while True:
            name = _name(random)
            yield True, Side(_han(name)), Side(write(name, random)), why
            yield False, Side(_han(_other(name, random, spelling))), Side(write(name, random)), "another given name"
            other = (random.choice(SURNAMES), name[1], name[2])
            if getattr(other[0], spelling)[0] != getattr(name[0], spelling)[0]:
                yield False, Side(_han(other)), Side(write(name, random)), "another surname"

    return draw


def _hong_kong(name: _Name, random: Random) -> str:
    surname, one, two = (each.hong_kong.title() for each in name)
    return random.choice((f"{surname} {one} {two}", f"{surname.upper()} {one} {two}", f"{surname} {one}-{two.lower()}"))


def _english_given(name: _Name, random: Random) -> str:
    surname, one, two = (each.hong_kong.title() for each in name)
    english = random.choice(words("english_given"))
    return random.choice(
        (
            f"{english} {surname} {one} {two}",
            f"{surname.upper()} {one} {two} {english}",
            f"{english} {one} {two} {surname.upper()}",
            f"{surname.upper()}, {english} {one}-{two.lower()}",
        )
    )


def _taiwan(name: _Name, random: Random) -> str:
    surname, one, two = (each.taiwan.title() for each in name)
    given = f"{one}-{two.lower()}"
    return random.choice((f"{surname} {given}", f"{given} {surname}", f"{surname.upper()}, {given.upper()}"))


def _hokkien(name: _Name, random: Random) -> str:
    surname = dict(pairs("hokkien"))[name[0].han].title()
    one, two = (latin(each.han).title() for each in name[1:])
    return random.choice((f"{surname} {one} {two}", f"{surname.upper()} {one}{two.lower()}"))


def _of_singapore(random: Random) -> Drawn:
    known = dict(pairs("hokkien"))
    while True:
        name = (random.choice([s for s in SURNAMES if s.han in known]), *random.sample(GIVEN, 2))
        other = _other(name, random, "toned")
        yield True, Side(_han(name)), Side(_hokkien(name, random)), "surname by its dialect, given name in pinyin"
        yield False, Side(_han(other)), Side(_hokkien(name, random)), "another given name"


def _of_macau(random: Random) -> Drawn:
    surnames, given = dict(pairs("macau")), pairs("macau_given")
    while True:
        surname = random.choice(list(surnames))
        one, two, three = random.sample(given, 3)
        spelt = f"{surnames[surname].title()} {one[1].title()} {two[1].title()}"
        yield True, Side(surname + one[0] + two[0]), Side(spelt), "spelt as in Macau"
        if three[1] != two[1]:
            yield False, Side(surname + one[0] + three[0]), Side(spelt), "another given name"


def _initials(random: Random) -> Drawn:
    while True:
        name = _name(random)
        surname, (one, two) = latin(name[0].han).title(), (latin(each.han)[0].upper() for each in name[1:])
        written = random.choice(
            (
                f"{surname} {one}.{two}.",
                f"{one}.{two}. {surname}",
                f"{surname} {one}{two}",
                f"{surname.upper()}, {one}. {two}.",
            )
        )
        yield True, Side(_han(name)), Side(written), "initials of the given name"
        other = _other(name, random, "toned")
        if latin(other[1].han)[0] != one.lower() or latin(other[2].han)[0] != two.lower():
            yield False, Side(_han(other)), Side(written), "another initial"


def _toned(random: Random) -> Drawn:
    marks = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔù", "áǎàāéěèēíǐìīóǒòōúǔùū")
    while True:
        name = _name(random)
        if any(each.toned.isascii() for each in name):
            continue
        surname, given = name[0].toned.title(), (name[1].toned + name[2].toned).title()
        wrong = (name[1].toned + name[2].toned.translate(marks)).title()
        yield True, Side(_han(name)), Side(f"{surname} {given}"), "tones written and right"
        yield False, Side(_han(name)), Side(f"{surname} {wrong}"), "one tone written is another"


def _turned(random: Random) -> Drawn:
    while True:
        name = _name(random)
        surname, given = latin(name[0].han).title(), latin(name[1].han + name[2].han).title()
        yield True, Side(f"{surname} {given}"), Side(f"{given} {surname}"), "a Latin name in either order"
        yield False, Side(_han(name)), Side(name[0].han + name[2].han + name[1].han), "given name turned round"


ROMANISED: Classes = {
    "latin_hong_kong": _kind(_hong_kong, "hong_kong", "spelt as in Hong Kong"),
    "latin_english_given": _kind(_english_given, "hong_kong", "with an English given name"),
    "latin_taiwan": _kind(_taiwan, "taiwan", "spelt as in Taiwan"),
    "latin_singapore": _of_singapore,
    "latin_macau": _of_macau,
    "latin_initials": _initials,
    "latin_written_tone": _toned,
    "given_turned_round": _turned,
}
