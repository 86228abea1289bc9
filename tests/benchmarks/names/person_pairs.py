"""Labelled pairs of persons, class by class: each way a name is written differently, and its hard negatives."""

from random import Random

from tests.benchmarks.names.confusions import (
    LOOKALIKES,
    VARIANTS,
    homophone,
    lookalike,
    traditional,
    unlike,
)
from tests.benchmarks.names.drawing import GIVEN, Classes, Drawn, replace_at, sibling
from tests.benchmarks.names.pair import Side
from tests.benchmarks.names.person_latin import latin_order, pinyin, polyphone
from tests.benchmarks.names.vocabulary import (
    GIVEN_RARE,
    MINORITY_NAMES,
    SURNAMES,
    Person,
    draw_character,
    draw_person,
    draw_personal_number,
)

_MASKS = "*＊×X□●"


def masked_number(number: str, random: Random) -> str:
    """Return a number with digits hidden as public lists hide them."""
    head, tail = random.choice(((6, 4), (10, 4), (4, 4), (14, 0), (3, 4)))
    return number[:head] + random.choice("*＊") * (18 - head - tail) + number[18 - tail :]


def old_number(number: str) -> str:
    """Return the number of 15 digits that a person born in the last century had."""
    return number[:6] + number[8:17]


def _exact(random: Random) -> Drawn:
    while True:
        person, number, other = draw_person(random), draw_personal_number(random), draw_personal_number(random)
        yield True, Side(person.name), Side(person.name), "one name, no number"
        yield (
            True,
            Side(person.name, number=number),
            Side(person.name, number=masked_number(number, random)),
            "masked number agrees",
        )
        if number[6:8] == "19":
            yield (
                True,
                Side(person.name, number=number),
                Side(person.name, number=old_number(number)),
                "15 and 18 digits",
            )
        yield (
            True,
            Side(person.name, number=number),
            Side(draw_person(random).name, number=number),
            "one number, renamed",
        )
        yield False, Side(person.name, number=number), Side(person.name, number=other), "namesakes, numbers differ"
        yield (
            False,
            Side(person.name, number=number),
            Side(person.name, number=masked_number(other, random)),
            "namesakes, visible digits differ",
        )
        yield (
            False,
            Side(person.name),
            Side(sibling(person, random).name),
            "same surname, one character of the given name",
        )
        yield False, Side(person.name), Side(person.name + draw_character(random)), "one character more"


def _variant(random: Random) -> Drawn:
    while True:
        person = draw_person(random)
        written = traditional(person.name)
        mixed = "".join(VARIANTS.get(c, c) if random.random() < 0.7 else c for c in person.name)
        if written != person.name:
            yield True, Side(person.name), Side(written), "traditional characters"
            yield False, Side(written), Side(sibling(person, random).name), "traditional, another given name"
            yield (
                False,
                Side(person.name),
                Side(traditional(sibling(person, random).name)),
                "traditional, another given name",
            )
        if mixed != person.name:
            yield True, Side(mixed), Side(person.name), "variant characters"
            yield True, Side(mixed), Side(written), "variant and traditional characters"


def _masked(random: Random) -> Drawn:
    while True:
        person, number = draw_person(random, least_given=2), draw_personal_number(random)
        if len(person.surname) > 1:
            continue
        mask, at = random.choice(_MASKS), random.choice((1, 1, 2, 0))
        hidden = replace_at(person.name, at, mask)
        yield True, Side(person.name), Side(hidden), "one character hidden"
        yield (
            True,
            Side(traditional(person.name)),
            Side(hidden),
            "one character hidden, the full name in traditional characters",
        )
        yield (
            True,
            Side(person.name, number=number),
            Side(person.surname + mask * 2, number=masked_6_4(number)),
            "surname and masked number",
        )
        court = person.surname + random.choice(("某", "某某"))
        yield (
            True,
            Side(person.name, number=number),
            Side(court, number=masked_6_4(number)),
            "named as courts do, masked number",
        )
        seen = random.choice([place for place in range(1, 3) if place != at])
        other = replace_at(person.name, seen, unlike(person.name[seen], GIVEN, random))
        yield False, Side(other), Side(hidden), "a visible character differs"
        yield False, Side(person.name), Side(person.surname + mask * 2), "nothing but the surname to be seen"
        yield (
            False,
            Side(person.name, number=draw_personal_number(random)),
            Side(hidden, number=masked_6_4(number)),
            "visible digits differ",
        )
        yield False, Side(person.name), Side(replace_at(hidden, at, mask * 2)), "another number of characters"


