"""Names that are no Chinese ones, and people told apart by their birth: both ways, by keys too, and of any length."""

import pytest

from disposal.eligibility.matching import Subject, compare, keys
from disposal.eligibility.vocabulary.births import birth_in_number, birth_told
from notices.codes import PartyKind

PEOPLE = [
    (True, "Andrey Lebedev", "LEBEDEV Andrei Ilyich"),
    (False, "LEBEDEV Andrei Petrovich", "LEBEDEV Andrei Ilyich"),
    (False, "Andrey Lebedev", "Andrey Lebedeva"),
    (True, "Saeed Al-Nuaimi", "Said Al Nuaimi"),
    (False, "Saeed Al-Nuaimi", "Saad Al-Nuaimi"),
    (True, "Jane B. Norwick", "Jane Norwick"),
    (False, "Jane B. Norwick", "Jane C. Norwick"),
    (True, "J. B. Norwick", "Jane Beth Norwick"),
    (False, "J. K. Norwick", "Jane Beth Norwick"),
    (True, "Günther Moll", "Gunther Moll"),
    (False, "Günther Moll", "Gunther Müll"),
    (True, "瓦西里·列别杰夫", "Vasily Lebedev"),
    (False, "瓦西里·列别杰夫", "Viktor Lebedev"),
    (False, "Shangguan Yun", "尚观云"),
    (True, "Shangguan Yun", "上官云"),
    (True, "苗若谷（1970年3月生）", "苗若谷，男，1970年3月8日出生"),
    (False, "苗若谷（1970年3月生）", "苗若谷（1971年3月生）"),
    (False, "苗若谷（1970年3月生）", "苗若谷（1970年4月生）"),
    (True, "苗若谷（农历1970年三月生）", "苗若谷（1971年4月生）"),
]


@pytest.mark.parametrize(("is_same", "one", "other"), PEOPLE)
def test_person_of_a_later_kind(one: str, other: str, *, is_same: bool) -> None:
    a, b = (Subject(PartyKind.natural_person, (name,)) for name in (one, other))
    assert compare(a, b).is_match is compare(b, a).is_match is is_same
    if is_same:
        assert keys(a, index=str).probe & keys(b, index=str).stored
        assert keys(b, index=str).probe & keys(a, index=str).stored


def test_birth_in_a_visible_number_parts_from_a_birth_told() -> None:
    numbered = Subject(PartyKind.natural_person, ("苗若谷",), number="999999199001010016")
    assert compare(numbered, Subject(PartyKind.natural_person, ("苗若谷（1990年1月生）",))).is_match
    assert not compare(numbered, Subject(PartyKind.natural_person, ("苗若谷（1991年1月生）",))).is_match


@pytest.mark.parametrize(
    ("text", "born"),
    [
        ("born 14 May 1974", ()),
        ("born 1974", (1974,)),
        ("出生日期：1968-03-12", (1968, 3, 12)),
        ("1968年13月生", (1968,)),
        ("1968年生产", ()),
        ("19680312生", (1968, 3, 12)),
    ],
)
def test_birth_is_read_only_where_it_is_told(text: str, born: tuple[int, ...]) -> None:
    assert birth_told(text) == born


def test_birth_in_a_masked_number_is_unknown() -> None:
    assert birth_in_number("330421********4419") == ()
    assert birth_in_number("330421196803124419") == (1968, 3, 12)


@pytest.mark.parametrize(
    "piece", ["née ", "bin al ", "a ", "1968年", "借款人之妻", "之子女", "一建", "(天津)项目部", "ab·"]
)
def test_long_hostile_name_is_read_at_all(piece: str) -> None:
    name = piece * 20_000
    for kind in (PartyKind.natural_person, PartyKind.organisation):
        assert compare(Subject(kind, (name,)), Subject(kind, (name,))).score >= 0
