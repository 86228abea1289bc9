"""Persons with posts, remarks and labels beside their names, and persons told apart by numbers."""

from random import Random

from tests.benchmarks.names.drawing import Classes, Drawn
from tests.benchmarks.names.field.seeds import common_name, words
from tests.benchmarks.names.pair import Side
from tests.benchmarks.names.vocabulary import draw_personal_number


def _two(random: Random) -> tuple[str, str]:
    while True:
        one, other = ("".join(common_name(random)) for _ in range(2))
        if one[1:] != other[1:] and one[0] != other[0]:
            return one, other


def _post_before(random: Random) -> Drawn:
    while True:
        one, other = _two(random)
        post = random.choice(words("posts_before"))
        space = random.choice(("", " "))
        yield True, Side(one), Side(f"{post}{space}{one}"), "a post before the name"
        yield False, Side(f"{post}{space}{other}"), Side(f"{post}{space}{one}"), "two people in one post"


def _remark(random: Random) -> Drawn:
    while True:
        one, other = _two(random)
        remark = random.choice(words("remarks"))
        left, right = random.choice(("（）", "()", "【】", "〔〕"))
        yield True, Side(one), Side(f"{one}{left}{remark}{right}"), "a remark behind the name"
        yield (
            False,
            Side(f"{other}{left}{remark}{right}"),
            Side(f"{one}{left}{remark}{right}"),
            "one remark, two people",
        )


def _label(random: Random) -> Drawn:
    while True:
        one, other = _two(random)
        label, colon = random.choice(words("labels")), random.choice("：:")
        yield True, Side(one), Side(f"{label}{colon}{one}"), "a label before a colon"
        yield False, Side(f"{label}{colon}{other}"), Side(f"{label}{colon}{one}"), "one label, two people"


def _spouse(random: Random) -> Drawn:
    while True:
        one, other = _two(random)
        word = random.choice(words("spouse"))
        told = f"{other}{word}" if word.startswith("之") else f"{word}{random.choice(('', '：'))}{other}"
        written = f"{one}（{told}）"
        yield True, Side(one), Side(written), "a spouse in the remark"
        yield False, Side(other), Side(written), "the spouse is somebody else"


def _former(random: Random) -> Drawn:
    while True:
        one, other = _two(random)
        third = "".join(common_name(random))
        way = random.choice(
            ("{}，曾用名{}", "{}（又名{}）", "{} 曾用名：{}", "{}（曾用名{}）", "{}，又名{}", "{}【化名{}】")
        )
        yield True, Side(other), Side(way.format(one, other)), "a former name or alias told"
        if third not in (one, other):
            yield False, Side(third), Side(way.format(one, other)), "neither of the two names"


def _dwelling(random: Random) -> Drawn:
    place = ("杭州", "住宁波市", "浙江省温州市人", "汉族", "1970年生", "小学文化", "身份证号略", "二组")
    while True:
        one, other = _two(random)
        remark = random.choice(place)
        yield True, Side(one), Side(f"{one}（{remark}）"), "dwelling or age behind the name"
        yield False, Side(f"{other}（{remark}）"), Side(f"{one}（{remark}）"), "one dwelling, two people"


def _hong_kong_number(random: Random) -> Drawn:
    while True:
        name = "".join(common_name(random))
        if random.random() < 0.7:
            one, other = (hong_kong_number(random) for _ in range(2))
        else:
            one, other = (
                f"{random.choice('157')}{random.randrange(10**6):06d}({random.randrange(10)})" for _ in range(2)
            )
        plain = one.replace("(", "").replace(")", "")
        yield (
            True,
            Side(name, number=one),
            Side(name, number=random.choice((plain, one))),
            "one number, brackets or none",
        )
        if one != other:
            yield False, Side(name, number=one), Side(name, number=other), "two numbers for life"


def hong_kong_number(random: Random) -> str:
    """Return a Hong Kong identity card number with a right check digit: weights 9 to 2, modulus 11, a blank is 36."""
    letter, digits = random.choice("ABCDEGHKMPRVYZ"), f"{random.randrange(10**6):06d}"
    total = 36 * 9 + (ord(letter) - 55) * 8 + sum(int(d) * w for d, w in zip(digits, range(7, 1, -1), strict=True))
    return f"{letter}{digits}({'0123456789A'[(11 - total % 11) % 11]})"


def _short_mask(random: Random) -> Drawn:
    while True:
        name = "".join(common_name(random))
        one, other = (draw_personal_number(random) for _ in range(2))
        if one[:6] + one[-4:] == other[:6] + other[-4:]:
            continue
        head, stars = random.choice(((6, "****"), (3, "***"), (0, "****"), (6, "******")))
        yield True, Side(name, number=one), Side(name, number=f"{one[:head]}{stars}{one[-4:]}"), "a short mask agrees"
        yield (
            False,
            Side(name, number=other),
            Side(name, number=f"{one[:head]}{stars}{one[-4:]}"),
            "the digits seen differ",
        )


def _wrong_check_digit(random: Random) -> Drawn:
    while True:
        one, other = _two(random)
        number = draw_personal_number(random)
        wrong = number[:-1] + ("1" if number[-1] != "1" else "2")
        yield True, Side(one, number=wrong), Side(other, number=wrong), "equal numbers recorded, check digit wrong"
        far = draw_personal_number(random)
        yield (
            False,
            Side(one, number=wrong),
            Side(other, number=far[:-1] + ("1" if far[-1] != "1" else "2")),
            "all differs",
        )


REMARKS: Classes = {
    "person_post_before": _post_before,
    "person_remark": _remark,
    "person_label": _label,
    "person_spouse_in_remark": _spouse,
    "person_former_told": _former,
    "person_dwelling": _dwelling,
    "number_hong_kong_macau": _hong_kong_number,
    "number_short_mask": _short_mask,
    "number_wrong_check_digit": _wrong_check_digit,
}