def masked_6_4(number: str) -> str:
    """Return a number with its first six and last four digits left."""
    return f"{number[:6]}********{number[-4:]}"


def _homophone(random: Random) -> Drawn:
    """Draw by the rule of issue 16: only a longer, rare name meets another by sound, and never by its surname."""
    while True:
        person = draw_person(random)
        name = person.name
        at = random.randrange(len(name))
        typed = homophone(name[at], random)
        if typed:
            near = replace_at(name, at, typed)
            is_same = at >= len(person.surname) and len(name) > 2 and _is_rare(person, near)
            why = "a rare name mistyped by sound" if is_same else "surname, short or common name alike by sound"
            if is_same or random.random() < 0.2:
                yield is_same, Side(name), Side(near), why
        yield False, Side(name), Side(sibling(person, random).name), "one character differs, not by sound"
        if typed and at < len(person.surname):
            yield (
                False,
                Side(name),
                Side(replace_at(sibling(person, random).name, at, typed)),
                "one by sound, another not",
            )
        if len(person.given) == 2:
            both = [homophone(c, random) for c in person.given]
            if all(both):
                yield False, Side(name), Side(person.surname + "".join(both)), "two characters differ, one pinyin"


def _is_rare(person: Person, near: str) -> bool:
    """Return whether neither of two names is common: a compound surname, or two rare characters in both."""
    if len(person.surname) > 1:
        return True
    return all(character in GIVEN_RARE for character in person.given + near[len(person.surname) :])


def _lookalike(random: Random) -> Drawn:
    givens = "".join(c for pair in LOOKALIKES for c in pair if c in GIVEN)
    while True:
        person = draw_person(random)
        at = random.randrange(len(person.given))
        person = Person(person.surname, replace_at(person.given, at, random.choice(givens)))
        place = len(person.surname) + at
        typed = lookalike(person.given[at], random)
        yield True, Side(person.name), Side(replace_at(person.name, place, typed)), "one character misread by shape"
        yield False, Side(person.name), Side(sibling(person, random).name), "one character differs, not by shape"


def _former(random: Random) -> Drawn:
    while True:
        person, before, third = (draw_person(random) for _ in range(3))
        former = f"{before.name}|{third.name}"
        yield (
            True,
            Side(person.name, former=former),
            Side(random.choice((before.name, traditional(third.name)))),
            "listed under a former name",
        )
        yield (
            True,
            Side(f"{person.name}（曾用名：{before.name}）"),
            Side(before.name),
            "former name written in brackets",
        )
        yield False, Side(person.name, former=former), Side(sibling(before, random).name), "near a former name"
        if person.surname != before.surname:
            crossed = person.surname + before.given
            yield False, Side(person.name, former=former), Side(crossed), "present surname, former given name"


def _transposed(random: Random) -> Drawn:
    while True:
        person = draw_person(random, least_given=2)
        one, two = person.given[0], person.given[1]
        if one == two or len(person.surname) > 1:
            continue
        yield False, Side(person.name), Side(person.surname + two + one), "given characters turned round"
        if one not in SURNAMES:
            yield True, Side(person.name), Side(person.given + person.surname), "surname behind the given name"
        other = sibling(person, random)
        if other.given[0] != other.given[1] and random.random() < 0.2:
            yield (
                False,
                Side(person.name),
                Side(person.surname + other.given[::-1]),
                "turned round and another character",
            )


def _minority(random: Random) -> Drawn:
    while True:
        own, father, other = random.sample(MINORITY_NAMES, 3)
        dot, second = random.choice("·•‧・．"), random.choice(("·", "", " ", "."))
        yield True, Side(f"{own}{dot}{father}"), Side(f"{own}{second}{father}"), "another dot, or none"
        yield False, Side(f"{own}{dot}{father}"), Side(f"{own}{second}{other}"), "another father's name"
        yield False, Side(f"{own}{dot}{father}"), Side(own), "the first name alone"


PERSON_CLASSES: Classes = {
    "person_exact_and_number": _exact,
    "person_variant": _variant,
    "person_pinyin": pinyin,
    "person_latin_order": latin_order,
    "person_polyphone_surname": polyphone,
    "person_masked": _masked,
    "person_homophone_typo": _homophone,
    "person_lookalike_typo": _lookalike,
    "person_former_name": _former,
    "person_transposed": _transposed,
    "person_minority_name": _minority,
}
