"""Persons whose names differ by a character: by shape, by sound, by a character of its own; and minority names."""

from collections.abc import Callable
from random import Random

from tests.benchmarks.names.confusions import latin, traditional
from tests.benchmarks.names.drawing import Classes, Drawn
from tests.benchmarks.names.field.seeds import GIVEN, SURNAMES, common_name, lines, pairs, words
from tests.benchmarks.names.pair import Side


def _lookalike(random: Random) -> Drawn:
    while True:
        surname, given = random.choice(SURNAMES).han, random.choice(GIVEN).han
        one, two = random.choice(words("lookalikes"))
        order = random.random() < 0.5
        names = [surname + (given + c if order else c + given) for c in (one, two)]
        yield True, Side(names[0]), Side(names[1]), "one character misread by shape"
        one, two = random.choice(words("unlike"))
        names = [surname + (given + c if order else c + given) for c in (one, two)]
        yield False, Side(names[0]), Side(names[1]), "one character another"


def _two_characters(random: Random) -> Drawn:
    while True:
        surname = random.choice(SURNAMES).han
        one, two = random.choice(pairs("common_homophones") + pairs("rare_homophones"))
        yield False, Side(surname + one), Side(surname + two), "a name of two characters, alike by sound"
        yield True, Side(surname + one), Side(traditional(surname + one)), "a name of two characters"


def _longer(random: Random) -> Drawn:
    while True:
        surname, given = common_name(random, given=1)
        one, two = random.choice(pairs("common_homophones"))
        yield False, Side(surname + given + one), Side(surname + given + two), "common surname and given name"
        near, other = random.choice(pairs("surname_sounds"))
        yield False, Side(near + given + one), Side(other + given + one), "surnames alike by sound"
        rare = random.choice(words("rare_surnames"))
        yield True, Side(rare + given + one), Side(rare + given + two), "rare surname"
        first = random.choice(words("rare_given"))
        one, two = random.choice([p for p in pairs("rare_homophones") if first not in p])
        yield True, Side(surname + first + one), Side(surname + first + two), "rare given name"


def _restored(random: Random) -> Drawn:
    while True:
        surname, given = random.choice(words("rare_surnames")), random.choice(words("rare_given"))
        one, two = random.choice(pairs("restored"))
        yield False, Side(surname + given + one), Side(surname + given + two), "a character of its own since 2013"
        yield True, Side(surname + given + one), Side(traditional(surname) + given + one), "the same character"


def _qian(random: Random) -> Drawn:
    while True:
        surname, given = common_name(random, given=1)
        for name in (given + "乾", "乾" + given):
            yield True, Side(surname + name), Side(traditional(surname) + name), "乾 is 乾"
            yield False, Side(surname + name), Side(surname + name.replace("乾", "干")), "乾 is not 干"


def _minority(table: str, *, is_dotted: bool) -> Callable[[Random], Drawn]:
    groups = [line.split() for line in lines(table)]

    def draw(random: Random) -> Drawn:
        dot = "·" if is_dotted else ""
        while True:
            first, second, third = random.sample(groups, 3)
            one, other = (f"{random.choice(first)}{dot}{random.choice(second)}" for _ in range(2))
            if one != other:
                yield True, Side(one), Side(other), "the same name in another usual spelling"
            yield False, Side(one), Side(f"{random.choice(first)}{dot}{random.choice(third)}"), "another second name"

    return draw


def _turkic_latin(random: Random) -> Drawn:
    names = {"买买提": "Memet", "吐尔逊": "Tursun", "艾合买提": "Ehmet", "库尔班": "Qurban", "扎西": "Tashi",
             "次仁": "Tsering", "卓玛": "Drolma", "多吉": "Dorje", "丹增": "Tenzin", "洛桑": "Lobsang",
             "尼玛": "Nyima", "巴特尔": "Bator"}  # fmt: skip
    known = list(names)
    while True:
        one, two, three = random.sample(known, 3)
        dot = random.choice(("·", ""))
        yield True, Side(one + dot + two), Side(f"{names[one]} {names[two]}"), "spelt as its bearers do"
        yield False, Side(one + dot + three), Side(f"{names[one]} {names[two]}"), "another second name"


def _married(random: Random) -> Drawn:
    while True:
        husband, (surname, given) = random.choice(SURNAMES).han, common_name(random)
        if husband == surname:
            continue
        name = husband + surname + given
        yield True, Side(name), Side(traditional(name)), "a married woman's two surnames"
        yield False, Side(name), Side(husband + given), "her husband's surname with her given name"


def _polyphones(random: Random) -> Drawn:
    known = {"行": "xing", "乐": "le", "朝": "chao", "曾": "zeng", "柏": "bai", "茜": "qian", "晟": "sheng",
             "娜": "na", "俊": "jun", "虹": "hong", "方": "fang", "风": "feng"}  # fmt: skip
    wrong = {"虹": "jiang", "方": "wang", "风": "fang", "娜": "nuan", "俊": "dun", "行": "heng"}
    while True:
        surname, given = common_name(random, given=1)
        character = random.choice(list(known))
        spelt = f"{latin(surname)} {latin(given)}{known[character]}".title()
        yield True, Side(surname + given + character), Side(spelt), "its reading in names"
        character = random.choice(list(wrong))
        spelt = f"{latin(surname)} {latin(given)}{wrong[character]}".title()
        yield False, Side(surname + given + character), Side(spelt), "a reading that no name uses"


CHARACTERS: Classes = {
    "person_shapes": _lookalike,
    "person_sound_two": _two_characters,
    "person_sound_longer": _longer,
    "person_restored_character": _restored,
    "person_qian": _qian,
    "person_turkic": _minority("uighur", is_dotted=True),
    "person_tibetan": _minority("tibetan", is_dotted=False),
    "person_mongol_yi_hui": _minority("mongol_yi_hui", is_dotted=True),
    "latin_minority": _turkic_latin,
    "person_two_surnames": _married,
    "latin_polyphone": _polyphones,
}
